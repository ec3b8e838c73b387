"""Random edits to a package: of rows, of the bytes of files, of rules, views, schemas and waivers.

They break what anybody could break, in any combination, so that what a check of changes reports
can be compared with what a check of everything reports.
"""

import csv
import io
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

ODD_CELLS = [
    "",
    "x",
    "0",
    "-1",
    "007",
    "12",
    "2025-02-30",
    "2025-02-18",
    "2999-01-01T00:00:00Z",
    "2025-02-18T10:00:00Z",
    "=1+1",
    "<b>words</b>",
    " spaced",
    "a\u200bb",
    "a,b",
    'a "quoted" word',
    "a/b",
    "https://example.org/a?utm_source=x",
    "decided",
    "supported",
    "\u043f\u0430per",
]


class Folder:
    """A package that is edited, and can be put back."""

    def __init__(self, root: Path, spare: Path, draw: random.Random) -> None:
        shutil.copytree(root, spare)
        self.root = root
        self._spare = spare
        self._draw = draw

    def restore(self) -> None:
        """Put everything back."""
        shutil.rmtree(self.root)
        shutil.copytree(self._spare, self.root)

    def edit(self) -> list[str]:
        """Make one to three edits; return what they were."""
        number = self._draw.choices([1, 2, 3], [6, 2, 1])[0]
        kinds, weights = zip(*KINDS, strict=True)
        chosen = self._draw.choices(kinds, weights, k=number)
        return [f"{kind.__name__} {kind(self, self._draw)}" for kind in chosen]

    def tables(self) -> list[Path]:
        """Return the files of tables that are there."""
        return sorted((self.root / "claims").rglob("*.csv"))


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return list(csv.reader(file))


def _write(path: Path, rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8", "replace"))


def _some_rows(folder: Folder, draw: random.Random) -> tuple[Path, list[list[str]]]:
    """Return a table with rows, a large one rather than a small one."""
    found = [(path, rows) for path in folder.tables() if len(rows := _rows(path)) > 1]
    return draw.choices(found, [len(rows) ** 0.5 for _, rows in found])[0]


def change_cells(folder: Folder, draw: random.Random) -> str:
    path, rows = _some_rows(folder, draw)
    for _ in range(draw.choice([1, 1, 1, 3])):
        row = draw.choice(rows[1:])
        if not row:
            continue
        column = draw.randrange(len(row))
        others = [other[column] for other in rows[1:] if len(other) > column]
        row[column] = draw.choice([draw.choice(ODD_CELLS), draw.choice(others)])
    _write(path, rows)
    return path.name


def refer_elsewhere(folder: Folder, draw: random.Random) -> str:
    """Let a cell hold an id of another table, or a changed id of its own."""
    path, rows = _some_rows(folder, draw)
    _, others = _some_rows(folder, draw)
    row, other = draw.choice(rows[1:]), draw.choice(others[1:])
    columns = [n for n, name in enumerate(rows[0][: len(row)]) if name.endswith(("_id", "code"))]
    if columns and other:
        row[draw.choice(columns)] = draw.choice([other[0], other[0] + "x"])
    _write(path, rows)
    return path.name


def delete_rows(folder: Folder, draw: random.Random) -> str:
    path, rows = _some_rows(folder, draw)
    first = draw.randrange(1, len(rows))
    del rows[first : first + draw.choice([1, 1, 1, 2, 20])]
    _write(path, rows)
    return path.name


def insert_row(folder: Folder, draw: random.Random) -> str:
    """Insert a row like another: the same, with another key, or with a cell that differs."""
    path, rows = _some_rows(folder, draw)
    row = list(draw.choice(rows[1:]))
    if row and draw.random() < 0.7:
        row[0] += draw.choice(["x", "-1", "0"])
    if row and draw.random() < 0.3:
        row[draw.randrange(len(row))] = draw.choice(ODD_CELLS)
    rows.insert(draw.choice([1, len(rows), draw.randrange(1, len(rows) + 1)]), row)
    _write(path, rows)
    return path.name


def move_row(folder: Folder, draw: random.Random) -> str:
    path, rows = _some_rows(folder, draw)
    row = rows.pop(draw.randrange(1, len(rows)))
    rows.insert(draw.randrange(1, len(rows) + 1), row)
    _write(path, rows)
    return path.name


def rename_key(folder: Folder, draw: random.Random) -> str:
    """Give a row another id everywhere in its own table."""
    path, rows = _some_rows(folder, draw)
    old = draw.choice(rows[1:])[:1]
    for row in rows[1:]:
        if row[:1] == old:
            row[0] += "y"
    _write(path, rows)
    return path.name


def break_bytes(folder: Folder, draw: random.Random) -> str:
    """Break the form of a file."""
    path = draw.choice(folder.tables())
    content = path.read_bytes()
    lines = content.splitlines(keepends=True)
    at = draw.randrange(len(lines))
    breaks: list[Callable[[], bytes]] = [
        lambda: b"".join([*lines[:at], b"\n", *lines[at:]]),
        lambda: content.removesuffix(b"\n"),
        lambda: content.replace(b"\n", b"\r\n"),
        lambda: b"".join([*lines[:at], b'x"y\n', *lines[at:]]),
        lambda: b"".join([*lines[:at], b'"open\n', *lines[at:]]),
        lambda: b"".join([*lines[:at], lines[at].rstrip(b"\n") + b",,\n", *lines[at + 1 :]]),
        lambda: b"".join([*lines[:at], b"\xff\xfe\n", *lines[at:]]),
        lambda: b"".join([*lines[:at], b"\0\n", *lines[at:]]),
        lambda: b"id" + content,
        lambda: b"",
        lambda: b"\xef\xbb\xbf" + content,
    ]
    path.write_bytes(draw.choice(breaks)())
    return path.name


def quote_cells(folder: Folder, draw: random.Random) -> str:
    """Quote all cells of a file: the same rows in other bytes."""
    path, rows = _some_rows(folder, draw)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows[1:])
    path.write_text(",".join(rows[0]) + "\n" + out.getvalue(), encoding="utf-8")
    return path.name


