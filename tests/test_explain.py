"""``check --explain`` prints the statements that a check runs."""

from typing import Any

import duckdb
import pytest

from claimpack.check import run_fast_path
from claimpack.database import scratch_database
from claimpack.errors import ClaimpackError
from claimpack.explain import explain_check
from claimpack.findings import Findings
from claimpack.package import Package
from claimpack.reader import read_tables

from .conftest import Run


class Listening:
    """A connection that remembers what was run."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.heard: list[str] = []

    def execute(self, sql: str, *parameters: Any) -> duckdb.DuckDBPyConnection:
        self.heard.append(sql)
        return self.connection.execute(sql, *parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)


@pytest.fixture(scope="module")
def heard(package: Package) -> str:
    with scratch_database() as connection:
        listening = Listening(connection)
        run_fast_path(listening, package, Findings())  # type: ignore[arg-type]
    return "\n".join(listening.heard)


def test_what_is_printed_is_what_runs(package: Package, heard: str) -> None:
    for table in package.tables:
        text = explain_check(package, table.name)
        reading, keys, hashes = [part.split("\n", 1)[1] for part in text.split("\n\n-- ")[:3]]
        assert reading.partition("\n")[2].rstrip(";") in heard, table.name
        for condition in keys.split("\nunion all\n"):
            query = condition.partition(" where ")[2].rstrip(";")
            # a table that cannot be held in its types is looked at as text
            assert query in heard or query.replace("main.", "raw.") in heard, table.name
        assert hashes.startswith("select 0 from ")
        assert len(duckdb.extract_statements(text)) >= 2


def test_rows_are_read_in_their_order(package: Package) -> None:
    # a join in the plan of a reading, as DuckDB makes one of a long list, would lose it
    with scratch_database() as connection:
        read_tables(connection, package, Findings())
        for table in package.tables:
            reading = explain_check(package, table.name).split("\n\n-- ")[0].split("\n", 2)[2]
            plan = connection.execute(f"explain {reading}").fetchall()[0][1]
            assert "join" not in plan.casefold(), table.name


def test_the_rules_of_a_table_are_named(package: Package) -> None:
    text = explain_check(package, "sources")
    assert "validation/rules/syndicated-origin.sql" in text  # through the view roots
    assert "validation/rules/stage-verdict.sql" not in text


def test_a_table_that_is_not_there(package: Package, run: Run) -> None:
    with pytest.raises(ClaimpackError, match="there is no table 'claim'"):
        explain_check(package, "claim")
    assert run("check", "--explain", "claims", "--full").returncode == 2
