"""What values mean: one definition a meaning, each by a well-kept library.

A field of a schema names its meaning in ``claimpack:meaning``. The libraries are imported when a
value is first looked at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from claimpack.canonical import CANONICAL

if TYPE_CHECKING:
    from claimpack.table_schema import Field

SIDE = (
    r"(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX|[0-9]{4}-(?:0[1-9]|1[0-2]|2[1-4]|XX)"
    r"|[0-9]{4}-(?:0[1-9]|1[0-2])-(?:[0-9]{2}|XX)|[0-9]{4}-XX-XX)"
)
EDTF_SIDE = re.compile(rf"{SIDE}[?~%]?|\.\.|")
EDTF_SET = re.compile(r"\[([0-9]{4}(?:-[0-9]{2}){0,2})\.\.([0-9]{4}(?:-[0-9]{2}){0,2})\]")
YEAR_ZERO = re.compile(r"0000|000X|00XX|0XXX")
ROUNDS = 5
# Stands for nothing between two slashes while an address is normalised.
EMPTY = "zq9empty9qz"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SHA256 = re.compile(r"[0-9a-f]{64}")
WIKIDATA = re.compile(r"Q[1-9][0-9]*")
TIME = CANONICAL["datetime"][0]
WRONG_TIME = f"not regexp_full_match(cell, '{TIME}') or try_cast(cell as timestamp) is null"
COUNT = "[0-9]+"
RELIABILITY = re.compile(r"[A-F]")
CREDIBILITY = re.compile(r"[1-6]")


@dataclass(frozen=True)
class Meaning:
    """What a value has to be.

    Attributes:
        is_right: whether a text is such a value.
        message: what a wrong one is not.
        fix: what to do about it.
        example: a sentence with a wrong one.
        wrong_sql: condition in DuckDB on ``cell`` under which it is wrong, where SQL can tell.
        plain_sql: condition on ``cell`` under which it is certainly right, and quickly told.
        on_fast_path: whether the fast path checks it at all.
    """

    is_right: Callable[[str], bool]
    message: str
    fix: str
    example: str
    wrong_sql: str | None = None
    plain_sql: str = "false"
    on_fast_path: bool = True

    def is_stated_by(self, field: Field) -> bool:
        """Whether what the schema says of a column proves the meaning of its cells as well."""
        pattern = field.constraints.get("pattern", "")
        stated = [f"not regexp_full_match(cell, '{pattern}')"]
        if pattern.startswith("(?:") and pattern.endswith(")"):
            stated.append(f"not regexp_full_match(cell, '{pattern[3:-1]}')")
        if field.type == "datetime":
            stated.append(WRONG_TIME)
        return self.wrong_sql in stated


def canonical_url(text: str) -> str | None:
    """Return the one way to write an address, or None where it is none.

    Three libraries in a row: each normalises what the others leave (scheme and host in lower
    case, percent-encoding, order of parameters, trackers, fragment). Odd addresses settle only
    when they go through more than once.
    """
    for _ in range(ROUNDS):
        form = _normalised(text, keep_slashes=True)
        if form is None or form == text:
            return form
        text = form
    return None


def _normalised(text: str, keep_slashes: bool = False) -> str | None:
    head, scheme, rest = text.partition("://")
    path, mark, query = rest.partition("?")
    if keep_slashes and "//" in path:
        # an address within an address, as archives have it: the libraries would make one slash
        kept = path.replace("//", f"/{EMPTY}/")
        form = _normalised(f"{head}{scheme}{kept}{mark}{query}")
        return form.replace(f"/{EMPTY}/", "//") if form else None
    from courlan import clean_url
    from url_normalize import url_normalize
    from w3lib.url import canonicalize_url

    with suppress(Exception):  # each of them raises its own
        cleaned = clean_url(url_normalize(text) or "")
        return str(canonicalize_url(cleaned)) if cleaned else None
    return None


def edtf_bounds(text: str) -> tuple[date | None, date | None] | None:
    """Return the first and the last day that an EDTF date of our profile can mean.

    Args:
        text: EDTF, levels 0 and 1, years 0001 to 9999 (see sql/macros/edtf.sql).

    Returns:
        Two days, None for an end that is open or unknown; or None where it is no such date.
    """
    if YEAR_ZERO.search(text):
        return None
    if match := EDTF_SET.fullmatch(text):
        sides = list(match.groups())
        if len(sides[0]) != len(sides[1]) or any(part[5:7] > "12" for part in sides):
            return None
    else:
        sides = text.split("/")
        known = [side for side in sides if side not in ("", "..")]
        if len(sides) > 2 or not all(EDTF_SIDE.fullmatch(side) for side in sides):
            return None
        if not known and text != "../..":
            return None
    bounds = [(None, None) if side in ("", "..") else _edtf_side(side) for side in sides]
    if any(bound is None for bound in bounds):
        return None
    first, last = bounds[0][0], bounds[-1][1]  # type: ignore[index]
    return None if first and last and first > last else (first, last)


def is_ucum(text: str) -> bool:
    """Whether a text is a unit in UCUM, or a currency in ISO 4217."""
    import pycountry

    if pycountry.currencies.get(alpha_3=text) is not None:
        return True
    with suppress(Exception):  # a code that is none raises one of several
        _ucum_registry().from_ucum(text)
        return True
    return False


@cache
def _ucum_registry() -> Any:
    from ucumvert import PintUcumRegistry

    return PintUcumRegistry()


def _edtf_side(side: str) -> tuple[date, date] | None:
    from edtf import parse_edtf

    with suppress(Exception):  # the library raises several of its own for an impossible date
        parsed = parse_edtf(side.rstrip("?~%"))
        return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    return None


def _is_country(text: str) -> bool:
    import pycountry

    return bool(text.isascii() and text.isupper() and pycountry.countries.get(alpha_2=text))


def _is_language(text: str) -> bool:
    import langcodes

    with suppress(ValueError):
        return langcodes.tag_is_valid(text) and langcodes.standardize_tag(text) == text
    return False


def _is_utc(text: str) -> bool:
    with suppress(ValueError):
        return bool(re.fullmatch(TIME, text) and datetime.fromisoformat(text))
    return False


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


MEANINGS = {
    "admiralty_credibility": Meaning(
        _matches(CREDIBILITY),
        "not a credibility of the Admiralty code",
        "write 1 (confirmed) to 6 (cannot be judged)",
        "A credibility is 7.",
        "not regexp_full_match(cell, '[1-6]')",
    ),
    "admiralty_reliability": Meaning(
        _matches(RELIABILITY),
        "not a reliability of the Admiralty code",
        "write A (reliable) to F (cannot be judged)",
        "A reliability is G.",
        "not regexp_full_match(cell, '[A-F]')",
    ),
    "bcp47": Meaning(
        _is_language,
        "not a language tag in its usual form (BCP 47)",
        "write it like en, pt-BR or sr-Latn",
        "A language is EN or english.",
    ),
    "code_points": Meaning(
        _matches(re.compile(COUNT)),
        "not a count of characters",
        "count Unicode code points from 0",
        "A position is -1.",
        f"not regexp_full_match(cell, '{COUNT}')",
    ),
    "edtf": Meaning(
        lambda text: edtf_bounds(text) is not None,
        "not a date that EDTF levels 0 and 1 can say",
        "write it like 2025-02, 2025-02-18~ or 2025-02-19/2025-02-21",
        "A date is 18.02.2025 or 2025-02-30.",
        "edtf_earliest(cell) is null and edtf_latest(cell) is null",
        "strlen(cell) = 10 and cell is not distinct from cast(try_cast(cell as date) as varchar)",
    ),
    "iso3166": Meaning(
        _is_country,
        "not a country (ISO 3166-1)",
        "write its code of two letters, like KZ",
        "A country is UK.",
    ),
    "quote": Meaning(
        lambda text: unicodedata.is_normalized("NFC", text),
        "not in the normal form NFC, in which the article is counted",
        "normalise the text to NFC",
        "An accent in a quote is a letter of its own.",
        "nfc_normalize(cell) <> cell",
    ),
    "sha256": Meaning(
        _matches(SHA256),
        "not a SHA-256",
        "write it as 64 hexadecimal digits in lower case",
        "A hash has 40 digits.",
        "not regexp_full_match(cell, '[0-9a-f]{64}')",
    ),
    "slug": Meaning(
        _matches(SLUG),
        "not a slug",
        "write it in lower-case letters, digits and single hyphens, like alexander-novak",
        "An id is Alexander Novak.",
        "not regexp_full_match(cell, '[a-z0-9]+(?:-[a-z0-9]+)*')",
    ),
    "ucum": Meaning(
        is_ucum,
        "not a unit in UCUM, nor a currency in ISO 4217",
        "write it like Mt, mo, [bbl_us]/d, % or USD",
        "A unit is barrels.",
        # The fast path has the list of units, which ucumvert makes (see units.py).
        on_fast_path=False,
    ),
    "url": Meaning(
        lambda text: canonical_url(text) == text,
        "not an address in its canonical form",
        "write it without trackers and fragment, the host in lower case",
        "An address ends with ?utm_source=x.",
        # No parameters, no escapes, nothing that the libraries would change (tested).
        plain_sql="regexp_full_match(cell, 'https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\\.)+[a-z]+"
        "(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)+/?') and length(split_part(cell, '/', 3)) <= 60",
    ),
    "utc": Meaning(
        _is_utc,
        "not a time in UTC",
        "write it like 2025-02-18T10:00:00Z",
        "A time is 2025-02-18 13:00.",
        WRONG_TIME,
    ),
    "wikidata": Meaning(
        _matches(WIKIDATA),
        "not an item of Wikidata",
        "write it like Q42",
        "An item is q42.",
        "not regexp_full_match(cell, 'Q[1-9][0-9]*')",
    ),
}
