"""What a row says of the place of a claim agrees with the text, or is refused."""

import hashlib
import re

import pytest

from claimpack.anchoring import anchored
from claimpack.errors import ClaimpackError

TEXT = "The café is closed.\nThe café is small."
CLOSED = hashlib.sha256("café is closed".encode()).hexdigest()


@pytest.mark.parametrize(
    "said",
    [
        {"quote": "café is closed"},
        {"quote": "cafe\u0301 is closed", "quote_start": "4", "quote_end": "18"},
        {"quote_start": "4", "quote_end": "18", "quote_sha256": CLOSED},
        {"quote": "", "quote_start": "4", "quote_end": "18", "occurrence": ""},
    ],
)
def test_words_and_position_name_one_span(said: dict[str, str]) -> None:
    span = anchored(TEXT, said)
    assert (span.start, span.end, span.text) == (4, 18, "café is closed")


def test_a_position_chooses_between_two_places() -> None:
    assert anchored(TEXT, {"quote": "The café", "quote_start": "20", "quote_end": "28"}).start == 20


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (
            {"quote": "café is closed", "quote_start": "12", "quote_end": "23"},
            "the quote is not what stands from 12 to 23: there stands “closed. The”",
        ),
        (
            {"quote_start": "4", "quote_end": "17", "quote_sha256": CLOSED},
            "not the hash of what stands from 4 to 17: there stands “café is close”",
        ),
        ({"quote": "café is small", "quote_sha256": CLOSED}, "there stands “café is small”"),
        ({"quote_start": "4"}, "quote_start is given and quote_end is not"),
        ({"quote": "small", "quote_end": "9"}, "quote_end is given and quote_start is not"),
        ({"quote_start": "4", "quote_end": "99"}, "there is no span from 4 to 99"),
        ({"quote_start": "four", "quote_end": "9"}, "'four' is no whole number"),
        ({}, "the place of the claim in the article is missing"),
    ],
)
def test_what_contradicts_itself_is_refused_with_what_stands_there(
    said: dict[str, str], message: str
) -> None:
    with pytest.raises(ClaimpackError, match=re.escape(message)):
        anchored(TEXT, said)
