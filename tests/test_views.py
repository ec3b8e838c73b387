"""Every view says what the design says: literal rows in, literal rows out (tests/views/*.yml).

A file holds the cases of one view or table macro. A case is a mapping:

- name: a sentence; why: the reason, where the sentence does not tell it
- given: rows by table, only the columns that matter (the others are null); code lists and
  policy are those of the package unless given
- query: what to ask, by default the columns of ``expect`` from the view
- expect: all rows of the answer, only the columns that matter; in any order unless ``ordered``
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from difflib import ndiff
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from claimpack.package import load_package
from claimpack.sql import SqlFile, create_table, definitions, literal, load_table, quoted

ROOT = Path(__file__).parents[1]
PACKAGE = load_package(ROOT)
FILES = definitions(ROOT)
VIEWS = [file for file in FILES if file.path.parent.name == "views"]
CASE_KEYS = {"name", "why", "given", "query", "expect", "ordered"}

Case = dict[str, Any]
Row = dict[str, Any]


class PlainLoader(yaml.SafeLoader):
    """YAML in which a date, ``no`` and ``2025-02`` are texts, as in the CSV files."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


for tag, pattern in {
    "null": "null",
    "bool": "true|false",
    "int": "-?(?:0|[1-9][0-9]*)",
    "float": r"-?[0-9]+\.[0-9]+",
}.items():
    PlainLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), None
    )


def read_cases(path: Path) -> list[Case]:
    """Return the cases in a file."""
    cases: list[Case] = yaml.load(path.read_text(encoding="utf-8"), PlainLoader)  # noqa: S506
    for case in cases:
        assert {"name", "expect"} <= set(case) <= CASE_KEYS, f"{path.name}: {case}"
    return cases


CASES = {path.stem: read_cases(path) for path in sorted((ROOT / "tests" / "views").glob("*.yml"))}


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


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    """Make the rows all that is in a table."""
    connection.execute(f"delete from {quoted(table)}")
    for row in rows:
        columns = ", ".join(quoted(column) for column in row)
        values = ", ".join("?" for _ in row)
        statement = f"insert into {quoted(table)} ({columns}) values ({values})"
        connection.execute(statement, list(row.values()))


def as_text(row: Row) -> str:
    """Return a row as a line; whole numbers, days and moments as they stand in YAML."""

    def plain(value: Any) -> Any:
        if isinstance(value, datetime):
            return value.strftime("%Y-%m-%dT%H:%M:%SZ")
        if isinstance(value, date):
            return value.isoformat()
        return int(value) if isinstance(value, float) and value.is_integer() else value

    cells = (f"{column}: {json.dumps(plain(row[column]), ensure_ascii=False)}" for column in row)
    return "{" + ", ".join(cells) + "}"


@pytest.mark.parametrize(
    ("relation", "case"),
    [
        pytest.param(name, case, id=f"{name}: {case['name']}")
        for name in CASES
        for case in CASES[name]
    ],
)
def test_case(database: duckdb.DuckDBPyConnection, relation: str, case: Case) -> None:
    expected: list[Row] = case["expect"]
    columns = list(expected[0]) if expected else []
    assert all(list(row) == columns for row in expected), "rows of `expect` differ in columns"
    database.begin()
    try:
        for table, rows in case.get("given", {}).items():
            insert(database, table, rows)
        selected = ", ".join(quoted(column) for column in columns) or "*"
        answer = database.execute(case.get("query", f"select {selected} from {relation}"))
        names = [column[0] for column in answer.description or []]
        actual = [dict(zip(names, values, strict=True)) for values in answer.fetchall()]
    finally:
        database.rollback()
    got = [as_text({column: row[column] for column in columns or row}) for row in actual]
    wanted = [as_text(row) for row in expected]
    if not case.get("ordered", False):
        got, wanted = sorted(got), sorted(wanted)
    if got != wanted:
        difference = "\n".join(ndiff(wanted, got))
        pytest.fail(f"{relation}: {case['name']} (- expected, + got)\n{difference}", pytrace=False)


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
    known = {table.name for table in PACKAGE.tables} | {view.name for view in VIEWS}
    assert file.reads == named & known - {file.name}
