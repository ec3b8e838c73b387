"""Figures of an accepted draft as rows, where a measure of the package fits; else what to run."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from claimpack.canonical import proposal as canonical
from claimpack.drafting.draft import FoundQuantity
from claimpack.drafting.measuring import MOST_DIGITS, Measures, number, shown_interval
from claimpack.drafting.proposals import Proposal
from claimpack.imports.cleaning import clean

LONGEST = 300
CLAIMED, FORECAST = "claimed", "forecast"


@dataclass(frozen=True)
class Missing:
    """A figure that is not written.

    Attributes:
        number: its draft.
        place: its place among the figures of the draft, from 0.
        shown: the figure for people.
        why: why it is not written.
        commands: those that would write it: what adds unit and measure, and then the figure.
    """

    number: int
    place: int
    shown: str
    why: str
    commands: tuple[str, ...] = ()


@dataclass
class Figures:
    """Rows of quantities, and what is not written."""

    rows: list[dict[str, str]] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)


class FigureRows:
    """Makes rows of figures."""

    def __init__(self, measures: Measures, most_words: int) -> None:
        """Take the measures, and how many words of an article a cell may hold."""
        self._measures = measures
        self._most_words = most_words

    def of(self, proposal: Proposal, claim_id: str) -> Figures:
        """Return the rows of the figures of a proposal.

        Args:
            proposal: what is accepted.
            claim_id: the claim that states the figures.
        """
        figures = Figures()
        draft = proposal.draft
        for place, found in enumerate(draft.quantities):
            words = draft.quote[found.start - draft.start : found.end - draft.start]
            row = self._row(found, words, draft.kind, claim_id)
            measure_id = measure_of(proposal, place, self._measures)
            if measure_id and found.unit in self._measures.codes and _is_cell(found):
                figures.rows.append(row | {"measure_id": measure_id})
            else:
                figures.missing.append(
                    self._missing(proposal.number, place, found, row, measure_id)
                )
        return figures

    def _row(self, found: FoundQuantity, words: str, kind: str, claim_id: str) -> dict[str, str]:
        stated = clean(words, LONGEST) or ""
        if len(stated.split()) > self._most_words or stated.startswith("“"):
            stated = ""
        return {
            "claim_id": claim_id,
            "mode": FORECAST if kind == FORECAST else CLAIMED,
            "lower": number(found.lower),
            "upper": number(found.upper),
            "unit": found.unit,
            "is_approximate": str(found.is_approximate).lower(),
            "stated_as": stated,
            "interpretation": clean(found.interpretation, LONGEST) or "as stated",
        }

    def _missing(
        self,
        draft: int,
        place: int,
        found: FoundQuantity,
        row: Mapping[str, str],
        measure_id: str | None,
    ) -> Missing:
        shown = shown_interval(found.lower, found.upper, found.unit)
        if not _is_cell(found):
            return Missing(draft, place, shown[:60], "too many digits")
        commands = []
        if found.unit not in self._measures.codes:
            commands.append(_unit(found.unit))
        if measure_id is None:
            label = f"… {found.counted}" if found.counted else "…"
            commands.append(
                _command("measure", label=label, unit=found.unit, basis="…", definition="…")
                + " --is-total false"
            )
        commands.append(_command("quantity", **{**row, "measure_id": measure_id or "…"}))
        why = "no measure fits" if measure_id is None else f"there is no unit '{found.unit}'"
        return Missing(draft, place, shown, why, tuple(commands))


def measure_of(proposal: Proposal, place: int, measures: Measures) -> str | None:
    """Return the measure under which a figure of a proposal is written, or None where none fits.

    It is the one that a person has named, or the one that fits better than any other.
    """
    if place in proposal.measures:
        return proposal.measures[place]
    draft = proposal.draft
    fits = measures.fits(draft.quantities[place], draft.quote, proposal.sentences.get(place, ""))
    if len(fits) > 1 and fits[0].score == fits[1].score:
        return None
    return fits[0].measure_id if fits else None


def _unit(code: str) -> str:
    import pycountry

    if code == "1":
        return _command("unit", code=code, label="Number", definition="What is counted.")
    currency = pycountry.currencies.get(alpha_3=code)
    if currency is None:
        return _command("unit", code=code, label="…", definition="…")
    return _command(
        "unit",
        code=code,
        label=currency.name,
        definition=f"{currency.name}, ISO 4217.",
        dimension=code,
        factor="1",
    )


def _command(kind: str, **cells: str) -> str:
    options = " ".join(
        f"--{name.replace('_', '-')} {shlex.quote(cell)}" for name, cell in cells.items() if cell
    )
    return f"claimpack add {kind} {options}"


def _is_cell(found: FoundQuantity) -> bool:
    return all(_is_number(end) for end in (found.lower, found.upper) if end is not None)


def _is_number(value: Decimal) -> bool:
    if not value.is_finite() or not -MOST_DIGITS < value.adjusted() < MOST_DIGITS:
        return False
    text = number(value)
    digits = sum(character.isdigit() for character in text)
    return digits <= MOST_DIGITS and canonical("number", text) is None
