"""Repeats: drafts that assert what a claim of the package asserts already.

Found by the span in the same article; or, of one speaker, by a wording that is alike or by a figure
on the same measure. Whether it is a repeat, a person decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from claimpack.drafting.draft import Draft
from claimpack.drafting.holdings import Holdings
from claimpack.drafting.measuring import (
    LABEL_ALIKE,
    Interval,
    Measures,
    likeness,
    meet,
    shown_interval,
    telling,
)
from claimpack.drafting.voices import Voices

# Of 100: how alike two wordings of one speaker have to be.
WORDING_ALIKE = 85
# Spans are the same where they share so much of each.
SAME_SPAN = 0.8
# With fewer telling words nearly everything is alike.
FEWEST_WORDS = 4
MAX_TOLD = 3
SPAN, WORDING, FIGURE = "span", "wording", "figure"
DIGITS = re.compile(r"\d[\d.,]*")
DENIAL = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nobody|without|cannot|deny|denie[sd])\b|n['\u2019]t\b",
    re.I,
)


@dataclass(frozen=True)
class Repeat:
    """A claim of the package that a draft seems to repeat.

    Attributes:
        claim_id: the claim.
        article_id: its article.
        how: span, wording or figure.
        is_same_article: whether its article is the one that is drafted.
        reason: why it is taken for a repeat, for people.
        score: how alike the wordings, or label and words, are, of 100; None for a span.
        measure_id: the measure of a figure.
    """

    claim_id: str
    article_id: str
    how: str
    is_same_article: bool
    reason: str
    score: int | None = None
    measure_id: str | None = None

    @property
    def stands(self) -> bool:
        """Whether the same words are a claim already, so that nothing is left to write."""
        return self.how == SPAN


class Repeats:
    """Finds the claims of a package that drafts repeat."""

    def __init__(self, holdings: Holdings, voices: Voices, measures: Measures) -> None:
        """Sort the claims of the package by article and by speaker."""
        self._holdings = holdings
        self._voices = voices
        self._measures = measures
        article = holdings.article
        self._article_id = article["article_id"] if article else None
        publishers = {r["article_id"]: r["publisher_id"] for r in holdings.rows("articles")}
        self._here: list[Mapping[str, str]] = []
        self._by_speaker: dict[str, list[Mapping[str, str]]] = defaultdict(list)
        for row in holdings.rows("claims"):
            if row["article_id"] == self._article_id and row["quote_start"]:
                self._here.append(row)
            if not row["asserts_claim_id"]:
                is_own = row["speaker_id"] == publishers.get(row["article_id"])
                self._by_speaker["" if is_own else row["speaker_id"]].append(row)
        # by speaker, the places of the claims with the words that they have
        self._wordings: dict[str, list[tuple[int, str]]] = {}
        self._figures: dict[str, list[Mapping[str, str]]] = defaultdict(list)
        for row in holdings.rows("quantities"):
            if row["claim_id"]:
                self._figures[row["claim_id"]].append(row)

    def of(self, draft: Draft, text: str) -> list[Repeat]:
        """Return what a draft repeats, the surest first.

        Args:
            draft: the draft.
            text: the text that its claim would have.
        """
        same = self._same_span(draft)
        if same:
            return same[:MAX_TOLD]
        is_own = self._voices.is_own(draft.speaker)
        speaker = "" if is_own else self._voices.find(draft.speaker)
        if speaker is None:
            return []
        rows = self._by_speaker.get(speaker, [])
        scores = self._alike(speaker, (text, draft.quote))
        found = [
            self._repeat(rows[place], WORDING, f"the wording is alike ({score} of 100)", score)
            for place, score in scores.items()
            if self._says_the_same(draft, text, rows[place])
        ]
        if draft.quantities:
            known = {repeat.claim_id for repeat in found}
            by_figure = (
                self._by_figure(draft, row)
                for row in rows
                if row["claim_id"] in self._figures and row["claim_id"] not in known
            )
            found += [repeat for repeat in by_figure if repeat is not None]
        found.sort(key=lambda r: (not r.is_same_article, r.how != WORDING, -(r.score or 0)))
        return found[:MAX_TOLD]

    def _same_span(self, draft: Draft) -> list[Repeat]:
        found = []
        for row in self._here:
            start, end = int(row["quote_start"]), int(row["quote_end"])
            shared = min(end, draft.end) - max(start, draft.start)
            least = SAME_SPAN * max(end - start, draft.end - draft.start)
            if shared > 0 and shared >= least:
                is_same = (start, end) == (draft.start, draft.end)
                where = "the same words" if is_same else f"nearly the same words, {start} to {end}"
                repeat = Repeat(
                    row["claim_id"], row["article_id"], SPAN, True, f"{where} of this article"
                )
                found.append((not is_same, bool(row["asserts_claim_id"]), -shared, repeat))
        return [entry[-1] for entry in sorted(found, key=lambda entry: entry[:3])]

    def _alike(self, speaker: str, ours: Sequence[str]) -> dict[int, int]:
        """Return which claims of a speaker are worded alike, and how much of 100."""
        from rapidfuzz import fuzz, process

        if speaker not in self._wordings:
            self._wordings[speaker] = [
                (place, words)
                for place, row in enumerate(self._by_speaker.get(speaker, []))
                for said in (row["claim_text"], row["quote_exact"])
                if _has_telling_words(words := telling(said))
            ]
        known = self._wordings[speaker]
        scores: dict[int, int] = {}
        for words in filter(_has_telling_words, map(telling, ours)):
            for _, score, number in process.extract(
                words,
                [said for _, said in known],
                scorer=fuzz.token_set_ratio,
                score_cutoff=WORDING_ALIKE,
                limit=None,
            ):
                place = known[number][0]
                scores[place] = max(scores.get(place, 0), round(score))
        return scores

    def _says_the_same(self, draft: Draft, text: str, row: Mapping[str, str]) -> bool:
        """Whether neither a number nor a denial makes like words another claim."""
        theirs = f"{row['claim_text']} {row['quote_exact']}"
        ours, others = _numbers(text), _numbers(theirs)
        if ours and others and not ours & others:
            return False
        if bool(DENIAL.search(draft.quote)) != bool(DENIAL.search(theirs)):
            return False
        return not self._figures_differ(draft, row)

    def _by_figure(self, draft: Draft, row: Mapping[str, str]) -> Repeat | None:
        for found in draft.quantities:
            for figure in self._figures[row["claim_id"]]:
                measure = self._measures.by_id.get(figure["measure_id"])
                ours = self._measures.interval(found.lower, found.upper, found.unit, figure["unit"])
                theirs = _interval(figure)
                if measure is None or ours is None or theirs is None or not meet(ours, theirs):
                    continue
                score = likeness(measure["label"], draft.quote)
                if score >= LABEL_ALIKE:
                    reason = (
                        f"{measure['label']} ({score} of 100 by its words):"
                        f" {shown_interval(found.lower, found.upper, found.unit)} here,"
                        f" {shown_interval(*theirs, figure['unit'])} there"
                    )
                    return self._repeat(row, FIGURE, reason, score, figure["measure_id"])
        return None

    def _figures_differ(self, draft: Draft, row: Mapping[str, str]) -> bool:
        """Whether both state figures that compare, and none of them meets another."""
        pairs = [
            (ours, theirs)
            for found in draft.quantities
            for figure in self._figures[row["claim_id"]]
            if (
                ours := self._measures.interval(
                    found.lower, found.upper, found.unit, figure["unit"]
                )
            )
            and (theirs := _interval(figure))
        ]
        return bool(pairs) and not any(meet(ours, theirs) for ours, theirs in pairs)

    def _repeat(
        self,
        row: Mapping[str, str],
        how: str,
        reason: str,
        score: int,
        measure_id: str | None = None,
    ) -> Repeat:
        is_here = row["article_id"] == self._article_id
        return Repeat(
            row["claim_id"],
            row["article_id"],
            how,
            is_here,
            f"the same speaker, and {reason}",
            score,
            measure_id,
        )


def _interval(figure: Mapping[str, str]) -> Interval | None:
    try:
        lower, upper = (Decimal(figure[end]) if figure[end] else None for end in ("lower", "upper"))
    except InvalidOperation:  # 'claimpack check' tells it
        return None
    return lower, upper


def _numbers(text: str) -> set[str]:
    return {found.rstrip(".,").replace(",", "") for found in DIGITS.findall(text)}


def _has_telling_words(words: str) -> bool:
    return len(words.split()) >= FEWEST_WORDS
