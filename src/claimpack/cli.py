"""The command line: one command a verb; each imports what it needs when it runs."""

from __future__ import annotations

import os
import signal
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimpack import __version__
from claimpack.errors import ClaimpackError, DataError
from claimpack.package import find_package, load_package

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimpack.package import Package

Command = TypeVar("Command", bound="Callable[..., Any]")

EPILOG = """\b
Begin with:
  claimpack check                  is the package sound?
  claimpack status                 how does every claim stand?
  claimpack show C015              why does one claim stand as it does?
  claimpack query "from quantity_conflicts"

\b
Exit codes: 0 fine, 1 the data is at fault, 2 could not run.
"""


class Commands(click.Group):
    """A group that lists its commands in the order in which they are written here."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the command names in the order of their definition."""
        return list(self.commands)


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--package",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The package; by default the nearest folder upwards with a datapackage.json.",
)
@click.version_option(__version__, prog_name="claimpack")
@click.pass_context
def cli(context: click.Context, folder: Path | None) -> None:
    """Claims of a news article: who said what, on what evidence, and how it stands."""
    context.obj = folder


def package_option(command: Command) -> Command:
    """Accept --package after the command as well as before it."""

    def remember(context: click.Context, _: click.Parameter, value: Path | None) -> None:
        if value is not None:
            context.find_root().obj = value

    return click.option(
        "--package",
        type=click.Path(path_type=Path),
        metavar="DIR",
        expose_value=False,
        callback=remember,
        help="The package; by default the nearest folder upwards with a datapackage.json.",
    )(command)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Offer output formats; the first is the default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print.",
    )


def the_package(context: click.Context) -> Package:
    """Return the package that the command works on."""
    folder: Path | None = context.find_root().obj
    if folder is None:
        return load_package(find_package(Path.cwd()))
    if not folder.is_dir():
        raise ClaimpackError(f"{folder} is no folder", "name the folder of a package")
    return load_package(folder)


@cli.command()
@package_option
@click.option(
    "--full", is_flag=True, help="Also with frictionless, pandera and Great Expectations."
)
@click.option(
    "--docs",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="With --full: write Great Expectations' Data Docs, to browse, to this folder.",
)
@format_option("text", "json", "github", "sarif", "junit", "html")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the report to a file and not to stdout.",
)
@click.pass_context
def check(
    context: click.Context, full: bool, docs: Path | None, output_format: str, output: Path | None
) -> None:
    """Check that the package is sound.

    Reads the files strictly, checks every cell and key against schemas/, and runs the rules in
    validation/rules/. With --full three more engines look at it, each with its own job.

    \b
    Examples:
      claimpack check
      claimpack check --full --docs build/docs
      claimpack check --format html --output report.html
      claimpack check --format github            lines that GitHub shows beside the diff
    """
    from claimpack import pages, printing
    from claimpack.check import check_package
    from claimpack.files import write_atomically
    from claimpack.reports import render

    if docs is not None and not full:
        raise click.UsageError("--docs is written by --full: give both")
    package = the_package(context)
    if full:
        from claimpack.full import check_fully

        with printing.progress("checking") as step:
            report = check_fully(package, docs, step)
    else:
        report = check_package(package)
    if output is not None:
        write_atomically(output.absolute(), render(report, package, output_format))
    elif output_format == "text":
        pages.print_report(report)
    else:
        click.echo(render(report, package, output_format), nl=False)
    context.exit(0 if report.valid else 1)


@cli.command()
@click.argument("rule", required=False)
@package_option
@format_option("text", "json")
@click.pass_context
def rules(context: click.Context, rule: str | None, output_format: str) -> None:
    """List what `check` can find, or show one rule: why, what to do, and an example.

    \b
    Examples:
      claimpack rules
      claimpack rules said-and-true
      claimpack rules --format json
    """
    from claimpack import pages, printing
    from claimpack.catalogue import catalogue, entry_of

    package = the_package(context)
    entries = [entry_of(package, rule)] if rule else catalogue(package)
    if output_format == "json":
        content = [entry.as_dict() for entry in entries]
        printing.print_json(content[0] if rule else content)
    elif rule:
        pages.print_rule(entries[0])
    else:
        pages.print_rules(entries)


