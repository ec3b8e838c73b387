"""Mappings as files in YAML: read, checked by their schema, and extended by one another."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping as Map
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from claimpack.errors import ClaimpackError
from claimpack.imports.formats import BUILT_IN, KINDS
from claimpack.imports.mapping import Dataset, EvidenceForm, FileForm, Mapping, label_key
from claimpack.imports.values import compiled
from claimpack.scan import irregular
from claimpack.standard import standard_root

MAX_BYTES = 1 << 20
VERDICTS = "claims/codes/verdicts.csv"
STANCES = "claims/codes/stances.csv"


def built_in(name: str) -> Mapping:
    """Return the mapping of a format that claimpack knows."""
    return _mapping(_content(name), f"mappings/{name}.yml")


def read_mapping(path: Path, format_name: str) -> Mapping:
    """Return the mapping in a file of somebody's own.

    Args:
        path: the file.
        format_name: what the command names: a known format, which the file extends, or one of
            ``KINDS``, for which the file says everything.

    Raises:
        ClaimpackError: the file is no mapping; the message names the place in it.
    """
    if problem := irregular(path):
        raise ClaimpackError(f"{path} {problem}")
    if path.stat().st_size > MAX_BYTES:
        raise ClaimpackError(f"{path} is larger than {MAX_BYTES >> 20} MB: it is no mapping")
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ClaimpackError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ClaimpackError(f"{path} is not UTF-8 (byte {error.start})") from None
    content = _parsed(text, str(path))
    if format_name in KINDS:
        content.setdefault("file", {})
        if content["file"].get("kind", format_name) != format_name:
            raise ClaimpackError(
                f"{path}: file.kind is {content['file']['kind']}, and the command says"
                f" {format_name}",
                "write the same in both",
            )
        content["file"]["kind"] = format_name
    else:
        content.setdefault("extends", format_name)
        if content["extends"] != format_name:
            raise ClaimpackError(
                f"{path} extends {content['extends']}, and the command says {format_name}",
                f"claimpack import {content['extends']} …",
            )
        content.setdefault("format", format_name)
    if "version" not in content:
        raise ClaimpackError(
            f"{path}: 'version' is missing: every review says by which mapping it was read",
            'write version: "1", and another one when you change the file',
        )
    content.setdefault("format", path.stem)
    return _mapping(_extended(content, str(path)), str(path))


def _content(name: str) -> dict[str, Any]:
    text = (files("claimpack") / "mappings" / f"{name}.yml").read_text(encoding="utf-8")
    return _extended(_parsed(text, f"mappings/{name}.yml"), name)


def _parsed(text: str, where: str) -> dict[str, Any]:
    """Return what a text in YAML says, once the schema of mappings is met."""
    import yaml
    from jsonschema import Draft202012Validator

    try:
        content = yaml.load(text, _loader())
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or f"it is no YAML that is read: {error}"
        raise ClaimpackError(f"{where}{line}: {reason}") from None
    if not isinstance(content, dict):
        raise ClaimpackError(f"{where} holds no mapping", "see docs/guide/importing.md")
    errors = sorted(
        Draft202012Validator(_schema()).iter_errors(content),
        key=lambda error: [str(part) for part in error.absolute_path],
    )
    if errors:
        place = ".".join(str(part) for part in errors[0].absolute_path)
        reason = errors[0].message
        if len(reason) > 200:
            reason = reason[:200] + "…"
        raise ClaimpackError(
            f"{where}: {place + ': ' if place else ''}{reason}",
            "the words of numbers, true and null need quotes in a list of words"
            if "is not of type 'string'" in reason
            else "docs/guide/importing.md says what a mapping may hold",
        )
    return content


@cache
def _loader() -> Any:
    """Return YAML's safe loader, without aliases: a few of them unfold to gigabytes."""
    import yaml

    class Loader(yaml.SafeLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.events.AliasEvent):
                raise ValueError("an alias")
            return super().compose_node(parent, index)

    return Loader


@cache
def _schema() -> Any:
    return json.loads((files("claimpack") / "mappings" / "schema.json").read_text("utf-8"))


