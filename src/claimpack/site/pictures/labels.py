"""Texts inside a picture: as long as there is room, whoever wrote them."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from claimpack.printing import visible

# How wide a letter of running text is on average in a wide font, by its size. Text is never
# measured: the page chooses the font.
LETTER, BOLD_LETTER = 0.52, 0.62
MORE = "…"
# Of a name in a sentence.
IN_WORDS = 120
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def room(width: float, size: float, *, is_bold: bool = False) -> int:
    """Return how many letters of a size fit into a width."""
    return max(int(width / (size * (BOLD_LETTER if is_bold else LETTER))), 1)


def shortened(text: str, letters: int) -> str:
    """Return a text in one line of at most so many letters; wide ones count as two."""
    line = " ".join(visible(text[: letters * 4]).split())
    if cell_len(line) <= letters and len(text) <= letters * 4:
        return line
    return set_cell_size(line, max(letters - 1, 0)).rstrip() + MORE


def in_words(text: str) -> str:
    """Return a name as it stands in a sentence; whole, unless somebody made it very long."""
    return shortened(text, IN_WORDS)


def wrapped(text: str, letters: int, most: int) -> list[str]:
    """Return a text in lines of at most so many letters, the last one shortened.

    Args:
        text: the text.
        letters: how many letters a line has.
        most: how many lines there are at most.
    """
    lines: list[str] = []
    words = visible(text).split()
    while words and len(lines) < most - 1:
        line = [words.pop(0)]
        while words and cell_len(" ".join([*line, words[0]])) <= letters:
            line.append(words.pop(0))
        lines.append(shortened(line[0], letters) if len(line) == 1 else " ".join(line))
    if words:
        lines.append(shortened(" ".join(words), letters))
    return lines
