"""What a person has decided on drafts, kept between two sittings; never in the package.

The file holds positions, codes and what the person typed, but not the text of the article.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from claimpack.errors import ClaimpackError
from claimpack.files import write_atomically

FOLDER = "drafts"
VERSION = 1
MAX_BYTES = 16 << 20


class Decisions:
    """The decisions on the drafts of one text for one package by one drafter."""

    def __init__(self, text_sha256: str, root: Path, drafter: str) -> None:
        """Find the place; nothing is read or written yet.

        Raises:
            ClaimpackError: the user has no folder for such things, or it is in the package.
        """
        from platformdirs import user_state_path

        try:
            folder = user_state_path("claimpack") / FOLDER
        except RuntimeError as error:  # a user without a home
            raise ClaimpackError(f"decisions cannot be kept: {error}") from None
        if folder.resolve().is_relative_to(root.resolve()):
            raise ClaimpackError(
                f"decisions would be kept in the package, in {folder}",
                "name a folder elsewhere with XDG_STATE_HOME",
            )
        key = "\n".join((text_sha256, str(root.resolve()), drafter))
        name = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
        self.path = folder / f"{name[:32]}.json"

    def load(self) -> list[dict[str, Any]]:
        """Return what was kept; nothing where there is none, or it cannot be understood."""
        with suppress(OSError, ValueError, RecursionError):
            if self.path.stat().st_size <= MAX_BYTES:
                content = json.loads(self.path.read_text(encoding="utf-8"))
                if isinstance(content, dict) and content.get("version") == VERSION:
                    items = content.get("items")
                    if isinstance(items, list) and all(isinstance(item, dict) for item in items):
                        return items
        return []

    def keep(self, items: Sequence[Mapping[str, Any]]) -> None:
        """Keep decisions.

        Raises:
            ClaimpackError: the file cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise ClaimpackError(
                f"decisions cannot be kept in {self.path.parent}: {error.strerror}",
                "name another folder with XDG_STATE_HOME",
            ) from None
        content = {"version": VERSION, "items": list(items)}
        write_atomically(self.path, json.dumps(content, ensure_ascii=False))

    def forget(self) -> None:
        """Remove what was kept."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
