"""Faults that only numbers tell: rows that are gone, columns that empty, values that slip."""

from ..edits import Edit, Tables, change, remove
from ..fault import fault, in_file


def everywhere(table: str, column: str, old: str, new: str) -> Edit:
    """Put another value in a column wherever a certain one stands; ``*`` is any."""

    def edit(tables: Tables) -> None:
        for row in tables.rows(table):
            if old in ("*", row[column]):
                row[column] = new

    return edit


FAULTS = [
    fault(
        "row-count",
        "the last entry of a log was deleted, and no chain shows it",
        remove("assessments", "C045-04"),
        at=in_file("claims/assessments.csv", value="247"),
        says="at least 248",
    ),
    fault(
        "fill-rate",
        "the days of publication of all sources are lost",
        everywhere("sources", "published_on", "*", ""),
        at=in_file("claims/sources.csv", column="published_on", value="0"),
        says="at least 0.7",
    ),
    fault(
        "distinct-count",
        "all dates were recoded as facts",
        everywhere("claims", "claim_kind", "date", "fact"),
        at=in_file("claims/claims.csv", column="claim_kind", value="8"),
        says="at least 9",
    ),
    fault(
        "minimum-value",
        "a share has a minus sign that it had not",
        change("quantities", "C053-Q1", lower="-80.25"),
        at=in_file("claims/quantities.csv", column="lower", value="-80.25"),
        says="at least 0",
    ),
    fault(
        "maximum-value",
        "a flow in barrels has two digits too many",
        change("quantities", "C015-E10-Q2", upper="151000000"),
        at=in_file("claims/quantities.csv", column="upper", value="151000000"),
        says="at most 2000000",
    ),
]
