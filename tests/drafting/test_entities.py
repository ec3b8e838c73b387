"""Persons and bodies as spaCy tells them: better where it is there, and said where it is not."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from claimpack.drafting.english import entities
from claimpack.drafting.english.attribution import Voices
from claimpack.drafting.english.prose import read_prose
from claimpack.errors import ClaimpackError

TEXT = (
    "Shares fell on Monday. Goldman Sachs said that prices would fall by 4%, and Angela Merkel"
    " said that they would rise."
)


def _speakers(kinds: dict[str, str]) -> dict[str, str]:
    voices = Voices(read_prose(TEXT), kinds).all()
    return {voice.speaker.name: voice.speaker.kind for spoken in voices for voice in spoken}


def test_a_bank_is_told_from_a_person() -> None:
    assert entities.is_installed(), "the extra nlp is among what development needs"
    kinds = dict(entities.entities(TEXT))
    assert kinds["Goldman Sachs"] == "organisation"
    assert _speakers(kinds) == {"Goldman Sachs": "organisation", "Angela Merkel": "person"}
    assert _speakers({})["Goldman Sachs"] == "person", "without it two names look the same"


def test_a_model_of_other_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, folder = entities._model() or pytest.fail("no model")
    changed = Path(shutil.copytree(folder, tmp_path / folder.name))
    assert entities.digest(changed) == entities.digest(folder) == entities.MODELS[name]
    (changed / "ner" / "model").write_bytes(b"something else")
    monkeypatch.setattr(entities, "_model", lambda: (name, changed))
    entities._reader.cache_clear()
    with pytest.raises(ClaimpackError, match="its files have another hash"):
        entities.entities(TEXT)
    entities._reader.cache_clear()


def test_without_it_drafts_are_made_and_it_is_said(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from claimpack.article_text import ArticleText
    from claimpack.drafting.session import Session

    monkeypatch.setattr(entities, "MODELS", {})
    session = Session(None, ArticleText(TEXT + " It was cold. " * 10), "text", tmp_path, None)
    session.draft(date(2025, 3, 6).isoformat(), None, "rules")
    assert session.proposals
    told = capsys.readouterr().err
    assert "spaCy is not installed" in " ".join(told.split())
    assert "claimpack[nlp]" in told
