"""The benchmarks measure what they say, and the page on performance says what was measured."""

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import __main__ as bench
from benchmarks import entries, report
from benchmarks.made import Info, Made
from benchmarks.measure import BenchmarkError, Run, run
from benchmarks.packages import package_files
from benchmarks.peers.names import PEERS, RULES
from benchmarks.results import Measured, Results
from benchmarks.scan import scan
from benchmarks.smoke import regressions
from benchmarks.wrong_cells import write_wrong
from claimpack.bench.generate import Synthetic, generate_package
from claimpack.check import check_package
from claimpack.package import load_package

from .conftest import ROOT

PYTHON = sys.executable
CLAIMS = 300


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("benchmarks") / "synthetic"
    generate_package(folder, Synthetic(CLAIMS))
    return folder


def measured(name: str = "check", seconds: float = 4, over: float = 2, rows: int = 10) -> Measured:
    """An entry of which every run took as long."""
    return Measured(name, 1, rows, 1, (Run(over, over, 1),) * 3, (Run(seconds, seconds, 1),) * 3)


def test_the_page_is_what_the_results_say() -> None:
    page = report.PAGE.read_text(encoding="utf-8")
    sections = report.the_report().sections()
    assert report.rendered(page, sections) == page, "python -m benchmarks.report --write"
    assert report.rendered(page, {**sections, "views": "changed\n"}) != page


def test_the_chart_shows_every_bar_with_its_figure() -> None:
    drawn = {text.text for text in ElementTree.parse(report.CHART).iter() if text.text}
    bars = report.the_report().bars()
    assert len(bars) > 4
    for title, ratio in bars:
        assert {title, f"{ratio:.1f}"} <= drawn


def test_everything_that_is_measured_is_in_the_committed_results() -> None:
    kept = Results(ROOT / "benchmarks" / "results" / "smoke.json")
    assert set(kept.entries) == {entry.name for entry in entries.smoke()}


