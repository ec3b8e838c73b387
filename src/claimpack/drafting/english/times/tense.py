"""Whether the sentence around an expression tells of what is to come."""

from __future__ import annotations

import re
from functools import cache

from claimpack.drafting.english.vocabulary import data

# No sentence is looked at further than this from the expression.
_FAR = 300
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?][\"'”)]*\s+(?=[A-Z\"'“(])|\n")


@cache
def _signs() -> re.Pattern[str]:
    said = data("times/date_words.yml")
    future = "|".join(sorted(map(re.escape, said["future"]), key=len, reverse=True))
    past = "|".join(sorted(map(re.escape, said["past"]), key=len, reverse=True))
    no_verb = "|".join(said["no_verb"])
    return re.compile(
        rf"(?<!\w)(?:(?P<future>{future})"
        rf"|(?<!\bbe )(?P<past>{past}|(?!(?:{no_verb})\b)[a-z]{{2,20}}ed))(?!\w)"
    )


def is_future(text: str, start: int, end: int) -> bool | None:
    """Return whether the words nearest before an expression are of the future.

    Where its sentence says nothing before it, the first sign after it decides.

    Args:
        text: the text.
        start: of the expression.
        end: of the expression.

    Returns:
        None where the sentence has no sign.
    """
    before = text[max(0, start - _FAR) : start]
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    before = before[ends[-1] :] if ends else before
    signs = list(_signs().finditer(before))
    if signs:
        return signs[-1]["future"] is not None
    after = text[end : end + _FAR]
    stop = _SENTENCE_END.search(after)
    first = _signs().search(after[: stop.start()] if stop else after)
    return None if first is None else first["future"] is not None


def same_sentence(text: str, end: int, start: int) -> bool:
    """Return whether two expressions stand in one sentence.

    Args:
        text: the text.
        end: of the first.
        start: of the second.
    """
    return start - end <= _FAR and _SENTENCE_END.search(text[end:start]) is None
