"""Every rule has teeth: for each of its reasons a fault in the real files that only it catches.

A fault is written to files, and only these are read into the clean database, in a transaction:
the rules that read them, by their headers, are run. Some faults go through the whole check.
"""

import hashlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pytest

from claimpack.check import _type_table, check_package
from claimpack.findings import Finding, Findings, in_order, shown
from claimpack.package import load_package
from claimpack.raw import Reading
from claimpack.reader import read_tables
from claimpack.rules import Rule, check_rules, load_rules
from claimpack.sql import definitions, everything_read
from claimpack.structure import check_structure

from .faults import (
    PACKAGE,
    ROOT,
    Edit,
    Tables,
    add,
    change,
    line_and_cell,
    rechain,
    remove,
)

RULES = load_rules(ROOT)
FILES = definitions(ROOT)
ARTICLE = "investcentrum-cpc-2025-02"
OTHER_HASH = "0" * 64
FUTURE = "2999-01-01T00:00:00Z"
SIXTEEN_WORDS = "one two three four five six seven eight nine ten eleven twelve 13 14 15 16"


@dataclass(frozen=True)
class Fault:
    """Edits that break a rule, and where: table, row key and column of each finding."""

    rule: str
    name: str
    edits: tuple[Edit, ...]
    at: tuple[tuple[str, str, str], ...]
    says: str

    @property
    def id(self) -> str:
        """The name of the test."""
        return f"{self.rule}: {self.name}"


def fault(rule: str, name: str, *edits: Edit, at: str | tuple[str, ...], says: str) -> Fault:
    """Return a fault; ``at`` is ``table row_key column``, or several of them."""
    places = (at,) if isinstance(at, str) else at
    split = [place.split() for place in places]
    return Fault(rule, name, edits, tuple((t, key, column) for t, key, column in split), says)


def words_of_length(claim: str, start: int, end: int) -> Edit:
    """Quote a claim in full, with made-up words and their hash."""
    words = "x" * (end - start)
    return change(
        "claims",
        claim,
        quote_start=str(start),
        quote_end=str(end),
        quote_exact=words,
        quote_sha256=hashlib.sha256(words.encode()).hexdigest(),
    )


def nothing_quoted(tables: Tables) -> None:
    """Quote no words of any claim."""
    for row in tables.rows("claims"):
        row["quote_exact"] = ""


def decided_again(corrects_seq: str = "4", what_was_wrong: str = "Misread.") -> tuple[Edit, ...]:
    """Reopen C001, which was decided in entry 4, and decide it again in entry 8."""

    def entry(seq: int, like: int, **cells: str) -> Edit:
        return add(
            "assessments",
            like=f"C001-{like:02}",
            assessment_id=f"C001-{seq:02}",
            seq=str(seq),
            **cells,
        )

    return (
        entry(5, like=2, stage="reopened"),
        entry(6, like=2),
        entry(7, like=3),
        entry(8, like=4, corrects_seq=corrects_seq, what_was_wrong=what_was_wrong),
        rechain("C001"),
    )


