"""What people read of drafts: a block each in a list, one a screen in a review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from claimpack.drafting.draft import NO, YES, Draft, FoundQuantity
from claimpack.drafting.drafters import LeftOut
from claimpack.drafting.measuring import shown_interval
from claimpack.drafting.proposals import Proposal
from claimpack.drafting.repeats import Repeat
from claimpack.printing import visible, words

MAX_WORDS_SHOWN = 220
MAX_LEFT_OUT = 10
# Of the text around a draft, so many characters are shown at most on each side.
AROUND = 300
INDENT = "     "


def print_proposals(out: Console, proposals: Sequence[Proposal], all_of_them: bool) -> None:
    """Print proposals, a block each, and how many are not shown: nothing speaks for a check."""
    shown = [p for p in proposals if all_of_them or p.is_proposed]
    for proposal in shown:
        _print_block(out, proposal)
    hidden = len(proposals) - len(shown)
    repeats = sum(bool(p.repeats) for p in shown)
    counts = [f"{len(proposals)} draft{'' if len(proposals) == 1 else 's'}"]
    if repeats:
        counts.append(f"{repeats} repeat{'s' if repeats == 1 else ''} what the package has")
    if hidden:
        uncheckable = sum(p.draft.checkability == NO for p in proposals if p not in shown)
        counts.append(f"{hidden} left out, {uncheckable} of them not checkable (--all shows them)")
    out.print(", ".join(counts), style="dim")


def print_left_out(
    err: Console, drafter: str, left_out: Sequence[LeftOut], mended: Sequence[LeftOut]
) -> None:
    """Print what a drafter proposed and is not taken, or not as it is, by number and reason."""
    for drafts, what in ((left_out, "left out"), (mended, "mended")):
        if not drafts:
            continue
        count = len(drafts)
        err.print(
            f"{count} draft{'' if count == 1 else 's'} of '{visible(drafter)}'"
            f" {'is' if count == 1 else 'are'} {what}:"
        )
        for draft in drafts[:MAX_LEFT_OUT]:
            err.print(f"  {draft.number}: {visible(draft.reason)}", soft_wrap=True)
        if count > MAX_LEFT_OUT:
            more = ": --format json has all" if what == "left out" else ""
            err.print(f"  and {count - MAX_LEFT_OUT} more{more}")


def print_screen(
    out: Console, proposal: Proposal, text: str, place: str, measures: Mapping[int, str]
) -> None:
    """Print a draft for a person who decides on it.

    Args:
        out: the terminal.
        proposal: what is proposed.
        text: the text of the article.
        place: which of how many, and how it is decided so far.
        measures: by position of a figure, the measure under which it would be written.
    """
    draft = proposal.draft
    out.rule(place, align="left", style="dim")
    out.print(in_context(text, draft))
    out.print()
    out.print(Text.assemble(("claim    ", "dim"), (visible(proposal.text), "bold")))
    if proposal.is_shortened:
        out.print("         shortened: [e]dit says it in your own words", style="yellow")
    rows = [
        ("kind", f"{words(draft.kind)}, checkable: {draft.checkability}. {draft.reason}"),
        ("speaker", who(draft)),
        ("span", f"{draft.start} to {draft.end}"),
    ]
    for number, found in enumerate(draft.quantities):
        stated = draft.quote[found.start - draft.start : found.end - draft.start]
        under = measures.get(number, "no measure fits: not written")
        rows.append(("figure", f"{stated}: {figure(found)} ({found.interpretation}) → {under}"))
    rows += [("date", f"{date.edtf}: {date.basis}") for date in draft.dates]
    rows.append(("score", worth(draft)))
    rows += [("repeats", repeated(repeat)) for repeat in proposal.repeats]
    for name, cell in rows:
        out.print(Text.assemble((f"{name:9}", "dim"), visible(cell)))


def in_context(text: str, draft: Draft) -> Text:
    """Return the words of a draft, marked, in the paragraph that they stand in."""
    before = text[max(0, draft.start - AROUND) : draft.start].rpartition("\n")[2]
    after = text[draft.end : draft.end + AROUND].partition("\n")[0]
    return Text.assemble(
        visible(before),
        ("[" + visible(" ".join(draft.quote.split())) + "]", "bold reverse"),
        visible(after),
    )


def who(draft: Draft) -> str:
    """Return who speaks, and through whom."""
    if draft.speaker is None:
        return "the article itself"
    speaker = draft.speaker
    kind = f" ({words(speaker.kind)}{', ' + speaker.position if speaker.position else ''})"
    via = [f"{hop.speaker.name} {words(hop.relation)}" for hop in draft.hops]
    return speaker.name + kind + (f" ← {' ← '.join(via)}" if len(via) > 1 else "")


def worth(draft: Draft) -> str:
    """Return the score with its parts: ``0.7: number 0.4, named speaker 0.3``."""
    parts = ", ".join(f"{part.reason} {part.points:g}" for part in draft.worth)
    return f"{draft.score:g}: {parts}" if parts else f"{draft.score:g}"


def figure(found: FoundQuantity) -> str:
    """Return a figure as an interval with its unit, ``~`` for one that is approximate."""
    shown = shown_interval(found.lower, found.upper, found.unit)
    counted = f" {found.counted}" if found.counted else ""
    return f"{'~' if found.is_approximate else ''}{shown}{counted}"


def repeated(repeat: Repeat) -> str:
    """Return what a draft repeats, and why it is taken for a repeat."""
    where = "" if repeat.is_same_article else f" of {repeat.article_id}"
    how = "stands as" if repeat.stands else "said already in"
    return f"{how} {repeat.claim_id}{where}: {repeat.reason}"


def _print_block(out: Console, proposal: Proposal) -> None:
    draft = proposal.draft
    quote = " ".join(draft.quote.split())
    if len(quote) > MAX_WORDS_SHOWN:
        quote = quote[:MAX_WORDS_SHOWN] + "…"
    head = [f"{draft.score:g}", words(draft.kind), who(draft)]
    if draft.checkability != YES:
        head.append("not checkable" if draft.checkability == NO else "partly checkable")
    out.print(
        Text.assemble((f"{proposal.number:>3}  ", "bold"), (visible(" · ".join(head)), "dim")),
        soft_wrap=True,
    )
    # what the words are about, where they begin after it
    about = f"({' '.join(draft.subject.split())}) " if draft.subject else ""
    out.print(
        Text.assemble(INDENT, (visible(about), "dim"), visible(quote)),
        soft_wrap=True,
    )
    told = [figure(found) for found in draft.quantities]
    told += [date.edtf for date in draft.dates]
    if told:
        out.print(INDENT + visible("; ".join(told)), style="cyan", soft_wrap=True)
    if proposal.same_as is not None:
        out.print(f"{INDENT}nearly the words of draft {proposal.same_as}", style="yellow")
    for repeat in proposal.repeats[:1]:
        out.print(f"{INDENT}{visible(repeated(repeat))}", style="yellow", soft_wrap=True)
