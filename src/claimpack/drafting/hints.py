"""What a person is told beside drafts: what repeats, which figures are not written, what to run."""

from __future__ import annotations

import datetime
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence

from claimpack.article_text import ArticleText
from claimpack.drafting.draft_page import repeated
from claimpack.drafting.figure_rows import Missing
from claimpack.drafting.proposals import Proposal

# Of figures that are not written, so many lines are shown and so many figures are named.
MOST_LINES = 8
MOST_NAMED = 6
MOST_REPEATS = 10


def repeats_left_out(proposals: Sequence[Proposal]) -> Iterator[str]:
    """Give lines on what ``--accept all`` does not take though it is worth a check."""
    left = [p for p in proposals if p.draft.is_proposed and not p.is_new]
    if not left:
        return
    is_one = len(left) == 1
    yield f"{_count(len(left), 'draft')} {'is' if is_one else 'are'} left out:"
    for proposal in left[:MOST_REPEATS]:
        why = (
            f"nearly the words of draft {proposal.same_as}"
            if proposal.same_as is not None
            else repeated(proposal.repeats[0])
        )
        yield f"  {proposal.number}: {why}"
    if len(left) > MOST_REPEATS:
        yield f"  and {len(left) - MOST_REPEATS} more: the list shows them"
    yield "  → name their numbers to accept them all the same"


def figures_not_written(missing: Sequence[Missing]) -> Iterator[str]:
    """Give lines on figures that are not written: what and why, and each command once."""
    if not missing:
        return
    reasons = Counter(figure.why for figure in missing)
    why = ", ".join(f"{reason}: {count}" for reason, count in reasons.items())
    named = [f"{figure.shown} (draft {figure.number})" for figure in missing[:MOST_NAMED]]
    if len(missing) > MOST_NAMED:
        named.append(f"{len(missing) - MOST_NAMED} more")
    is_one = len(missing) == 1
    yield f"{_count(len(missing), 'figure')} {'is' if is_one else 'are'} not written ({why})"
    yield f"  {', '.join(named)}"
    commands = list(
        dict.fromkeys(
            command
            for last in (False, True)
            for figure in missing
            for command in figure.commands
            if command.startswith("claimpack add quantity") == last
        )
    )
    shown = commands if len(commands) <= MOST_LINES - 2 else commands[: MOST_LINES - 3]
    for command in shown:
        yield f"  → {command}"
    if rest := len(commands) - len(shown):
        yield f"  → and {_count(rest, 'command')} more: --format json has all"


def add_article(
    file: str, text: ArticleText, is_page: bool, published_on: datetime.date | None
) -> str:
    """Return the command that adds an article to the package, with what is known of it.

    Args:
        file: the option with its file.
        text: its text.
        is_page: whether title, language and date are taken from its page.
        published_on: its date.
    """
    known = [] if is_page and text.title else [("title", text.title)]
    known += [("publisher", None), ("url", None)]
    if not (is_page and text.language):
        known.append(("language", text.language or "en"))
    if not (is_page and text.published_on):
        known.append(("published-on", published_on.isoformat() if published_on else None))
        known.append(("published-on-basis", None))
    options = " ".join(f"--{name} {shlex.quote(cell) if cell else '…'}" for name, cell in known)
    return f"claimpack add article {file} {options}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
