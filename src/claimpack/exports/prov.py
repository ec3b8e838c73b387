"""PROV-O: who told whom, where evidence comes from, and what each entry of the log rests on.

Claims, sources, origins and evidence are entities; a hop of an attribution chain is one too, the
words as that voice had them. An entry of the log is an activity of its assessor that used evidence
and generated a review.

Format: https://www.w3.org/TR/prov-o/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from claimpack.exports.jsonld import without_empty, write_jsonld
from claimpack.exports.source import Source
from claimpack.exports.vocabulary import DCT, PREFIXES, PROV, SCHEMA, shortened, typed_date

RELATIONS = frozenset(
    {
        *("articles", "publishers", "speakers", "claims", "attributions", "origins", "sources"),
        *("evidence", "assessors", "assessor_kinds", "assessments", "assessment_evidence"),
        *("speaker_kinds", "verdicts"),
    }
)
FILE = "prov.jsonld"
# A speaker is an agent of PROV by what schema.org calls it; one without a name is just an agent.
AGENTS = {f"{SCHEMA}Person": "prov:Person", f"{SCHEMA}Organization": "prov:Organization"}
# Said of every agent, for readers that know no subclasses.
AGENT = "prov:Agent"

Node = dict[str, Any]


def write(source: Source, folder: Path) -> list[str]:
    """Write prov.jsonld."""
    graph = [
        node
        for part in (_agents, _articles, _claims, _origins, _sources, _evidence, _log)
        for node in part(source)
    ]
    context: Node = PREFIXES | {"xsd": "http://www.w3.org/2001/XMLSchema#"}
    if source.base_url:
        context |= {"@base": source.address(FILE)}
    write_jsonld(folder / FILE, {"@context": context, "@graph": graph})
    return []


def _agents(source: Source) -> Iterator[Node]:
    for row in source.speakers():
        kind = AGENTS.get(row["schema_org_type"])
        kinds = [AGENT, kind] if kind else AGENT
        yield _node(source, "speakers", row["speaker_id"], kinds, row)
    for row in source.rows("from publishers order by publisher_id"):
        yield _node(source, "publishers", row["publisher_id"], [AGENT, "prov:Organization"], row)
    assessors = source.rows(
        "select assessors.*, prov_type from assessors"
        " join assessor_kinds on assessors.kind = assessor_kinds.code order by assessor_id"
    )
    for row in assessors:
        kinds = [AGENT, shortened(row["prov_type"])]
        yield _node(source, "assessors", row["assessor_id"], kinds, row)


def _articles(source: Source) -> Iterator[Node]:
    by = _term(source, "attributions", "publisher_id")
    for row in source.rows("from articles order by article_id"):
        node = _node(source, "articles", row["article_id"], "prov:Entity", row)
        yield node | {by: _link("publishers", row["publisher_id"])}


def _claims(source: Source) -> Iterator[Node]:
    """Yield the claims, and a hop each of the chains by which their words came."""
    derived = _term(source, "origins", "derived_from_origin_id")
    by = _term(source, "attributions", "speaker_id")
    chains: dict[str, list[Node]] = {}
    hops = source.rows("from attributions order by claim_id, hop")
    for row in hops:
        voice = _link("speakers", row["speaker_id"]) or _link("publishers", row["publisher_id"])
        identity = f"{row['claim_id']}-hop-{row['hop']}"
        chains.setdefault(row["claim_id"], []).append(
            {
                "@id": _id("attributions", identity),
                "@type": "prov:Entity",
                by: voice,
                "prov:qualifiedAttribution": {
                    "@type": "prov:Attribution",
                    "prov:agent": voice,
                    "prov:hadRole": {"@id": _id("roles", row["relation"])},
                },
            }
        )
    for role in sorted({row["relation"] for row in hops}):
        yield {"@id": _id("roles", role), "dct:description": role}
    papers = {row["article_id"]: row["publisher_id"] for row in source.rows("from articles")}
    for row in source.rows("from claims order by claim_id"):
        chain = chains.get(row["claim_id"], [])
        article = _link("articles", row["article_id"])
        first = [{"@id": chain[0]["@id"]}] if chain else []
        node = _node(source, "claims", row["claim_id"], "prov:Entity", row)
        # that somebody said something is claimed by who tells it, not by who said it
        voice = (
            _link("publishers", papers[row["article_id"]])
            if row["asserts_claim_id"]
            else _link("speakers", row["speaker_id"])
        )
        yield node | without_empty({by: voice, derived: [article, *first]})
        yield from (hop | {derived: {"@id": before["@id"]}} for hop, before in pairwise(chain))
        yield from chain[-1:]


def _origins(source: Source) -> Iterator[Node]:
    by = _term(source, "origins", "speaker_id")
    derived = _term(source, "origins", "derived_from_origin_id")
    for row in source.rows("from origins order by origin_id"):
        voice = _link("speakers", row["speaker_id"]) or _link("publishers", row["publisher_id"])
        yield _node(source, "origins", row["origin_id"], "prov:Entity", row) | without_empty(
            {
                "dct:created": typed_date(row["happened_on"]),
                "dct:issued": typed_date(row["made_public_on"]),
                by: voice,
                derived: _link("origins", row["derived_from_origin_id"]),
            }
        )


def _sources(source: Source) -> Iterator[Node]:
    by = _term(source, "attributions", "publisher_id")
    quoted = _term(source, "sources", "syndicated_from_source_id")
    for row in source.rows("from sources order by source_id"):
        yield _node(source, "sources", row["source_id"], "prov:Entity", row) | without_empty(
            {
                by: _link("publishers", row["publisher_id"]),
                quoted: _link("sources", row["syndicated_from_source_id"]),
            }
        )


def _evidence(source: Source) -> Iterator[Node]:
    derived = _term(source, "evidence", "origin_id")
    for row in source.rows("from evidence order by evidence_id"):
        parts = (_link("sources", row["source_id"]), _link("origins", row["origin_id"]))
        yield _node(source, "evidence", row["evidence_id"], "prov:Entity", row) | {
            derived: [part for part in parts if part]
        }


def _log(source: Source) -> Iterator[Node]:
    """Yield an activity and what it generated for each entry of the log."""
    used = _term(source, "assessment_evidence", "evidence_id")
    at = _term(source, "assessments", "recorded_at")
    by = _term(source, "attributions", "speaker_id")
    basis: dict[str, list[Node]] = {}
    for row in source.rows("from assessment_evidence order by all"):
        basis.setdefault(row["assessment_id"], []).append(_sure("evidence", row["evidence_id"]))
    entries = source.rows(
        "select assessments.*, verdicts.label as verdict_label from assessments"
        " left join verdicts on assessments.verdict = verdicts.code order by claim_id, seq"
    )
    ids = {(row["claim_id"], row["seq"]): row["assessment_id"] for row in entries}
    for row in entries:
        identity, claim = row["assessment_id"], _sure("claims", row["claim_id"])
        evidence = basis.get(identity, [])
        assessor = _link("assessors", row["assessor_id"])
        moment = {"@value": row["recorded_at"], "@type": "xsd:dateTime"}
        corrected = ids.get((row["claim_id"], row["corrects_seq"]))
        yield without_empty(
            {
                "@id": _id("activities", identity),
                "@type": "prov:Activity",
                "dct:type": row["stage"],
                used: [claim, *evidence],
                "prov:wasAssociatedWith": assessor,
                "prov:endedAtTime": moment,
                "prov:wasInformedBy": _link(
                    "activities", ids.get((row["claim_id"], row["seq"] - 1))
                ),
            }
        )
        yield _node(source, "assessments", identity, "prov:Entity", row) | without_empty(
            {
                at: moment,
                "schema:reviewRating": row["verdict_label"],
                "prov:wasGeneratedBy": _link("activities", identity),
                by: assessor,
                "prov:wasDerivedFrom": [claim, *evidence],
                "prov:wasRevisionOf": _link("assessments", corrected),
            }
        )


def _node(
    source: Source, table: str, identity: str, kind: str | list[str], row: Mapping[str, Any]
) -> Node:
    """Return a row as a node, with what it says in the words of Dublin Core and schema.org."""
    said = {
        f"{prefix}:{name}": value
        for prefix, namespace in (("dct", DCT), ("schema", SCHEMA))
        for name, value in source.vocabulary.properties(table, row, namespace).items()
    }
    addresses = {
        shortened(field.term)
        for field in source.package.table(table).fields
        if field.meaning == "url" and field.term
    }
    for name in addresses & said.keys():
        said[name] = {"@id": said[name]}
    return {"@id": _id(table, identity), "@type": kind} | said


def _term(source: Source, table: str, column: str) -> str:
    return f"prov:{source.vocabulary.name(table, column, PROV)}"


def _id(table: str, identity: str) -> str:
    return f"#{table}/{identity}"


def _sure(table: str, identity: str) -> Node:
    return {"@id": _id(table, identity)}


def _link(table: str, identity: str | None) -> Node | None:
    return _sure(table, identity) if identity else None
