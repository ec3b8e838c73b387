"""The measure of all figures: DuckDB reads every cell of the files of a package, and no more.

python -m benchmarks.scan PKG            # every cell as text
python -m benchmarks.scan PKG --typed    # every cell in the type of its column
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb

from benchmarks.packages import PackageFiles, TableFiles, package_files


def scan(package: PackageFiles, typed: bool = False) -> int:
    """Read every cell of a package.

    Args:
        package: what to read.
        typed: read the cells in the types of the schemas, and not as text.

    Returns:
        How many rows there are.
    """
    rows = 0
    # several threads may take the rows as they come: nothing here needs their order
    with duckdb.connect(config={"preserve_insertion_order": False}) as connection:
        for table in package.tables:
            query = f"select count(*), count(columns(*)) from {source(table, typed)}"
            found = connection.execute(query).fetchone()
            rows += found[0] if found else 0
    return rows


def source(table: TableFiles, typed: bool = False) -> str:
    """Return the call that reads the files of a table in DuckDB, of CSV without guessing."""
    paths = "[" + ", ".join("'" + str(path).replace("'", "''") + "'" for path in table.paths) + "]"
    if table.format == "parquet":
        return f"read_parquet({paths})"
    columns = ", ".join(
        f"'{name}': '{kind if typed else 'varchar'}'" for name, kind in table.columns.items()
    )
    return (
        f"read_csv({paths}, auto_detect = false, header = true, columns = {{{columns}}},"
        " delim = ',', quote = '\"', escape = '\"', nullstr = '')"
    )


def main() -> None:
    """Scan a package and print how many rows it has."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("--typed", action="store_true", help="in the types of the schemas")
    arguments = parser.parse_args()
    print(scan(package_files(arguments.package), arguments.typed))


if __name__ == "__main__":
    main()
