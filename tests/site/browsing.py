"""Pages of the site in Chromium: over http or as files, under the policy of the site, offline."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, PackageLoader, StrictUndefined

from claimpack.site.render import POLICY

from ..conftest import ROOT

STATIC = ROOT / "src" / "claimpack" / "site" / "static"
AXE = ROOT / "tests" / "validators" / "node_modules" / "axe-core" / "axe.min.js"
PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width">
<title>A page</title>
<link rel="icon" href="data:,">
%(head)s
</head>
<body>
%(body)s
</body>
</html>
"""


def page_of(imported: str, head: str, body: str, **values: Any) -> str:
    """Return a page with parts of the templates of the site."""
    environment = Environment(
        loader=PackageLoader("claimpack.site"), autoescape=True, undefined=StrictUndefined
    )
    template = imported + PAGE % {"head": head, "body": body}
    return environment.from_string(template).render(policy=POLICY, **values)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as ``python -m http.server`` does, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, folder)) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def __init__(self, folder: Path, *arguments: Any) -> None:
        super().__init__(*arguments, directory=str(folder))

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


class Visit:
    """A page that was opened, what it tried, and what its console said."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.messages: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.context.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", lambda dialog: self.messages.append(dialog.message))
        self.page.goto(address)

    def foreign_requests(self) -> list[str]:
        """Return the requests that left the origin of the page."""
        origin = self.address[: self.address.index("/", 8)]
        return [url for url in self.requests if not url.startswith((origin, "data:", "blob:"))]


def barriers(
    page: Any, part: str = "html", rules: list[str] | None = None
) -> list[tuple[str, str]]:
    """Return what axe finds on a part of a page: a rule, and the first element that breaks it.

    By default by all its rules.
    """
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci --prefix tests/validators")
    page.evaluate(AXE.read_text("utf-8"))
    # it would fetch the styles again, which a page opened as a file may not
    options = {"preload": False} | ({"runOnly": rules} if rules else {})
    found = page.evaluate("([part, options]) => axe.run(part, options)", [part, options])
    return [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found["violations"]]
