"""``claimpack draft``: proposes the claims of an article; a person accepts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimpack.commands.options import format_option, package_option, the_package
from claimpack.errors import ClaimpackError
from claimpack.package import find_package

if TYPE_CHECKING:
    from claimpack.article_text import ArticleText
    from claimpack.drafting.session import Session
    from claimpack.package import Package

FILE = click.Path(path_type=Path)


@click.command()
@click.option("--text", type=FILE, metavar="FILE", help="The article as a text in UTF-8.")
@click.option("--html", type=FILE, metavar="FILE", help="Its page, saved as a file.")
@click.option("--pdf", type=FILE, metavar="FILE", help="Its PDF.")
@click.option(
    "--published-on",
    metavar="DATE",
    help="The day of the article, against which its dates are resolved; by default that of the"
    " package or the page.",
)
@click.option("--language", metavar="TAG", help="The language of the article; only English is.")
@click.option(
    "--drafter",
    default="rules",
    show_default=True,
    metavar="NAME",
    help="Who drafts: the rules, or a plug-in.",
)
@click.option(
    "--accept",
    metavar="NUMBERS",
    help="Write these drafts as claims: 1,4-7; or all that are worth a check and repeat nothing.",
)
@click.option(
    "--as",
    "assessor",
    envvar="CLAIMPACK_ASSESSOR",
    show_envvar=True,
    metavar="ASSESSOR",
    help="Who accepts: an id of claims/assessors.csv.",
)
@click.option("--article", metavar="ID", help="The article; by default the one with this text.")
@click.option(
    "--review/--no-review",
    default=None,
    help="Decide on one draft after the other; the default on a terminal.",
)
@click.option("--all", "all_of_them", is_flag=True, help="Show also what is not worth a check.")
@format_option("text", "json", "csv")
@click.option("--dry-run", is_flag=True, help="Check what is accepted; write nothing.")
@package_option
@click.pass_context
def draft(
    context: click.Context,
    text: Path | None,
    html: Path | None,
    pdf: Path | None,
    published_on: str | None,
    language: str | None,
    drafter: str,
    accept: str | None,
    assessor: str | None,
    article: str | None,
    review: bool | None,
    all_of_them: bool,
    output_format: str,
    dry_run: bool,
) -> None:
    """Draft the claims of an article: checkable sentences with speaker, figures and dates.

    Nothing is written before a person accepts it. A quote that is not in the article cannot enter,
    whoever drafts. Needs the extra: pip install 'claimpack[draft]'.

    \b
    Examples:
      claimpack draft --text ~/article.txt --published-on 2026-06-03 --no-review
      claimpack draft --html page.html --as my-desk           one draft a screen
      claimpack draft --text ~/article.txt --accept 1,4-7 --as my-desk
      claimpack draft --text ~/article.txt --format json > drafts.json
      claimpack add claim --from drafts.json --text ~/article.txt --as my-desk
    """
    from claimpack.drafting.session import Session

    given = {"text": text, "html": html, "pdf": pdf}
    kinds = [kind for kind, path in given.items() if path is not None]
    if not kinds:
        raise click.UsageError(
            "which article? Give its text with --text FILE, its page with --html FILE, or its PDF"
            " with --pdf FILE"
        )
    if len(kinds) > 1:
        raise click.UsageError("give one of --text, --html and --pdf, not several")
    if review and (accept is not None or output_format != "text"):
        raise click.UsageError("--review goes with neither --accept nor --format json or csv")
    path = given[kinds[0]]
    assert path is not None
    session = Session(_package(context), _read(kinds[0], path), kinds[0], path, article)
    session.draft(published_on, language, drafter)
    if review is None:
        is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
        review = is_terminal and accept is None and output_format == "text"
        review = review and session.can_write(assessor)
    if review:
        _review(session, session.expect_writable(assessor), all_of_them, dry_run)
    elif accept is not None:
        _accept(session, accept, assessor, output_format, dry_run)
    elif output_format == "text":
        session.print_list(all_of_them)
    else:
        session.hand_on(output_format, session.new, session.proposals)


def _accept(
    session: Session, wanted: str, assessor: str | None, output_format: str, dry_run: bool
) -> None:
    """Write the drafts that were named, or with --dry-run show them as they would be."""
    proposals = session.chosen(wanted)
    if dry_run and output_format != "text" and not session.can_write(assessor):
        session.hand_on(output_format, proposals, proposals)
        return
    session.write(proposals, session.expect_writable(assessor), output_format, dry_run)


def _review(session: Session, assessor: str, all_of_them: bool, dry_run: bool) -> None:
    """Let a person decide on each draft, and write what was accepted once that is confirmed."""
    from claimpack.drafting.review import Review
    from claimpack.printing import console, visible

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ClaimpackError(
            "a review needs a terminal",
            "list the drafts with --no-review, and write those that you choose with --accept",
        )
    sitting = session.sitting(all_of_them)
    review = Review(
        sitting, session.holdings, console(), lambda: session.claim_count(sitting.accepted)
    )
    if not review.run():
        click.echo(f"nothing was written; {sitting.counts}. To go on:", err=True)
        more = " --all" * all_of_them + " --dry-run" * dry_run
        click.echo(f"  → {visible(session.command)} --as {assessor}{more}", err=True)
        return
    if not sitting.accepted:
        click.echo("nothing was accepted, and nothing is written", err=True)
        sitting.decisions.forget()
        return
    session.write(sitting.accepted, assessor, "text", dry_run)
    if not dry_run:
        sitting.decisions.forget()


def _read(kind: str, path: Path) -> ArticleText:
    from claimpack.article_text import from_html, from_pdf, from_text

    return {"text": from_text, "html": from_html, "pdf": from_pdf}[kind](path)


def _package(context: click.Context) -> Package | None:
    """Return the package, or None where none is named and none is near."""
    if context.find_root().obj is None:
        try:
            find_package(Path.cwd())
        except ClaimpackError:
            return None
    return the_package(context)
