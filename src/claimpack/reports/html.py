"""The report as one page that stands alone: no script, nothing fetched, fit to be published."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from claimpack.check import Report
from claimpack.figures import plural
from claimpack.package import Package
from claimpack.printing import visible
from claimpack.reports.outcomes import outcomes
from claimpack.reports.sentences import more_sentence, place_text


def html_text(report: Report, package: Package, now: datetime | None = None) -> str:
    """Return the report as a page, in ASCII: it is right whatever the encoding of stdout is.

    Args:
        report: what the check found.
        package: the package.
        now: when the page is made; by default now.
    """
    folder = files(__package__)
    style = (folder / "page.css").read_text(encoding="ascii")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "visible": visible,
        "place": place_text,
        "more": more_sentence,
        "plural": plural,
    }
    template = environment.from_string((folder / "page.html.jinja").read_text(encoding="utf-8"))
    page = template.render(
        report=report,
        package=package,
        outcomes=[outcome for outcome in outcomes(report, package) if outcome.count],
        now=now or datetime.now(UTC),
        style=Markup(style),
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
    return page.encode("ascii", "xmlcharrefreplace").decode("ascii") + "\n"
