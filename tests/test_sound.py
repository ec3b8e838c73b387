"""The quick condition of a sound table holds of just the cells in which a check finds something."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import duckdb
import pytest

from claimpack.cell_checks import cell_checks
from claimpack.known import Known
from claimpack.package import Package
from claimpack.sound import broken, typed_value, unlike_pattern
from claimpack.sql import DUCKDB_TYPES
from claimpack.table_schema import Field, ForeignKey

TIME = "2025-02-18T10:00:00Z"


def field(kind: str, **constraints: Any) -> Field:
    return Field("cell", kind, constraints, None, None, "", "", None, None, False)


def texts(signs: Iterable[str], length: int) -> Iterator[str]:
    for size in range(1, length + 1):
        yield from map("".join, product(signs, repeat=size))


def nearly(text: str, signs: str) -> Iterator[str]:
    for first, second in combinations(range(len(text)), 2):
        for one, other in product(signs, repeat=2):
            yield f"{text[:first]}{one}{text[first + 1 : second]}{other}{text[second + 1 :]}"
    for place, sign in product(range(len(text) + 1), signs):
        yield text[:place] + sign + text[place:]
        yield text[:place] + text[place + 1 :]


NUMBERS = [*texts("01-+.e_ ", 5), *("inf", "nan", "1e400", "9" * 18, "9" * 19, "9" * 30, "1٢")]
TIMES = [*nearly(TIME, "0269 +-:.TZé\t"), *nearly("0001-01-01T00:00:00Z", "09-")]
WORDS = [*texts("a ~!é\t\x7f\xa0\u200b\u2028", 4)]
HEXADECIMAL = [*texts("0afAgé -", 5), *nearly("0" * 63 + "a", "fAg é")]
CASES = {
    "integer": (field("integer", minimum=-1, maximum=10), NUMBERS),
    "number": (field("number", minimum=-1, maximum=10), NUMBERS),
    "boolean": (field("boolean"), [*texts("truefals", 5), *nearly("false", "fF 1"), "1"]),
    "datetime": (field("datetime"), TIMES),
    "text": (field("string", minLength=2, maxLength=3), WORDS),
    "closed": (field("string", pattern="(?:a+)"), WORDS),
    "hash": (field("string", pattern="(?:[0-9a-f]{64})"), HEXADECIMAL),
    "digits": (field("string", pattern="(?:[0-9a-f]{4})"), HEXADECIMAL),
    "odd digits": (field("string", pattern="(?:[0-9a-f]{3})"), HEXADECIMAL),
    "few": (field("string", enum=["a", "~!", "é"]), WORDS),
    "many": (field("string", enum=[*texts("a~é", 3)]), WORDS),
    "required": (field("string", required=True), WORDS),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_what_is_asked_quickly_is_what_is_checked(package: Package, name: str, form: str) -> None:
    column, cells = CASES[name]
    is_typed = form == "parquet" and column.type != "string"
    table = replace(
        package.tables[0], format=form, fields=(column,), primary_key=(), foreign_keys=()
    )
    value = None if form == "parquet" else typed_value(column)
    values = {"cell": value} if value else {}
    with duckdb.connect() as connection:
        connection.execute(
            "create table cells as select unnest(cast($cells as varchar[])) as cell"
            " union all select null",
            {"cells": cells},
        )
        if is_typed:
            kind = DUCKDB_TYPES[column.type]
            connection.execute(
                f"create or replace table cells as select try_cast(cell as {kind}) as cell"
                " from cells where cell is null or try_cast(cell as varchar) is not null"
            )
        quick = broken(package, table, Known(), values)
        checks = cell_checks(table, is_typed=form == "parquet")
        exact = " or ".join(["false", *(f"({check.condition})" for check in checks)])
        if column.type == "number" and value:  # such is held as text
            exact += f" or regexp_replace(cast({value} as varchar), '\\.0$', '') <> cell"
        rows = connection.execute(
            "select cell, is_broken, is_wrong from (\n"
            f"    select *, coalesce({quick}, false) as is_broken,\n"
            f"        coalesce({exact}, false) as is_wrong from cells\n)"
        ).fetchall()
        assert [row for row in rows if row[1] != row[2]] == []
        assert is_typed or {row[2] for row in rows} == {True, False}
        if value:
            kind = DUCKDB_TYPES[column.type]
            other = connection.execute(
                f"select cell from cells where not coalesce({quick}, false)"
                f" and {value} is distinct from try_cast(cell as {kind})"
            ).fetchall()
            assert other == []


def test_a_hash_is_not_matched_but_decoded() -> None:
    assert unlike_pattern("it", "(?:[0-9a-f]{64})")
    assert not unlike_pattern("it", "(?:[0-9a-f]{3})")


def test_what_refers_to_a_small_table_is_looked_up(package: Package) -> None:
    key = ForeignKey(("cell",), "stances", ("code",))
    table = replace(
        package.tables[0],
        fields=(field("string"),),
        primary_key=(),
        foreign_keys=(key,),
    )
    there = ["a", "it's", "é", *texts("xyz", 2)]
    quick = broken(package, table, Known(allowed={key: there}), {})
    with duckdb.connect() as connection:
        found = connection.execute(
            f"select cell from (select unnest(cast($cells as varchar[])) as cell) where {quick}",
            {"cells": [*there, "A", "a ", None]},
        ).fetchall()
    assert found == [("A",), ("a ",)]
