"""Which drafts are meant: numbers and ranges such as ``1,4-7``, or all that are new."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimpack.drafting.proposals import Proposal
from claimpack.errors import ClaimpackError

ALL = "all"
PART = re.compile(r"(\d{1,9})(?:\s*-\s*(\d{1,9}))?", re.ASCII)


def chosen(wanted: str, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return the proposals that are meant, in the order of the text.

    Args:
        wanted: numbers and ranges, parted by commas; or ``all`` for those that can be checked and
            repeat nothing.
        proposals: all that there are.

    Raises:
        ClaimpackError: it cannot be read, names a draft that there is not, or nothing at all.
    """
    if wanted.strip().lower() == ALL:
        found = [proposal for proposal in proposals if proposal.is_new]
        if not found:
            raise ClaimpackError(
                "there is nothing to accept: no draft can be checked and is new",
                "name drafts by their numbers to accept them all the same",
            )
        return found
    numbers: set[int] = set()
    last = len(proposals)
    for part in wanted.split(","):
        match = PART.fullmatch(part.strip())
        if match is None:
            raise ClaimpackError(
                f"--accept: '{part.strip()}' is no number or range",
                "write numbers and ranges like 1,4-7, or all",
            )
        first, end = int(match[1]), int(match[2] or match[1])
        if first > end:
            raise ClaimpackError(
                f"--accept: the range {part.strip()} is empty", f"did you mean {end}-{first}?"
            )
        for number in (first, end):
            if not 1 <= number <= last:
                has = f"there are 1 to {last}" if last else "the article has no drafts"
                raise ClaimpackError(
                    f"--accept: there is no draft {number}",
                    f"{has}; 'claimpack draft' without --accept lists them",
                )
        numbers.update(range(first, end + 1))
    return [proposal for proposal in proposals if proposal.number in numbers]
