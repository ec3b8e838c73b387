"""Characters that no cell may hold, and spaces other than the common one, as SQL and as Python."""

from __future__ import annotations

import re

# Control characters, line and paragraph separators, zero-width and bidi characters, tags,
# noncharacters: first and last of each run.
FORBIDDEN_RUNS = (
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0x061C, 0x061C),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xFEFF, 0xFEFF),
    (0xFFFE, 0xFFFF),
    (0xE0000, 0xE007F),
)
# What \p{Z} and \s mean beside them and the common space.
SPACE_RUNS = (
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
)

# The class of what is forbidden, as DuckDB's regular expressions write it.
FORBIDDEN_SQL = (
    "[" + "".join(rf"\x{{{first:x}}}-\x{{{last:x}}}" for first, last in FORBIDDEN_RUNS) + "]"
)


def pattern(*runs: tuple[int, int]) -> re.Pattern[str]:
    """Return what finds a character of these runs."""
    return re.compile("[" + "".join(rf"\U{first:08x}-\U{last:08x}" for first, last in runs) + "]")


FORBIDDEN = pattern(*FORBIDDEN_RUNS)
# What a file is looked at more closely for: there a line feed ends a line.
ODD = pattern((0x00, 0x09), (0x0B, 0x1F), *FORBIDDEN_RUNS[1:], *SPACE_RUNS)