FAULTS = [
    fault(
        "assessment-evidence-own-claim",
        "an entry rests on evidence about another claim",
        change("assessment_evidence", "C001-03/C001-E05", evidence_id="C002-E01"),
        rechain("C001"),
        at="assessment_evidence C001-03/C002-E01 evidence_id",
        says="bears on C002, the entry on C001",
    ),
    fault(
        "attribution-asserts",
        "an attribution asserts nothing",
        change("claims", "C023", asserts_claim_id=""),
        at="claims C023 asserts_claim_id",
        says="does not say what was asserted",
    ),
    fault(
        "attribution-asserts",
        "a fact asserts another claim",
        change("claims", "C004", asserts_claim_id="C005"),
        at="claims C004 asserts_claim_id",
        says="of the kind fact asserts none",
    ),
    fault(
        "attribution-asserts",
        "an attribution asserts itself",
        change("claims", "C023", asserts_claim_id="C023"),
        at="claims C023 asserts_claim_id",
        says="asserts itself",
    ),
    fault(
        "attribution-asserts",
        "an attribution asserts a claim of another article",
        add(
            "articles",
            article_id="other",
            title="Another",
            publisher_id="tass",
            url="https://example.org/other",
            published_on_basis="not known",
            language="en",
        ),
        change("claims", "C023", article_id="other"),
        at="claims C023 asserts_claim_id",
        says="of another article",
    ),
    fault(
        "attribution-chain",
        "an attribution has no chain",
        remove("attributions", "C040/1"),
        at="claims C040 claim_id",
        says="no chain",
    ),
    fault(
        "attribution-hops",
        "the first hop is missing",
        change("attributions", "C040/1", hop="2"),
        at="attributions C040/2 hop",
        says="hop 1 is missing",
    ),
    fault(
        "attribution-hops",
        "a hop has no voice",
        change("attributions", "C040/1", speaker_id=""),
        at="attributions C040/1 speaker_id",
        says="neither",
    ),
    fault(
        "attribution-hops",
        "a hop has two voices",
        change("attributions", "C040/1", publisher_id="tass"),
        at="attributions C040/1 speaker_id",
        says="both",
    ),
    fault(
        "correction",
        "a correction does not say what was wrong",
        *decided_again(what_was_wrong=""),
        at="assessments C001-08 corrects_seq",
        says="go together",
    ),
    fault(
        "correction",
        "what was wrong is told, but not where",
        *decided_again(corrects_seq=""),
        at="assessments C001-08 corrects_seq",
        says="go together",
    ),
    fault(
        "correction",
        "an entry that is no decision corrects one",
        add(
            "assessments",
            like="C001-02",
            assessment_id="C001-05",
            seq="5",
            stage="reopened",
            corrects_seq="4",
            what_was_wrong="Misread.",
        ),
        rechain("C001"),
        at="assessments C001-05 corrects_seq",
        says="only a decision can correct",
    ),
    fault(
        "correction",
        "a proposal is corrected",
        *decided_again(corrects_seq="3"),
        at="assessments C001-08 corrects_seq",
        says="entry 3 of the claim is no decision",
    ),
    fault(
        "correction",
        "an entry is corrected that is not there",
        *decided_again(corrects_seq="99"),
        at="assessments C001-08 corrects_seq",
        says="entry 99 of the claim is no decision",
    ),
    fault(
        "correction",
        "a decision corrects itself",
        *decided_again(corrects_seq="8"),
        at="assessments C001-08 corrects_seq",
        says="entry 8 is not before this one",
    ),
    fault(
        "dates-in-order",
        "an article is retrieved before it was published",
        change("articles", ARTICLE, retrieved_at="2025-02-18T23:59:59Z"),
        at=f"articles {ARTICLE} retrieved_at",
        says="retrieved before it was published",
    ),
    fault(
        "dates-in-order",
        "a source is read before it was published",
        change("sources", "S002", accessed_at="2025-02-17T23:59:59Z"),
        at="sources S002 accessed_at",
        says="read before it was published",
    ),
    fault(
        "dates-in-order",
        "a copy is published before what it copies",
        change("sources", "S101", published_on="2025-02-21"),
        at="sources S010 published_on",
        says="before the source that it relays, S101",
    ),
    fault(
        "dates-in-order",
        "an origin is public before it happened",
        change("origins", "cpc-restart-2025-05-23", made_public_on="2025-05-22"),
        at="origins cpc-restart-2025-05-23 made_public_on",
        says="made public before it happened",
    ),
    fault(
        "dates-in-order",
        "an origin happens before what it derives from",
        change("origins", "rakhmetullin-volumes-2025-02-19", happened_on="2025-02-17"),
        at="origins rakhmetullin-volumes-2025-02-19 happened_on",
        says="before the origin that it derives from, energy-ministry-volumes-2025-02-18",
    ),
    fault(
        "dates-in-order",
        "evidence is added before its source was read",
        change("evidence", "C001-E01", added_at="2025-12-31T00:00:00Z"),
        at="evidence C001-E01 added_at",
        says="added before the source was read",
    ),
    fault(
        "dates-in-order",
        "a source relays what happened after it",
        change("evidence", "C001-E01", origin_id="cpc-restart-2025-05-23"),
        at="evidence C001-E01 origin_id",
        says="relays what happened later, on 2025-05-23",
    ),
    fault(
        "dates-in-order",
        "an entry rests on evidence added later",
        *(
            change("assessments", f"C030-0{seq}", recorded_at="2025-12-31T00:00:00Z")
            for seq in (1, 2, 3)
        ),
        rechain("C030"),
        at="assessments C030-03 recorded_at",
        says="rests on evidence added later, C030-E01",
    ),
    fault(
        "decision",
        "the assessor who proposed decides",
        change("assessments", "C001-04", assessor_id="research-desk"),
        rechain("C001"),
        at="assessments C001-04 assessor_id",
        says="decided by the assessor who proposed it",
    ),
    fault(
        "decision",
        "another verdict is decided than was proposed",
        change("assessments", "C001-04", verdict="refuted"),
        rechain("C001"),
        at="assessments C001-04 verdict",
        says="the proposed verdict was supported",
    ),
    fault(
        "every-claim-recorded",
        "a claim has no log",
        remove("assessments", "C045-01", "C045-02", "C045-03", "C045-04"),
        at="claims C045 claim_id",
        says="no entry in the log",
    ),
    fault(
        "evidence-seen",
        "evidence cites a source that was not seen",
        change("evidence", "C014-E05", source_id="S098"),
        at="evidence C014-E05 source_id",
        says="not seen",
    ),
    fault(
        "forecast-criterion",
        "a forecast has no criterion",
        remove("forecasts", "C060"),
        at="claims C060 claim_kind",
        says="no criterion",
    ),
    fault(
        "forecast-criterion",
        "a fact has a criterion",
        add("forecasts", claim_id="C004", resolution_criterion="The operator says so."),
        at="claims C004 claim_kind",
        says="a claim of another kind",
    ),
    fault(
        "ids-carry-their-claim",
        "the id of an entry has another number",
        change("assessments", "C045-01", assessment_id="C045-09"),
        at="assessments C045-09 assessment_id",
        says="should be C045-01",
    ),
    fault(
        "ids-carry-their-claim",
        "the id of evidence has another claim",
        change("evidence", "C014-E05", evidence_id="C015-E99"),
        at="evidence C015-E99 evidence_id",
        says="should begin with C014-E",
    ),
    fault(
        "ids-carry-their-claim",
        "the id of a claim's quantity has another claim",
        change("quantities", "C053-Q1", quantity_id="C052-Q1"),
        at="quantities C052-Q1 quantity_id",
        says="should begin with C053-Q",
    ),
    fault(
        "ids-carry-their-claim",
        "the id of a quantity in evidence has the claim alone",
        change("quantities", "C042-E01-Q1", quantity_id="C042-Q1"),
        at="quantities C042-Q1 quantity_id",
        says="should begin with C042-E01-Q",
    ),
    fault(
        "key-quote-words",
        "a key quote is long",
        change("evidence", "C014-E01", key_quote=SIXTEEN_WORDS),
        at="evidence C014-E01 key_quote",
        says="16 words are quoted, at most 15",
    ),
    fault(
        "key-quote-words",
        "the words of a figure are long",
        change("quantities", "C053-Q1", stated_as=SIXTEEN_WORDS),
        at="quantities C053-Q1 stated_as",
        says="16 words are quoted, at most 15",
    ),
    fault(
        "log-chain",
        "the rationale of an entry was changed",
        change("assessments", "C001-03", rationale="Quite another reason."),
        at="assessments C001-03 entry_hash",
        says="was changed",
    ),
    fault(
        "log-chain",
        "evidence was taken from an entry",
        remove("assessment_evidence", "C007-03/C007-E09"),
        at="assessments C007-03 entry_hash",
        says="was changed",
    ),
    fault(
        "log-chain",
        "an entry follows another entry than the one before it",
        change("assessments", "C045-04", previous_hash=OTHER_HASH),
        rechain("C045", keep_previous_hash_of=4),
        at="assessments C045-04 previous_hash",
        says="the entry before it has the hash",
    ),
    fault(
        "log-chain",
        "the first entry follows another",
        change("assessments", "C045-01", previous_hash=OTHER_HASH),
        rechain("C045", keep_previous_hash_of=1),
        at="assessments C045-01 previous_hash",
        says="(there is none)",
    ),
    fault(
        "log-sequence",
        "an entry is missing",
        change("assessments", "C045-04", assessment_id="C045-05", seq="5"),
        rechain("C045"),
        at="assessments C045-05 seq",
        says="entry 4 of the claim is missing",
    ),
    fault(
        "log-sequence",
        "an entry is earlier than the one before it",
        change("assessments", "C045-04", recorded_at="2025-12-31T00:00:00Z"),
        rechain("C045"),
        at="assessments C045-04 recorded_at",
        says="earlier than the entry before it",
    ),
    fault(
        "measure-comparability",
        "a comparable measure has no caveat",
        change("measures", "national-cfd-loss-shares", comparability_caveat=""),
        at="measures national-cfd-loss-shares comparable_with_measure_id",
        says="go together",
    ),
    fault(
        "measure-comparability",
        "a caveat has no comparable measure",
        change("measures", "national-cfd-loss-shares", comparable_with_measure_id=""),
        at="measures national-cfd-loss-shares comparable_with_measure_id",
        says="go together",
    ),
    fault(
        "measure-comparability",
        "a measure is comparable with itself",
        change(
            "measures",
            "national-cfd-loss-shares",
            comparable_with_measure_id="national-cfd-loss-shares",
        ),
        at="measures national-cfd-loss-shares comparable_with_measure_id",
        says="with itself",
    ),
    fault(
        "measure-comparability",
        "a total is comparable with what is none",
        change("measures", "provider-cfd-loss-share", is_total="true"),
        at="measures national-cfd-loss-shares comparable_with_measure_id",
        says="adds up over its period",
    ),
    fault(
        "measure-comparability",
        "measures of two dimensions are comparable",
        change(
            "measures", "national-cfd-loss-shares", comparable_with_measure_id="repair-duration"
        ),
        at="measures national-cfd-loss-shares comparable_with_measure_id",
        says="measured in % and d",
    ),
    fault(
        "misleading-by-person",
        "an organisation proposes that a claim misleads",
        change("assessments", "C007-03", verdict="misleading"),
        rechain("C007"),
        at="assessments C007-03 verdict",
        says="of the kind organisation",
    ),
    fault(
        "misleading-by-person",
        "software decides that a claim misleads",
        add("assessors", assessor_id="jana", name="Jana", kind="person"),
        change("assessments", "C001-03", verdict="misleading", assessor_id="jana"),
        change("assessments", "C001-04", verdict="misleading"),
        rechain("C001"),
        at="assessments C001-04 verdict",
        says="of the kind software",
    ),
    fault(
        "not-in-the-future",
        "an article is retrieved in the future",
        change("articles", ARTICLE, retrieved_at=FUTURE),
        at=f"articles {ARTICLE} retrieved_at",
        says="later than now",
    ),
    fault(
        "not-in-the-future",
        "a source is read in the future",
        change("sources", "S001", accessed_at=FUTURE),
        at="sources S001 accessed_at",
        says="later than now",
    ),
    fault(
        "not-in-the-future",
        "evidence is added in the future",
        change("evidence", "C014-E05", added_at=FUTURE),
        at="evidence C014-E05 added_at",
        says="later than now",
    ),
    fault(
        "not-in-the-future",
        "an entry is recorded in the future",
        change("assessments", "C045-04", recorded_at=FUTURE),
        rechain("C045"),
        at="assessments C045-04 recorded_at",
        says="later than now",
    ),
    fault(
        "origin-voice",
        "an origin has a speaker and an outlet of its own",
        change("origins", "putin-2025-02-19", publisher_id="tass"),
        at="origins putin-2025-02-19 publisher_id",
        says="both a speaker, putin,",
    ),
    *(
        fault(
            "policy-complete",
            f"{policy} is missing",
            remove("policy", policy),
            at=f"policy {policy} policy_id",
            says="missing",
        )
        for policy in ("max_key_quote_words", "max_quotation_share", "min_independent_origins")
    ),
    fault(
        "provenance-cycle",
        "a source relays itself",
        change("sources", "S011", syndicated_from_source_id="S011"),
        at="sources S011 syndicated_from_source_id",
        says="a circle through S011",
    ),
    fault(
        "provenance-cycle",
        "two sources relay one another",
        change("sources", "S012", syndicated_from_source_id="S013"),
        change("sources", "S013", syndicated_from_source_id="S012"),
        at=(
            "sources S012 syndicated_from_source_id",
            "sources S013 syndicated_from_source_id",
        ),
        says="a circle through S012",
    ),
    fault(
        "provenance-cycle",
        "an origin derives from itself",
        change("origins", "staunovo-2025-02-18", derived_from_origin_id="staunovo-2025-02-18"),
        at="origins staunovo-2025-02-18 derived_from_origin_id",
        says="a circle through staunovo-2025-02-18",
    ),
    fault(
        "provenance-cycle",
        "two origins derive from one another",
        change(
            "origins",
            "baidildinov-loss-2025-02",
            derived_from_origin_id="baidildinov-volumes-2025-02",
        ),
        change(
            "origins",
            "baidildinov-volumes-2025-02",
            derived_from_origin_id="baidildinov-loss-2025-02",
        ),
        at=(
            "origins baidildinov-loss-2025-02 derived_from_origin_id",
            "origins baidildinov-volumes-2025-02 derived_from_origin_id",
        ),
        says="a circle through baidildinov-loss-2025-02",
    ),
    fault(
        "quantity-interval",
        "an interval has no end",
        change("quantities", "C053-Q1", lower="", upper=""),
        at="quantities C053-Q1 lower",
        says="no end at all",
    ),
    fault(
        "quantity-interval",
        "the lower end is above the upper end",
        change("quantities", "C053-Q1", lower="90"),
        at="quantities C053-Q1 lower",
        says="above the upper end, 80.25",
    ),
    fault(
        "quantity-owner",
        "nobody states a quantity",
        change("quantities", "C053-Q1", claim_id=""),
        at="quantities C053-Q1 claim_id",
        says="neither",
    ),
    fault(
        "quantity-owner",
        "a claim and evidence state one quantity",
        change("quantities", "C053-Q1", evidence_id="C053-E01"),
        at="quantities C053-Q1 claim_id",
        says="both C053 and C053-E01",
    ),
    fault(
        "quantity-unit",
        "a share is given in days",
        change("quantities", "C053-Q1", unit="d"),
        at="quantities C053-Q1 unit",
        says="the unit measures time",
    ),
    fault(
        "quotation-budget",
        "a quarter of the article is quoted",
        nothing_quoted,
        words_of_length("C056", 2781, 3708),
        at=f"articles {ARTICLE} text_length",
        says="927 of 3708 characters are quoted: 25.0%, allowed are less than 25.0%",
    ),
    fault(
        "quote-hash",
        "other words of the same length are quoted",
        change(
            "claims", "C007", quote_exact="had disrupted the primary export route for Kazakh oil"
        ),
        at="claims C007 quote_sha256",
        says="the words have the hash",
    ),
    fault(
        "quote-length",
        "the words do not fill their span",
        change("claims", "C007", quote_exact="has disrupted the export route for Kazakh oil"),
        at="claims C007 quote_exact",
        says="have 45 characters, their span has 53",
    ),
    fault(
        "quote-position",
        "a claim has no span in an article with a text",
        change("claims", "C003", quote_start="", quote_end="", quote_sha256=""),
        at="claims C003 quote_end",
        says="the claim has no span",
    ),
    *(
        fault(
            "quote-position",
            f"a quote has no {column}",
            change("claims", "C003", **{column: ""}),
            at="claims C003 quote_end",
            says="go together",
        )
        for column in ("quote_start", "quote_end", "quote_sha256")
    ),
    fault(
        "quote-position",
        "a quote ends where it starts",
        change("claims", "C003", quote_end="155"),
        at="claims C003 quote_end",
        says="ends before it starts, at 155",
    ),
    fault(
        "quote-position",
        "a quote ends after the article",
        change("claims", "C056", quote_end="3709"),
        at="claims C056 quote_end",
        says="ends after the article, at 3708",
    ),
    fault(
        "retracted-source",
        "the source of evidence was withdrawn",
        change("sources", "S013", retracted_on="2025-03"),
        at="evidence C004-E02 source_id",
        says="withdrawn",
    ),
    fault(
        "retracted-source",
        "what the source of evidence relays was withdrawn",
        change("sources", "S126", retracted_on="2025-03"),
        at="evidence C036-E01 source_id",
        says="withdrawn",
    ),
    fault(
        "said-and-true",
        "a speaker asserts what no attribution says that he did",
        change("claims", "C003", speaker_id="putin"),
        at="claims C003 speaker_id",
        says="no attribution claim asserts it",
    ),
    fault(
        "self-evidence",
        "the article is evidence on its own claim",
        change("evidence", "C014-E05", source_id="S001"),
        at="evidence C014-E05 source_id",
        says="the article itself",
    ),
    fault(
        "self-evidence",
        "a copy of the article is evidence on its claim",
        change("sources", "S022", syndicated_from_source_id="S001"),
        at="evidence C007-E04 source_id",
        says="or relays it",
    ),
    fault(
        "source-seen",
        "an unseen source is relayed by none",
        change("sources", "S087", syndicated_from_source_id=""),
        at="sources S126 accessed_at",
        says="no other source relays it",
    ),
    fault(
        "source-seen",
        "a source that was read has no address",
        change("sources", "S002", url=""),
        at="sources S002 url",
        says="without an address",
    ),
    fault(
        "source-title",
        "a title has no basis",
        change("sources", "S002", title_basis=""),
        at="sources S002 title_basis",
        says="go together",
    ),
    fault(
        "source-title",
        "a basis has no title",
        change("sources", "S002", title=""),
        at="sources S002 title_basis",
        says="go together",
    ),
    fault(
        "stage-transition",
        "the first entry is not recorded",
        remove("assessments", "C045-03", "C045-04"),
        change("assessments", "C045-01", stage="in_review"),
        change("assessments", "C045-02", stage="proposed", verdict="not_checkable"),
        rechain("C045"),
        at="assessments C045-01 stage",
        says="must be recorded",
    ),
    fault(
        "stage-transition",
        "a proposal is reopened",
        change("assessments", "C045-04", stage="reopened", verdict="", confidence=""),
        rechain("C045"),
        at="assessments C045-04 stage",
        says="no step leads from proposed to reopened",
    ),
    fault(
        "stage-verdict",
        "a proposal has no verdict",
        change("assessments", "C007-03", verdict=""),
        rechain("C007"),
        at="assessments C007-03 verdict",
        says="that is proposed needs a verdict",
    ),
    fault(
        "stage-verdict",
        "a review has a verdict",
        change("assessments", "C045-02", verdict="supported"),
        rechain("C045"),
        at="assessments C045-02 verdict",
        says="that is in_review carries no verdict",
    ),
    fault(
        "stage-verdict",
        "a review has a confidence",
        change("assessments", "C045-02", confidence="high"),
        rechain("C045"),
        at="assessments C045-02 confidence",
        says="confidence without a verdict",
    ),
]

