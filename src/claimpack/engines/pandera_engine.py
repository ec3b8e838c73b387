"""Pandera: what values mean, by the libraries of each meaning, on typed frames."""

from __future__ import annotations

from typing import Any

import pandera.errors
import polars as pl

from claimpack.findings import Finding, in_table
from claimpack.frames import model, read_text, typed
from claimpack.log_hashes import wrong_entry_hashes
from claimpack.meaning_check import fix_for
from claimpack.meanings import MEANINGS
from claimpack.package import Package, Table
from claimpack.raw import Reading

ENGINE = "pandera"
# What pandera calls it, and what we call it.
RULES = {"not_nullable": "required"}
# Findings about a row, with the column that we name.
ROW_RULES = {"primary-key", "unique-key", "quote-length"}


def check_with_pandera(package: Package, reading: Reading, broken: set[str]) -> list[Finding]:
    """Return every value that its model refuses, as our findings.

    Args:
        package: the package.
        reading: tells in which line a row stands.
        broken: tables that are not regular CSV throughout; they are left out, since polars would
            number their rows in another way.
    """
    findings: list[Finding] = []
    frames: dict[str, pl.DataFrame] = {}
    for table in package.tables:
        if table.name in broken | reading.unreadable:
            continue
        text = read_text(package.root / table.path)
        frames[table.name] = text
        try:
            model(table).validate(typed(text, table), lazy=True)
        except pandera.errors.SchemaErrors as errors:
            findings += [
                _finding(table, reading, text, case)
                for case in errors.failure_cases.iter_rows(named=True)
            ]
    if {"assessments", "assessment_evidence"} <= frames.keys():
        table = package.table("assessments")
        text = frames["assessments"]
        findings += [
            in_table(
                table,
                "log-chain",
                f"the hash of the canonical JSON of the entry is {expected}",
                "restore the entry and its evidence from the last release",
                reading.line(table, index + 2),
                "entry_hash",
                text["entry_hash"][index],
                _key(table, text, index),
                engine=ENGINE,
            )
            for index, expected in wrong_entry_hashes(text, frames["assessment_evidence"])
        ]
    return findings


def _finding(table: Table, reading: Reading, text: pl.DataFrame, case: dict[str, Any]) -> Finding:
    rule, index = RULES.get(case["check"], case["check"]), case["index"]
    if rule in ROW_RULES:
        columns = {"primary-key": table.primary_key, "quote-length": ("quote_exact",)}
        column = columns.get(rule, table.unique_keys[0] if table.unique_keys else ("",))[0]
    else:
        column = case["column"]
    cell = text[column][index]
    meaning = MEANINGS.get(rule)
    return in_table(
        table,
        rule,
        meaning.message if meaning else f"the model of {table.name} refuses it: {rule}",
        fix_for(rule, cell or "") if meaning else "correct the cell",
        reading.line(table, index + 2),
        column,
        cell,
        _key(table, text, index),
        engine=ENGINE,
    )


def _key(table: Table, text: pl.DataFrame, index: int) -> str:
    return "/".join(text[name][index] or "" for name in table.primary_key)
