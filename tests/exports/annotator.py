"""Resolve Web Annotations in a page in Chromium, by the annotator of Apache."""

import hashlib
import html
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ..chromium import chromium
from .targets import NODE_MODULES, SECONDS, VALIDATORS, RefusedError

ESBUILD = NODE_MODULES / "esbuild" / "bin" / "esbuild"
# Returns, for each annotation, the texts of the ranges that each of its selectors matches.
RESOLVE = """
async (annotations) => {
  const scope = document.getElementById('article');
  const matchers = {
    TextPositionSelector: annotator.createTextPositionSelectorMatcher,
    TextQuoteSelector: annotator.createTextQuoteSelectorMatcher,
  };
  const found = [];
  for (const annotation of annotations) {
    const texts = {};
    for (const selector of annotation.target.selector) {
      texts[selector.type] = [];
      for await (const range of matchers[selector.type](selector)(scope)) {
        texts[selector.type].push(range.toString());
      }
    }
    found.push(texts);
  }
  return found;
}
"""


def page_of(text: str) -> str:
    """Return a page that holds a text, with elements around some of its words."""
    words = html.escape(text).split(" ")
    marked = [
        f"<b>{word}</b>" if n % 7 == 3 and "\n" not in word else word
        for n, word in enumerate(words)
    ]
    return f'<!DOCTYPE html><meta charset="utf-8"><pre id="article">{" ".join(marked)}</pre>'


def resolve(file: Path, text: str, folder: Path) -> None:
    """Resolve every annotation of a file on a page with the text.

    Raises:
        RefusedError: a selector finds nothing, or other words than those that were hashed.
    """
    context = chromium().new_context(offline=True)
    if not ESBUILD.is_file():
        pytest.skip("there is no esbuild: run npm ci in tests/validators")
    script = folder / "annotator.js"
    subprocess.run(
        [
            *(ESBUILD, VALIDATORS / "annotator.mjs", "--bundle", "--log-level=warning"),
            *("--format=iife", "--global-name=annotator", f"--outfile={script}"),
        ],
        check=True,
        timeout=SECONDS,
    )
    items = json.loads(file.read_text(encoding="utf-8"))["first"]["items"]
    page = context.new_page()
    page.set_content(page_of(text))
    page.add_script_tag(path=script)
    found = page.evaluate(RESOLVE, items)
    context.close()
    for item, texts in zip(items, found, strict=True):
        _expect(item, texts)


def _expect(item: dict[str, Any], texts: dict[str, list[str]]) -> None:
    position, *words = item["target"]["selector"]
    spans = texts["TextPositionSelector"]
    hashes = [hashlib.sha256(span.encode()).hexdigest() for span in spans]
    if hashes != [position["sha256"]]:
        raise RefusedError(f"{item['id']}: at its position stands {spans}")
    if words and spans[0] not in texts["TextQuoteSelector"]:
        raise RefusedError(f"{item['id']}: its words are found as {texts['TextQuoteSelector']}")
