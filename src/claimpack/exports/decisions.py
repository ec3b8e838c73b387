"""The verdicts that hold, with who stands for each: the decision, and the proposal it follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from claimpack.exports.source import Source
from claimpack.exports.vocabulary import PROV, SCHEMA
from claimpack.standard import SOFTWARE

RELATIONS = frozenset({"assessments", "assessors", "assessor_kinds", "verdicts", "claim_status"})
# For each claim with a verdict, its first decision, the last one, and the proposal before that.
DECISIONS = """
with entries as (
    select
        assessments.*,
        assessors.name,
        assessors.kind,
        assessors.public_id,
        assessor_kinds.prov_type,
    from assessments
    join assessors using (assessor_id)
    join assessor_kinds on assessors.kind = assessor_kinds.code
),

decisions as (
    select
        *,
        min(recorded_at) over (partition by claim_id) as first_decided_at
    from entries
    where stage = 'decided'
    qualify row_number() over (partition by claim_id order by seq desc) = 1
),

proposals as (
    select entries.*
    from entries
    join decisions using (claim_id)
    where entries.stage = 'proposed' and entries.seq < decisions.seq
    qualify row_number() over (partition by claim_id order by entries.seq desc) = 1
)

select
    decisions.*,
    verdicts.label,
    verdicts.claimreview_name,
    verdicts.claimreview_rating,
    proposals.name as proposer_name,
    proposals.kind as proposer_kind,
    proposals.public_id as proposer_public_id,
    proposals.prov_type as proposer_prov_type,
    proposals.rationale as proposer_rationale,
from claim_status
join decisions using (claim_id)
join verdicts on claim_status.verdict = verdicts.code
left join proposals using (claim_id)
where decisions.kind != 'software' or $1
order by claim_id
"""


@dataclass(frozen=True)
class Assessor:
    """Who stands for a verdict.

    Attributes:
        name, kind, public_id: as in ``assessors``.
        type: the class that PROV has for the kind, without the namespace.
    """

    name: str
    kind: str
    type: str
    public_id: str | None

    @property
    def is_software(self) -> bool:
        """Whether it is a program."""
        return self.kind == SOFTWARE


@dataclass(frozen=True)
class Decision:
    """A verdict that holds.

    Attributes:
        entry: the entry of the log, with the columns of its verdict.
        assessors: who proposed it and who decided it, each once.
        rationale: what those of them wrote who are no programs, or else what the program did.
    """

    entry: dict[str, Any]
    assessors: tuple[Assessor, ...]
    rationale: str

    @property
    def people(self) -> tuple[Assessor, ...]:
        """The persons and desks among those who stand for it."""
        return tuple(assessor for assessor in self.assessors if not assessor.is_software)

    @property
    def software(self) -> str | None:
        """The program that decided it, or None where it was a person or a desk."""
        return self.entry["name"] if self.entry["kind"] == SOFTWARE else None


def decisions(source: Source) -> dict[str, Decision]:
    """Return the verdicts that hold by claim; those of programs only where they are asked for."""
    return {
        row["claim_id"]: _decision(row) for row in source.rows(DECISIONS, [source.with_software])
    }


def left_out(source: Source, told: int) -> list[str]:
    """Return a note on verdicts that are not told, or nothing."""
    known = source.rows("select count(*) as n from claim_status where verdict is not null")
    count = known[0]["n"] - told
    if not count:
        return []
    return [
        f"{count} verdicts were decided by software and are left out:"
        " --include-software-decisions tells them"
    ]


def _decision(row: dict[str, Any]) -> Decision:
    voices = [_voice(row, "proposer_"), _voice(row, "")]
    there = [voice for voice in voices if voice is not None]
    written = [words for assessor, words in there if not assessor.is_software]
    return Decision(
        entry=row,
        assessors=tuple(dict.fromkeys(assessor for assessor, _ in there)),
        rationale=" ".join(written) or row["rationale"],
    )


def _voice(row: dict[str, Any], prefix: str) -> tuple[Assessor, str] | None:
    """Return who proposed or decided, and in what words; None where nobody did."""
    name, kind, public_id, prov_type, rationale = (
        row[prefix + column] for column in ("name", "kind", "public_id", "prov_type", "rationale")
    )
    if name is None:
        return None
    return Assessor(name, kind, prov_type.removeprefix(PROV), public_id), rationale


def signature(source: Source, assessor: Assessor) -> dict[str, Any]:
    """Return the name and public id of an assessor in schema.org."""
    row = {"name": assessor.name, "public_id": assessor.public_id}
    return source.vocabulary.properties("assessors", row, SCHEMA)
