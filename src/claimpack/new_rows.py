"""New rows for the tables of a package: what somebody says, and what follows from it.

Ids, times, spans and hashes are worked out where they are left out; a claim brings the entry with
which its log begins, and a forecast its criterion. What is said is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import get_close_matches

from claimpack.adding import add_rows, read_rows
from claimpack.anchoring import anchored
from claimpack.article_text import ArticleText, sha256
from claimpack.assess import first_entry
from claimpack.canonical import proposal, utc
from claimpack.errors import ClaimpackError
from claimpack.findings import Finding
from claimpack.ids import next_number, title_slug
from claimpack.package import Package, Table
from claimpack.transaction import one_writer

Record = Mapping[str, str]
Row = dict[str, str | None]

# By table, the column of the key, and the column whose words become a slug.
SLUGS = {
    "articles": ("article_id", "title"),
    "publishers": ("publisher_id", "name"),
    "speakers": ("speaker_id", "name"),
    "origins": ("origin_id", "description"),
    "measures": ("measure_id", "label"),
    "assessors": ("assessor_id", "name"),
}
# What may be said of a claim beside its columns.
QUOTE = ("quote", "occurrence", "keep_words")
FORECAST = ("resolution_criterion", "resolves_by", "resolved_on")
NOW = "now"
RECORDED = "Recorded from the article."


@dataclass
class Added:
    """What was added: by table the rows, and the warnings that they bring about."""

    rows: dict[str, list[Row]]
    warnings: list[Finding] = field(default_factory=list)


# Columns that are worked out where they are left out, beside the keys in SLUGS.
WORKED_OUT = {
    "claims": {"claim_id", "quote_start", "quote_end", "quote_sha256"},
    "sources": {"source_id"},
    "evidence": {"evidence_id", "added_at", "added_by"},
    "quantities": {"quantity_id"},
    "correction_requests": {"request_id", "received_at"},
    "attributions": {"hop"},
    "units": {"dimension", "factor"},
}


def worked_out(table: str) -> set[str]:
    """Return the columns of a table that need not be given."""
    return WORKED_OUT.get(table, set()) | {SLUGS[table][0] if table in SLUGS else ""}


def extra_columns(table: str) -> tuple[str, ...]:
    """Return what may be said of a row beside the columns of its table."""
    return (*QUOTE, *FORECAST) if table == "claims" else ()


def add_records(
    package: Package,
    records: Mapping[str, Sequence[Record]],
    assessor: str | None = None,
    text: ArticleText | None = None,
    now: datetime | None = None,
    dry_run: bool = False,
) -> Added:
    """Complete records and add them to their tables, all or none.

    Args:
        package: the package.
        records: by table, what is said of each row: cells by column; of a claim also ``quote``,
            ``occurrence``, ``keep_words`` and the columns of ``forecasts``. In a column of times
            ``now`` stands for the time.
        assessor: who adds the rows; needed for claims, evidence and the like.
        text: the text of the article, in which quotes are found.
        now: the time; by default now.
        dry_run: only check.

    Raises:
        ClaimpackError: something is missing or names what does not exist.
        DataError: with the rows the package has an error; it says which.
    """
    with one_writer(package.root):
        maker = _Maker(package, assessor, text, now or datetime.now(UTC))
        parents_first = [t.name for t in package.tables_parents_first() if t.name in records]
        for name in parents_first:
            for number, record in enumerate(records[name], 1):
                where = f"row {number} of {name}: " if len(records[name]) > 1 else ""
                maker.add(package.table(name), record, where)
        warnings = add_rows(package, maker.rows, dry_run)
    return Added({name: rows for name, rows in maker.rows.items() if rows}, warnings)


class _Maker:
    """Makes rows, and remembers them: a row may name one that comes with it."""

    def __init__(
        self, package: Package, assessor: str | None, text: ArticleText | None, now: datetime
    ) -> None:
        self.rows: dict[str, list[Row]] = {}
        self._package = package
        self._assessor = assessor
        self._text = text
        self._now = now
        self._known: dict[str, list[Row]] = {}
        self._values: dict[tuple[str, str], set[str]] = {}

    def add(self, table: Table, record: Record, where: str) -> None:
        """Make the row of a record, and those that come with it."""
        try:
            self._add(table, record)
        except ClaimpackError as error:
            raise type(error)(f"{where}{error}", error.fix) from None

    def _add(self, table: Table, record: Record) -> None:
        columns = [field.name for field in table.fields]
        for name in record:
            if name not in columns and name not in extra_columns(table.name):
                raise ClaimpackError(
                    f"{table.name} have no '{name}'", _perhaps(name, columns, "they have")
                )
        row: Row = {name: record.get(name) or None for name in columns}
        for column in table.fields:
            cell = row[column.name]
            if column.type == "datetime" and cell == NOW:
                row[column.name] = self._moment()
            elif cell:  # as a spreadsheet writes it: TRUE, 1.0
                row[column.name] = proposal(column.type, cell) or cell
        self._complete(table, row, record)
        for column in table.fields:
            if column.required and not row[column.name]:
                raise ClaimpackError(
                    f"{column.name} is missing: {column.description}",
                    f"give it with --{column.name.replace('_', '-')}",
                )
        self._expect_references(table, row)
        self._keep(table.name, row)
        if table.name == "claims":
            self._begin_log(row)
            if any(record.get(name) for name in FORECAST):
                forecasts = self._package.table("forecasts")
                said = {name: record[name] for name in FORECAST if record.get(name)}
                self._add(forecasts, {"claim_id": row["claim_id"] or "", **said})

    def _complete(self, table: Table, row: Row, record: Record) -> None:
        name = table.name
        if name in SLUGS:
            key, words = SLUGS[name]
            row[key] = row[key] or self._slug(name, key, row[words] or "")
        elif name == "claims":
            row["claim_id"] = row["claim_id"] or self._numbered(name, "claim_id", "C", 3)
            self._anchor(row, record)
        elif name == "sources":
            row["source_id"] = row["source_id"] or self._numbered(name, "source_id", "S", 3)
        elif name == "evidence" and row["claim_id"]:
            prefix = f"{row['claim_id']}-E"
            row["evidence_id"] = row["evidence_id"] or self._numbered(name, "evidence_id", prefix)
            row["added_at"] = row["added_at"] or self._moment()
            row["added_by"] = row["added_by"] or self._who()
        elif name == "quantities" and (owner := row["evidence_id"] or row["claim_id"]):
            prefix = f"{owner}-Q"
            row["quantity_id"] = row["quantity_id"] or self._numbered(
                name, "quantity_id", prefix, 1
            )
        elif name == "correction_requests" and row["claim_id"]:
            prefix = f"{row['claim_id']}-R"
            row["request_id"] = row["request_id"] or self._numbered(name, "request_id", prefix)
            row["received_at"] = row["received_at"] or self._moment()
        elif name == "units" and row["code"] and not row["dimension"]:
            from claimpack.units import dimension_and_factor  # takes a second to load

            row["dimension"], row["factor"] = dimension_and_factor(row["code"])
        elif name == "attributions":
            row["hop"] = row["hop"] or str(
                1 + sum(other["claim_id"] == row["claim_id"] for other in self._all(name))
            )

    def _anchor(self, row: Row, record: Record) -> None:
        """Find the span of a claim in the text, and work out its hash."""
        if self._text is None:
            if record.get("quote"):
                raise ClaimpackError(
                    "the quote cannot be found without the text of the article",
                    "give your copy with --text FILE",
                )
            return
        article = self._article_of_text(row["article_id"])
        row["article_id"] = article["article_id"]
        # cells as they stand in the row: a spreadsheet writes 10 as 10.0
        place = {name: row[name] or "" for name in ("quote_start", "quote_end", "quote_sha256")}
        span = anchored(self._text.text, {**record, **place})
        row["quote_start"], row["quote_end"] = str(span.start), str(span.end)
        row["quote_sha256"] = sha256(span.text)
        if record.get("keep_words", "false") not in ("", "false"):
            row["quote_exact"] = span.text

    def _article_of_text(self, article_id: str | None) -> Row:
        assert self._text is not None
        articles = self._all("articles")
        for article in articles:
            if article["text_sha256"] == self._text.sha256 and article_id in (
                None,
                article["article_id"],
            ):
                return article
        which = f"the article '{article_id}'" if article_id else "any article of the package"
        raise ClaimpackError(
            f"the text is not that of {which}: it has another hash",
            "give the copy that was added with 'claimpack add article', or add this one",
        )

    def _begin_log(self, row: Row) -> None:
        claim_id = row["claim_id"] or ""
        self._keep("assessments", first_entry(claim_id, self._who(), RECORDED, self._now))

    def _expect_references(self, table: Table, row: Row) -> None:
        for key in table.foreign_keys:
            value = row[key.fields[0]]
            if len(key.fields) > 1 or not value:
                continue
            known = self._known_values(key.table, key.table_fields[0])
            if value not in known and not (key.table == table.name and value in row.values()):
                parent = self._package.table(key.table)
                raise ClaimpackError(
                    f"{key.fields[0]}: there is no '{value}' in {parent.path}",
                    _perhaps(value, known, "there are"),
                )

    def _all(self, table: str) -> list[Row]:
        if table not in self._known:
            self._known[table] = [dict(row) for row in read_rows(self._package, table)]
        return self._known[table]

    def _known_values(self, table: str, column: str) -> set[str]:
        if (table, column) not in self._values:
            self._values[table, column] = {row[column] or "" for row in self._all(table)}
        return self._values[table, column]

    def _keep(self, table: str, row: Row) -> None:
        self._all(table).append(row)
        self.rows.setdefault(table, []).append(row)
        for (name, column), values in self._values.items():
            if name == table:
                values.add(row[column] or "")

    def _numbered(self, table: str, column: str, prefix: str, digits: int = 2) -> str:
        """Return the next id of a series; numbers are never used again while the last stands."""
        number = next_number(self._known_values(table, column), prefix)
        return f"{prefix}{number:0{digits}}"

    def _slug(self, table: str, column: str, words: str) -> str | None:
        slug = title_slug(words)
        if slug in self._known_values(table, column):
            raise ClaimpackError(
                f"there is a '{slug}' in {self._package.table(table).path} already",
                f"is it the same? If not, give another --{column.replace('_', '-')}",
            )
        return slug or None

    def _moment(self) -> str:
        return utc(self._now)

    def _who(self) -> str:
        if self._assessor is None:
            raise ClaimpackError(
                "nobody says this: an assessor is missing",
                "give --as ASSESSOR, or set CLAIMPACK_ASSESSOR; 'claimpack add assessor' adds one",
            )
        return self._assessor


def _perhaps(value: str, known: Iterable[str], otherwise: str) -> str:
    names = sorted(filter(None, known))
    if near := get_close_matches(value, names, 3):
        return f"perhaps {', '.join(near)}"
    more = ", …" if len(names) > 12 else ""
    return f"{otherwise} {', '.join(names[:12])}{more}" if names else "the table is empty"