def remove_file(folder: Folder, draw: random.Random) -> str:
    path = draw.choice(folder.tables())
    path.unlink()
    return path.name


def split_table(folder: Folder, draw: random.Random) -> str:
    """Part a table into two files, or move rows to a part that is there."""
    path, rows = _some_rows(folder, draw)
    part = path.with_name(f"{path.stem}-part.csv")
    name = part.relative_to(folder.root).as_posix()
    descriptor = json.loads((folder.root / "datapackage.json").read_text(encoding="utf-8"))
    own = path.relative_to(folder.root).as_posix()
    resource = next((r for r in descriptor["resources"] if own in r["path"]), None)
    if resource is None:
        return "of nothing"
    at = draw.randrange(1, len(rows) + 1)
    paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
    if name not in paths and not part.exists():
        resource["path"] = draw.choice([[*paths, name], [name, *paths]])
        _write(part, [rows[0], *rows[at:]])
        _write(path, rows[:at])
    (folder.root / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return path.name


def change_rule(folder: Folder, draw: random.Random) -> str:
    """Change what a rule finds, what it says, or how severe it is; or remove it."""
    path = draw.choice(sorted((folder.root / "validation/rules").glob("*.sql")))
    text = path.read_text(encoding="utf-8")
    other = draw.choice(
        [
            text.replace("severity: error", "severity: warning"),
            text.replace("-- why: ", "-- why: Indeed: "),
            text.replace("\nwhere\n", "\nwhere\n    true or\n", 1),
            text.replace("<>", "="),
            text.replace("-- scope: row", "-- scope: package"),
            None,
        ]
    )
    if other is None:
        path.unlink()
    else:
        path.write_text(other, encoding="utf-8")
    return path.name


def change_view(folder: Folder, draw: random.Random) -> str:
    path = folder.root / "sql/views" / draw.choice(["roots.sql", "log_chain.sql"])
    text = path.read_text(encoding="utf-8")
    other = [
        text.replace("root_id", "root_id ", 1),
        text.replace('"format":1', '"format":2'),
        text.replace("as id,", "as id, --", 1) + "\n-- again\n",
    ]
    path.write_text(draw.choice(other), encoding="utf-8")
    return path.name


def change_schema(folder: Folder, draw: random.Random) -> str:
    """Tighten or loosen a constraint."""
    path = draw.choice(sorted((folder.root / "schemas").glob("*.json")))
    schema = json.loads(path.read_text(encoding="utf-8"))
    constraints = draw.choice(schema["fields"]).setdefault("constraints", {})
    if draw.random() < 0.5:
        constraints["maxLength"] = draw.choice([3, 20, 200])
    else:
        constraints.pop("required", None)
    path.write_text(json.dumps(schema), encoding="utf-8")
    return path.name


def waive(folder: Folder, draw: random.Random) -> str:
    """Set findings aside, still or no longer."""
    path = folder.root / "validation/waivers.csv"
    rules = [rule.stem for rule in (folder.root / "validation/rules").glob("*.sql")]
    rule = draw.choice([*sorted(rules), "pattern", "foreign-key", "required", "type"])
    until = draw.choice(["2999-12-31", "2020-01-01"])
    if not path.exists():
        path.write_text("rule,table,key,reason,who,until\n", encoding="utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{rule},,,because,somebody,{until}\n")
    return rule


def change_policy(folder: Folder, draw: random.Random) -> str:
    path = folder.root / "claims/policy.csv"
    rows = _rows(path) if path.exists() else []
    if len(rows) > 1:
        draw.choice(rows[1:])[1] = draw.choice(["1", "3", "0.01", "x", ""])
        _write(path, rows)
    return path.name


KINDS: list[tuple[Callable[[Folder, random.Random], str], float]] = [
    (change_cells, 10),
    (refer_elsewhere, 5),
    (delete_rows, 4),
    (insert_row, 5),
    (move_row, 2),
    (rename_key, 2),
    (break_bytes, 0.7),
    (quote_cells, 0.5),
    (remove_file, 0.2),
    (split_table, 1),
    (change_rule, 1),
    (change_view, 0.3),
    (change_schema, 0.3),
    (waive, 0.7),
    (change_policy, 0.5),
]
