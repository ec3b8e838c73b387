"""Texts that are no English article: each is refused in a word of its own."""

from __future__ import annotations

import pytest

from claimpack.drafting.english.readable import MAX_CHARACTERS, expect_english, expect_prose
from claimpack.errors import ClaimpackError

ENGLISH = (
    "The harbour of Tarn was closed for two days after the storm, and the ferries did not run. "
    "The port authority said that it would open the piers on Friday at noon. "
)
REFUSED = {
    "empty": ("  \n\n ", "the text is empty"),
    "short": ("The harbour of Tarn was closed.", "6 words: too few"),
    "wall": (
        "Log in to read this article. Subscribe today for full access to all of our stories. "
        "Forgot your password? Create an account, it is free and takes a minute of your time.",
        "asks to log in",
    ),
    "table": ("2019 12.5 7.25 3\n2020 13.1 7.50 4\n" * 30, "not prose"),
    "program": (
        "def f(x): return x+1\nimport os\nfor i in range(10): print(i, os.getpid())\n" * 12,
        "not prose",
    ),
    "long": (ENGLISH * (MAX_CHARACTERS // len(ENGLISH) + 1), "that is no article"),
    "French": (
        "Le port de la ville a été fermé pendant deux jours après la tempête. Les bateaux ne sont"
        " pas sortis, et le maire a demandé aux habitants de rester chez eux. La route est"
        " rouverte depuis lundi. ",
        "the article is in French",
    ),
    "Russian": (
        "Порт был закрыт два дня после шторма. Паромы не ходили, мэр просил жителей остаться"
        " дома. Дорога снова открыта после понедельника, сообщила администрация города вчера."
        " Других известий пока нет, рассказали в порту.",
        "Cyrillic",
    ),
    "mixed": (
        ENGLISH + "Порт был закрыт два дня после шторма, паромы не ходили до самой пятницы.",
        "Cyrillic",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_english_article_is_refused(name: str) -> None:
    text, words = REFUSED[name]
    with pytest.raises(ClaimpackError) as told:
        expect_prose(text)
    assert words in str(told.value)
    assert told.value.fix


@pytest.mark.parametrize("language", ["en", "en-GB", "en-US", None])
def test_english_of_any_region_is_read(language: str | None) -> None:
    expect_english(language)
    expect_prose(ENGLISH * 3)


@pytest.mark.parametrize(
    ("tag", "name"), [("fr", "French"), ("kk", "Kazakh"), ("zz-top", "zz-top")]
)
def test_another_language_is_refused_by_name(tag: str, name: str) -> None:
    with pytest.raises(ClaimpackError, match=f"the article is in {name}"):
        expect_english(tag)


def test_a_few_foreign_words_do_no_harm() -> None:
    expect_prose(ENGLISH * 3 + "The firm, “Заря”, did not answer.")