@cli.command()
@package_option
@format_option("text", "json", "csv")
@click.option("--as-of", metavar="TIME", help="As the log stood then: a date or a time in UTC.")
@click.option("--published-by", metavar="DATE", help="By evidence that was public by then.")
@click.pass_context
def status(
    context: click.Context, output_format: str, as_of: str | None, published_by: str | None
) -> None:
    """Show how every claim stands.

    \b
    Examples:
      claimpack status
      claimpack status --published-by 2025-02-18     what could have been known then
      claimpack status --as-of 2026-11-22            what the log held then
      claimpack status --format json
    """
    from claimpack import pages, printing
    from claimpack.status import package_status

    result = package_status(the_package(context), as_of, published_by)
    if output_format == "json":
        printing.print_json(result.as_dict())
    elif output_format == "csv":
        printing.print_csv(result.claims, list(result.claims[0]) if result.claims else [])
    else:
        pages.print_status(result)


@cli.command()
@click.argument("claim")
@package_option
@format_option("text", "json")
@click.option("--full", is_flag=True, help="Also every source, with its address and date.")
@click.pass_context
def show(context: click.Context, claim: str, output_format: str, full: bool) -> None:
    """Show one claim: its words, its chain, its evidence, its log, and why it stands as it does.

    \b
    Examples:
      claimpack show C015
      claimpack show C014 --full
      claimpack show C014 --format json
    """
    from claimpack import claim_page, printing
    from claimpack.show import claim_details

    details = claim_details(the_package(context), claim)
    if output_format == "json":
        printing.print_json(details)
    else:
        claim_page.print_claim(details)
        if full:
            claim_page.print_sources(details)


@cli.command()
@click.argument("sql", required=False)
@click.option(
    "-f",
    "--file",
    "sql_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read the query from a file, such as one of sql/questions/; - for standard input.",
)
@click.option(
    "--timeout",
    "seconds",
    type=click.IntRange(1, 86_400),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="Stop the query after so long.",
)
@package_option
@format_option("text", "json", "csv")
@click.pass_context
def query(
    context: click.Context,
    sql: str | None,
    sql_file: Path | None,
    seconds: int,
    output_format: str,
) -> None:
    """Ask the package anything in SQL (DuckDB's), without writing, files or network.

    It may use 500 MB of memory, and answer with 100,000 rows.

    \b
    Examples:
      claimpack query "from claim_status where verdict = 'contested'"
      claimpack query "from evidence_verdict_on(date '2025-02-18')"
      claimpack query -f sql/questions/01-which-numbers-conflict.sql
      claimpack query "describe claim_status"
    """
    from claimpack import printing
    from claimpack.query import run_query

    if (sql is None) == (sql_file is None):
        raise click.UsageError("give the query, or a file with -f")
    text = sql if sql is not None else _sql_text(sql_file)
    rows = run_query(the_package(context), text, seconds)
    if output_format == "json":
        printing.print_json(rows)
    elif output_format == "csv":
        printing.print_csv(rows, list(rows[0]) if rows else [])
    else:
        printing.print_rows(rows)


