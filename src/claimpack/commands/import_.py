"""``claimpack import``: reviews of others, from the formats in which they are published."""

from __future__ import annotations

from pathlib import Path

import click

from claimpack.commands.options import format_option
from claimpack.errors import ClaimpackError, DataError
from claimpack.imports.formats import BUILT_IN, KINDS


@click.command("import")
@click.argument("format_name", type=click.Choice([*BUILT_IN, *KINDS]), metavar="FORMAT")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--package",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The package; made where DIR is absent or empty. By default the nearest upwards.",
)
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A mapping of your own: needed for csv, tsv, json and jsonl; extends any other format.",
)
@click.option(
    "--unmapped",
    type=click.Choice(["insufficient_evidence"]),
    help="Go on where a label stands for no verdict: this is proposed, and the label recorded.",
)
@click.option(
    "--rejects",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write what is rejected; by default beside the file, as FILE.rejects.csv.",
)
@click.option("--strict", is_flag=True, help="Import nothing where a single review is rejected.")
@click.option("--dry-run", is_flag=True, help="Check and count; write nothing.")
@format_option("text", "json")
@click.pass_context
def import_(
    context: click.Context,
    format_name: str,
    file: Path,
    folder: Path | None,
    map_file: Path | None,
    unmapped: str | None,
    rejects: Path | None,
    strict: bool,
    dry_run: bool,
    output_format: str,
) -> None:
    """Import reviews of others: their claims, labels and evidence, beside what they said raw.

    FORMAT is one of claimreview (JSON-LD, also in HTML pages), google-factcheck, averitec,
    climate-fever, liar, factckbr; or csv, tsv, json, jsonl with a mapping of your own. Every
    review in the file is imported, repeats one, or is rejected with a reason.

    \b
    Examples:
      claimpack import claimreview feed.json --package reviews --dry-run
      claimpack import claimreview feed.json --package reviews
      claimpack import liar train.tsv --package liar --rejects liar-rejects.csv
      claimpack import csv our-checks.csv --map our-mapping.yml
    """
    from claimpack import printing
    from claimpack.commands.options import expect_outside
    from claimpack.imports import page
    from claimpack.imports.importer import Choices, import_file
    from claimpack.imports.mapping_files import built_in, read_mapping
    from claimpack.imports.staging import is_rejects
    from claimpack.package import expect_one_csv_each, find_package, load_package
    from claimpack.transaction import finish_interrupted

    folder = folder or context.find_root().obj or find_package(Path.cwd())
    if map_file is not None:
        mapping = read_mapping(map_file, format_name)
    elif format_name in KINDS:
        raise click.UsageError(
            f"{format_name} says nothing of what a record holds: give a mapping with --map"
            " (docs/guide/importing.md)"
        )
    else:
        mapping = built_in(format_name)
    if rejects is not None and rejects.is_file() and not is_rejects(rejects):
        raise ClaimpackError(
            f"{rejects} is there and holds something else", "name a new file with --rejects"
        )
    rejects = rejects or Path(f"{file}.rejects.csv")
    if rejects.resolve() in (file.resolve(), map_file and map_file.resolve()):
        raise ClaimpackError(f"{rejects} is what is read", "name another file with --rejects")
    if folder.is_dir() and any(folder.iterdir()):
        finish_interrupted(folder.resolve())
        package = load_package(folder)
        expect_one_csv_each(package, "'claimpack import'")
        expect_outside(package, rejects, "--rejects")
    elif rejects.resolve().is_relative_to(folder.resolve()):
        raise ClaimpackError(
            f"{rejects} is in the package that is made", "name a place elsewhere with --rejects"
        )
    choices = Choices(rejects, unmapped, strict, dry_run)
    with page.progress(file) as told:
        result = import_file(folder, file, mapping, choices, told)
    if output_format == "json":
        printing.print_json(result.as_dict())
    else:
        page.print_imported(result)
    page.print_warnings(result)
    if result.rejected and result.rejected == result.read:
        raise DataError(
            "nothing was imported: every review was rejected",
            f"{rejects} says why of each",
        )
