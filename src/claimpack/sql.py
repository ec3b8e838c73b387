"""The SQL of a package: tables compiled from the schemas, macros and views from sql/.

``open_statements`` is what ``sql/open.sql`` holds, so the bare duckdb shell, Python and the
browser run the same text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from claimpack.documents import sql_files
from claimpack.errors import ClaimpackError
from claimpack.package import Package, Table
from claimpack.table_schema import Field

DUCKDB_TYPES = {
    "string": "varchar",
    "integer": "bigint",
    "number": "double",
    "boolean": "boolean",
    "datetime": "timestamp",
}


def quoted(name: str) -> str:
    """Return a name as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as a SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def create_table(table: Table, with_keys: bool = True, loaded: Container[str] | None = None) -> str:
    """Return the ``create table`` statement of a table.

    Args:
        table: the table, from its schema.
        with_keys: also declare primary, unique and foreign keys. Self-references are left out:
            one insert of many rows cannot satisfy them; rules check them.
        loaded: tables to which foreign keys may lead; by default all.
    """
    lines = []
    for field in table.fields:
        required = " not null" if with_keys and field.required else ""
        lines.append(f"    {quoted(field.name)} {DUCKDB_TYPES[field.type]}{required}")
    if with_keys:
        lines.append(f"    primary key ({_columns(table.primary_key)})")
        lines += [f"    unique ({_columns(key)})" for key in table.unique_keys]
        lines += [
            f"    foreign key ({_columns(key.fields)})"
            f" references {quoted(key.table)} ({_columns(key.table_fields)})"
            for key in table.foreign_keys
            if key.table != table.name and (loaded is None or key.table in loaded)
        ]
    body = ",\n".join(lines)
    return f"create table {quoted(table.name)} (\n{body}\n);\n"


def comments(table: Table) -> str:
    """Return the ``comment on`` statements for a table and its columns."""
    lines = [f"comment on table {quoted(table.name)} is {literal(table.description)};"]
    lines += [
        f"comment on column {quoted(table.name)}.{quoted(field.name)}"
        f" is {literal(field.description)};"
        for field in table.fields
    ]
    return "\n".join(lines) + "\n"


def load_table(table: Table) -> str:
    """Return the statement that fills a table from its files, by the names of their columns."""
    if table.format == "parquet":
        return f"insert into {quoted(table.name)}\nfrom {read_parquet(table, _paths(table))};\n"
    return (
        f"insert into {quoted(table.name)} by name\n"
        f"from read_csv(\n"
        f"    {_files(_paths(table))},\n"
        f"    header = true, all_varchar = true, delim = ',',\n"
        f"    quote = '\"', escape = '\"', nullstr = ''\n"
        f");\n"
    )


def read_csv(table: Table, path: Path | Sequence[Path], options: str = "") -> str:
    """Return the call that reads CSV files as text, strictly and without guessing.

    DuckDB takes columns by their position: the header must be checked before.

    Args:
        table: the table whose columns the file has, in the order of the schema.
        path: the file, or several in their order; each has a header.
        options: more options of ``read_csv``, beginning with a comma.
    """
    columns = ", ".join(f"{literal(field.name)}: 'varchar'" for field in table.fields)
    return (
        f"read_csv({_files(path)}, auto_detect = false, header = true,"
        f" columns = {{{columns}}}, delim = ',', quote = '\"', escape = '\"', nullstr = '',"
        f" strict_mode = true{options})"
    )


def read_table(table: Table, root: Path) -> str:
    """Return SQL for the rows of a table of a package in ``root``: of CSV as text, else typed."""
    paths = [root / path for path in table.paths]
    return read_csv(table, paths) if table.format == "csv" else read_parquet(table, paths)


def read_parquet(table: Table, path: Path | Sequence[Path]) -> str:
    """Return SQL for the rows of Parquet files, in the columns and types of their table.

    Args:
        table: the table; the files have its columns, in any order.
        path: the file, or several in their order.
    """
    columns = ", ".join(_typed(field) for field in table.fields)
    return f"(select {columns} from read_parquet({_files(path)}))"