# What a rule might take for a fault and must not.
SOUND = {
    "a decision is corrected after the claim was reopened": decided_again(),
    "an entry is recorded when its evidence was added": (
        change("evidence", "C030-E01", added_at="2026-11-22T00:00:00Z"),
        *(
            change("assessments", f"C030-0{seq}", recorded_at="2026-11-22T00:00:00Z")
            for seq in (1, 2, 3)
        ),
        rechain("C030"),
    ),
    "a month is not before a day in it": (
        change("origins", "cpc-restart-2025-05-23", made_public_on="2025-05"),
    ),
    "an article is retrieved on the day on which it may have been published": (
        change("articles", ARTICLE, retrieved_at="2025-02-19T00:00:00Z"),
    ),
    "a source is read on the day on which it was published": (
        change("sources", "S002", accessed_at="2025-02-18T00:00:00Z"),
    ),
    "an origin happens on the day of what it derives from": (
        change("origins", "rakhmetullin-volumes-2025-02-19", happened_on="2025-02-18"),
    ),
    "less than a quarter is quoted; the title does not count, nor what is quoted twice": (
        nothing_quoted,
        words_of_length("C056", 2782, 3708),
        words_of_length("C054", 3341, 3387),
        words_of_length("C055", 3388, 3450),
        change(
            "claims",
            "C001",
            quote_exact="Kazakhstan to Engage with Ukraine Over Drone Attack on Caspian Pipeline,"
            " Official Says",
        ),
    ),
    "an imported claim has no span in an article without its text": (
        add(
            "articles",
            article_id="imported",
            title="Imported",
            publisher_id="tass",
            url="https://example.org/imported",
            published_on_basis="not known",
            language="en",
        ),
        change(
            "claims",
            "C045",
            article_id="imported",
            speaker_id="tass",
            quote_start="",
            quote_end="",
            quote_sha256="",
        ),
        add(
            "speakers",
            speaker_id="tass",
            name="TASS",
            kind="organisation",
            is_party_reason="Not known.",
        ),
    ),
    "an interval is open at its lower end": (change("quantities", "C053-Q1", lower=""),),
    "a key quote has as many words as are allowed": (
        change("evidence", "C014-E01", key_quote=SIXTEEN_WORDS.removesuffix(" 16")),
    ),
    "a withdrawn source that no evidence cites": (
        change("sources", "S001", retracted_on="2025-03"),
    ),
}


