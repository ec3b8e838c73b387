"""Every view says what the design says: literal rows in, literal rows out (tests/views/*.yml).

A file holds the cases of one view or table macro. A case is a mapping:

- name: a sentence; why: the reason, where the sentence does not tell it
- given: rows by table, only the columns that matter (the others are null); code lists and
  policy are those of the package unless given
- query: what to ask, by default the columns of ``expect`` from the view
- expect: all rows of the answer, only the columns that matter; in any order unless ``ordered``

All values are texts, as in the CSV files, and ``null``: so ``no`` and ``2025-02`` stay themselves.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from difflib import ndiff
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from claimpack.database import open_package
from claimpack.package import load_package
from claimpack.sql import SqlFile, create_table, definitions, literal, load_table, quoted

ROOT = Path(__file__).parents[1]
PACKAGE = load_package(ROOT)
FILES = definitions(ROOT)
VIEWS = [file for file in FILES if file.path.parent.name == "views"]
CASE_KEYS = {"name", "why", "given", "query", "expect", "ordered"}
CASES: dict[str, list[dict[str, Any]]] = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
    for path in sorted((ROOT / "tests" / "views").glob("*.yml"))
}


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """All tables, macros and views; only code lists and policy have rows."""
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"set file_search_path = {literal(str(ROOT))}")
        for table in PACKAGE.tables:
            connection.execute(create_table(table, with_keys=False))
            if table.is_code_list or table.name == "policy":
                connection.execute(load_table(table))
        for file in FILES:
            connection.execute(file.text)
        yield connection


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, str]]) -> None:
    """Make the rows all that is in a table; DuckDB refuses a column that the schema lacks."""
    connection.execute(f"delete from {quoted(table)}")
    for row in rows:
        columns = ", ".join(map(quoted, row))
        values = ", ".join("null" if cell == "null" else literal(cell) for cell in row.values())
        connection.execute(f"insert into {quoted(table)} ({columns}) values ({values})")


def as_text(value: object) -> str:
    """Return a value of DuckDB as it stands in a case."""
    if value is None or isinstance(value, bool):
        return {None: "null", False: "false", True: "true"}[value]
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


@pytest.mark.parametrize(
    ("relation", "case"),
    [
        pytest.param(name, case, id=f"{name}: {case['name']}")
        for name in CASES
        for case in CASES[name]
    ],
)
def test_case(database: duckdb.DuckDBPyConnection, relation: str, case: dict[str, Any]) -> None:
    assert {"name", "expect"} <= set(case) <= CASE_KEYS
    columns = list(case["expect"][0]) if case["expect"] else []
    assert all(list(row) == columns for row in case["expect"]), "rows of `expect` differ in columns"
    selected = ", ".join(map(quoted, columns)) or "*"
    database.begin()
    try:
        for table, rows in case.get("given", {}).items():
            insert(database, table, rows)
        answer = database.execute(case.get("query", f"select {selected} from {relation}"))
        names = [column[0] for column in answer.description or []]
        actual = [dict(zip(names, map(as_text, row), strict=True)) for row in answer.fetchall()]
    finally:
        database.rollback()
    got = [str({column: row[column] for column in columns or names}) for row in actual]
    wanted = [str(row) for row in case["expect"]]
    if case.get("ordered") != "true":
        got, wanted = sorted(got), sorted(wanted)
    if got != wanted:
        difference = "\n".join(ndiff(wanted, got))
        pytest.fail(f"{relation}: {case['name']} (- expected, + got)\n{difference}", pytrace=False)


def test_the_timeline_says_of_each_day_what_the_rule_says_of_it() -> None:
    """Both count roots: the timeline on many days at once, the macro on one."""
    with open_package(PACKAGE) as connection:
        columns = "evidence_verdict, supporting_origins, refuting_origins, qualifying_origins"
        timeline = connection.execute(
            f"select public_on, claim_id, {columns} from evidence_verdict_timeline order by all"
        ).fetchall()
        on_their_days = [
            (day, *row)
            for day in sorted({row[0] for row in timeline})
            for row in connection.execute(
                f"select claim_id, {columns} from evidence_verdict_on(?)", [day]
            ).fetchall()
        ]
    assert len(timeline) > 100
    assert set(timeline) <= set(on_their_days)
    assert len({row[2] for row in timeline}) > 3


def test_every_view_has_cases() -> None:
    assert [name for name, cases in CASES.items() if cases] == sorted(file.name for file in VIEWS)


@pytest.mark.parametrize("file", VIEWS, ids=lambda file: file.name)
def test_file_says_what_it_does_and_reads(file: SqlFile) -> None:
    created = re.findall(r"^create or replace (view|macro) (\w+)", file.text, re.MULTILINE)
    assert [name for _, name in created] == [file.name]
    assert re.match(r"-- (?!\w+:)[A-Z]", file.text), "the first line must say the purpose"
    assert re.search(r"^-- Grain: \S", file.text, re.MULTILINE)
    assert re.search(r"^-- Reads: \S", file.text, re.MULTILINE)
    if created[0][0] == "view":
        assert f"comment on view {file.name} is\n" in file.text
    code = re.sub(r"--.*|'[^']*'", "", file.text)
    named = set(re.findall(r"\b(?:from|join|lateral)\s+(\w+)", code))
    steps = set(re.findall(r"(\w+) as \(", code))
    known = {table.name for table in PACKAGE.tables} | {view.name for view in VIEWS}
    assert file.reads == named & known - steps
