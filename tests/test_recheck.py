"""A check of changes reports what a check of everything reports, whatever was edited."""

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from filelock import FileLock

from claimpack.bench.generate import Synthetic, generate_package
from claimpack.bench.writing import Layout
from claimpack.check import Report, check_package
from claimpack.errors import ClaimpackError
from claimpack.package import load_package
from claimpack.recheck import pieces
from claimpack.recheck.recheck import check_changed
from claimpack.recheck.report import Rechecked
from claimpack.recheck.state_file import BESIDE, state_path

from .conftest import PARTS, ROOT, Run, contents
from .random_edits import Folder

EDITS = int(os.environ.get("RECHECK_EDITS", "60"))
SEED = int(os.environ.get("RECHECK_SEED", "7"))
# After so many edits the package is put back, lest everything is broken in the end.
IN_A_ROW = 6


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own, and pieces so small that a table has several."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(pieces, "LINES", 16)
    return tmp_path / "cache"


def result(check: Any, root: Path) -> Any:
    """Return what a check reports, or why it cannot, and whether everything was checked."""
    try:
        report = check(load_package(root))
    except ClaimpackError as error:
        return (str(error), error.fix), None
    content = report.as_dict()
    rechecked = content.pop("rechecked", None)
    del content["seconds"]
    return (content, report.rows, report.rules, report.tables), rechecked


@pytest.fixture(params=["generated", "real"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "package"
    if request.param == "generated":
        generate_package(root, Synthetic(120, seed=3))
    else:
        root.mkdir()
        for part in PARTS:
            shutil.copytree(ROOT / part, root / part)
        shutil.copy(ROOT / "datapackage.json", root)
    yield root


def test_changes_are_reported_as_by_a_check_of_everything(folder: Path, tmp_path: Path) -> None:
    """``RECHECK_EDITS=1000`` looks at more."""
    draw = random.Random(SEED)
    edited = Folder(folder, tmp_path / "spare", draw)
    assert result(check_changed, folder)[1]["why_everything"]
    by_edit = 0
    history: list[list[str]] = []
    for number in range(EDITS // 2):
        if number % IN_A_ROW == 0:
            edited.restore()
            history = []
        history.append(edited.edit())
        expected, _ = result(check_package, folder)
        found, rechecked = result(check_changed, folder)
        assert found == expected, (number, history, rechecked)
        by_edit += rechecked is not None and rechecked["why_everything"] is None
    # most edits are checked as such
    assert by_edit > EDITS // 4


def again(root: Path) -> tuple[Report, Rechecked]:
    """Check what has changed; the report is that of a check of everything."""
    report = check_changed(load_package(root))
    assert report.rechecked is not None
    expected = check_package(load_package(root))
    assert report.findings == expected.findings
    assert report.waived == expected.waived
    return report, report.rechecked


@pytest.fixture
def known(package_copy: Path) -> Path:
    """A package of which a check is known."""
    report, rechecked = again(package_copy)
    assert report.valid
    assert rechecked.why_everything == "no earlier check is known"
    assert rechecked.is_kept
    return package_copy


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) >= 1
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_without_a_change_no_rule_is_run(known: Path) -> None:
    _, rechecked = again(known)
    assert rechecked == Rechecked(None, [], 0, [], [], is_kept=True)


def test_one_row_is_checked_with_what_it_can_affect(known: Path) -> None:
    edit(known, "claims/evidence.csv", "supports", "refutes")
    _, rechecked = again(known)
    assert rechecked.files == ["claims/evidence.csv"]
    assert rechecked.rows <= 2 * pieces.LINES
    assert rechecked.rules_on_all == []
    assert "syndicated-origin" in rechecked.rules_on_some
    assert "log-chain" not in rechecked.rules_on_some


def test_findings_that_remain_have_the_lines_that_they_have_now(known: Path) -> None:
    path = known / "claims/publishers.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[40].split(",")
    lines[40] = ",".join([cells[0], "=1+1", *cells[2:]])
    path.write_text("".join(lines), encoding="utf-8")
    [before] = again(known)[0].findings
    assert before.line == 41
    path.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    report, rechecked = again(known)
    assert rechecked.why_everything is None
    assert 40 in [finding.line for finding in report.findings if finding.rule == before.rule]


def test_an_edit_that_keeps_the_size_and_the_date_is_noticed(known: Path) -> None:
    path = known / "claims/evidence.csv"
    times = path.stat()
    edit(known, "claims/evidence.csv", "2026-11-22T", "2999-11-22T")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert "not-in-the-future" in {finding.rule for finding in again(known)[0].findings}


def test_a_file_that_settled_is_not_read_again(
    known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "SETTLED_SECONDS", 0.0)
    again(known)
    read: list[str] = []
    open_file = Path.open

    def opened(path: Path, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if mode == "rb":
            read.append(path.name)
        return open_file(path, mode, *arguments, **options)

    monkeypatch.setattr(Path, "open", opened)
    check_changed(load_package(known))
    assert not [name for name in read if name.endswith(".csv") and name != "waivers.csv"]


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda path: path.write_bytes(b"nothing" * 1000), "cannot be read"),
        (lambda path: path.write_bytes(path.read_bytes()[:8192]), "cannot be read"),
        (lambda path: path.write_bytes(b""), "cannot be read"),
        (lambda path: path.unlink(), "no earlier check"),
    ],
)
def test_what_is_damaged_is_made_again(
    known: Path, damage: Callable[[Path], object], why: str
) -> None:
    damage(state_path(known))
    edit(known, "claims/evidence.csv", "supports", "denies")
    report, rechecked = again(known)
    assert not report.valid
    assert why in (rechecked.why_everything or "")
    assert again(known)[1].why_everything is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda _, beside: beside.write_bytes(b"nothing" * 1000),
        lambda _, beside: beside.write_bytes(beside.read_bytes()[:-100]),
        lambda _, beside: beside.write_bytes(b""),
        lambda _, beside: beside.unlink(),
        lambda path, _: path.unlink(),
    ],
)
def test_what_an_edit_leaves_beside_the_state_may_be_damaged(
    known: Path, damage: Callable[[Path, Path], object]
) -> None:
    edit(known, "claims/evidence.csv", "supports", "refutes")
    assert again(known)[1].why_everything is None
    path = state_path(known)
    beside = path.with_name(path.name + BESIDE)
    before = path.stat().st_mtime_ns
    edit(known, "claims/evidence.csv", "refutes", "denies")
    assert not again(known)[0].valid
    assert path.stat().st_mtime_ns == before  # nothing was merged
    damage(path, beside)
    edit(known, "claims/evidence.csv", "denies", "supports")
    assert again(known)[0].valid
    assert again(known)[1].why_everything is None


