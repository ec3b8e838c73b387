"""The text of ``tables.py``: a model a table and the signature of ``load``, from the schemas."""

from __future__ import annotations

import textwrap

from claimpack.package import Package, Table
from claimpack.table_schema import Field

TYPES = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "datetime": "datetime",
}
HEAD = '''\
"""The tables of the standard as typed frames.

Generated from schemas/ by `claimpack generate`. The models here are for people and type checkers;
a package is validated against its own schemas.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from pandera.polars import DataFrameModel
from pandera.typing.polars import DataFrame

from claimpack.loading import load_table

if TYPE_CHECKING:
    import pandas as pd

'''
TAIL = '''
@overload
def load(
    table: str, package: str | Path | None = None, *, as_: Literal["pandas"]
) -> pd.DataFrame: ...


def load(table: str, package: str | Path | None = None, *, as_: str = "polars") -> Any:
    """Return a table of a package, typed and validated against its schema.

    Args:
        table: its name, such as ``claims``; the model of that name tells its columns.
        package: folder of the package; by default the nearest upwards from the current folder.
        as_: ``polars`` or ``pandas``.

    Returns:
        A frame with a column a field, in the order of the schema; an empty cell is null.

    Raises:
        ClaimpackError: there is no such package or table, or pandas is not installed.
        DataError: the table breaks its schema.
    """
    return load_table(table, package, as_)
'''


def typing_page(package: Package) -> str:
    """Return the text of ``src/claimpack/tables.py``."""
    models = "".join(_model(table) for table in package.tables)
    overloads = "".join(_overload(table) for table in package.tables)
    return f"{HEAD}{models}{overloads}{TAIL}"


def _class(table: Table) -> str:
    return "".join(part.capitalize() for part in table.name.split("_"))


def _model(table: Table) -> str:
    lines = [f"\nclass {_class(table)}(DataFrameModel):"]
    lines += _wrapped(f'"""{table.description}', 4)
    lines += ["", "    Attributes:"]
    for field in table.fields:
        lines += _wrapped(f"{field.name}: {field.description}", 8, 12)
    lines += ['    """', ""]
    lines += [f"    {field.name}: {_type(field, table)}" for field in table.fields]
    return "\n".join(lines) + "\n\n"


def _type(field: Field, table: Table) -> str:
    needed = field.required or field.name in table.primary_key
    return TYPES[field.type] if needed else f"{TYPES[field.type]} | None"


def _overload(table: Table) -> str:
    return (
        "\n@overload\n"
        "def load(\n"
        f'    table: Literal["{table.name}"],\n'
        "    package: str | Path | None = None,\n"
        "    *,\n"
        '    as_: Literal["polars"] = "polars",\n'
        f") -> DataFrame[{_class(table)}]: ...\n\n"
    )


def _wrapped(text: str, indent: int, more: int | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        99,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if more is None else more),
        break_long_words=False,
        break_on_hyphens=False,
    )
