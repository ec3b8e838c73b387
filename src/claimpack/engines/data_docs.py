"""Data Docs as pages that need neither a network nor scripts.

Those of Great Expectations load styles, scripts and pictures from other servers, and their index
is drawn by a script. They are made from Jinja templates, and a site names the view that fills
them in: this one has templates of its own in place of those that reach for the network. A policy
in every page forbids what a text of the package might smuggle in.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from great_expectations.render.view.view import DefaultJinjaPageView
from jinja2 import ChoiceLoader, FileSystemLoader

TEMPLATES = Path(__file__).parent / "templates"


class OfflinePageView(DefaultJinjaPageView):
    """Fills in every page, the index too, from our templates before those of the library."""

    def __init__(self, **options: Any) -> None:
        """Take what a site gives its views."""
        super().__init__(**options)
        theirs = self.env.loader
        self.env.loader = ChoiceLoader([FileSystemLoader(TEMPLATES), *([theirs] if theirs else [])])


def site(folder: Path) -> dict[str, Any]:
    """Return the configuration of a site that is written to a folder."""
    view = {"module_name": __name__, "class_name": OfflinePageView.__name__}
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(folder),
        },
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", "view": view},
        "site_section_builders": {
            "expectations": {"view": view},
            "validations": {"view": view},
            "profiling": "None",
        },
    }
