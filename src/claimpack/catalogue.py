"""The catalogue of rules: what is checked, why, what to do, and an example of a violation.

The rules of a package stand in ``validation/rules/`` and tell it themselves; those of every
package stand in ``catalogue.yml`` and in ``meanings``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from claimpack.errors import ClaimpackError
from claimpack.findings import Severity
from claimpack.meanings import MEANINGS
from claimpack.package import Package
from claimpack.rules import load_rules

FAST = "duckdb"
VALUES, EDITORIAL = "Meanings of values", "Across rows and tables"
GROUPS = [
    "Files and rows",
    "Cells",
    "Keys and references",
    VALUES,
    EDITORIAL,
    "Thresholds",
    "Descriptor and schemas",
    "The check itself",
]


@dataclass(frozen=True)
class Entry:
    """A rule, for its reader.

    Attributes:
        id: as findings name it.
        group: what it is about.
        severity: ``error`` makes a package invalid, ``warning`` does not.
        why: why it is a rule.
        fix: what to do about a violation.
        example: a violation.
        engines: what finds it.
        path: the file of the rule, relative to the package, where it has one.
        waivable: whether a waiver may set its findings aside.
        scope: on which rows a finding depends: ``row``, ``package`` or the name of a table; None
            for what is no rule of ``validation/rules/``.
    """

    id: str
    group: str
    severity: Severity
    why: str
    fix: str
    example: str
    engines: str
    path: str | None = None
    waivable: bool = True
    scope: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the object that ``claimpack rules --format json`` lists."""
        return asdict(self)


def _of_every_package() -> list[Entry]:
    import yaml

    text = (files("claimpack") / "catalogue.yml").read_text(encoding="utf-8")
    meanings = [
        Entry(
            id=name,
            group=VALUES,
            severity="error",
            why=f"It is {meaning.message}, and says nothing to others.",
            fix=meaning.fix,
            example=meaning.example,
            engines=f"{FAST}, pandera" if meaning.on_fast_path else "pandera",
        )
        for name, meaning in MEANINGS.items()
    ]
    return [*(Entry(**entry) for entry in yaml.safe_load(text)), *meanings]


def catalogue(package: Package) -> list[Entry]:
    """Return all rules that can be found broken in a package, by group and id."""
    of_package = [
        Entry(
            rule.id,
            EDITORIAL,
            rule.severity,
            rule.why,
            rule.fix,
            rule.example or "",
            f"{FAST}, great_expectations",
            rule.path,
            rule.is_waivable,
            rule.scope,
        )
        for rule in load_rules(package.root)
    ]
    entries = [*_of_every_package(), *of_package]
    return sorted(entries, key=lambda entry: (GROUPS.index(entry.group), entry.id))


def entry_of(package: Package, rule: str) -> Entry:
    """Return one rule.

    Raises:
        ClaimpackError: there is none of that id.
    """
    from difflib import get_close_matches

    entries = {entry.id: entry for entry in catalogue(package)}
    if rule in entries:
        return entries[rule]
    near = get_close_matches(rule, entries, 1)
    raise ClaimpackError(
        f"there is no rule '{rule}'",
        f"perhaps {near[0]}" if near else "'claimpack rules' lists them",
    )


def catalogue_page(package: Package) -> str:
    """Return the text of ``docs/guide/rules.md``."""
    entries = catalogue(package)
    errors = sum(entry.severity == "error" for entry in entries)
    lines = [
        "<!-- Generated from validation/rules/ and the tool by `claimpack generate`. -->",
        "",
        "# Rules",
        "",
        f"What `claimpack check` can find: {len(entries)} rules, {errors} of them errors. "
        "`claimpack rules RULE` shows one; [faults.md](faults.md) proves that each bites. "
        "A finding that has to stand for a while is set aside in `validation/waivers.csv`.",
    ]
    group = None
    for entry in entries:
        if entry.group != group:
            group = entry.group
            lines += ["", f"## {group}"]
        name = f"[{entry.id}](../../{entry.path})" if entry.path else entry.id
        lines += [
            "",
            f"### {entry.id}",
            "",
            f"{entry.why} *For example:* {entry.example}",
            "",
            f"{entry.severity.capitalize()}, found by {entry.engines}"
            + (f", in {name}" if entry.path else "")
            + f". To mend it: {entry.fix.rstrip('.')}."
            + ("" if entry.waivable else " No waiver sets it aside."),
        ]
    return "\n".join(lines) + "\n"
