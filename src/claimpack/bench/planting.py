"""Violations of the rules, planted in the drawn tables, and what a check has to find of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import duckdb

from claimpack.errors import ClaimpackError
from claimpack.sql import literal

MARK = "-- fault: "
PLACE = re.compile(r"(\w+)\.(\w+) of (.+)")


@dataclass(frozen=True)
class Place:
    """A finding that a fault brings about: by which rule, in which cell.

    Attributes:
        rule: id of the rule.
        table, column: where.
        key: SQL on a row of ``victims`` for the key of the row.
    """

    rule: str
    table: str
    column: str
    key: str


@dataclass(frozen=True)
class PlantedFault:
    """How to violate a rule.

    Attributes:
        rule: id of the rule.
        claims: SQL condition on the claims that will do; None where none is needed.
        is_chained: whether to wait until the log is chained.
        finds: what is found: first by the rule, then what else has to be found.
        statements: SQL that changes the drawn tables.
    """

    rule: str
    claims: str | None
    is_chained: bool
    finds: tuple[Place, ...]
    statements: str


def planted_faults() -> list[PlantedFault]:
    """Return the faults that can be planted, as ``faults.sql`` has them."""
    return [_fault(part) for part in _script().split(MARK)[1:]]


class Planting:
    """Faults that are planted in the drawn tables of one package, each as often.

    The relations ``drawn_<table>`` of all tables have to be tables, with the cells as text but
    for those of the log.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        times: int,
        claims: int,
        rules: frozenset[str] | None = None,
    ) -> None:
        """Prepare what the faults share.

        Args:
            connection: holds the drawn tables, and the macros with which they were drawn.
            times: how often to plant each fault.
            claims: how many claims there are.
            rules: the rules to violate; by default all.
        """
        self._rules = rules
        self._connection = connection
        self._times = times
        self._claims = claims
        connection.execute(
            "create temp table candidates as select range as number, claim_of(range) as claim_id,"
            " claim_of(range + 1 - 2 * (range % 2)) as partner_id,"
            " name_of('article', range // 10) as article_id, kind_of(range) as kind,"
            " entries_of(range) as entries, pieces_of(range) as pieces,"
            " verdict_of(range, (entries_of(range) - 1) // 4) as verdict"
            f" from range({claims});"
            "create temp table expected"
            " (rule varchar, table_name varchar, row_key varchar, column_name varchar)"
        )
        connection.execute(_script().split(MARK)[0])

    def plant(self, chained: bool) -> None:
        """Plant the faults that wait for the log to be chained, or all others.

        Raises:
            ClaimpackError: there are too few claims that will do.
        """
        for number, fault in enumerate(planted_faults(), start=1):
            is_wanted = self._rules is None or fault.rule in self._rules
            if is_wanted and fault.is_chained == chained:
                self._connection.execute(f"set variable fault = {number}")
                self._choose_victims(fault)
                self._connection.execute(fault.statements)
                for place in fault.finds:
                    rule, table, column = map(literal, (place.rule, place.table, place.column))
                    self._connection.execute(
                        f"insert into expected select {rule}, {table}, {place.key}, {column}"
                        " from victims"
                    )

    def write_expected(self, path: Path) -> int:
        """Write what a check has to find to a CSV file; return how many findings these are."""
        count = self._connection.execute(
            f"copy (from expected order by all) to {literal(str(path))} (format csv, header true)"
        ).fetchone()
        return int(count[0]) if count else 0

    def _choose_victims(self, fault: PlantedFault) -> None:
        run = self._connection.execute
        if fault.claims is None:
            run(
                "create or replace temp table victims as"
                f" select range as n from range(1, {self._times + 1})"
            )
            return
        lot = f"drawn(number, {literal(fault.rule)})"
        run(
            "create or replace temp table victims as"
            " select row_number() over (order by number) as n, * from ("
            f" select * from candidates where {fault.claims}"
            f" qualify row_number() over (partition by article_id order by {lot}, number) = 1"
            f" order by {lot}, number limit {self._times})"
        )
        found = run("select count(*) from victims").fetchone()
        if not found or found[0] < self._times:
            raise ClaimpackError(
                f"'{fault.rule}' cannot be violated {self._times:,} times among"
                f" {self._claims:,} claims",
                "give fewer faults or more claims: 200 claims a fault are enough",
            )
        run("delete from candidates where number // 2 in (select number // 2 from victims)")


def _script() -> str:
    return (files("claimpack.bench") / "faults.sql").read_text(encoding="utf-8")


def _fault(part: str) -> PlantedFault:
    rule, rest = part.split("\n", 1)
    header = re.findall(r"^-- (claims|when|finds|also): (.+)", rest, re.MULTILINE)
    first = dict(header)
    finds = [
        _place(f"{rule} {value}" if name == "finds" else value)
        for name, value in header
        if name in ("finds", "also")
    ]
    return PlantedFault(
        rule, first.get("claims"), first.get("when") == "chained", tuple(finds), rest
    )


def _place(text: str) -> Place:
    rule, where = text.split(" ", 1)
    match = PLACE.fullmatch(where)
    assert match is not None, f"faults.sql: '{text}' is no place"
    return Place(rule, match[1], match[2], match[3])
