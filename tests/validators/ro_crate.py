"""Run rocrate-validator offline: the context that it would fetch comes from the rocrate package.

usage: ro_crate.py FOLDER
"""

import io
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

import requests
import requests_cache
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

CONTEXT = "https://w3id.org/ro/crate/1.3/context"
PROFILE = "ro-crate-1.3"


class Stored(BaseAdapter):
    """Answers with the context."""

    def send(self, request: requests.PreparedRequest, **_: object) -> requests.Response:
        content = (files("rocrate") / "data" / "ro-crate.jsonld").read_bytes()
        response = requests.Response()
        response.status_code = 200
        response.url, response.request = str(request.url), request
        response.headers["Content-Type"] = "application/ld+json"
        response.raw = HTTPResponse(
            io.BytesIO(content), response.headers, 200, preload_content=False
        )
        return response

    def close(self) -> None:
        pass


with tempfile.TemporaryDirectory() as folder:
    cache = Path(folder) / "http"
    session = requests_cache.CachedSession(str(cache), expire_after=-1)
    session.mount(CONTEXT, Stored())
    session.get(CONTEXT).raise_for_status()
    command = [
        *(str(Path(sys.executable).with_name("rocrate-validator")), "--no-interactive"),
        *("--disable-color", "validate", "--offline", "--cache-path", str(cache)),
        *("--profile-identifier", PROFILE, "--no-paging", sys.argv[1]),
    ]
    sys.exit(subprocess.run(command, check=False).returncode)
