"""``claimpack add``: new rows, by options, from a file, or by questions on a terminal."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimpack.commands.options import expect_outside, format_option, package_option, the_package
from claimpack.commands.row_options import codes_of, row_options
from claimpack.errors import ClaimpackError

if TYPE_CHECKING:
    from claimpack.article_text import ArticleText
    from claimpack.package import Package, Table

# What is added, the table that gets it, and an example.
KINDS = {
    "publisher": (
        "publishers",
        '--name "Gazette" --kind news_outlet --reliability-reason "…"',
    ),
    "speaker": ("speakers", '--name "Port authority" --kind organisation --is-party-reason "…"'),
    "article": ("articles", "--text article.txt --url https://… --publisher harbour-gazette"),
    "source": ("sources", "--publisher harbour-gazette --url https://… --accessed-at now"),
    "origin": ("origins", '--description "The captain tells of the fire." --speaker captain'),
    "measure": ("measures", '--label "Ships that wait" --unit 1 --basis "ships at anchor"'),
    "claim": ("claims", '--text article.txt --quote "forty ships wait" --claim-kind quantity …'),
    "forecast": ("claims", '--quote "will reopen in May" --resolution-criterion "…" …'),
    "attribution": ("attributions", "--claim C003 --speaker captain --relation said"),
    "evidence": ("evidence", '--claim C003 --source S001 --stance supports --summary "…"'),
    "quantity": ("quantities", "--claim C003 --measure ships-waiting --lower 40 --upper 40 …"),
    "assessor": ("assessors", '--name "Ada Byron" --kind person'),
    "unit": ("units", '--code m3/s --label "Cubic metres a second" --definition "…"'),
    "correction-request": ("correction_requests", '--claim C003 --request "…"'),
    "rows": ("", "--from everything.json"),
}

# Entries come from the commands that assess, which chain them.
LOG = {"assessments", "assessment_evidence"}


class Kinds(click.Group):
    """A group with a command for each kind of row; their options are the columns of the schema."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the kinds."""
        return list(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a kind, or None where there is none."""
        return _command(cmd_name) if cmd_name in KINDS else None


@click.group(cls=Kinds)
def add() -> None:
    """Add rows: checked first, then written, all or none.

    \b
    Examples:
      claimpack add publisher --name "Harbour Gazette" --kind news_outlet --reliability-reason "…"
      claimpack add article --html page.html --keep-text ~/article.txt --url https://… …
      claimpack add claim --text ~/article.txt --quote "forty ships wait" …
      claimpack add evidence --from evidence.csv --as my-desk
      claimpack add rows --from everything.json        rows of several tables
    """


@cache
def _standard() -> Package:
    from claimpack.package import load_package
    from claimpack.standard import standard_root

    return load_package(standard_root())


def _command(kind: str) -> click.Command:
    name, example = KINDS[kind]
    standard = _standard()
    table = standard.table(name) if name else None
    command = click.Command(
        kind,
        params=row_options(kind, standard, table),
        callback=click.pass_context(lambda context, **given: _add(context, kind, name, given)),
        short_help=(table.description if table else "Rows of several tables, from one file."),
        help=f"{_help(kind, table)}\n\n\b\nExample:\n  claimpack add {kind} {example}",
    )
    for option in (
        format_option("text", "json"),
        package_option,
        click.option("--dry-run", is_flag=True, help="Check and show the rows; write nothing."),
        click.option(
            "--as",
            "assessor",
            envvar="CLAIMPACK_ASSESSOR",
            show_envvar=True,
            metavar="ASSESSOR",
            help="Who adds it: an id of claims/assessors.csv.",
        ),
        click.option(
            "--from",
            "file",
            type=click.Path(path_type=Path),
            metavar="FILE",
            required=table is None,
            help="Rows from a CSV or JSON file, whose names are those of the columns.",
        ),
    ):
        command = option(command)
    return command


def _help(kind: str, table: Table | None) -> str:
    if table is None:
        return (
            "Add rows of several tables from one JSON file, all or none:"
            ' {"speakers": [{…}], "claims": [{…}]}.'
        )
    return f"Add to {table.path}. {table.description}"


def _add(
    context: click.Context,
    kind: str,
    table: str,
    given: dict[str, Any],
) -> None:
    from claimpack import adding_page, printing
    from claimpack.article_text import from_text
    from claimpack.new_rows import add_records

    package = the_package(context)
    file: Path | None = given.pop("file")
    assessor: str | None = given.pop("assessor")
    dry_run, output_format = given.pop("dry_run"), given.pop("output_format")
    record = {
        name: "true" if value is True else value
        for name, value in given.items()
        if name not in ("text", "html", "pdf", "keep_text") and value not in (None, False)
    }
    text: ArticleText | None = None
    keep: Path | None = given.get("keep_text")
    if kind == "article":
        text, said = _article(package, given, record)
        record = said | record
    elif given.get("text") is not None:
        text = from_text(given["text"])
    if kind == "forecast":
        record["claim_kind"] = "forecast"
    if file is not None:
        from claimpack.row_files import read_records

        if set(record) - {"claim_kind"}:
            raise click.UsageError("give the rows with --from, or one row with options; not both")
        brought = read_records(file, table)
        records: Any = brought.tables
        known = {known.name for known in package.tables if not known.is_code_list} - LOG
        if other := sorted(set(records) - known - {table}):
            raise ClaimpackError(
                f"{file}: there is no table '{other[0]}' to which rows are added",
                "the log is written by 'claimpack assess' and the like"
                if other[0] in LOG
                else f"there are {', '.join(sorted(known))}",
            )
        if brought.not_taken:
            click.echo(
                f"{file}: '{brought.not_taken[0]}' is for reading only: what is taken are the rows"
                f" of {', '.join(records)}",
                err=True,
            )
        if kind == "forecast":
            records = {name: [{**r, **record} for r in rows] for name, rows in records.items()}
    else:
        if sys.stdin.isatty():
            _ask(package, table, record, has_text=text is not None)
        records = {table: [record]}
    if keep is not None and text is not None:
        _expect_kept_outside(package, keep)
    finder = None if kind == "article" else text
    added = add_records(package, records, assessor, finder, dry_run=dry_run)
    if keep is not None and text is not None and not dry_run:
        from claimpack.files import write_atomically

        write_atomically(keep.absolute(), text.text)
    if output_format == "json":
        printing.print_json(added.rows)
    else:
        adding_page.print_added(package, added, dry_run)
    adding_page.print_warnings(added)


def _article(
    package: Package, given: dict[str, Any], record: dict[str, Any]
) -> tuple[ArticleText | None, dict[str, str]]:
    """Return the text of an article, and what it says of the row."""
    from claimpack.article_text import from_html, from_pdf, from_text

    readers = {"text": from_text, "html": from_html, "pdf": from_pdf}
    named = [name for name in readers if given.get(name) is not None]
    if len(named) > 1:
        raise click.UsageError("give one of --text, --html and --pdf")
    if not named:
        return None, {}
    text = readers[named[0]](given[named[0]])
    said = {"text_sha256": text.sha256, "text_length": str(len(text.text))}
    if text.title:
        said["title"] = text.title
    if text.language:
        said["language"] = text.language
    if text.published_on and "published_on" not in record:
        said |= {"published_on": text.published_on, "published_on_basis": "metadata of the page"}
    return text, said


def _expect_kept_outside(package: Package, path: Path) -> None:
    """Refuse to keep the text of an article within the package: it would be published with it.

    Raises:
        ClaimpackError: the path leads into the package.
    """
    expect_outside(package, path, "--keep-text")
    if path.resolve().is_relative_to(package.root):
        raise ClaimpackError(
            f"{path} is in the folder of the package: the text would be published with it",
            "keep it elsewhere, such as --keep-text ~/article.txt",
        )


def _ask(package: Package, table: str, record: dict[str, Any], has_text: bool) -> None:
    """Ask for what is needed and was not given."""
    from claimpack.new_rows import worked_out

    if has_text and table == "claims" and not {"quote", "quote_start"} & set(record):
        record["quote"] = click.prompt("Words of the claim, as the article has them", err=True)
    for field in package.table(table).fields:
        if field.required and field.name not in record and field.name not in worked_out(table):
            codes = codes_of(package, package.table(table), field.name)
            kind = click.Choice(codes) if codes else None
            click.echo(field.description, err=True)
            record[field.name] = click.prompt(field.title, type=kind, err=True)
