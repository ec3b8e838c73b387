"""``claimpack verify-quotes``: are the quotes in a copy of the article?"""

from __future__ import annotations

from pathlib import Path

import click

from claimpack.commands.options import format_option, package_option, the_package


@click.command("verify-quotes")
@click.option(
    "--text",
    "text_file",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="Your own copy of the article, as UTF-8 text.",
)
@click.option("--article", metavar="ID", help="The article; by default the one with this text.")
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
