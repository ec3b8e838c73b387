"""Faults that somebody puts in on purpose: they deceive a reader or attack a program."""

from ..edits import add, change
from ..fault import also, fault

FAULTS = [
    fault(
        "forbidden-characters",
        "a bidi override turns a text around",
        change("sources", "S012", title="Oil \u202edellac si"),
        at="sources S012 title",
        says="bidi",
    ),
    fault(
        "forbidden-characters",
        "a zero-width space stands in an id",
        change("quantities", "C053-Q1", quantity_id="C053-Q\u200b1"),
        at="quantities C053-Q\\u200b1 quantity_id",
        says="zero-width",
        implied=also(
            "pattern", "quantities C053-Q\\u200b1 quantity_id", "ids are plain letters and digits"
        ),
    ),
    fault(
        "forbidden-characters",
        "a cell holds a line break",
        change("evidence", "C014-E05", summary="First line.\nC999-E01,C999,S001"),
        at="evidence C014-E05 summary",
        says="line-break",
    ),
    fault(
        "forbidden-characters",
        "a cell holds an escape sequence of terminals",
        change("publishers", "tass", name="\x1b[31mTASS"),
        at="publishers tass name",
        says="control",
    ),
    fault(
        "forbidden-characters",
        "invisible tag characters carry a message",
        change("speakers", "putin", position="President\U000e0041\U000e0042"),
        at="speakers putin position",
        says="control",
    ),
    fault(
        "pattern",
        "the id of a publisher has a Cyrillic letter",
        add("publishers", like="tass", publisher_id="\u0430bc-color"),
        at="publishers \u0430bc-color publisher_id",
        says="does not match",
    ),
    fault(
        "foreign-key",
        "evidence cites a source with a Cyrillic letter",
        change("evidence", "C014-E05", source_id="\u0405002"),
        at="evidence C014-E05 source_id",
        says="no such source_id",
    ),
    fault(
        "plain-text",
        "a cell is a formula that runs a command",
        change("sources", "S012", title="=cmd|' /C calc'!A0"),
        at="sources S012 title",
        says="a spreadsheet takes it for a formula",
    ),
    fault(
        "plain-text",
        "a cell is a formula that begins with a sign",
        change("evidence", "C014-E05", summary="+HYPERLINK(https://example.org)"),
        at="evidence C014-E05 summary",
        says="a spreadsheet takes it for a formula",
    ),
    fault(
        "plain-text",
        "a cell holds a script",
        change("publishers", "tass", name="TASS<script>alert(1)</script>"),
        at="publishers tass name",
        says="a browser takes it for HTML",
    ),
    fault(
        "plain-text",
        "a cell holds a character reference of HTML",
        change("claims", "C003", claim_text="A strike &lt;img src=x&gt; took place."),
        at="claims C003 claim_text",
        says="a browser takes it for HTML",
    ),
    fault(
        "plain-text",
        "a name has a Cyrillic letter among Latin ones",
        change("speakers", "putin", name="Vladimir Put\u0456n"),
        at="speakers putin name",
        says="mixes letters of two scripts",
    ),
]
