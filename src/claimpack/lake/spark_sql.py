"""The macros and views of the standard in the SQL of Apache Spark.

sqlglot does the translation. What stands here is what it does not do: macros are written out
where they are called, and the few things in which both engines differ get another form. A view
that keeps to ``sql/README.md`` needs nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from claimpack.errors import ClaimpackError
from claimpack.sql import SqlFile

# Spark has no infinite days: the ends of its calendar stand for them, as in Python.
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
ENDS = {
    (exp.DataType.Type.DATE, "-infinity"): FIRST_DAY,
    (exp.DataType.Type.DATE, "infinity"): LAST_DAY,
    (exp.DataType.Type.TIMESTAMPNTZ, "-infinity"): f"{FIRST_DAY} 00:00:00",
    (exp.DataType.Type.TIMESTAMPNTZ, "infinity"): f"{LAST_DAY} 23:59:59.999999",
}
# What a moment of DuckDB is in Spark, whatever its settings say.
TYPES = {
    exp.DataType.Type.TIMESTAMP: exp.DataType.Type.TIMESTAMPNTZ,
    exp.DataType.Type.TIMESTAMPTZ: exp.DataType.Type.TIMESTAMPLTZ,
}


# Functions of Spark that run any method of Java.
FORBIDDEN = {"java_method", "reflect", "try_reflect"}
NUMBERS = count(1)


@dataclass
class Macros:
    """The macros known so far, each with the names of its parameters, and what can be read."""

    scalar: dict[str, tuple[list[str], exp.Expr]] = field(default_factory=dict)
    table: dict[str, tuple[list[str], exp.Expr]] = field(default_factory=dict)
    relations: set[str] = field(default_factory=set)


def spark_views(files: Iterable[SqlFile], tables: Iterable[str]) -> tuple[Macros, dict[str, str]]:
    """Translate macros and views.

    Args:
        files: macros and views, each after those that it reads.
        tables: what is there without being defined by a file.

    Returns:
        The macros, for queries that call them, and the query of each view in the same order.

    Raises:
        ClaimpackError: a file is not SQL that can be translated.
    """
    macros, views = Macros(relations=set(tables)), {}
    for file in files:
        for statement in _parsed(file.text, str(file.path)):
            if not isinstance(statement, exp.Create):
                continue  # comments
            body = statement.expression
            if statement.args["kind"] == "VIEW":
                views[file.name] = _translated(body, macros)
                macros.relations.add(file.name)
                continue
            definition = statement.this
            name = definition.this.name.lower()
            parameters = [parameter.name.lower() for parameter in definition.expressions]
            if isinstance(body, exp.Subquery):
                macros.table[name] = (parameters, body.this)
            else:
                macros.scalar[name] = (parameters, body)
    return macros, views


def spark_query(sql: str, macros: Macros, parameters: Mapping[str, str] | None = None) -> str:
    """Translate one reading statement.

    Args:
        sql: a query in the SQL of DuckDB.
        macros: the macros that it may call.
        parameters: texts for ``$name`` in the query.

    Raises:
        ClaimpackError: it is not one query, or cannot be translated.
    """
    statements = [part for part in _parsed(sql, "the query") if part is not None]
    if len(statements) != 1:
        raise ClaimpackError(
            f"one statement is expected, there are {len(statements)}",
            "run 'claimpack query' once for each",
        )
    if not isinstance(statements[0], exp.Query):
        raise ClaimpackError(
            "only queries are run on Spark",
            "begin with select, with or from; or leave --engine out",
        )
    query = statements[0]
    _expect_known(query, macros)
    return _translated(query.transform(lambda node: _filled(node, parameters or {})), macros)


def names_in(sql: str) -> set[str]:
    """Return the names of tables, views and macros in a query.

    Raises:
        ClaimpackError: it cannot be read.
    """
    found = [table for part in _parsed(sql, "the query") for table in part.find_all(exp.Table)]
    return {table.this.name.lower() for table in found}


def packages_query(rows: Iterable[Sequence[Any]]) -> str:
    """Return the query whose rows are the packages of a lake."""
    columns = ("package", "version", "standard", "added_at", "claims")
    kinds = ("text", "text", "text", "timestamp", "bigint")
    selects = [
        exp.select(
            *(
                exp.alias_(exp.cast(exp.convert(value), kind), column)
                for value, kind, column in zip(row, kinds, columns, strict=True)
            )
        )
        for row in rows
    ]
    return _translated(exp.union(*selects, distinct=False) if selects[1:] else selects[0], Macros())


def _filled(node: exp.Expr, parameters: Mapping[str, str]) -> exp.Expr:
    if isinstance(node, exp.Parameter | exp.Placeholder) and node.name in parameters:
        return exp.Literal.string(parameters[node.name])
    return node


def _expect_known(query: exp.Expr, macros: Macros) -> None:
    """Prove that a query reads the lake alone: Spark also reads files, and calls into Java.

    Raises:
        ClaimpackError: it reads something else, or calls what is not to be called.
    """
    steps = {step.alias.lower() for step in query.find_all(exp.CTE)}
    for table in query.find_all(exp.Table):
        name = table.this.name.lower()
        if isinstance(table.this, exp.Func):
            is_known = isinstance(table.this, exp.Anonymous) and name in macros.table
        else:
            is_known = not table.db and name in macros.relations | steps
        if not is_known:
            raise ClaimpackError(
                f"there is no table or view {table.sql()!a} in the lake",
                "docs/guide/asking.md lists the views; schemas/ the tables",
            )
    for call in query.find_all(exp.Anonymous):
        if call.name.lower() in FORBIDDEN:
            raise ClaimpackError(f"{call.name.lower()} calls into Java: it is not run here")


def _parsed(sql: str, what: str) -> list[exp.Expr]:
    try:
        return [part for part in sqlglot.parse(sql, dialect="duckdb") if part is not None]
    except (SqlglotError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ClaimpackError(f"{what} cannot be translated for Spark: {reason}") from None


def _translated(query: exp.Expr, macros: Macros) -> str:
    try:
        expanded = _expanded(query, macros)
        return expanded.transform(_in_spark).sql(dialect="spark", comments=False)
    except (SqlglotError, RecursionError) as error:
        raise ClaimpackError(f"the query cannot be translated for Spark: {error}") from None


def _expanded(node: exp.Expr, macros: Macros) -> exp.Expr:
    """Write macros out where they are called, as DuckDB does."""

    def step(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Anonymous) and node.name.lower() in macros.scalar:
            return _written_out(node, *macros.scalar[node.name.lower()], macros)
        call = node.this if isinstance(node, exp.Table) else None
        if isinstance(call, exp.Anonymous) and call.name.lower() in macros.table:
            alias = node.args.get("alias") or exp.TableAlias(this=exp.to_identifier(call.name))
            query = _written_out(call, *macros.table[call.name.lower()], macros)
            return exp.Subquery(this=_with_own_names(query), alias=alias.copy())
        return node

    return node.copy().transform(step)


def _written_out(call: exp.Expr, parameters: list[str], body: exp.Expr, macros: Macros) -> exp.Expr:
    if len(call.expressions) != len(parameters):
        raise ClaimpackError(f"{call.name} takes {len(parameters)} arguments: {call.sql()}")
    arguments = dict(zip(parameters, call.expressions, strict=True))

    def argument(node: exp.Expr) -> exp.Expr:
        is_parameter = isinstance(node, exp.Column) and not node.table
        if is_parameter and node.name.lower() in arguments:
            return exp.paren(_expanded(arguments[node.name.lower()], macros))
        return node

    return _expanded(body.copy().transform(argument), macros)


def _with_own_names(query: exp.Expr) -> exp.Expr:
    """Give the steps of a macro names of their own: sqlglot lifts all to the top for Spark."""
    steps = list(query.find_all(exp.CTE))
    names = {step.alias: f"{step.alias}_{next(NUMBERS)}" for step in steps}
    for table in list(query.find_all(exp.Table)):
        if table.name in names and not table.db:
            alias = exp.TableAlias(this=exp.to_identifier(table.alias or table.name))
            table.replace(exp.Table(this=exp.to_identifier(names[table.name]), alias=alias))
    for step in steps:
        step.set("alias", exp.TableAlias(this=exp.to_identifier(names[step.alias])))
    return query


def _in_spark(node: exp.Expr) -> exp.Expr:
    """Return the form that means in Spark what the node means in DuckDB."""
    if isinstance(node, exp.Cast):  # also try_cast
        return _cast(node)
    if isinstance(node, exp.GroupConcat):
        return _joined(node)
    if isinstance(node, exp.RegexpFullMatch):
        ends = exp.Literal.string("^(?:"), exp.Literal.string(")$")
        pattern, text = node.expression.transform(_in_spark), node.this.transform(_in_spark)
        whole = exp.Concat(expressions=[ends[0], pattern, ends[1]])
        return exp.RegexpLike(this=text, expression=whole)
    if isinstance(node, exp.UnixToTime) and node.this.name.lower() == "epoch_us":
        # make_timestamp(epoch_us(…)): the time in UTC without its zone
        time = node.this.expressions[0].transform(_in_spark)
        return _cast(exp.cast(time, exp.DataType.Type.TIMESTAMP))
    if isinstance(node, exp.Anonymous) and node.name.lower() == "isfinite":
        day = node.expressions[0].transform(_in_spark)
        return exp.paren(
            exp.and_(
                exp.GT(this=day.copy(), expression=_day(FIRST_DAY)),
                exp.LT(this=day.copy(), expression=_day(LAST_DAY)),
            )
        )
    return node


def _cast(node: exp.Cast) -> exp.Cast:
    inner = node.this
    while isinstance(inner, exp.Paren | exp.Cast):
        inner = inner.this
    text = inner.name.lower() if isinstance(inner, exp.Literal) and inner.is_string else ""
    kind = TYPES.get(node.to.this, node.to.this)
    if (kind, text) in ENDS:
        node.set("this", exp.Literal.string(ENDS[kind, text]))
    if kind is not node.to.this:
        node.set("to", exp.DataType(this=kind))
    return node


def _joined(node: exp.GroupConcat) -> exp.Expr:
    """Return distinct texts in their order without listagg.

    Spark 4 fails on listagg beside another distinct aggregate of the same query.
    """
    inner = node.this
    distinct = inner.this if isinstance(inner, exp.Order) else None
    if not isinstance(distinct, exp.Distinct) or isinstance(node.parent, exp.Filter):
        return node
    if [part.this for part in inner.expressions] != distinct.expressions:
        return node
    if inner.expressions[0].args.get("desc"):
        return node
    [text] = distinct.expressions
    found = exp.func("array_sort", exp.func("collect_set", text.transform(_in_spark)))
    separator = node.args.get("separator") or exp.Literal.string(",")
    # of no text at all, string_agg is null
    some = exp.func("nullif", found, exp.func("array"))
    return exp.func("array_join", some, separator.copy())


def _day(text: str) -> exp.Expr:
    return exp.cast(exp.Literal.string(text), "date")