@pytest.fixture(scope="module")
def clean() -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of this package as the check has it, raw and typed."""
    with duckdb.connect(config={"threads": 1}) as connection:
        found = Findings()
        assert read_tables(connection, PACKAGE, found) == Reading()
        assert found.listed == []
        for table in PACKAGE.tables:
            _type_table(connection, table)
        for file in FILES:
            connection.execute(file.text)
        yield connection


def findings_of(
    connection: duckdb.DuckDBPyConnection, edits: tuple[Edit, ...], folder: Path
) -> list[Finding]:
    """Return what the edits bring about; the files that they change are written to the folder."""
    tables = Tables()
    for edit in edits:
        edit(tables)
    changed = set(tables.write(folder))
    assert changed, "the edits change nothing"
    related = {
        name
        for table in PACKAGE.tables
        for key in table.foreign_keys
        if changed & {table.name, key.table}
        for name in (table.name, key.table)
    }
    edited = [table for table in PACKAGE.tables if table.name in changed]
    structured = [table for table in PACKAGE.tables if table.name in changed | related]
    connection.begin()
    try:
        found = Findings()
        here = replace(PACKAGE, root=folder, tables=tuple(edited))
        reading = read_tables(connection, here, found)
        structure = replace(PACKAGE, tables=tuple(structured))
        check_structure(connection, structure, reading, found)
        for table in edited:
            connection.execute(f"drop table {table.name}")
            _type_table(connection, table)
        affected = [rule for rule in RULES if everything_read(rule.reads, FILES) & changed]
        check_rules(connection, PACKAGE, affected, FILES, reading, found)
        return found.listed
    finally:
        connection.rollback()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_only_the_rule_finds_the_fault(
    clean: duckdb.DuckDBPyConnection, fault: Fault, tmp_path: Path
) -> None:
    findings = findings_of(clean, fault.edits, tmp_path)
    assert {finding.rule for finding in findings} == {fault.rule}
    found = sorted((f.table, f.row_key, f.column, f.line, f.value) for f in findings)
    expected = []
    for table, key, column in fault.at:
        root = tmp_path if (tmp_path / PACKAGE.table(table).path).exists() else ROOT
        line, cell = line_and_cell(root, table, key, column)
        in_no_file = fault.rule == "policy-complete"
        assert (line is None) == in_no_file
        expected.append((table, key, column, line, key if in_no_file else shown(cell)))
    assert found == sorted(expected)
    for finding in findings:
        assert fault.says in finding.message
        assert finding.file == PACKAGE.table(finding.table or "").path
        assert finding.fix


@pytest.mark.parametrize("name", SOUND)
def test_no_rule_minds(clean: duckdb.DuckDBPyConnection, name: str, tmp_path: Path) -> None:
    assert findings_of(clean, SOUND[name], tmp_path) == []


# What the tests above leave out: that the check as a whole finds the same, and nothing else.
WHOLE = [
    "attribution-chain: an attribution has no chain",
    "log-chain: the rationale of an entry was changed",
    "policy-complete: min_independent_origins is missing",
    "provenance-cycle: two sources relay one another",
]


@pytest.mark.parametrize("fault", [f for f in FAULTS if f.id in WHOLE], ids=lambda fault: fault.id)
def test_the_whole_check_finds_the_same(
    clean: duckdb.DuckDBPyConnection, fault: Fault, tmp_path: Path
) -> None:
    expected = findings_of(clean, fault.edits, tmp_path)
    for folder in ("claims", "schemas", "sql", "validation"):
        for path in sorted((ROOT / folder).rglob("*")):
            copy = tmp_path / path.relative_to(ROOT)
            if path.is_file() and not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
    shutil.copyfile(ROOT / "datapackage.json", tmp_path / "datapackage.json")
    report = check_package(load_package(tmp_path))
    assert report.findings == in_order(expected)
    assert report.valid == all(finding.severity == "warning" for finding in expected)
    assert report.not_checked == []


def test_the_faults_for_the_whole_check_are_among_the_faults() -> None:
    assert set(WHOLE) <= {fault.id for fault in FAULTS}


def test_names_of_faults_are_not_used_twice() -> None:
    assert len({fault.id for fault in FAULTS}) == len(FAULTS)


def test_every_rule_has_a_fault_and_every_fault_a_rule() -> None:
    files = sorted(path.stem for path in (ROOT / "validation" / "rules").glob("*.sql"))
    assert files
    assert sorted({fault.rule for fault in FAULTS}) == files == [rule.id for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_is(rule: Rule) -> None:
    header = rule.sql.split("\nselect")[0].split("\nwith")[0].splitlines()
    names = [match[1] for line in header if (match := re.match(r"-- (\w+): \S", line))]
    assert names == ["rule", "severity", "why", "fix", "reads"]
    assert all(line.startswith("-- ") for line in header)
    assert header[0] == f"-- rule: {rule.id}"
    assert rule.severity in ("error", "warning")
    for text in (rule.why, rule.fix):
        assert re.fullmatch(r"[A-Z0-9].*\.", text)
        assert "  " not in text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_reads_what_its_header_says(rule: Rule) -> None:
    code = re.sub(r"--.*|'[^']*'", "", rule.sql)
    relations = {table.name for table in PACKAGE.tables} | {file.name for file in FILES}
    macros = {file.name for file in FILES if file.is_macro}
    assert rule.reads == set(re.findall(r"\w+", code)) & relations - macros


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_returns_the_columns_of_a_finding(
    clean: duckdb.DuckDBPyConnection, rule: Rule
) -> None:
    columns = clean.execute(rule.sql).description or []
    assert [column[0] for column in columns] == [
        "table_name",
        "row_key",
        "column_name",
        "value",
        "message",
    ]
