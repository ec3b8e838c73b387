"""A terminal on which a person decides: single keys, and questions that can be left."""

from __future__ import annotations

from collections.abc import Iterable

import click
from rich.console import Console

from claimpack.printing import visible

QUIT = ("q", "\x03", "\x04")


class Terminal:
    """Asks and tells."""

    def __init__(self, out: Console) -> None:
        """Take the console."""
        self._out = out

    def key(self, keys: str) -> str:
        """Show which keys there are, and return the one that is pressed."""
        self._out.print(keys, end="", style="dim")
        key = click.getchar()
        self._out.print(visible(key) if key.isprintable() else "")
        return key.lower()

    def ask(self, question: str, now: str = "") -> str:
        """Return an answer, or what is so now where the line is left empty."""
        default = f" [{visible(now)}]" if now else ""
        answer: str = click.prompt(f"{question}{default}", default="", show_default=False)
        return answer.strip() or now

    def choose(self, question: str, codes: Iterable[str], now: str) -> str:
        """Return one of several codes, or the one that it is now where the line is left empty."""
        known = sorted(codes)
        while True:
            answer = self.ask(f"{question} ({', '.join(known)})", now)
            if answer in known or answer == now:
                return answer
            self.tell(f"'{answer}' is none of them")

    def tell(self, what: str) -> None:
        """Show lines that call for attention."""
        for line in what.splitlines():
            self._out.print(visible(line), style="yellow")
