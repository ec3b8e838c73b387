"""Faults in what values mean: they have the form, and say nothing that exists."""

from typing import Any

from ..edits import add, change, schema_edit
from ..fault import also, fault

ARTICLE = "investcentrum-cpc-2025-02"


def no_pattern(field: dict[str, Any]) -> None:
    """Leave the form of a value to its meaning."""
    del field["constraints"]["pattern"]


FAULTS = [
    fault(
        "edtf",
        "a day is on the 30th of February",
        change("origins", "cpc-restart-2025-05-23", made_public_on="2025-02-30"),
        at="origins cpc-restart-2025-05-23 made_public_on",
        says="not a date that EDTF",
    ),
    fault(
        "edtf",
        "a day is written as people write it",
        change("forecasts", "C060", resolves_by="18 February 2025"),
        at="forecasts C060 resolves_by",
        says="not a date that EDTF",
    ),
    fault(
        "edtf",
        "a period ends before it begins",
        change("quantities", "C053-Q1", period="2025-03/2025-02"),
        at="quantities C053-Q1 period",
        says="not a date that EDTF",
    ),
    fault(
        "bcp47",
        "a language is called by its name",
        change("sources", "S012", language="english"),
        at="sources S012 language",
        says="not a language tag",
    ),
    fault(
        "bcp47",
        "a language tag is not in its usual form",
        change("articles", ARTICLE, language="EN-us"),
        at=f"articles {ARTICLE} language",
        says="not a language tag",
    ),
    fault(
        "iso3166",
        "a country does not exist",
        change("publishers", "tass", country="XX"),
        at="publishers tass country",
        says="not a country",
    ),
    fault(
        "iso3166",
        "the United Kingdom is UK",
        change("speakers", "putin", country="UK"),
        at="speakers putin country",
        says="not a country",
    ),
    fault(
        "url",
        "an address has a tracker and a fragment",
        change("sources", "S002", url="https://tass.com/economy/1915353?utm_source=x#top"),
        at="sources S002 url",
        says="not an address in its canonical form",
    ),
    fault(
        "url",
        "the host of an address is in capitals",
        change("assessors", "research-desk", public_id="https://Example.org/desk"),
        at="assessors research-desk public_id",
        says="not an address in its canonical form",
    ),
    fault(
        "ucum",
        "a unit is not in UCUM",
        change("units", "wk", code="week"),
        at="units week code",
        says="not a unit in UCUM",
    ),
    fault(
        "quote",
        "a quotation is not in the normal form NFC",
        change("evidence", "C001-E01", key_quote="le pipeline e\u0301tait endommage\u0301"),
        at="evidence C001-E01 key_quote",
        says="NFC",
    ),
    fault(
        "admiralty_reliability",
        "a publisher is graded beyond the scale",
        change("publishers", "tass", reliability="G"),
        at="publishers tass reliability",
        says="not a reliability of the Admiralty code",
        implied=also(
            "foreign-key", "publishers tass reliability", "the scale is a table of codes too"
        ),
    ),
    fault(
        "admiralty_credibility",
        "evidence is graded beyond the scale",
        change("evidence", "C001-E01", credibility="7"),
        at="evidence C001-E01 credibility",
        says="not a credibility of the Admiralty code",
        implied=also(
            "foreign-key", "evidence C001-E01 credibility", "the scale is a table of codes too"
        ),
    ),
    fault(
        "code_points",
        "a position is before the beginning",
        change("claims", "C003", quote_start="-1"),
        at="claims C003 quote_start",
        says="not a count of characters",
        implied=also("minimum", "claims C003 quote_start", "the schema gives the bound too"),
    ),
    fault(
        "slug",
        "an id has two hyphens in a row, where only its meaning forbids it",
        schema_edit("assessors", "assessor_id", no_pattern),
        add("assessors", assessor_id="jana--n", name="Jana N.", kind="person"),
        at="assessors jana--n assessor_id",
        says="not a slug",
    ),
    fault(
        "sha256",
        "a hash is in capitals, where only its meaning forbids it",
        schema_edit("articles", "text_sha256", no_pattern),
        change("articles", ARTICLE, text_sha256="AB" * 32),
        at=f"articles {ARTICLE} text_sha256",
        says="not a SHA-256",
    ),
    fault(
        "wikidata",
        "a person is named by a property, where only the meaning forbids it",
        schema_edit("speakers", "wikidata_id", no_pattern),
        change("speakers", "putin", wikidata_id="P31"),
        at="speakers putin wikidata_id",
        says="not an item of Wikidata",
    ),
    fault(
        "utc",
        "a time is in no calendar, where only its meaning forbids it",
        schema_edit(
            "forecasts", "resolves_by", lambda field: field.update({"claimpack:meaning": "utc"})
        ),
        change("forecasts", "C060", resolves_by="2025-02-30T00:00:00Z"),
        at="forecasts C060 resolves_by",
        says="not a time in UTC",
    ),
]
