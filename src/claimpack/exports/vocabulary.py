"""What tables and columns are called in public vocabularies, as the schemas say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from claimpack.errors import ClaimpackError
from claimpack.package import Package
from claimpack.table_schema import Field

DCT = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PREFIXES = {"dct": DCT, "oa": OA, "prov": PROV, "schema": SCHEMA, "skos": SKOS}
WIKIDATA = "https://www.wikidata.org/wiki/"
# The part of EDTF that is a date in ISO 8601 and in XML Schema alike.
PLAIN_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


class Vocabulary:
    """The terms of a package's schemas."""

    def __init__(self, package: Package) -> None:
        """Read nothing more than the package holds."""
        self._package = package

    def name(self, table: str, column: str, namespace: str) -> str:
        """Return what a column is called in a vocabulary, without the namespace.

        Raises:
            ClaimpackError: its schema maps it to no term there.
        """
        of = self._package.table(table)
        field = next((field for field in of.fields if field.name == column), None)
        term = field.term if field else None
        return _local(term, namespace, f"{of.schema_path}: the column '{column}'")

    def type(self, table: str, namespace: str) -> str:
        """Return the class that a row of a table belongs to, without the namespace.

        Raises:
            ClaimpackError: its schema maps it to no class there.
        """
        of = self._package.table(table)
        return _local(of.term, namespace, f"{of.schema_path}: the table")

    def properties(self, table: str, row: Mapping[str, Any], namespace: str) -> dict[str, Any]:
        """Return what a row says in the words of a vocabulary.

        Args:
            table: name of the table.
            row: values by column, as ``database.rows`` gives them.
            namespace: the vocabulary.

        Returns:
            Values by term, without the namespace: of columns that are exactly what the term
            means, that are no reference to another row, and that are not empty. A date that is
            no plain one is left out, since other vocabularies cannot say it.
        """
        of = self._package.table(table)
        keys = {column for key in of.foreign_keys for column in key.fields}
        said = {}
        for field in of.fields:
            is_there = field.is_exact and field.name not in keys and field.term is not None
            if is_there and str(field.term).startswith(namespace):
                value = _value(field, row.get(field.name))
                if value is not None:
                    said[str(field.term).removeprefix(namespace)] = value
        return said


def shortened(term: str) -> str:
    """Return a term with the prefix of its vocabulary, or as it is where that is not known."""
    for prefix, namespace in PREFIXES.items():
        if term.startswith(namespace):
            return f"{prefix}:{term.removeprefix(namespace)}"
    return term


def plain_date(text: str | None) -> str | None:
    """Return an EDTF date where it is a plain year, month or day, or else None."""
    return text if text and PLAIN_DATE.fullmatch(text) else None


def typed_date(text: str | None) -> dict[str, str] | None:
    """Return a plain date as XML Schema types it by its length, or None where it is none."""
    date = plain_date(text)
    return {"@value": date, "@type": DATE_TYPES[len(date)]} if date else None


def _value(field: Field, value: Any) -> Any:
    if value is None or value == "":
        return None
    if field.meaning == "edtf":
        return plain_date(str(value))
    if field.meaning == "wikidata":
        return WIKIDATA + str(value)
    return value


def _local(term: str | None, namespace: str, where: str) -> str:
    if term is None or not term.startswith(namespace):
        raise ClaimpackError(
            f"{where} is mapped to no term of {namespace}",
            f'add "skos:exactMatch" or "skos:closeMatch": "{namespace}…" to the schema',
        )
    return term.removeprefix(namespace)
