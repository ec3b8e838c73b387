"""What stands on each page: the views, asked once for all pages and sorted by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from claimpack.catalogue import Entry, catalogue
from claimpack.database import rows
from claimpack.documents import read_text
from claimpack.errors import ClaimpackError
from claimpack.package import Package, Table
from claimpack.show import details_of
from claimpack.site.questions import Question, questions
from claimpack.sql import quoted

Row = dict[str, Any]

ARTICLES = """
select articles.*, publishers.name as publisher, article_scorecard.* exclude (article_id, title)
from articles
join publishers using (publisher_id)
join article_scorecard using (article_id)
order by article_id
"""

SPEAKERS = """
select speakers.*, speaker_record.* exclude (speaker_id, name, kind, is_party)
from speakers
left join speaker_record using (speaker_id)
order by lower(speakers.name), speaker_id
"""

PUBLISHERS = """
select publishers.*, publisher_record.* exclude (publisher_id, name, kind, reliability)
from publishers
left join publisher_record using (publisher_id)
order by lower(publishers.name), publisher_id
"""

SOURCES = """
select
    sources.*,
    publishers.name as publisher,
    coalesce(counted.pieces, 0) as pieces,
    coalesce(counted.claims, 0) as claims
from sources
join publishers using (publisher_id)
left join (
    select source_id, count(*) as pieces, count(distinct claim_id) as claims
    from evidence
    group by source_id
) as counted using (source_id)
order by source_id
"""

# A speaker and a publisher may have one id: their pages tell them apart.
PAGE = "coalesce('speakers/' || {0}.speaker_id, 'publishers/' || {0}.publisher_id) as page"

# Where somebody is named on the way of a claim, other than as the one who asserts it.
HEARD = f"""
select distinct {PAGE.format("attribution_chain")}, relation, attribution_claim_id as claim_id
from attribution_chain
where hop > 0
order by page, claim_id, relation
"""

ORIGINS = f"""
select
    origins.*,
    {PAGE.format("origins")},
    count(distinct evidence.source_id) as sources,
    count(distinct sources.publisher_id) as publishers,
    list(distinct evidence.claim_id order by evidence.claim_id) as claim_ids
from origins
join evidence using (origin_id)
join sources on evidence.source_id = sources.source_id
group by all
order by origin_id
"""

EVIDENCE_OF_SOURCES = """
select
    evidence.source_id, evidence.evidence_id, evidence.claim_id, evidence.stance, evidence.summary,
    evidence.key_quote, origins.origin_id, origins.description as origin,
    coalesce(speakers.name, outlets.name) as origin_voice
from evidence
left join origins using (origin_id)
left join speakers on origins.speaker_id = speakers.speaker_id
left join publishers as outlets on origins.publisher_id = outlets.publisher_id
order by evidence_id
"""

EVIDENCE_RULE = "sql/macros/evidence_rule.sql"
CODES = "from {} order by rowid"
LABELLED = (
    "verdicts",
    "stages",
    "claim_kinds",
    "stances",
    "confidences",
    "checkabilities",
    "speaker_kinds",
    "publisher_kinds",
    "quantity_modes",
    "units",
    "attribution_relations",
    "correction_outcomes",
)


@dataclass(frozen=True)
class Contents:
    """Everything that the pages tell, each part sorted as it is listed.

    Attributes:
        articles: the articles, with their publisher and their counts.
        claims: what is known of each claim, by its id (see ``show.claim_details``).
        speakers, publishers, sources: a row each, with its record.
        heard: claims on whose way somebody is named, by the page of the speaker or publisher.
        origins: origins by the page of the speaker or publisher whose words they are.
        evidence: pieces of evidence by source.
        assessors: who assesses, by id.
        labels: for each code list, its rows by code.
        measures: measures by id.
        questions: the questions of ``sql/questions/`` with their answers.
        tables: each table and how many rows it has.
        rules: what is checked.
        evidence_rule: the SQL of the evidence rule.
    """

    articles: list[Row]
    claims: dict[str, Row]
    speakers: list[Row]
    publishers: list[Row]
    sources: list[Row]
    heard: dict[str, list[Row]]
    origins: dict[str, list[Row]]
    evidence: dict[str, list[Row]]
    assessors: dict[str, Row]
    labels: dict[str, dict[str, Row]]
    measures: dict[str, Row]
    questions: list[Question]
    tables: list[tuple[Table, int]]
    rules: list[Entry]
    evidence_rule: str

    def claims_of(self, column: str) -> dict[str, list[Row]]:
        """Return how claims stand by a column of ``claim_status``, such as ``speaker_id``."""
        return grouped((details["status"] for details in self.claims.values()), column)

    @property
    def counts(self) -> Row:
        """The counts of the scorecards of all articles together."""
        total: Row = defaultdict(int)
        for article in self.articles:
            for name, value in article.items():
                if isinstance(value, int) and name != "text_length":
                    total[name] += value
        return total


def read_contents(package: Package, connection: duckdb.DuckDBPyConnection) -> Contents:
    """Ask a package for everything that its pages tell.

    Args:
        package: the package.
        connection: the package, opened whole.

    Raises:
        ClaimpackError: a question cannot be answered.
    """

    def ask(sql: str) -> list[Row]:
        return rows(connection, sql)

    try:
        claims = details_of(connection)
        return Contents(
            articles=ask(ARTICLES),
            claims=claims,
            speakers=ask(SPEAKERS),
            publishers=ask(PUBLISHERS),
            sources=ask(SOURCES),
            heard=grouped(ask(HEARD), "page"),
            origins=grouped(ask(ORIGINS), "page"),
            evidence=grouped(ask(EVIDENCE_OF_SOURCES), "source_id"),
            assessors=_by_key(ask("from assessors"), "assessor_id"),
            labels={name: _by_key(ask(CODES.format(name)), "code") for name in LABELLED},
            measures=_by_key(ask("from measures order by measure_id"), "measure_id"),
            questions=questions(package, connection),
            tables=[(table, _count(connection, table)) for table in package.tables],
            rules=catalogue(package),
            evidence_rule=read_text(package.root, EVIDENCE_RULE),
        )
    except duckdb.Error as error:
        raise ClaimpackError(
            f"the site cannot be made: {str(error).splitlines()[0]}",
            "claimpack needs the views and code lists of its own version: see 'claimpack init'",
        ) from None


def grouped(found: Iterable[Mapping[str, Any]], column: str) -> dict[str, list[Row]]:
    """Return rows by the value of a column, in their order; those that have none are left out."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        if row[column] is not None:
            groups[row[column]].append(dict(row))
    return dict(groups)


def _by_key(found: Iterable[Row], column: str) -> dict[str, Row]:
    """Return rows by their key."""
    return {row[column]: row for row in found}


def _count(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    found = connection.execute(f"select count(*) from {quoted(table.name)}").fetchone()
    return int(found[0]) if found else 0


def label_of(rows: Mapping[str, Row], code: str) -> str:
    """Return the label of a code, or the code itself where the list has none."""
    return str(rows[code]["label"]) if code in rows else code
