"""``claimpack check``: is the package sound?"""

from __future__ import annotations

from pathlib import Path

import click

from claimpack.commands.options import (
    expect_outside,
    format_option,
    package_option,
    the_package,
)


@click.command()
@package_option
@click.option(
    "--changed", is_flag=True, help="Check again only what has changed since the last --changed."
)
@click.option(
    "--full", is_flag=True, help="Also with frictionless, pandera and Great Expectations."
)
@click.option(
    "--docs",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="With --full: write Great Expectations' Data Docs, to browse, to this folder.",
)
@click.option(
    "--explain",
    metavar="TABLE",
    help="Check nothing; print the SQL that runs for a table.",
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
    context: click.Context,
    changed: bool,
    full: bool,
    docs: Path | None,
    explain: str | None,
    output_format: str,
    output: Path | None,
) -> None:
    """Check that the package is sound.

    Reads the files strictly, checks every cell and key against schemas/, and runs the rules in
    validation/rules/. With --full three more engines look at it, each with its own job.

    With --changed it reports the same, in a time that grows with the edit and not with the package:
    what was read and found is kept in your cache folder, and compared by its hashes.

    \b
    Examples:
      claimpack check
      claimpack check --changed                  again after an edit, of a large package
      claimpack check --full --docs build/docs
      claimpack check --format html --output report.html
      claimpack check --explain claims
      claimpack check --format github            lines that GitHub shows beside the diff
    """
    from claimpack import pages, printing
    from claimpack.check import check_package
    from claimpack.files import write_atomically
    from claimpack.reports import render

    if docs is not None and not full:
        raise click.UsageError("--docs is written by --full: give both")
    if changed and full:
        raise click.UsageError("--full checks everything: leave out --changed")
    package = the_package(context, any_files=True)
    if explain is not None:
        from claimpack.explain import explain_check

        if full or changed or docs is not None or output is not None:
            raise click.UsageError("--explain checks nothing: give it alone")
        click.echo(explain_check(package, explain), nl=False)
        return
    for path, option in ((output, "--output"), (docs, "--docs")):
        if path is not None:
            expect_outside(package, path, option)
    if full:
        from claimpack.full import check_fully

        with printing.progress("checking") as step:
            report = check_fully(package, docs, step)
    elif changed:
        from claimpack.recheck.recheck import check_changed

        report = check_changed(package)
    else:
        report = check_package(package)
    if output is not None:
        write_atomically(output.absolute(), render(report, package, output_format))
    elif output_format == "text":
        pages.print_report(report, package=package)
    else:
        click.echo(render(report, package, output_format), nl=False)
    context.exit(0 if report.valid else 1)
