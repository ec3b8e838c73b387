"""The pages as files: links lead somewhere, texts stay texts, the folder is replaced whole."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from claimpack.bench.generate import Synthetic, generate_package
from claimpack.database import open_package, rows
from claimpack.errors import ClaimpackError, DataError
from claimpack.package import Package, load_package
from claimpack.site.links import external, to_words
from claimpack.site.site import build_site
from claimpack.site.words import edtf_words

from ..conftest import ROOT, Run
from .made import TYPES, pages_of, write_without_release

# The site is made once, and one worker has the browser.
pytestmark = pytest.mark.xdist_group("browser")

VNU = ROOT / "tests" / "validators" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PAGES = {
    "speakers": "speaker_id",
    "publishers": "publisher_id",
    "sources": "source_id",
    "claims": "claim_id",
}


def test_every_row_has_its_page(site: Path, package: Package) -> None:
    with open_package(package) as connection:
        for table, key in PAGES.items():
            ids = {row[key] for row in rows(connection, f"select {key} from {table}")}
            there = {path.stem for path in (site / table).glob("*.html")} - {"index"}
            assert there == ids, table


def test_every_link_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    ids: dict[Path, set[str]] = {}
    links = []
    for page in pages_of(site):
        tree = lxml.html.parse(str(page))
        found = tree.xpath("//@id")
        assert len(found) == len(set(found)), page
        ids[page.resolve()] = set(found)
        links += [(page, str(link)) for link in tree.xpath("//@href | //@src")]
    outside = 0
    for page, link in links:
        parts = urlsplit(link)
        if parts.scheme:
            assert parts.scheme in ("https", "http"), (page, link)
            outside += 1
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
        assert target.is_file(), (page, link)
        if parts.fragment:
            assert parts.fragment in ids[target], (page, link)
    assert outside > 100


def test_no_page_has_what_its_policy_forbids(site: Path) -> None:
    for page in pages_of(site):
        tree = lxml.html.parse(str(page))
        assert not tree.xpath("//@style | //style | //iframe | //object | //base | //form[@action]")
        names = {name for element in tree.iter("*") for name in element.attrib}
        assert not [name for name in names if name.startswith("on")], page
        scripts = tree.xpath("//script[not(@src)]")
        assert all(script.get("type") == "application/ld+json" for script in scripts), page
        assert tree.xpath("string(/html/@lang)") == "en"
        assert tree.xpath("string(//title)").strip(), page
        assert len(tree.xpath("//h1")) == 1, page


def test_the_pages_are_html(site: Path) -> None:
    if not VNU.is_file() or shutil.which("java") is None:
        pytest.skip("needs vnu-jar (npm ci --prefix tests/validators) and java")
    pages = [str(site / f"{name}.html") for name in TYPES]
    command = ["java", "-jar", str(VNU), "--errors-only", "--format", "text"]
    done = subprocess.run([*command, *pages], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[:2000]


def test_a_page_tells_what_the_views_tell(site: Path, package: Package) -> None:
    with open_package(package) as connection:
        told = rows(connection, "from claim_status")
        labels = {row["code"]: row["label"] for row in rows(connection, "from verdicts")}
        origins = rows(
            connection,
            "select claim_id, count(distinct counted_root_id) as roots from evidence_roots"
            " where is_counted and not is_attribution and stance != 'context'"
            " and counted_root_id is not null group by claim_id",
        )
    assert len(told) > 60
    for row in told:
        page = lxml.html.parse(str(site / "claims" / f"{row['claim_id']}.html"))
        verdict = labels[row["verdict"] or row["proposed_verdict"]]
        assert page.xpath("string(//p[@class='stands']/span)").split(" proposed")[0] == verdict
        glance = [int(value) for value in page.xpath("//aside//dd/text()")]
        counts = ("supporting_origins", "refuting_origins", "qualifying_origins", "sources")
        assert glance == [row[name] for name in counts]
        assert row["claim_text"] in page.xpath("string(//h1)")
    assert origins
    front = lxml.html.parse(str(site / "index.html"))
    assert len(front.xpath("//table[contains(@class, 'claims-table')]/tbody/tr")) == len(told)
    decided = sum(row["verdict"] is not None for row in told)
    assert front.xpath("string(//p[@class='headline-number']/strong)") == str(decided)


def test_decided_claims_carry_their_review(site: Path, package: Package) -> None:
    with open_package(package) as connection:
        decided = rows(connection, "from claim_status where verdict is not null")
    ids = {row["claim_id"] for row in decided}
    for page in (site / "claims").glob("C*.html"):
        text = lxml.html.parse(str(page)).xpath("string(//script[@type='application/ld+json'])")
        assert bool(text) == (page.stem in ids), page
        if text:
            review = json.loads(text)
            assert review["@type"] == "ClaimReview"
            assert review["url"] == page.name  # relative to the page, where no address is known


def test_with_an_address_pages_say_theirs(package: Package, tmp_path: Path) -> None:
    folder = write_without_release(package, tmp_path, base_url="https://desk.example/claims/")
    page = lxml.html.parse(str(folder / "claims" / "C015.html"))
    address = "https://desk.example/claims/claims/C015.html"
    assert page.xpath("string(//link[@rel='canonical']/@href)") == address
    review = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert review["url"] == address


def test_the_words_of_a_claim_are_found_on_the_page_of_its_publisher(site: Path) -> None:
    page = lxml.html.parse(str(site / "claims" / "C015.html"))
    link = page.xpath(
        "string(//section[@aria-labelledby='place']//a[contains(@href, ':~:')]/@href)"
    )
    assert link.endswith(
        "#:~:text=has%20led%20to%20a%20reduction%20in%20oil%20flows%20by%20approximately%2030%2D40%25"
    )


@pytest.mark.parametrize(
    ("url", "words", "expected"),
    [
        ("https://a.example/x", None, "https://a.example/x"),
        ("https://a.example/x", "a-b, c&d", "https://a.example/x#:~:text=a%2Db%2C%20c%26d"),
        ("https://a.example/x#y", "z", "https://a.example/x#y:~:text=z"),
        ("javascript:alert(1)", "z", None),
        (None, "z", None),
    ],
)
def test_links_to_words(url: str | None, words: str | None, expected: str | None) -> None:
    assert to_words(url, words) == expected


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "//a.example", "https:", "x",
            "http://[", " javascript:x", "vbscript:x", "file:///etc/passwd", "", None]
)  # fmt: skip
def test_only_addresses_on_the_web_are_links(url: str | None) -> None:
    assert external(url) is None


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-02-18", "18 February 2025"),
        ("2025-02", "February 2025"),
        ("2025", "2025"),
        ("2025-02-18~", "about 18 February 2025"),
        ("2025-02?", "perhaps February 2025"),
        ("2025-02-19/2025-02-21", "19 to 21 February 2025"),
        ("2025-02-19/2025-03-02", "19 February 2025 to 2 March 2025"),
        ("2025-02-19/..", "19 February 2025 to open"),
        ("/2025-02-19", "not known to 19 February 2025"),
        ("2025-21", "2025-21"),
        ("2025-02-30", "2025-02-30"),
        ("19XX", "19XX"),
    ],
)
def test_dates_are_written_as_people_do(edtf: str, words: str) -> None:
    assert edtf_words(edtf) == words


def test_the_folder_is_replaced_whole_and_only_if_it_is_a_site(
    package: Package, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    done = run("site", "-o", str(folder), "--no-sql-box", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["pages"] == len(pages_of(folder))
    (folder / "claims" / "C999.html").write_text("of an older version", encoding="utf-8")
    before = {path: path.read_bytes() for path in pages_of(folder)}
    assert run("site", "-o", str(folder), "--no-sql-box").returncode == 0
    after = {path: path.read_bytes() for path in pages_of(folder)}
    del before[folder / "claims" / "C999.html"]
    # the same bytes but for hashes of files with a time in them, and nothing that was left
    del after[folder / "downloads.html"], before[folder / "downloads.html"]
    assert after == before
    (folder / "CNAME").write_text("desk.example", encoding="utf-8")
    refused = run("site", "-o", str(folder), "--no-sql-box")
    assert (refused.returncode, "holds CNAME" in refused.stderr) == (2, True)
    assert (folder / "index.html").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_is_no_folder_is_refused(package: Package, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(ClaimpackError, match="is no folder"):
            build_site(package, tmp_path / name)


def test_a_package_with_errors_has_no_site(package_copy: Path, tmp_path: Path) -> None:
    path = package_copy / "claims" / "claims.csv"
    path.write_text(path.read_text("utf-8").replace("attribution", "rumour", 1), encoding="utf-8")
    with pytest.raises(DataError, match=r"nothing was written: the package has \d+ error"):
        build_site(load_package(package_copy), tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_package_without_claims_has_a_site(run: Run, tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "new"), "--title", "A new one").returncode == 0
    folder = write_without_release(load_package(tmp_path / "new"), tmp_path)
    front = (folder / "index.html").read_text("utf-8")
    assert "A new one" in front
    assert "All 0 claims" in front


def test_a_long_list_is_paged(tmp_path: Path) -> None:
    generate_package(tmp_path / "big", Synthetic(claims=1000, seed=3))
    folder = write_without_release(load_package(tmp_path / "big"), tmp_path)
    front = folder / "index.html"
    assert front.stat().st_size < 1_000_000
    claims = [front, *sorted((folder / "claims").glob("page-*.html"))]
    seen = [
        str(text)
        for page in claims
        for text in lxml.html.parse(str(page)).xpath("//tbody/tr/td[@class='id']/a/text()")
    ]
    assert len(seen) == len(set(seen)) == 1000
    following = lxml.html.parse(str(claims[1])).xpath("string(//a[@rel='next']/@href)")
    assert following == "../claims/page-3.html"
    script = (folder / "assets" / "claims.js").read_text("utf-8")
    assert len(json.loads(script.removeprefix("window.claimpackClaims = "))["rows"]) == 1000


def test_a_speaker_and_a_publisher_of_one_id_are_told_apart(site: Path) -> None:
    heading = "Named on the way of a claim"
    assert heading in (site / "publishers" / "informburo.html").read_text(encoding="utf-8")
    assert heading not in (site / "speakers" / "informburo.html").read_text(encoding="utf-8")


def test_the_method_tells_the_evidence_rule_as_it_runs(site: Path, package: Package) -> None:
    page = lxml.html.parse(str(site / "method.html"))
    told = [item.text_content() for item in page.xpath("//ol[@class='evidence-rule']/li")]
    macro = (ROOT / "sql" / "macros" / "evidence_rule.sql").read_text(encoding="utf-8")
    codes = re.findall(r"(?:then|else) '(\w+)'", macro)
    with open_package(package) as connection:
        labels = dict(connection.execute("select code, label from verdicts").fetchall())
    assert [item.rpartition(": ")[2].strip() for item in told] == [labels[code] for code in codes]
