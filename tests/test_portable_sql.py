"""Macros and views keep to the subset of sql/README.md, as far as their text shows it."""

import pytest
import sqlglot
from sqlglot import exp

from claimpack.lake.relations import STORED
from claimpack.lake.views import lake_definitions
from claimpack.sql import SqlFile, definitions

from .conftest import ROOT

# What a lake stores is not run by Spark; the other two serve log_chain alone.
EXEMPT = {view.name for view in STORED} | {"json_text", "doubtful_logs"}
FILES = [file for file in lake_definitions() if file.name not in EXEMPT]


def problems(sql: str) -> list[str]:
    """Return what is in a file and not in the subset."""
    found = []
    for statement in sqlglot.parse(sql, dialect="duckdb"):
        for node in statement.walk() if statement else ():
            match node:
                case exp.Lateral() | exp.Pivot() | exp.Struct() | exp.Lambda():
                    found.append(type(node).__name__)
                case exp.Star() if node.args.get("replace") or node.args.get("replace_"):
                    found.append("* replace")
                case exp.SetOperation() if node.args.get("by_name"):
                    found.append("by name")
                case exp.Join() if node.method.upper() == "ASOF":
                    found.append("asof join")
                case exp.With() if node.recursive:
                    found.append("recursion")
                case exp.Select() if (distinct := node.args.get("distinct")) and distinct.args.get(
                    "on"
                ):
                    found.append("distinct on")
                case exp.ArrayAgg() | exp.PercentileCont() | exp.ArgMax() | exp.ArgMin():
                    found.append(type(node).__name__)
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_keeps_to_the_portable_subset(file: SqlFile) -> None:
    assert problems(file.text) == []


@pytest.mark.parametrize(
    "sql",
    [
        "select * from a, lateral (select a.x) as b",
        "select * replace (1 as x) from a",
        "select 1 as x union all by name select 2 as x",
        "select * from a asof join b on a.t >= b.t",
        "with recursive r as (select 1 union all select 1 from r) select * from r",
        "select distinct on (x) x, y from a",
        "select list(x order by y) from a",
        "select quantile_cont(x, 0.5) from a",
        "select arg_max(x, y) from a",
        "pivot a on x using sum(y)",
        "select {'a': 1}",
    ],
)
def test_what_is_not_portable_is_noticed(sql: str) -> None:
    assert problems(sql)


def test_only_what_a_lake_stores_is_exempt() -> None:
    names = {file.name for file in definitions(ROOT)}
    assert names - {file.name for file in FILES} == EXEMPT
