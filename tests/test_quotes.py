"""Quotes are proved by position and hash against a reader's own copy."""

import hashlib
import json
import unicodedata
from pathlib import Path

import pytest

from claimpack.errors import ClaimpackError
from claimpack.package import load_package
from claimpack.quotes import verify_quotes

from .conftest import Run


def test_the_article_proves_every_span(run: Run, article_text: Path) -> None:
    result = run("verify-quotes", "--text", str(article_text), "--format", "json")
    proof = json.loads(result.stdout)
    assert result.returncode == 0
    assert proof["valid"] and proof["text_matches"] and not proof["normalised"]
    assert len(proof["proofs"]) == 65
    assert all(item["proved"] for item in proof["proofs"])


@pytest.mark.parametrize(
    ("position", "claims"),
    [(700, {"C014", "C015"}), (3650, {"C056"}), (0, {"C001"}), (2420, {"C042", "C064", "C065"})],
)
def test_one_changed_character_fails_and_names_the_claims(
    run: Run, article_text: Path, tmp_path: Path, position: int, claims: set[str]
) -> None:
    text = article_text.read_text(encoding="utf-8")
    copy = tmp_path / "copy.txt"
    copy.write_text(text[:position] + "#" + text[position + 1 :], encoding="utf-8")
    result = run("verify-quotes", "--text", str(copy))
    assert result.returncode == 1
    named = {line.split()[0] for line in result.stdout.splitlines() if line.startswith("C0")}
    assert named == claims
    assert "is not the text of the article" in result.stdout


def test_a_change_outside_every_span_fails_too(
    run: Run, article_text: Path, tmp_path: Path
) -> None:
    text = article_text.read_text(encoding="utf-8")
    copy = tmp_path / "copy.txt"
    copy.write_text(text + "\n", encoding="utf-8")
    result = run("verify-quotes", "--text", str(copy))
    assert result.returncode == 1
    assert "65 of 65 spans" in result.stdout


@pytest.fixture
def small_package(package_copy: Path) -> Path:
    """A package of one article with the text 'Été dit 30%.', of which the figure is quoted."""
    text = "Été dit 30%."
    sha = lambda part: hashlib.sha256(part.encode()).hexdigest()  # noqa: E731
    for name, row in {
        "articles": f"one,T,p,https://example.org/,,2025,shown,,fr,{sha(text)},12",
        "claims": f"C001,one,8,11,{sha('30%')},,It fell by 30 percent.,quantity,p,,yes,A figure.",
    }.items():
        path = package_copy / "claims" / f"{name}.csv"
        header = path.read_text(encoding="utf-8").splitlines()[0]
        path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    return package_copy


def test_a_text_in_another_normal_form_is_proved_and_says_so(
    small_package: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(unicodedata.normalize("NFD", "Été dit 30%.").encode())
    result = verify_quotes(load_package(small_package), copy, None)
    assert (result.valid, result.normalised, len(result.proofs)) == (True, True, 1)
    copy.write_bytes("Été dit 30%.".encode())
    assert not verify_quotes(load_package(small_package), copy, "one").normalised


def test_of_several_articles_it_is_the_one_with_the_hash_of_the_text(
    small_package: Path, tmp_path: Path
) -> None:
    text = "Été dit 30%."
    path = small_package / "claims" / "articles.csv"
    other = hashlib.sha256(b"Something else.").hexdigest()
    row = f"two,T,p,https://example.org/two,,2025,shown,,fr,{other},15\n"
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    package, copy = load_package(small_package), tmp_path / "copy.txt"
    copy.write_bytes(b"\xef\xbb\xbf" + unicodedata.normalize("NFD", text).encode())
    result = verify_quotes(package, copy, None)
    assert (result.article_id, result.valid) == ("one", True)
    copy.write_text("Something third.", encoding="utf-8")
    with pytest.raises(ClaimpackError, match="2 articles, and none of them has the hash") as error:
        verify_quotes(package, copy, None)
    assert error.value.fix == "choose one with --article: one, two"


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "does not exist"), (b"\xff\xfe", "is not UTF-8 (byte 0)")],
)
def test_a_text_that_cannot_be_read_is_one_clear_error(
    run: Run, tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "copy.txt"
    if content is not None:
        path.write_bytes(content)
    result = run("verify-quotes", "--text", str(path))
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr


def test_an_unknown_article_is_refused_with_the_known_ones(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    path.write_text("x")
    result = run("verify-quotes", "--text", str(path), "--article", "other")
    assert result.returncode == 2
    assert "the package has: investcentrum-cpc-2025-02" in result.stderr