@cli.command()
@package_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write; by default the folder build in the package.",
)
@format_option("text", "json")
@click.pass_context
def build(context: click.Context, output: Path | None, output_format: str) -> None:
    """Write claims.duckdb, with tables, views and macros, and Parquet files.

    The database opens in DuckDB 1.2 and later.

    \b
    Examples:
      claimpack build
      claimpack build -o /tmp/claims && duckdb /tmp/claims/claims.duckdb "from claim_status"
    """
    from claimpack import printing
    from claimpack.build import build_package

    package = the_package(context)
    folder = output or package.root / "build"
    with printing.progress("writing") as step:
        built = build_package(package, folder, step)
    if output_format == "json":
        printing.print_json(
            {"files": [{"path": str(file.path), "rows": file.rows} for file in built]}
        )
        return
    rows = sum(file.rows or 0 for file in built)
    click.echo(
        f"{folder / 'claims.duckdb'} and {len(built) - 1} Parquet files in {folder / 'parquet'}"
        f" ({rows:,} rows)"
    )


@cli.command("verify-quotes")
@click.option(
    "--text",
    "text_file",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="Your own copy of the article, as UTF-8 text.",
)
@click.option("--article", metavar="ID", help="The article, where the package has several.")
@package_option
@format_option("text", "json")
@click.pass_context
def verify_quotes(
    context: click.Context, text_file: Path, article: str | None, output_format: str
) -> None:
    """Prove every quote by position and hash against your own copy of the article.

    \b
    Example:
      claimpack verify-quotes --text article.txt
    """
    from claimpack import pages, printing
    from claimpack.quotes import verify_quotes as verify

    result = verify(the_package(context), text_file, article)
    if output_format == "json":
        printing.print_json(result.as_dict())
    else:
        pages.print_verification(result)
    context.exit(0 if result.valid else 1)


@cli.command()
@package_option
@click.option("--check", "only_check", is_flag=True, help="Only say what is stale; exit with 1.")
@click.option(
    "--units", is_flag=True, help="Also claims/codes/units.csv (needs ucumvert and pint)."
)
@click.pass_context
def generate(context: click.Context, only_check: bool, units: bool) -> None:
    """Write anew what is generated: sql/tables/, sql/open.sql and claims/README.md.

    Run it after editing schemas/, sql/macros/, sql/views/ or the data.

    \b
    Examples:
      claimpack generate
      claimpack generate --check
    """
    from claimpack.files import write_atomically
    from claimpack.generate import regenerate, stale_files, stale_units

    package = the_package(context)
    stale_tables = stale_units(package) if units else {}
    if only_check:
        stale = [*stale_files(package), *stale_tables]
        for path in stale:
            click.echo(f"{path} is stale")
        if stale:
            raise DataError("generated files are stale", "run 'claimpack generate'")
        return
    for path, text in stale_tables.items():
        write_atomically(package.root / path, text)
    for path in [*stale_tables, *regenerate(package)]:
        click.echo(f"wrote {path}")


def _sql_text(path: Path | None) -> str:
    if path is None or str(path) == "-":
        return sys.stdin.read()
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimpackError(f"{path} cannot be read: {error}") from None


def main() -> None:
    """Run the command line; every error becomes one message and an exit code."""
    if hasattr(signal, "SIGPIPE"):  # end quietly when the reader has gone, as after `| head`
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # an old terminal gets escapes, not an error
            stream.reconfigure(errors="backslashreplace")
    try:
        if sys.stdout is None:
            raise ClaimpackError("there is no stdout to print to", "redirect it to a file")
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code)
    except click.Abort:
        _complain("stopped")
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except ClaimpackError as error:
        _complain(str(error), error.fix)
        sys.exit(error.exit_code)
    except OSError as error:
        _leave_stdout()
        _complain(f"the output cannot be written: {error.strerror or error}")
        sys.exit(2)
    except Exception as error:
        if os.environ.get("CLAIMPACK_DEBUG"):
            raise
        _complain(
            f"unexpected: {type(error).__name__}: {error}",
            "this is a defect of claimpack; CLAIMPACK_DEBUG=1 shows where",
        )
        sys.exit(2)


def _leave_stdout() -> None:
    """Point stdout away, so that Python does not try to write what is left on exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _complain(message: str, fix: str | None = None) -> None:
    click.echo(f"error: {message}", err=True)
    if fix:
        click.echo(f"  → {fix}", err=True)