def _typed(field: Field) -> str:
    cell = quoted(field.name)
    if field.type == "datetime":
        # of a time with a zone it is the moment in UTC, whatever zone the session is in
        return f"make_timestamp(epoch_us({cell})) as {cell}"
    return f"cast({cell} as {DUCKDB_TYPES[field.type]}) as {cell}"


def _files(path: Path | Sequence[Path]) -> str:
    if isinstance(path, Path):
        return literal(str(path))
    return f"[{', '.join(literal(str(each)) for each in path)}]"


def _paths(table: Table) -> Path | list[Path]:
    """Return where the files of a table stand in the package, for a shell in its folder."""
    paths = [Path(path) for path in table.paths]
    return paths[0] if len(paths) == 1 else paths


def table_file(table: Table) -> str:
    """Return the text of ``sql/tables/<table>.sql``: create, comment, fill."""
    return (
        f"-- {table.title}: {table.description}\n"
        f"-- Generated from {table.schema_path} by `claimpack generate`.\n"
        f"{create_table(table)}\n{load_table(table)}\n{comments(table)}"
    )


@dataclass(frozen=True)
class SqlFile:
    """A file of sql/macros or sql/views: its path in the package, and its text."""

    path: PurePosixPath
    text: str

    @cached_property
    def name(self) -> str:
        """The relation that the file makes."""
        return self.path.stem

    @cached_property
    def reads(self) -> frozenset[str]:
        """What its header says that it reads."""
        return reads_of(self.text)

    @property
    def is_macro(self) -> bool:
        """Whether the file stands in sql/macros and not in sql/views."""
        return self.path.parent.name == "macros"


def definitions(root: Path) -> list[SqlFile]:
    """Return the macros and views of a package, each after those that it reads.

    Macros come first in the order of their names, unless they read one another. What a view
    reads stands in its header, in the line that begins with ``-- Reads:``.

    Raises:
        ClaimpackError: there is no view, a file cannot be read, or views read one another in a
            circle.
    """
    files = [
        SqlFile(PurePosixPath(path), text)
        for folder in ("sql/macros", "sql/views")
        for path, text in sql_files(root, folder)
    ]
    if not files:
        raise ClaimpackError(f"there are no views in {root / 'sql' / 'views'}")
    waiting = {file.name: file for file in files}
    ordered: list[SqlFile] = []
    while waiting:
        ready = [file for file in waiting.values() if not (file.reads - {file.name}) & set(waiting)]
        if not ready:
            raise ClaimpackError(f"views read one another in a circle: {', '.join(waiting)}")
        ordered += ready
        for file in ready:
            del waiting[file.name]
    return ordered


def everything_read(names: frozenset[str], files: list[SqlFile]) -> set[str]:
    """Return what relations read in the end: the names, and all that their headers lead to."""
    by_name = {file.name: file for file in files}
    seen: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        seen.add(name)
        if name in by_name:
            waiting |= by_name[name].reads - seen
    return seen


def reads_of(text: str) -> frozenset[str]:
    """Return the names in the ``-- Reads:`` lines of a header, with their continuation lines."""
    match = re.search(r"^-- reads:(.*(?:\n--  +\S.*)*)", text, re.IGNORECASE | re.MULTILINE)
    return frozenset(re.findall(r"[a-z_][a-z0-9_]*", match.group(1))) if match else frozenset()


def open_statements(package: Package) -> str:
    """Return the text of ``sql/open.sql``: all tables, macros and views of a package."""
    tables = "\n".join(table_file(table) for table in package.tables_parents_first())
    views = "\n".join(file.text for file in definitions(package.root))
    return (
        f"-- {package.title}\n"
        f"-- Everything from the {formats_of(package)} files, in a bare duckdb shell in the"
        " package's folder:\n"
        "--     duckdb -init sql/open.sql\n"
        "--     from claim_status;\n"
        "-- Generated from schemas/, sql/macros/ and sql/views/ by `claimpack generate`.\n\n"
        f"{tables}\n{views}"
    )


def formats_of(package: Package) -> str:
    """Return what the tables of a package are written as: CSV, Parquet, or both."""
    formats = {table.format for table in package.tables}
    return " and ".join(name for name in ("CSV", "Parquet") if name.lower() in formats)


def _columns(names: tuple[str, ...]) -> str:
    return ", ".join(quoted(name) for name in names)