def test_no_ratio_has_doubled() -> None:
    done = subprocess.run(
        [PYTHON, "-m", "benchmarks.smoke"], cwd=ROOT, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stderr


def test_what_takes_more_than_twice_as_much_is_told() -> None:
    before = {"check": measured(seconds=4), "other": measured("other")}
    assert regressions({"check": measured(seconds=7.9)}, before) == []
    assert regressions({"new": measured("new", seconds=99)}, before) == []
    [told] = regressions({"check": measured(seconds=8.1)}, before)
    assert told.startswith("check takes 4.05 times") and told.endswith("it was 2.00")


@pytest.mark.parametrize("kind", [entries.full, entries.smoke])
def test_entries_have_names_of_their_own_and_a_place_in_the_page(kind) -> None:  # type: ignore[no-untyped-def]
    chosen = kind()
    assert len({entry.name for entry in chosen}) == len(chosen)
    assert {entry.table for entry in chosen} <= {"check", "growth", "others", "views"}
    for entry in chosen:
        for command in (entry.command, entry.over):
            assert any(str(command.made.path) in word for word in command.line), entry.name


def test_every_peer_is_measured_and_knows_the_rules() -> None:
    modules = {path.stem for path in (ROOT / "benchmarks" / "peers").glob("*_*.py")}
    assert {peer.name for peer in PEERS} == modules - {"__init__", "__main__"}
    assert {peer.name for peer in PEERS} <= {entry.name for entry in entries.full()}
    assert {rule for peer in PEERS for rule in (*peer.cannot, *peer.by_hand)} <= set(RULES)


def test_the_scan_reads_every_row(synthetic: Path) -> None:
    rows = check_package(load_package(synthetic)).rows
    assert scan(package_files(synthetic)) == scan(package_files(synthetic), typed=True) == rows


def test_wrong_cells_are_those_that_the_check_finds(synthetic: Path, tmp_path: Path) -> None:
    planted = write_wrong(synthetic, tmp_path / "wrong", every=5)
    assert sum(planted.values()) > CLAIMS / 2
    found = Counter(
        finding.rule for finding in check_package(load_package(tmp_path / "wrong")).findings
    )
    assert {rule: found[rule] for rule in planted} == planted
    assert found["primary-key"]


def test_a_profile_tells_functions_rules_and_tables(synthetic: Path) -> None:
    command = [PYTHON, "-m", "benchmarks.profile", str(synthetic)]
    told = json.loads(
        subprocess.run([*command, "--json"], cwd=ROOT, check=True, capture_output=True).stdout
    )
    items = {part["item"] for part in told["parts"]}
    assert {"log-chain", "claims"} <= items
    assert told["counts"]["error"] == 0
    assert all(part["seconds"] > 0 and part["peak"] > 1e6 for part in told["parts"])
    table = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert re.search(r"^ +\d+\.\d{3} 100\.0% .* all$", table, re.MULTILINE)


def test_a_run_counts_the_whole_family() -> None:
    # what this process has taken until now would count for its children
    measuring = """
import json, sys
from dataclasses import asdict
from benchmarks.measure import run
child = "x = b'x' * 300_000_000; import time; time.sleep(0.4)"
both = (
    f"import subprocess as s, sys; {child.partition(';')[0]}; "
    f"s.run([sys.executable, '-c', {child!r}])"
)
print(json.dumps([asdict(run([sys.executable, "-c", code])) for code in (child, both)]))
"""
    told = subprocess.run(
        [PYTHON, "-c", measuring], cwd=ROOT, capture_output=True, text=True, check=True
    )
    alone, both = (Run(**one) for one in json.loads(told.stdout))
    assert 0.4 < alone.seconds < 10 and alone.cpu < alone.seconds
    assert 300e6 < alone.peak < 400e6
    assert both.peak > 600e6


def test_a_run_counts_what_it_does_not_wait_for() -> None:
    busy = "import time; until = time.time() + 1\nwhile time.time() < until: pass"
    alone = run(
        [
            PYTHON,
            "-c",
            f"import os, time; os.spawnl(os.P_NOWAIT, {PYTHON!r}, 'x', '-c', {busy!r});"
            " time.sleep(2)",
        ]
    )
    assert alone.cpu > 0.2  # a second, where nothing else runs


def test_what_does_something_else_is_not_measured() -> None:
    with pytest.raises(BenchmarkError, match=r"exit code 3, not 0\nwhy"):
        run([PYTHON, "-c", "import sys; print('why', file=sys.stderr); sys.exit(3)"])
    with pytest.raises(BenchmarkError, match="prints"):
        run([PYTHON, "-c", "print('{\"type\": 1}')"], output="{}")
    assert run([PYTHON, "-c", "import sys; print('{}'); sys.exit(3)"], code=3, output="{}").peak


def test_a_run_that_was_stopped_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log"
    monkeypatch.setattr(bench, "make", lambda made: Info(1, 1))
    monkeypatch.setattr(bench, "versions", lambda with_peers: {})
    monkeypatch.setattr(bench, "_phases", lambda claims: {})

    def entry(name: str, code: str) -> entries.Entry:
        code = f"open({str(log)!r}, 'a').write({name!r}); {code}"
        command = entries.Command((PYTHON, "-c", code), Made(2))
        over = entries.Command((PYTHON, "-c", "sum(range(100000))"), Made(2))
        return entries.Entry(name, name, "check", command, over, runs=1)

    first, second = entry("a", "0"), entry("b", "1 / 0")
    path = tmp_path / "kept.json"
    assert bench._measure_all([first, second], Results(path), {"phases"}, "smoke") == ["b"]
    assert list(Results(path).entries) == ["a"]
    chosen = [first, entry("b", "0")]
    assert bench._measure_all(chosen, Results(path), {"phases"}, "smoke") == []
    assert log.read_text() == "abb"
    assert Results(path).entries["b"].ratio > 0
    assert bench._measure_all([first], Results(path), set(), "smoke", again=True) == []
    assert log.read_text() == "abba"


def test_the_exponent_is_that_of_the_growth() -> None:
    sizes = [measured(rows=n, seconds=n**1.5, over=n) for n in (100, 1_000, 10_000)]
    assert report.exponent(sizes) == pytest.approx(1.5)
    assert report.exponent(sizes, over=True) == pytest.approx(1)


def test_ratios_are_medians_of_pairs() -> None:
    runs = (Run(2, 3, 5), Run(9, 2, 7), Run(3, 9, 6))
    over = (Run(1, 1, 1), Run(3, 1, 1), Run(1, 1, 1))
    noisy = replace(measured(), runs=runs, over=over)
    assert (noisy.ratio, noisy.cpu_ratio, noisy.peak) == (3, 2, 6)
