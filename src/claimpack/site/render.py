"""Page models into HTML: the templates, what they may use, and nothing that could be a script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from claimpack.figures import figure, plural
from claimpack.printing import visible
from claimpack.site import words
from claimpack.site.duckdb_wasm import MODULE_FILE, SCRIPT_FILE
from claimpack.site.links import external
from claimpack.site.models import label_of

# By the meta element, so that it also holds where no server sends headers. The SQL box compiles
# WebAssembly in a worker, which has the policy of its own answer and not that of the page.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
# The packages that have templates and static files.
PARTS = ("claimpack.site", "claimpack.site.pictures")
STYLES = ("site.css", "pictures.css")
NAVIGATION = (
    ("index.html", "Claims"),
    ("speakers/index.html", "Speakers"),
    ("publishers/index.html", "Publishers"),
    ("sources/index.html", "Sources"),
    ("questions.html", "Ask it"),
    ("data.html", "Data"),
    ("rules.html", "Rules"),
    ("downloads.html", "Downloads"),
    ("method.html", "Method"),
)
SECTIONS = {"claims": "index.html"} | {
    kind: f"{kind}/index.html" for kind in ("speakers", "publishers", "sources")
}


class Pages:
    """Renders the pages of a site."""

    def __init__(self, site: Any, labels: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Set up the templates.

        Args:
            site: what all pages know of the site (see ``site.About``).
            labels: for each code list, its rows by code.
        """
        self._environment = Environment(
            loader=ChoiceLoader([PackageLoader(name) for name in PARTS]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_finalize,
        )
        self._environment.filters |= {
            "code_words": words.code_words,
            "css": lambda code: code.replace("_", "-"),
            "cut": words.cut,
            "edtf_words": words.edtf_words,
            "external": external,
            "figure": figure,
            "label": label_of,
            "plural": _plural,
            "visible": visible,
            "words": lambda name: name.replace("_", " "),
        }
        self._environment.tests["iso_day"] = lambda text: bool(words.DAY.fullmatch(text))
        self._environment.globals |= {
            "csp": POLICY,
            "duckdb": {"script": SCRIPT_FILE, "module": MODULE_FILE},
            "labels": labels,
            "navigation": NAVIGATION,
            "site": site,
            "styles": STYLES,
        }

    def page(self, path: str, template: str, **model: Any) -> str:
        """Return the text of a page.

        Args:
            path: where it stands in the site.
            template: name of the template, without its ending.
            model: what stands on it.
        """
        folder, _, name = path.rpartition("/")
        return self._environment.get_template(f"{template}.html.j2").render(
            page=path,
            root="../" * (folder.count("/") + 1) if folder else "",
            section=SECTIONS.get(folder, name),
            **model,
        )


def _finalize(value: Any) -> Any:
    """Show control and bidi characters of texts, which escaping leaves as they are."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "\n".join(visible(line) for line in value.split("\n"))


def _plural(count: int | None, noun: str) -> str:
    """Return a count with its noun; of what was never counted there is none."""
    return plural(count or 0, noun)
