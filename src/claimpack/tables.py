"""The tables of the standard as typed frames.

Generated from schemas/ by `claimpack generate`. The models here are for people and type checkers;
a package is validated against its own schemas.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from pandera.polars import DataFrameModel
from pandera.typing.polars import DataFrame

from claimpack.loading import load_table

if TYPE_CHECKING:
    import pandas as pd


class Articles(DataFrameModel):
    """One row an article whose claims are tracked; its text is never in the package.

    Attributes:
        article_id: Readable id of the article.
        title: Headline of the article as published.
        publisher_id: Publisher of the article.
        url: Canonical address at which the article was published.
        archive_url: Address of an archived copy of the article.
        published_on: Day or span of days in which the article was published.
        published_on_basis: How the date of publication is known, or why it is not.
        retrieved_at: When the text that the offsets count was retrieved, in UTC.
        language: Language of the text as a BCP 47 tag.
        text_sha256: SHA-256 of the UTF-8 text exactly as the offsets count it, in lower-case
            hexadecimal.
        text_length: Number of Unicode code points in the text.
    """

    article_id: str
    title: str
    publisher_id: str
    url: str
    archive_url: str | None
    published_on: str | None
    published_on_basis: str
    retrieved_at: datetime | None
    language: str
    text_sha256: str | None
    text_length: int | None


class Publishers(DataFrameModel):
    """One row an outlet or body that publishes articles or sources.

    Attributes:
        publisher_id: Readable id of the publisher.
        name: Name under which the publisher publishes.
        kind: What sort of publisher it is.
        country: Country the publisher is based in, as an ISO 3166-1 alpha-2 code.
        reliability: Admiralty grade of the publisher as a source, A (reliable) to F (cannot be
            judged).
        reliability_reason: Why the publisher has this grade, or why it has none.
    """

    publisher_id: str
    name: str
    kind: str
    country: str | None
    reliability: str | None
    reliability_reason: str


class Speakers(DataFrameModel):
    """One row a person, body or unnamed group to whom words are attributed.

    Attributes:
        speaker_id: Readable id of the speaker.
        name: Name of the speaker, or how an unnamed one is referred to.
        kind: Whether the speaker is a person, an organisation or unnamed.
        position: Office held when the words were spoken.
        affiliation: Body that the speaker spoke for.
        country: Country of the body spoken for, as an ISO 3166-1 alpha-2 code.
        wikidata_id: Wikidata item of the speaker.
        is_party: Whether the speaker has a stake in the matter.
        is_party_reason: Why the speaker counts as a party or not, or why that cannot be told.
    """

    speaker_id: str
    name: str
    kind: str
    position: str | None
    affiliation: str | None
    country: str | None
    wikidata_id: str | None
    is_party: bool | None
    is_party_reason: str


class Claims(DataFrameModel):
    """One row an atomic assertion made in an article; that words were said and that they are true
    are two claims.

    Attributes:
        claim_id: Id of the claim, never reused.
        article_id: Article that makes the claim.
        quote_start: Position of the first character of the span, in code points from 0.
        quote_end: Position after the last character of the span, in code points.
        quote_sha256: SHA-256 of the UTF-8 bytes of the span, in lower-case hexadecimal.
        quote_exact: The words of the span, only where the wording itself is the point.
        claim_text: What the article asserts, in our words.
        claim_kind: What sort of assertion it is.
        speaker_id: Who is presented as the author of the assertion; the publisher where the
            article speaks for itself.
        asserts_claim_id: For an attribution: the claim that the attributed words assert.
        checkability: Whether the claim can be checked against evidence.
        checkability_reason: Why the claim can, can partly or cannot be checked.
    """

    claim_id: str
    article_id: str
    quote_start: int | None
    quote_end: int | None
    quote_sha256: str | None
    quote_exact: str | None
    claim_text: str
    claim_kind: str
    speaker_id: str
    asserts_claim_id: str | None
    checkability: str
    checkability_reason: str


class Attributions(DataFrameModel):
    """One row a hop of who told whom: hop 1 is nearest the article.

    Attributes:
        claim_id: Claim whose words came this way.
        hop: Place in the chain, 1 nearest the article.
        speaker_id: Speaker who told it at this hop.
        publisher_id: Publisher that told it at this hop.
        relation: How it was told at this hop.
    """

    claim_id: str
    hop: int
    speaker_id: str | None
    publisher_id: str | None
    relation: str


class Measures(DataFrameModel):
    """One row a quantity that can be compared; another basis is another measure.

    Attributes:
        measure_id: Readable id of the measure.
        label: Short name of the measure.
        unit: UCUM code of the unit in which the measure is compared.
        basis: What the figure is counted on or against.
        definition: What exactly is measured.
        is_total: Whether the figure adds up over its period, so that only equal periods compare.
        comparable_with_measure_id: Another measure with which this one may be compared, with the
            caveat.
        comparability_caveat: What to keep in mind when the two measures are compared.
    """

    measure_id: str
    label: str
    unit: str
    basis: str
    definition: str
    is_total: bool
    comparable_with_measure_id: str | None
    comparability_caveat: str | None


class Quantities(DataFrameModel):
    """One row an interval stated by a claim or by a piece of evidence.

    Attributes:
        quantity_id: Id of the quantity, made from that of its claim or evidence.
        claim_id: Claim that states the interval.
        evidence_id: Evidence that states the interval.
        mode: Whether the figure is claimed, forecast or observed.
        measure_id: What is measured.
        lower: Lower end of the interval in the stated unit.
        upper: Upper end of the interval in the stated unit.
        unit: UCUM code of the unit in which the figure was stated.
        is_approximate: Whether the figure was stated as approximate.
        period: Period that the figure speaks of.
        stated_as: The figure in the words of the source, at most 15 words.
        interpretation: How the words or figures were turned into the interval.
    """

    quantity_id: str
    claim_id: str | None
    evidence_id: str | None
    mode: str
    measure_id: str
    lower: float | None
    upper: float | None
    unit: str
    is_approximate: bool
    period: str | None
    stated_as: str | None
    interpretation: str


class Forecasts(DataFrameModel):
    """One row a claim about the future that has a criterion.

    Attributes:
        claim_id: Claim that makes the forecast.
        resolution_criterion: What must be seen for the forecast to be resolved.
        resolves_by: Date by which the forecast resolves one way or the other.
        resolved_on: Date on which the outcome was known.
    """

    claim_id: str
    resolution_criterion: str
    resolves_by: str | None
    resolved_on: str | None


class Origins(DataFrameModel):
    """One row an utterance, observation or record on one proposition, which sources relay.

    Attributes:
        origin_id: Readable id of the origin.
        description: What was said, observed or recorded, and on which proposition.
        speaker_id: Who said it.
        publisher_id: The outlet whose own reporting or knowledge this is.
        happened_on: When it was said, observed or recorded.
        made_public_on: When it first became public.
        derived_from_origin_id: Origin on which this one rests, having no knowledge of its own.
    """

    origin_id: str
    description: str
    speaker_id: str | None
    publisher_id: str | None
    happened_on: str | None
    made_public_on: str | None
    derived_from_origin_id: str | None


class Sources(DataFrameModel):
    """One row a document used as evidence, or an unseen one that others relay.

    Attributes:
        source_id: Id of the source, never reused.
        publisher_id: Publisher of the source.
        title: Title of the source.
        title_basis: Whether the title was shown on the page or made out from its address.
        url: Address at which the source was read.
        archive_url: Address of an archived copy.
        published_on: When the source was published.
        published_on_basis: How the date of publication is known, or why it is not.
        language: Language of the source as a BCP 47 tag.
        accessed_at: When the source was read, in UTC; midnight where only the day is known.
        extent_read: How much of the source was read.
        is_primary: Whether the source comes first hand from the body that knows.
        reliability_note: What sort of source this is and what it is good for.
        syndicated_from_source_id: Source whose text this one reprints, rewrites or relays.
        retracted_on: When the publisher withdrew the source.
    """

    source_id: str
    publisher_id: str
    title: str | None
    title_basis: str | None
    url: str | None
    archive_url: str | None
    published_on: str | None
    published_on_basis: str
    language: str | None
    accessed_at: datetime | None
    extent_read: str
    is_primary: bool
    reliability_note: str
    syndicated_from_source_id: str | None
    retracted_on: str | None


class Evidence(DataFrameModel):
    """One row what one source says about one claim, from one origin.

    Attributes:
        evidence_id: Id of the evidence, made from that of its claim.
        claim_id: Claim on which the evidence bears.
        source_id: Source that says it.
        origin_id: Origin that the source relays.
        stance: How the evidence bears on the claim.
        summary: What the source says about the claim, in our words.
        key_quote: Words of the source that matter, at most 15.
        credibility: Admiralty grade of the information, 1 (confirmed) to 6 (cannot be judged).
        added_at: When the row was added, in UTC.
        added_by: Assessor who added the row.
    """

    evidence_id: str
    claim_id: str
    source_id: str
    origin_id: str | None
    stance: str
    summary: str
    key_quote: str | None
    credibility: str | None
    added_at: datetime
    added_by: str


class Assessors(DataFrameModel):
    """One row a person, body or program that assesses claims.

    Attributes:
        assessor_id: Readable id of the assessor.
        name: Name under which the assessor signs.
        kind: Whether the assessor is a person, an organisation or software.
        public_id: Address that identifies the assessor in public, such as an ORCID.
    """

    assessor_id: str
    name: str
    kind: str
    public_id: str | None


class Assessments(DataFrameModel):
    """One row an entry of the append-only log of a claim; the status of a claim is a view over it.

    Attributes:
        assessment_id: Id of the entry: claim and number.
        claim_id: Claim that is assessed.
        seq: Number of the entry in the log of its claim, from 1.
        stage: Stage that the entry puts the claim in.
        verdict: Verdict that the entry proposes or decides.
        confidence: Confidence in the verdict in the terms of ICD 203.
        rationale: Why the entry was made.
        corrects_seq: Number of the decided entry that this one corrects.
        what_was_wrong: What was wrong in the corrected entry.
        assessor_id: Who made the entry.
        recorded_at: When the entry was made, in UTC.
        previous_hash: Hash of the entry before it in the log of the claim.
        entry_hash: SHA-256 of the canonical JSON (RFC 8785) of the entry and its evidence.
    """

    assessment_id: str
    claim_id: str
    seq: int
    stage: str
    verdict: str | None
    confidence: str | None
    rationale: str
    corrects_seq: int | None
    what_was_wrong: str | None
    assessor_id: str
    recorded_at: datetime
    previous_hash: str | None
    entry_hash: str


class AssessmentEvidence(DataFrameModel):
    """One row a piece of evidence on which an entry of the log rests.

    Attributes:
        assessment_id: Entry that rests on the evidence.
        evidence_id: Evidence on which it rests.
    """

    assessment_id: str
    evidence_id: str


class CorrectionRequests(DataFrameModel):
    """One row a request of a reader to correct what the package says of a claim.

    Attributes:
        request_id: Id of the request: claim and number.
        claim_id: Claim that is disputed.
        request: What is disputed and what is asked for, in our words; nothing about who asks.
        received_at: When the request arrived, in UTC.
        outcome: How the request was answered.
        answer: What the desk answers, in a sentence or two.
        answered_at: When it was answered, in UTC.
        answered_by: Who answers.
    """

    request_id: str
    claim_id: str
    request: str
    received_at: datetime
    outcome: str | None
    answer: str | None
    answered_at: datetime | None
    answered_by: str | None


class ImportedReviews(DataFrameModel):
    """One row a review of somebody else that was imported, with what it said before it was mapped.

    Attributes:
        imported_review_id: Id of the review, made from that of its claim.
        claim_id: Claim that is reviewed.
        publisher_id: Who reviewed the claim.
        source_id: Page or dataset in which the review was read; of its own claim the page bears as
            evidence.
        review_url: Address of the review, as far as the record has one.
        raw_label: The rating in the words of the reviewer, cleaned of what no cell may hold.
        verdict: Verdict for which the label stands by the mapping, whatever the number says.
        raw_rating: The rating as a number, as it was written.
        raw_best_rating: The best rating of the scale, as it was written.
        raw_worst_rating: The worst rating of the scale, as it was written.
        reviewed_on: When the review was published.
        raw_reviewed_on: The date of the review as it was written.
        claimed_on: When the claim was made.
        raw_claimed_on: The date of the claim as it was written.
        format: Format of the file: the name of its mapping.
        mapping_version: Version of the mapping by which the record was read.
        record_number: Number of the record in the file, from 1.
        file_sha256: SHA-256 of the file, in lower-case hexadecimal.
        imported_at: When the review was imported, in UTC.
    """

    imported_review_id: str
    claim_id: str
    publisher_id: str
    source_id: str
    review_url: str | None
    raw_label: str
    verdict: str | None
    raw_rating: str | None
    raw_best_rating: str | None
    raw_worst_rating: str | None
    reviewed_on: str | None
    raw_reviewed_on: str | None
    claimed_on: str | None
    raw_claimed_on: str | None
    format: str
    mapping_version: str
    record_number: int
    file_sha256: str
    imported_at: datetime


class Policy(DataFrameModel):
    """One row an editorial threshold, with the reason for its value.

    Attributes:
        policy_id: Name of the threshold.
        value: Value of the threshold.
        reason: Why the threshold has this value.
    """

    policy_id: str
    value: float
    reason: str


class Verdicts(DataFrameModel):
    """One row a verdict, with its counterparts in ClaimReview, AVeriTeC and Wikidata.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
        claimreview_name: Text for reviewRating.alternateName in ClaimReview.
        claimreview_rating: Number for reviewRating.ratingValue between 1 (false) and 5 (true).
        averitec_label: Label of the AVeriTeC data set.
        wikidata_rank: Rank that a statement with this verdict would have.
    """

    code: str
    label: str
    definition: str
    claimreview_name: str
    claimreview_rating: int | None
    averitec_label: str | None
    wikidata_rank: str | None


class Stages(DataFrameModel):
    """One row a stage in the log of a claim.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
        has_verdict: Whether an entry at this stage carries a verdict.
    """

    code: str
    label: str
    definition: str
    has_verdict: bool


class StageTransitions(DataFrameModel):
    """One row a legal step from one stage to the next.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
        from_stage: Stage before the step.
        to_stage: Stage after the step.
    """

    code: str
    label: str
    definition: str
    from_stage: str
    to_stage: str


class Confidences(DataFrameModel):
    """One row a level of confidence of US Intelligence Community Directive 203.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
        rank: Order from lowest to highest.
    """

    code: str
    label: str
    definition: str
    rank: int


class ClaimKinds(DataFrameModel):
    """One row a kind of assertion.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
        is_attribution: Whether a claim of this kind says that words were said.
    """

    code: str
    label: str
    definition: str
    is_attribution: bool


class Checkabilities(DataFrameModel):
    """One row a degree of checkability.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
    """

    code: str
    label: str
    definition: str


class Stances(DataFrameModel):
    """One row a way in which evidence bears on a claim.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
        is_counted: Whether evidence with this stance counts in the evidence rule.
    """

    code: str
    label: str
    definition: str
    is_counted: bool


class AttributionRelations(DataFrameModel):
    """One row a way of telling at one hop of a chain.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
    """

    code: str
    label: str
    definition: str


class QuantityModes(DataFrameModel):
    """One row a mode in which a figure is stated.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
    """

    code: str
    label: str
    definition: str


class CorrectionOutcomes(DataFrameModel):
    """One row a way in which a correction request is answered.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
    """

    code: str
    label: str
    definition: str


class SpeakerKinds(DataFrameModel):
    """One row a kind of speaker.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
        schema_org_type: Type of the speaker in schema.org.
    """

    code: str
    label: str
    definition: str
    schema_org_type: str | None


class PublisherKinds(DataFrameModel):
    """One row a kind of publisher.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
    """

    code: str
    label: str
    definition: str


class AssessorKinds(DataFrameModel):
    """One row a kind of assessor.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
        prov_type: Class of the assessor in PROV-O.
    """

    code: str
    label: str
    definition: str
    prov_type: str


class ReliabilityGrades(DataFrameModel):
    """One row a grade of the Admiralty system for the reliability of a source.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
    """

    code: str
    label: str
    definition: str


class CredibilityGrades(DataFrameModel):
    """One row a grade of the Admiralty system for the credibility of information.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
    """

    code: str
    label: str
    definition: str


class Units(DataFrameModel):
    """One row a unit of measure; dimension and factor are generated from ucumvert and pint.

    Attributes:
        code: Code as it stands in the tables.
        label: Short name for people.
        definition: What the code means.
        dimension: Physical dimension in base dimensions; 1 for a pure number.
        factor: What one of the unit is in base units of its dimension.
    """

    code: str
    label: str
    definition: str
    dimension: str
    factor: float


@overload
def load(
    table: Literal["articles"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Articles]: ...


@overload
def load(
    table: Literal["publishers"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Publishers]: ...


@overload
def load(
    table: Literal["speakers"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Speakers]: ...


@overload
def load(
    table: Literal["claims"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Claims]: ...


@overload
def load(
    table: Literal["attributions"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Attributions]: ...


@overload
def load(
    table: Literal["measures"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Measures]: ...


@overload
def load(
    table: Literal["quantities"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Quantities]: ...


@overload
def load(
    table: Literal["forecasts"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Forecasts]: ...


@overload
def load(
    table: Literal["origins"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Origins]: ...


@overload
def load(
    table: Literal["sources"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Sources]: ...


@overload
def load(
    table: Literal["evidence"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Evidence]: ...


@overload
def load(
    table: Literal["assessors"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Assessors]: ...


@overload
def load(
    table: Literal["assessments"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Assessments]: ...


@overload
def load(
    table: Literal["assessment_evidence"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[AssessmentEvidence]: ...


@overload
def load(
    table: Literal["correction_requests"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[CorrectionRequests]: ...


@overload
def load(
    table: Literal["imported_reviews"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[ImportedReviews]: ...


@overload
def load(
    table: Literal["policy"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Policy]: ...


@overload
def load(
    table: Literal["verdicts"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Verdicts]: ...


@overload
def load(
    table: Literal["stages"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Stages]: ...


@overload
def load(
    table: Literal["stage_transitions"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[StageTransitions]: ...


@overload
def load(
    table: Literal["confidences"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Confidences]: ...


@overload
def load(
    table: Literal["claim_kinds"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[ClaimKinds]: ...


@overload
def load(
    table: Literal["checkabilities"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Checkabilities]: ...


@overload
def load(
    table: Literal["stances"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Stances]: ...


@overload
def load(
    table: Literal["attribution_relations"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[AttributionRelations]: ...


@overload
def load(
    table: Literal["quantity_modes"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[QuantityModes]: ...


@overload
def load(
    table: Literal["correction_outcomes"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[CorrectionOutcomes]: ...


@overload
def load(
    table: Literal["speaker_kinds"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[SpeakerKinds]: ...


@overload
def load(
    table: Literal["publisher_kinds"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[PublisherKinds]: ...


@overload
def load(
    table: Literal["assessor_kinds"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[AssessorKinds]: ...


@overload
def load(
    table: Literal["reliability_grades"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[ReliabilityGrades]: ...


@overload
def load(
    table: Literal["credibility_grades"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[CredibilityGrades]: ...


@overload
def load(
    table: Literal["units"],
    package: str | Path | None = None,
    *,
    as_: Literal["polars"] = "polars",
) -> DataFrame[Units]: ...


@overload
def load(
    table: str, package: str | Path | None = None, *, as_: Literal["pandas"]
) -> pd.DataFrame: ...


def load(table: str, package: str | Path | None = None, *, as_: str = "polars") -> Any:
    """Return a table of a package, typed and validated against its schema.

    Args:
        table: its name, such as ``claims``; the model of that name tells its columns.
        package: folder of the package; by default the nearest upwards from the current folder.
        as_: ``polars`` or ``pandas``.

    Returns:
        A frame with a column a field, in the order of the schema; an empty cell is null.

    Raises:
        ClaimpackError: there is no such package or table, or pandas is not installed.
        DataError: the table breaks its schema.
    """
    return load_table(table, package, as_)