def _extended(content: dict[str, Any], where: str) -> dict[str, Any]:
    """Return a mapping with what it takes from the one that it extends.

    Labels are added to those of the other; of everything else what is said here counts.
    """
    base_name = content.pop("extends", None)
    if base_name is None:
        return content
    if base_name not in BUILT_IN:
        raise ClaimpackError(
            f"{where}: extends: there is no format '{base_name}'",
            f"there are {', '.join(BUILT_IN)}",
        )
    merged = _content(base_name)
    for part, value in content.items():
        if part == "labels":
            labels = merged.setdefault("labels", {})
            labels.update({key: value[key] for key in value if key != "verdicts"})
            labels.setdefault("verdicts", {})
            labels["own"] = value.get("verdicts", {})
        elif isinstance(value, dict) and part in ("file", "fields", "evidence"):
            merged[part] = {**merged.get(part, {}), **value}
        else:
            merged[part] = value
    return merged


def _mapping(content: Map[str, Any], where: str) -> Mapping:
    file = content.get("file", {})
    fields = content.get("fields", {})
    for name in ("claim", "label", "publisher"):
        if name not in fields:
            raise ClaimpackError(f"{where}: fields.{name} is missing", "say where a record has it")
    if "review_url" not in fields and "dataset" not in content:
        raise ClaimpackError(
            f"{where}: nothing says where a review was read",
            "give fields.review_url, or dataset with url, title and publisher",
        )
    evidence = content.get("evidence", {})
    named = ("url", "title", "publisher", "summary", "quote", "label")
    return Mapping(
        format=content["format"],
        version=content["version"],
        title=content.get("title", content["format"]),
        file=FileForm(**{key: _frozen(value) for key, value in file.items()}),
        dataset=Dataset(**content["dataset"]) if "dataset" in content else None,
        fields={name: compiled(paths) for name, paths in fields.items()},
        blank=frozenset(label_key(word) for word in content.get("blank", [])),
        dates=tuple(content.get("dates", ["iso"])),
        verdicts=_verdicts(content.get("labels", {}), where),
        evidence=EvidenceForm(
            review=evidence.get("review", "always"),
            items=tuple(evidence.get("items", ())),
            fields={name: compiled(evidence[name]) for name in named if name in evidence},
            extent_read=evidence.get("extent_read", "what the record says of it, as imported"),
            stances=_by_label(evidence.get("stances", {}), _codes(STANCES), f"{where}: stances"),
            otherwise=evidence.get("otherwise", "context"),
        ),
        policy={
            name: (float(said["value"]), said["reason"])
            for name, said in content.get("policy", {}).items()
        },
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _verdicts(labels: Map[str, Any], where: str) -> dict[str, str]:
    """Return the verdict of each label: those that a file says itself count most."""
    codes = _codes(VERDICTS)
    found: dict[str, str] = {}
    if column := labels.get("column"):
        for row in codes:
            if column not in row:
                raise ClaimpackError(
                    f"{where}: labels.column: {VERDICTS} has no column '{column}'",
                    f"it has {', '.join(row)}",
                )
            if row[column]:
                found[label_key(row[column])] = row["code"]
    found |= _by_label(labels.get("verdicts", {}), codes, f"{where}: labels.verdicts")
    return found | _by_label(labels.get("own", {}), codes, f"{where}: labels.verdicts")


def _by_label(said: Map[str, list[str]], codes: list[dict[str, str]], where: str) -> dict[str, str]:
    known = [row["code"] for row in codes]
    found: dict[str, str] = {}
    for code, words in said.items():
        if code not in known:
            raise ClaimpackError(f"{where}: there is no '{code}'", f"there are {', '.join(known)}")
        for word in words:
            key = label_key(word)
            if found.get(key, code) != code:
                raise ClaimpackError(
                    f"{where}: '{word}' stands for {found[key]} and for {code}", "choose one"
                )
            found[key] = code
    return found


@cache
def _codes_text(path: str) -> str:
    return (standard_root() / path).read_text(encoding="utf-8")


def _codes(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_codes_text(path), newline="")))
