"""``claimpack lake``: many packages, asked as one."""

from __future__ import annotations

from pathlib import Path

import click

from claimpack.commands.options import format_option
from claimpack.errors import ClaimpackError
from claimpack.transaction import finish_interrupted


@click.group()
def lake() -> None:
    """Keep many packages in one lake of Parquet files, and ask them together.

    \b
    Examples:
      claimpack lake add newsroom-a newsroom-b --to lake
      claimpack lake list --lake lake
      claimpack query --lake lake "from speaker_records where packages > 1"
    """


@lake.command()
@click.argument(
    "packages", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PKG…"
)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="The lake; made where it does not exist.",
)
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What tables and columns of another version of the standard are called here (YAML).",
)
@click.option(
    "--replace",
    "replaces",
    is_flag=True,
    help="Also take other content under a version that the lake has, or an older version.",
)
@format_option("text", "json")
def add(
    packages: tuple[Path, ...],
    folder: Path,
    mapping: Path | None,
    replaces: bool,
    output_format: str,
) -> None:
    """Check packages, and add them to a lake, or their next versions.

    Each goes in as a whole or not at all; what is there already is left as it is. Ids begin with
    the name of their package: caspian-pipeline-claims:C015.

    \b
    Examples:
      claimpack lake add . --to ../lake
      claimpack lake add newsroom-a newsroom-b --to lake
      claimpack lake add old-package --to lake --mapping old-names.yml
    """
    from claimpack import printing
    from claimpack.lake.adding import add_package
    from claimpack.lake.mapping import read_mapping
    from claimpack.package import load_package

    columns = read_mapping(mapping) if mapping else {}
    done = []
    for path in packages:
        if not path.is_dir():
            raise ClaimpackError(f"{path} is no folder", "name the folders of packages")
        finish_interrupted(path.resolve())
        package = load_package(path)
        with printing.progress("adding") as step:
            done.append(add_package(folder, package, columns, replaces, step))
        if output_format == "text":
            added = done[-1]
            what = f"{added.package} {added.version}"
            if not added.changed:
                click.echo(f"{what} is in the lake already")
            else:
                instead = f" instead of {added.replaced}" if added.replaced else ""
                click.echo(f"added {what}{instead}: {added.rows:,} rows")
    if output_format == "json":
        from dataclasses import asdict

        printing.print_json([asdict(added) for added in done])


@lake.command("list")
@click.option(
    "--lake",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="The lake.",
)
@click.option("--verify", is_flag=True, help="Read every file, and compare its SHA-256.")
@format_option("text", "json", "csv")
def list_(folder: Path, verify: bool, output_format: str) -> None:
    """List the packages in a lake: version, rows, when it was added, and the hash of its content.

    \b
    Examples:
      claimpack lake list --lake lake
      claimpack lake list --lake lake --verify
    """
    from claimpack import printing
    from claimpack.lake.adding import rows_of
    from claimpack.lake.manifest import read_lake
    from claimpack.lake.reading import verify_lake

    manifest = verify_lake(folder) if verify else read_lake(folder)
    rows = [
        {
            "package": name,
            "version": entry.version,
            "rows": rows_of(entry),
            "standard": entry.standard,
            "added_at": entry.added_at,
            "sha256": entry.sha256,
        }
        for name, entry in sorted(manifest.packages.items())
    ]
    if output_format == "json":
        printing.print_json(rows)
    elif output_format == "csv":
        printing.print_csv(rows, list(rows[0]) if rows else [])
    else:
        printing.print_rows(rows)
