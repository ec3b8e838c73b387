"""The command line: finds the command, runs it, and turns every error into one message."""

from __future__ import annotations

import keyword
import os
import signal
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from claimpack import __version__
from claimpack.errors import ClaimpackError

COMMANDS = (
    "check",
    "rules",
    "status",
    "show",
    "query",
    "build",
    "release",
    "site",
    "export",
    "verify-quotes",
    "add",
    "import",
    "draft",
    "rename",
    "assess",
    "review",
    "reopen",
    "correct",
    "retract",
    "evaluate",
    "answer",
    "corrections",
    "log",
    "diff",
    "generate",
    "init",
    "lake",
    "bench",
)

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
    """A group that imports a command when it is asked for, and lists them as they stand here."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_") + ("_" if keyword.iskeyword(cmd_name) else "")
        command: click.Command = getattr(import_module(f"claimpack.commands.{name}"), name)
        return command


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
        if odd := _not_text(sys.argv):  # every library has an error of its own for it
            _complain(f"{odd!a} is not UTF-8", "check the encoding of the terminal or the script")
            sys.exit(2)
        if os.environ.get("CLAIMPACK_DEBUG"):
            raise
        _complain(
            f"unexpected: {type(error).__name__}: {error}",
            "this is a defect of claimpack; CLAIMPACK_DEBUG=1 shows where",
        )
        sys.exit(2)


def _not_text(arguments: list[str]) -> str | None:
    """Return the first argument whose bytes are no characters; a path may have such bytes."""
    # Python passes such bytes on as surrogates.
    return next((a for a in arguments if any("\ud800" <= c <= "\udfff" for c in a)), None)


def _leave_stdout() -> None:
    """Point stdout away, so that Python does not try to write what is left on exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _complain(message: str, fix: str | None = None) -> None:
    click.echo(f"error: {message}", err=True)
    if fix:
        click.echo(f"  → {fix}", err=True)
