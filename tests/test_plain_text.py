"""The rule plain-text looks at every column of free text, also at one that a schema gets anew."""

import re

from claimpack.package import Package, Table
from claimpack.table_schema import Field

from .conftest import ROOT


def is_free_text(table: Table, field: Field) -> bool:
    references = {name for key in table.foreign_keys for name in key.fields}
    bound = "pattern" in field.constraints or "enum" in field.constraints
    free = field.type == "string" and field.meaning in (None, "quote")
    return free and not bound and field.name not in references


def test_plain_text_looks_at_every_column_of_free_text(package: Package) -> None:
    text = (ROOT / "validation" / "rules" / "plain-text.sql").read_text(encoding="utf-8")
    _, *parts = re.split(r"\n        '(\w+)' as table_name", text)
    looked_at = {
        (table, column)
        for table, body in zip(parts[::2], parts[1::2], strict=True)
        for column in re.findall(r"'(\w+)' as column_name", body)
    }
    assert looked_at == {
        (table.name, field.name)
        for table in package.tables
        for field in table.fields
        if not table.is_code_list and is_free_text(table, field)
    }
