"""A quote is found exactly once or not taken, and what is near is offered."""

import pytest

from claimpack.errors import ClaimpackError
from claimpack.spans import find_span, span_at

TEXT = "Déjà vu: the dam held.\nThe dam held again, “as ever”, said the dam's keeper 🙂. Off."


def test_positions_are_code_points() -> None:
    span = find_span(TEXT, "keeper 🙂")
    assert (span.start, span.end, span.text) == (69, 77, "keeper 🙂")
    assert TEXT[69:77] == span.text


def test_a_quote_is_taken_in_nfc() -> None:
    assert find_span(TEXT, "De\u0301ja\u0300 vu").start == 0


def test_a_quote_over_a_line_break_is_found() -> None:
    assert find_span(TEXT, "held.\nThe dam").text == "held.\nThe dam"


def test_several_places_are_listed_in_their_context() -> None:
    with pytest.raises(ClaimpackError) as error:
        find_span(TEXT, "dam held")
    assert str(error.value) == (
        "the quote stands in 2 places:"
        "\n  1. 13: Déjà vu: the [dam held]. The dam held again, “as ever…"
        "\n  2. 27: Déjà vu: the dam held. The [dam held] again, “as ever”, said the da…"
    )
    assert error.value.fix == "quote more words, or choose one with --occurrence N"


@pytest.mark.parametrize(("occurrence", "start"), [(1, 13), (2, 27)])
def test_one_of_several_places_is_chosen(occurrence: int, start: int) -> None:
    assert find_span(TEXT, "dam held", occurrence).start == start


@pytest.mark.parametrize("occurrence", [0, 3])
def test_a_place_that_is_not_there_is_refused(occurrence: int) -> None:
    with pytest.raises(ClaimpackError, match="stands in 2 places"):
        find_span(TEXT, "dam held", occurrence)


def test_what_is_near_is_offered_and_not_taken() -> None:
    with pytest.raises(ClaimpackError) as error:
        find_span(TEXT, 'The dam held again, "as ever"')
    assert "--quote-start 23 --quote-end 52: “The dam held again, “as ever””" in str(error.value)
    assert error.value.fix == "quote these words, or give one of these positions"


@pytest.mark.parametrize("quote", ["zzzzzzzzzzzz", "x" * 5000])
def test_where_nothing_is_near_nothing_is_offered(quote: str) -> None:
    with pytest.raises(ClaimpackError, match="nor anything like it"):
        find_span(TEXT, quote)


@pytest.mark.parametrize("quote", ["", " ", "\n"])
def test_an_empty_quote_is_refused(quote: str) -> None:
    with pytest.raises(ClaimpackError, match="the quote is empty"):
        find_span(TEXT, quote)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 999)])
def test_a_span_that_is_not_in_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ClaimpackError, match=f"there is no span from {start} to {end}"):
        span_at(TEXT, start, end)


def test_control_characters_in_the_text_do_not_reach_the_terminal() -> None:
    with pytest.raises(ClaimpackError) as error:
        find_span("a\x1b[31m b a\x1b[31m b", "a\x1b")
    assert "\x1b" not in str(error.value) and "\\x1b" in str(error.value)
