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
@click.pass_context
def add(
    context: click.Context,
    packages: tuple[Path, ...],
    folder: Path,
    mapping: Path | None,
    replaces: bool,
    output_format: str,
) -> None:
    """Check packages, and add them to a lake, or their next versions.

    Each goes in as a whole or not at all, and one that is refused does not keep out the next; what
    is there already is left as it is. Ids begin with the name of their package:
    caspian-pipeline-claims:C015.

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
    exit_code = 0
    for path in packages:
        try:
            if not path.is_dir():
                raise ClaimpackError(f"{path} is no folder", "name the folders of packages")
            finish_interrupted(path.resolve())
            package = load_package(path)
            with printing.progress("adding") as step:
                done.append(add_package(folder, package, columns, replaces, step))
        except ClaimpackError as error:
            if len(packages) == 1:
                raise
            # one that is refused says nothing against the next
            exit_code = max(exit_code, error.exit_code)
            click.echo(f"not added: {printing.visible(str(path))}: {error}", err=True)
            if error.fix:
                click.echo(f"  → {error.fix}", err=True)
            continue
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
    if exit_code:
        click.echo(f"{len(done)} of {len(packages)} packages are in the lake", err=True)
    context.exit(exit_code)


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
@click.pass_context
def list_(context: click.Context, folder: Path, verify: bool, output_format: str) -> None:
    """List the packages in a lake: version, rows, when it was added, and the hash of its content.

    A package with a file that is missing, cut off or of something else has its damage beside it;
    queries leave it out, and say so. With --verify a changed byte is damage too.

    \b
    Examples:
      claimpack lake list --lake lake
      claimpack lake list --lake lake --verify
    """
    from claimpack import printing
    from claimpack.lake.adding import rows_of
    from claimpack.lake.damage import AGAIN
    from claimpack.lake.reading import survey_lake

    manifest, damage = survey_lake(folder, hashes=verify)
    rows = [
        {
            "package": name,
            "version": entry.version,
            "rows": rows_of(entry),
            "standard": entry.standard,
            "added_at": entry.added_at,
            "sha256": entry.sha256,
            "damage": damage.get(name),
        }
        for name, entry in sorted(manifest.packages.items())
    ]
    if output_format == "json":
        printing.print_json(rows)
    elif output_format == "csv":
        printing.print_csv(rows, list(rows[0]) if rows else [])
    else:
        printing.print_rows(rows)
    if damage:
        click.echo(f"{len(damage)} of {len(rows)} packages are damaged", err=True)
        click.echo(f"  → {AGAIN}", err=True)
    context.exit(1 if damage else 0)


@lake.command()
@click.option(
    "--lake",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="The lake.",
)
@click.option(
    "--grace",
    type=click.IntRange(min=1),
    default=24,
    show_default=True,
    metavar="HOURS",
    help="Leave what is younger, or was replaced since: somebody may be at work with it.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be removed, and remove nothing.")
@format_option("text", "json")
def prune(folder: Path, grace: int, dry_run: bool, output_format: str) -> None:
    """Remove files of replaced versions, and what killed writers have left.

    Nothing goes that the newest manifest names, or the one before it. Others may read and write
    meanwhile, as long as none of them takes longer than --grace.

    \b
    Examples:
      claimpack lake prune --lake lake --dry-run
      claimpack lake prune --lake lake
      claimpack lake prune --lake lake --grace 168
    """
    from claimpack import printing
    from claimpack.figures import plural
    from claimpack.lake.pruning import prune_lake

    pruned = prune_lake(folder, grace, dry_run)
    if output_format == "json":
        from dataclasses import asdict

        printing.print_json({**asdict(pruned), "dry_run": dry_run})
        return
    click.echo(
        f"{'would remove' if dry_run else 'removed'} {plural(len(pruned.files), 'file')}"
        f" and {plural(len(pruned.manifests), 'replaced manifest')}"
        f" ({pruned.bytes / 1e6:,.1f} MB)"
    )
    if pruned.waiting:
        click.echo(
            f"{plural(pruned.waiting, 'file')} no manifest names, but younger than"
            f" {plural(grace, 'hour')}: left for the next time",
            err=True,
        )
