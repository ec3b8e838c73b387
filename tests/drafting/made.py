"""A package with one article of a made-up town, drafts of it, and a plug-in that reads a file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from claimpack.article_text import ArticleText
from claimpack.drafting.accepting import Records, accept
from claimpack.drafting.draft import Draft, FoundDate, FoundQuantity, Hop, Part, Speaker
from claimpack.drafting.holdings import Holdings
from claimpack.drafting.proposals import Proposal, Proposer
from claimpack.init import init_package
from claimpack.new_rows import Added, add_records
from claimpack.package import Package, load_package

DESK = "town-desk"
DAY = date(2026, 3, 4)
TEXT = """Library of Brill closes for repairs

The library of Brill has been closed since Monday, the town council said. About 40 tonnes of books \
were moved to a school, and the roof lost a third of its slates.
"Repairs will be finished by October 2026," Mira Holt, the head librarian, told the Brill Echo. \
Holt said that 1,250 readers had asked for their money back.
A spokesman said that the storm had been the worst in 40 years. It was a sad day for everybody who \
loves books.
"""
# Another outlet on the same matter.
OTHER = """Readers of Brill want money

Mira Holt said that 1,250 readers had asked for their money back. The library of Brill has been \
closed since Monday.
"""
HOLT = Speaker("Mira Holt", "person", "head librarian")
COUNCIL = Speaker("the town council", "organisation")
ECHO = Speaker("Brill Echo", "organisation")
SPOKESMAN = Speaker("a spokesman", "unnamed")

PUBLISHERS = [
    {"publisher_id": name, "name": words, "kind": "news_outlet", "reliability_reason": "Not known."}
    for name, words in (("valley-post", "Valley Post"), ("brill-echo", "Brill Echo"))
]
UNIT = {"code": "1", "label": "Number", "definition": "What is counted."}
MEASURES = [
    {"label": "Books moved", "unit": "kt", "basis": "books of the library"},
    {"label": "Readers who asked for money", "unit": "1", "basis": "readers of the library"},
]


def article(name: str, publisher: str, text: str) -> dict[str, str]:
    return {
        "article_id": name,
        "title": text.splitlines()[0],
        "publisher_id": publisher,
        "url": f"https://{publisher}.example/{name}",
        "published_on": DAY.isoformat(),
        "published_on_basis": "printed above the text",
        "language": "en",
        "text_sha256": ArticleText(text).sha256,
        "text_length": str(len(text)),
    }


def make_package(folder: Path) -> Package:
    package = init_package(folder)
    add_records(
        package,
        {
            "publishers": PUBLISHERS,
            "assessors": [{"assessor_id": DESK, "name": "Town desk", "kind": "organisation"}],
            "articles": [
                article("library", "valley-post", TEXT),
                article("readers", "brill-echo", OTHER),
            ],
            "units": [UNIT],
            "measures": [
                {**row, "definition": "As it says.", "is_total": "false"} for row in MEASURES
            ],
        },
    )
    return load_package(folder)


def draft(quote: str, kind: str = "fact", text: str = TEXT, **more: Any) -> Draft:
    """Return a draft of words that stand once in a text; who speaks said it to the article."""
    assert text.count(quote) == 1, quote
    start = text.index(quote)
    speaker = more.get("speaker")
    if speaker is not None:
        more.setdefault("hops", (Hop(speaker, "said"),))
    more.setdefault("worth", (Part("names", 0.2),))
    return Draft(
        start=start,
        end=start + len(quote),
        quote=quote,
        kind=kind,
        checkability=more.pop("checkability", "yes"),
        reason=more.pop("reason", "It can be looked up."),
        **more,
    )


def quantity(
    words: str, lower: str | None, upper: str | None, unit: str = "1", text: str = TEXT, **more: Any
) -> FoundQuantity:
    start = text.index(words)
    return FoundQuantity(
        start=start,
        end=start + len(words),
        lower=None if lower is None else Decimal(lower),
        upper=None if upper is None else Decimal(upper),
        unit=unit,
        is_approximate=more.get("is_approximate", False),
        interpretation="both ends as stated",
        counted=more.get("counted"),
    )


def moment(words: str, edtf: str) -> FoundDate:
    start = TEXT.index(words)
    return FoundDate(start, start + len(words), edtf, f"'{words}' as it stands")


def sample() -> list[Draft]:
    """Drafts of every kind that is accepted in another way."""
    return [
        draft(
            "The library of Brill has been closed since Monday",
            "date",
            speaker=COUNCIL,
            dates=(moment("since Monday", "2026-03-02/.."),),
            worth=(Part("date", 0.3), Part("named speaker", 0.3)),
        ),
        draft(
            "About 40 tonnes of books were moved to a school",
            "quantity",
            quantities=(
                quantity("About 40 tonnes", "40", "40", "t", is_approximate=True, counted="books"),
            ),
            worth=(Part("number", 0.4),),
        ),
        draft(
            "Repairs will be finished by October 2026",
            "forecast",
            speaker=HOLT,
            hops=(Hop(ECHO, "quoted"), Hop(HOLT, "said")),
            dates=(moment("by October 2026", "../2026-10"),),
        ),
        draft(
            "that 1,250 readers had asked for their money back",
            "quantity",
            speaker=Speaker("Holt", "person"),
            quantities=(quantity("1,250", "1250", "1250", counted="readers"),),
        ),
        draft("the storm had been the worst in 40 years", speaker=SPOKESMAN),
        draft("It was a sad day", "opinion", checkability="no", reason="A judgement."),
    ]


class Desk:
    """A package, a text of it, and what is proposed."""

    def __init__(self, package: Package, text: str = TEXT) -> None:
        self.package = package
        self.holdings = Holdings(package, ArticleText(text))
        self.proposer = Proposer(self.holdings)

    def propose(self, *drafts: Draft) -> list[Proposal]:
        return self.proposer.propose(drafts)

    def accept(self, *proposals: Proposal, dry_run: bool = False) -> tuple[Added, Records]:
        return accept(proposals, self.holdings, self.proposer.measures, DAY, DESK, dry_run=dry_run)


PLUG_IN = '''
import json
import os


def draft(text, published_on):
    """Return what a file says; nothing of it is true because it says so."""
    print("thinking")
    with open(os.environ["SHEET"], encoding="utf-8") as file:
        return json.load(file)


def broken(text, published_on):
    yield {"quote": "The library of Brill"}
    raise RuntimeError("no answer\\nfrom the model")


def leaving(text, published_on):
    raise SystemExit(3)


def endless(text, published_on):
    while True:
        yield {"quote": "The library of Brill"}
'''
POINTS = {
    "sheet": "sheet_drafter:draft",
    "broken": "sheet_drafter:broken",
    "leaving": "sheet_drafter:leaving",
    "endless": "sheet_drafter:endless",
    "absent": "no_such_module_anywhere:draft",
}


def install_plug_in(
    folder: Path, name: str = "sheet-drafter", points: dict[str, str] | None = None
) -> Path:
    """Write a distribution as an installer would, and return the folder for sys.path."""
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    lines = [f"{point} = {value}" for point, value in (points or POINTS).items()]
    (info / "entry_points.txt").write_text("\n".join(["[claimpack.drafters]", *lines, ""]))
    (folder / "sheet_drafter.py").write_text(PLUG_IN)
    return folder
