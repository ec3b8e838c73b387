"""What a site is made of: the package as an export sees it, and what its views tell."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from claimpack import __version__
from claimpack.exports.claimreview import CONTEXT, claim_reviews
from claimpack.exports.dataset import Dataset, Licence
from claimpack.exports.jsonld import jsonld_text
from claimpack.exports.source import Source
from claimpack.figures import figure
from claimpack.site.models import Contents
from claimpack.site.pages import Site
from claimpack.site.pictures.claim_intervals import ClaimIntervals
from claimpack.site.pictures.picture import Picture
from claimpack.site.spans import spans_script


@dataclass(frozen=True)
class About:
    """What every page knows of the site.

    Attributes:
        title, description, version: of the package.
        published_on: the day on which this version was made, or None.
        licences: under which the data may be used.
        base_url: where the site will be published, with a slash at its end, or None.
        vendor: folder of DuckDB for browsers in the site, or None where there is no SQL box.
        tool_version: of claimpack.
    """

    title: str
    description: str
    version: str
    published_on: str | None
    licences: tuple[Licence, ...]
    base_url: str | None
    vendor: str | None
    tool_version: str


def about_site(source: Source, vendor: str | None) -> About:
    """Return what every page knows of the site.

    Args:
        source: the package.
        vendor: folder of DuckDB for browsers in the site, or None where there is no SQL box.
    """
    about = source.about
    return About(
        title=about.title,
        description=about.description,
        version=about.version,
        published_on=about.published_on,
        licences=about.licences,
        base_url=source.base_url,
        vendor=vendor,
        tool_version=__version__,
    )


def describe_site(source: Source, contents: Contents, pictures: list[Picture]) -> Site:
    """Return what stands on each page of a site.

    Args:
        source: the package, opened whole.
        contents: what it tells.
        pictures: those of the front page.
    """
    return Site(
        contents,
        pictures=pictures,
        figures=_figures(source, contents),
        reviews=_reviews(source),
        citation=source.citation,
        contacts=_contacts(source.about),
        policy={row["policy_id"]: figure(row["value"]) for row in source.rows("from policy")},
        spans=spans_script(source.connection, lambda claim_id: f"claims/{claim_id}.html"),
    )


def missing(about: Dataset) -> list[str]:
    """Return what readers will miss on the pages, a sentence each."""
    if any(url for _, url in _contacts(about)):
        return []
    return [
        "the site names no address to which a verdict can be disputed: give a contributor in"
        ' datapackage.json a "path", such as the page of the desk'
    ]


def _reviews(source: Source) -> dict[str, Markup]:
    """Return the ClaimReview of each decided claim, as the text of a script element."""
    folder = "claims/" if source.base_url else ""  # else the address is relative to the page
    reviews = claim_reviews(source, page=lambda claim_id: f"{folder}{claim_id}.html")
    return {
        claim_id: Markup(jsonld_text({"@context": CONTEXT} | review))
        for claim_id, review in reviews.items()
    }


def _figures(source: Source, contents: Contents) -> dict[str, Picture]:
    """Return the pictures of the figures of claims, by claim."""
    drawn = ClaimIntervals(source.connection)
    found = {claim_id: drawn.picture(claim_id) for claim_id in contents.claims}
    return {claim_id: picture for claim_id, picture in found.items() if picture}


def _contacts(about: Dataset) -> list[tuple[str, str | None]]:
    """Return who publishes or keeps the package."""
    agents = about.agents("contact") or about.agents("publisher") or about.creators
    return [(agent.name, agent.url) for agent in agents]