def test_a_package_that_moved_is_checked_as_a_whole(known: Path) -> None:
    moved = known.with_name("moved")
    known.rename(moved)
    assert again(moved)[1].why_everything == "no earlier check is known"


def test_another_package_in_its_place_is_checked_by_what_differs(known: Path) -> None:
    shutil.rmtree(known)
    generate_package(known, Synthetic(20, seed=1))
    again(known)


def test_a_cache_that_cannot_be_written_is_no_reason_to_fail(
    known: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    report, rechecked = again(known)
    assert report.valid
    assert (rechecked.why_everything or "").startswith("no state can be kept in ")
    assert not rechecked.is_kept


def test_a_state_that_cannot_be_begun_is_no_reason_to_fail(
    known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: Any) -> str:
        raise OSError(28, "No space left on device")

    state_path(known).unlink()
    monkeypatch.setattr("claimpack.recheck.state_file.mkdtemp", refuse)
    _, rechecked = again(known)
    assert (rechecked.why_everything or "").endswith("No space left on device")
    assert not rechecked.is_kept


def test_a_part_that_is_added_is_all_that_is_read(known: Path) -> None:
    path = known / "claims/publishers.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-3]), encoding="utf-8")
    again(known)
    path.with_name("publishers-2.csv").write_text(lines[0] + "".join(lines[-3:]), encoding="utf-8")
    edit(
        known,
        "datapackage.json",
        '"claims/publishers.csv"',
        '["claims/publishers.csv", "claims/publishers-2.csv"]',
    )
    report, rechecked = again(known)
    assert report.valid
    assert (rechecked.files, rechecked.rows) == (["claims/publishers-2.csv"], 3)


def test_parquet_is_read_with_everything_else(tmp_path: Path) -> None:
    generate_package(tmp_path / "p", Synthetic(20), Layout("parquet"))
    report, rechecked = again(tmp_path / "p")
    assert report.valid and not rechecked.is_kept
    assert "is Parquet, and only CSV is compared" in (rechecked.why_everything or "")


def test_two_checks_at_once(known: Path) -> None:
    with FileLock(state_path(known).with_suffix(".lock")):
        report, rechecked = again(known)
    assert report.valid
    assert rechecked.why_everything == "another check of this package is running"
    assert again(known)[1].why_everything is None


def test_nothing_is_written_to_the_package(known: Path) -> None:
    before = contents(known)
    again(known)
    assert contents(known) == before
    assert not (known / ".claimpack").exists()


def test_a_file_that_cannot_be_read_leaves_what_is_known(known: Path) -> None:
    path = known / "claims/evidence.csv"
    content = path.read_bytes()
    path.write_bytes(content + b"\n")
    assert again(known)[1].why_everything == "evidence has lines that are no rows"
    path.write_bytes(content)
    assert again(known)[1].why_everything is None


def test_what_a_rule_rests_on(known: Path) -> None:
    """A changed rule is run on all rows, a changed schema makes everything be checked."""
    edit(known, "validation/rules/quote-length.sql", "<>", "=")
    _, rechecked = again(known)
    assert (rechecked.rules_on_all, rechecked.rules_on_some) == (["quote-length"], [])
    edit(known, "sql/views/log_chain.sql", "-- Grain", "-- grain")
    assert again(known)[1].rules_on_all == ["log-chain"]
    edit(known, "schemas/claims.json", '"title"', '"x:title": "x", "title"')
    assert again(known)[1].why_everything is None  # nothing that is checked
    edit(known, "schemas/claims.json", '"required": true', '"required": true, "maxLength": 1')
    assert "schemas" in (again(known)[1].why_everything or "")
    edit(known, "sql/macros/json_text.sql", "-- A", "-- a")
    assert "macros" in (again(known)[1].why_everything or "")


def test_a_rule_that_asks_for_the_time_is_always_run(known: Path) -> None:
    edit(known, "validation/rules/not-in-the-future.sql", "-- time: mends\n", "")
    again(known)
    assert again(known)[1].rules_on_all == ["not-in-the-future"]


def test_a_scope_has_to_be_one(known: Path) -> None:
    edit(known, "validation/rules/correction.sql", "-- scope: claims", "-- scope: claim")
    for check in (check_changed, check_package):
        with pytest.raises(ClaimpackError, match="there is no scope 'claim'"):
            check(load_package(known))


def test_a_scope_that_is_too_narrow_shows(known: Path) -> None:
    """So the comparison with a check of everything can fail."""
    edit(known, "validation/rules/every-claim-recorded.sql", "-- scope: claims", "-- scope: row")
    again(known)
    path = known / "claims/assessments.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("C014-")]
    path.write_text("".join(kept), encoding="utf-8")
    changed = {finding.rule for finding in check_changed(load_package(known)).findings}
    everything = {finding.rule for finding in check_package(load_package(known)).findings}
    assert everything - changed == {"every-claim-recorded"}


def test_the_command(known: Path, run: Run, cache: Path) -> None:
    variables = {"XDG_CACHE_HOME": str(cache)}
    done = run("check", "--changed", "--format", "json", cwd=known, **variables)
    content = json.loads(done.stdout)
    schema = (ROOT / "docs/guide/check-report.schema.json").read_text(encoding="utf-8")
    jsonschema.validate(content, json.loads(schema))
    assert content["valid"] and content["rechecked"]["is_kept"]
    edit(known, "claims/evidence.csv", "supports", "denies")
    done = run("check", "--changed", cwd=known, **variables)
    assert done.returncode == 1
    assert "checked again: " in done.stdout
    assert run("check", "--changed", "--full", cwd=known).returncode == 2
