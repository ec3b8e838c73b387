"""Faults in the descriptor, the schemas, the generated files and the waivers."""

from ..edits import append, json_edit, schema_edit
from ..fault import also, fault, in_file

DESCRIPTOR = "datapackage.json"
FORECASTS = "schemas/forecasts.json"
WAIVERS = "validation/waivers.csv"

FAULTS = [
    fault(
        "unknown-key",
        "a schema has primarykey",
        json_edit(FORECASTS, lambda schema: schema.update(primarykey=["claim_id"])),
        at=in_file(FORECASTS, value="primarykey"),
        says="nothing reads this key",
    ),
    fault(
        "unknown-key",
        "a constraint is misspelt",
        schema_edit("policy", "value", lambda field: field["constraints"].update(maximun=99)),
        at=in_file("schemas/policy.json", value="maximun"),
        says="field 'value'",
    ),
    fault(
        "dialect",
        "a resource announces semicolons",
        json_edit(
            DESCRIPTOR, lambda package: package["resources"][0].update(dialect={"delimiter": ";"})
        ),
        at=in_file(DESCRIPTOR, value="delimiter: ;"),
        says="tables are not read in this dialect",
    ),
    fault(
        "dialect",
        "a resource announces Latin-1",
        json_edit(DESCRIPTOR, lambda package: package["resources"][0].update(encoding="latin-1")),
        at=in_file(DESCRIPTOR, value="latin-1"),
        says="the encoding of every table is utf-8",
    ),
    fault(
        "version",
        "the version has two numbers",
        json_edit(DESCRIPTOR, lambda package: package.update(version="1.0")),
        at=in_file(DESCRIPTOR, value="1.0"),
        says="no version of three numbers",
    ),
    fault(
        "profile",
        "an example is a number and not text",
        schema_edit("policy", "value", lambda field: field.update(example=2)),
        at=in_file("schemas/policy.json", value="fields/1"),
        says="official profile",
    ),
    fault(
        "licence",
        "the licence is no identifier that tools know",
        json_edit(DESCRIPTOR, lambda package: package["licenses"][0].update(name="open")),
        at=in_file(DESCRIPTOR, value="open"),
        says="no SPDX identifier",
    ),
    fault(
        "name",
        "the name of the package has spaces",
        json_edit(DESCRIPTOR, lambda package: package.update(name="Caspian Pipeline")),
        at=in_file(DESCRIPTOR, value="Caspian Pipeline"),
        says="no slug",
        implied=also("profile", in_file(DESCRIPTOR), "frictionless has the same rule"),
    ),
    fault(
        "generated-stale",
        "a generated file was changed by hand",
        append("sql/tables/policy.sql", b"-- Changed by hand.\n"),
        at=in_file("sql/tables/policy.sql"),
        says="not what would be generated",
    ),
    fault(
        "waiver-unused",
        "what a waiver was about was mended",
        append(
            WAIVERS, b"source-title,sources,S002,The title is being looked for.,desk,2999-12-31\n"
        ),
        at=in_file(WAIVERS, line=2, column="rule", value="source-title"),
        says="sets nothing aside",
    ),
]
