"""Where engines agree and where they do not: many findings of the same thing become one.

What two engines both check must agree to the row and the field. Where it does not, one of them is
wrong: that is a defect of claimpack, and a finding of its own.
"""

from __future__ import annotations

from dataclasses import replace

from claimpack.findings import Finding
from claimpack.meanings import MEANINGS
from claimpack.package import Package

RULE = "engines-disagree"
# A cell that is none of its type has no value, and a key with an empty cell is none.
NO_VALUE = {"type", "required"}
CONSTRAINTS = {"required", "pattern", "enum", "minimum", "maximum", "minLength", "maxLength"}
# By engine, the rules that it has to find where DuckDB finds them.
SHARED = {
    "frictionless": CONSTRAINTS | {"primary-key", "foreign-key"},
    "pandera": CONSTRAINTS
    | {"primary-key", "unique-key", "quote-length"}
    | {name for name, meaning in MEANINGS.items() if meaning.on_fast_path},
}
# By engine, the rules that DuckDB leaves to it.
OWN = {
    "frictionless": set[str](),
    "pandera": {name for name, meaning in MEANINGS.items() if not meaning.on_fast_path},
}
# Rules about a whole row: engines name different columns of it.
OF_ROWS = {"primary-key", "unique-key", "foreign-key", "quote-length", "log-chain"}

Cell = tuple[str | None, int | None, str | None]


def merge(
    package: Package,
    fast: list[Finding],
    others: dict[str, list[Finding]],
    incomparable: set[str],
) -> list[Finding]:
    """Return the findings of all engines, each thing once.

    Args:
        package: the package.
        fast: what DuckDB found.
        others: by engine, what it found.
        incomparable: tables in which rows are told apart differently, or not all findings are
            listed; what other engines say of them is left out.
    """
    merged = list(fast)
    no_type = {(f.table, f.column) for f in fast if f.rule == "type"}
    for engine, findings in others.items():
        compared = [f for f in findings if not _is_unsettled(package, f, incomparable, no_type)]
        settled = [not _is_unsettled(package, f, incomparable, no_type) for f in merged]
        merged = _merge_one(merged, settled, engine, compared)
    return merged


def merge_exactly(
    known: list[Finding], engine: str, findings: list[Finding], shared: set[str]
) -> list[Finding]:
    """Return the findings of all engines, where one more has run the same rules.

    Args:
        known: what was found so far.
        engine: the engine.
        findings: what it found.
        shared: the rules that it runs as DuckDB does; its other findings are its own.
    """
    theirs = {_identity(finding) for finding in findings}
    ours = {_identity(finding) for finding in known}
    merged = []
    for finding in known:
        if finding.rule not in shared:
            merged.append(finding)
        elif _identity(finding) in theirs:
            merged.append(replace(finding, engine=f"{finding.engine}+{engine}"))
        else:
            merged += [finding, _disagreement(finding, f"DuckDB finds '{finding.rule}'", engine)]
    for finding in findings:
        if finding.rule not in shared:
            merged.append(finding)
        elif _identity(finding) not in ours:
            merged.append(_disagreement(finding, f"{engine} finds '{finding.rule}'", "DuckDB"))
    return merged


def _identity(finding: Finding) -> tuple[str | int | None, ...]:
    return (finding.rule, finding.table, finding.line, finding.row_key, finding.column)


def _merge_one(
    known: list[Finding], settled: list[bool], engine: str, findings: list[Finding]
) -> list[Finding]:
    at_cell: dict[Cell, list[int]] = {}
    for number, finding in enumerate(known):
        for place in _places(finding):
            at_cell.setdefault(place, []).append(number)
    also: set[int] = set()
    merged = []
    for finding in findings:
        same = [n for place in _places(finding) for n in at_cell.get(place, [])]
        exact = [n for n in same if known[n].rule == finding.rule]
        also.update(exact)
        if finding.table is None or finding.rule in OWN[engine]:
            if not exact:
                merged.append(finding)
        elif not same:
            merged.append(_disagreement(finding, f"{engine} finds '{finding.rule}'", "DuckDB"))
    theirs = {place for finding in findings for place in _places(finding)}
    no_value = {place for f in known if f.rule in NO_VALUE for place in _places(f)}
    for number, finding in enumerate(known):
        if number in also:
            merged.append(replace(finding, engine=f"{finding.engine}+{engine}"))
            continue
        merged.append(finding)
        if (
            settled[number]
            and finding.rule in SHARED[engine]
            and not theirs.intersection(_places(finding))
            and (finding.rule == "required" or not no_value.intersection(_places(finding)))
        ):
            merged.append(_disagreement(finding, f"DuckDB finds '{finding.rule}'", engine))
    return merged


def _places(finding: Finding) -> list[Cell]:
    """Return the cell that a finding is about, and for a rule about rows also the row."""
    cell = (finding.table, finding.line, finding.column)
    row = (finding.table, finding.line, None)
    # An empty cell of a key is a matter of its row for some engines.
    return [cell, row] if finding.rule in OF_ROWS | {"required"} else [cell]


def _is_unsettled(
    package: Package,
    finding: Finding,
    incomparable: set[str],
    no_type: set[tuple[str | None, str | None]],
) -> bool:
    """Whether engines may find this or not, since they have read something else.

    A key is compared as text by some and by its value by others: they part where a cell of it is
    not written in the canonical form of its type.
    """
    if finding.table is None or finding.table in incomparable:
        return finding.table is not None
    table = package.table(finding.table)
    keys: list[tuple[str, tuple[str, ...]]] = []
    if finding.rule == "primary-key":
        keys = [(table.name, table.primary_key)]
    elif finding.rule == "unique-key":
        keys = [(table.name, key) for key in table.unique_keys]
    elif finding.rule == "foreign-key":
        for foreign in table.foreign_keys:
            if foreign.fields[0] == finding.column:
                keys += [(table.name, foreign.fields), (foreign.table, foreign.table_fields)]
    return any(
        name in incomparable or (name, column) in no_type for name, key in keys for column in key
    )


def _disagreement(finding: Finding, who: str, silent: str) -> Finding:
    return replace(
        finding,
        rule=RULE,
        severity="error",
        message=f"{who} here and {silent} does not: {finding.message}",
        fix="this is a defect of claimpack: please report it, with the row",
    )
