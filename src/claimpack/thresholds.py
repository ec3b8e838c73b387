"""Thresholds: how many and how much an editor expects, a reason with every number.

``validation/thresholds.yml`` is optional. Below a minimum is an error, above a maximum a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import yaml

from claimpack.documents import inside, read_text
from claimpack.errors import ClaimpackError
from claimpack.findings import Severity
from claimpack.package import Package
from claimpack.schema import MAX_BOUND

PATH = "validation/thresholds.yml"
SEE = "under rows, or a measure of a column: '- min: 56' or '- max: 80', and below it 'reason: …'"
# How a measure of a column is written in the file, and the id of its rule.
MEASURES = {
    "filled": "fill-rate",
    "distinct": "distinct-count",
    "smallest": "minimum-value",
    "largest": "maximum-value",
}
ROWS = "row-count"
NUMERIC = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UBIGINT", "DOUBLE", "FLOAT")
MOMENTS = ("TIMESTAMP", "TIMESTAMP WITH TIME ZONE")

Bound = Literal["min", "max"]
Columns = Mapping[str, str]


@dataclass(frozen=True)
class Threshold:
    """One number of the file.

    Attributes:
        rule: id of the rule: row-count, fill-rate, distinct-count, minimum-value, maximum-value.
        table: the table or view.
        column: the column, or None where rows are counted.
        bound: whether the number is the least or the most that is expected.
        value: the number; a moment in UTC, without a zone, where the column holds moments.
        reason: why this number.
        line: its line in the file.
    """

    rule: str
    table: str
    column: str | None
    bound: Bound
    value: int | float | datetime
    reason: str
    line: int

    @property
    def severity(self) -> Severity:
        """Below a minimum something is lost; above a maximum somebody should look."""
        return "error" if self.bound == "min" else "warning"


def load_thresholds(package: Package, relations: Mapping[str, Columns]) -> list[Threshold]:
    """Return the thresholds of a package; none where it has no file of them.

    Args:
        package: the package.
        relations: by name, its tables and views: the DuckDB type of every column.

    Raises:
        ClaimpackError: the file cannot be used; the message names the line.
    """
    if not (package.root / PATH).exists():
        return []
    inside(package.root, PATH, PATH)
    return list(_File(read_text(package.root, PATH), relations).thresholds())


class _File:
    """The file as nodes of YAML, which know their lines."""

    def __init__(self, text: str, relations: Mapping[str, Columns]) -> None:
        self._relations = relations
        try:
            self._loader = yaml.SafeLoader(text)
            self._root = self._loader.get_single_node()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            where = f", line {mark.line + 1}" if mark else ""
            raise ClaimpackError(f"{PATH}{where}: {error.problem or error.context}") from None
        except yaml.YAMLError as error:
            raise ClaimpackError(f"{PATH} is no YAML: {str(error).splitlines()[0]}") from None
        except RecursionError:
            raise ClaimpackError(f"{PATH}: nested too deeply") from None

    def thresholds(self) -> Iterator[Threshold]:
        """Read the file from top to bottom."""
        if self._root is None:
            return
        for table, parts in self._pairs(self._root, "names of tables and views"):
            if table.value not in self._relations:
                raise _problem(table, f"'{table.value}' is no table or view of the package")
            for part, below in self._pairs(parts, "rows or columns"):
                if part.value == "rows":
                    yield from self._bounds(below, ROWS, table.value, None)
                elif part.value == "columns":
                    yield from self._columns(below, table.value)
                else:
                    raise _problem(part, f"'{part.value}' is not rows or columns")

    def _columns(self, node: yaml.Node, table: str) -> Iterator[Threshold]:
        for column, measures in self._pairs(node, "names of columns"):
            if column.value not in self._relations[table]:
                raise _problem(column, f"'{table}' has no column '{column.value}'")
            for measure, bounds in self._pairs(measures, f"one of {', '.join(MEASURES)}"):
                if measure.value not in MEASURES:
                    raise _problem(
                        measure, f"'{measure.value}' is not one of {', '.join(MEASURES)}"
                    )
                yield from self._bounds(bounds, MEASURES[measure.value], table, column.value)

    def _bounds(
        self, node: yaml.Node, rule: str, table: str, column: str | None
    ) -> Iterator[Threshold]:
        if not isinstance(node, yaml.SequenceNode) or not 1 <= len(node.value) <= 2:
            raise _problem(node, "here stands a list of a min, a max, or both, each with a reason")
        found: dict[Bound, Threshold] = {}
        for item in node.value:
            cells = {key.value: value for key, value in self._pairs(item, "min or max, and reason")}
            bound: Bound = "min" if "min" in cells else "max"
            if set(cells) != {bound, "reason"}:
                raise _problem(item, "here stand either min or max, and its reason")
            if bound in found:
                raise _problem(item, f"there is a {bound} already")
            reason = self._value(cells["reason"])
            if not isinstance(reason, str) or not reason.strip():
                raise _problem(cells["reason"], "the reason is no sentence")
            value = self._number(cells[bound], rule, self._relations[table].get(column or "", ""))
            line = item.start_mark.line + 1
            found[bound] = Threshold(rule, table, column, bound, value, reason.strip(), line)
        if len(found) == 2 and found["min"].value > found["max"].value:  # type: ignore[operator]
            raise _problem(node, "the min is above the max")
        yield from found.values()

    def _number(self, node: yaml.Node, rule: str, column_type: str) -> int | float | datetime:
        value = self._value(node)
        if rule in ("minimum-value", "maximum-value"):
            if column_type in MOMENTS:
                if not isinstance(value, datetime):
                    raise _problem(node, "this is no moment like 2026-11-22T18:21:35Z")
                return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
            if not column_type.startswith(("DECIMAL", *NUMERIC)):
                raise _problem(node, f"a column of the type {column_type} has no such number")
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise _problem(node, f"'{_written(node)}' is no number")
        if not -MAX_BOUND <= value <= MAX_BOUND:
            raise _problem(node, f"'{_written(node)}' is no number")
        if rule == "fill-rate" and not 0 <= value <= 1:
            raise _problem(node, f"a fill rate lies between 0 and 1, not at {_written(node)}")
        if rule in (ROWS, "distinct-count") and (not isinstance(value, int) or value < 0):
            raise _problem(node, f"'{_written(node)}' is no count")
        return value

    def _pairs(self, node: yaml.Node, expected: str) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
        """Return the keys and values of a mapping."""
        if not isinstance(node, yaml.MappingNode):
            raise _problem(node, f"here should stand {expected}")
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _problem(key, f"here should stand {expected}")
            if key.value in seen:
                raise _problem(key, f"the key '{key.value}' stands twice in one place")
            seen.add(key.value)
        pairs: list[tuple[yaml.ScalarNode, yaml.Node]] = node.value
        return pairs

    def _value(self, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            raise _problem(node, "here should stand a number or a sentence")
        try:
            return self._loader.construct_object(node)
        except (yaml.YAMLError, ValueError, OverflowError):
            raise _problem(node, f"'{_written(node)}' cannot be read") from None


def _written(node: yaml.Node) -> str:
    return node.value if isinstance(node, yaml.ScalarNode) else node.tag


def _problem(node: yaml.Node, problem: str) -> ClaimpackError:
    return ClaimpackError(f"{PATH}, line {node.start_mark.line + 1}: {problem}", SEE)
