"""Faults in the bytes and the rows of files: what no reader may have to guess."""

import csv
import io
from collections.abc import Callable

from ..edits import add_file, append, delete, line, new_bytes, replace_bytes
from ..fault import fault, in_file

POLICY = "claims/policy.csv"
SPEAKERS = "claims/speakers.csv"
HEADER = "policy_id,value,reason"


def swapped(first: str, second: str) -> bytes:
    """Return the header of the claims with two columns swapped."""
    other = {first: second, second: first}
    return ",".join(other.get(name, name) for name in CLAIMS.split(",")).encode()


CLAIMS = (
    "claim_id,article_id,quote_start,quote_end,quote_sha256,quote_exact,claim_text,claim_kind,"
    "speaker_id,asserts_claim_id,checkability,checkability_reason"
)


def without_column(content: bytes, name: str) -> bytes:
    """Remove a column from a table."""
    rows = list(csv.reader(io.StringIO(content.decode())))
    index = rows[0].index(name)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(r[:index] + r[index + 1 :] for r in rows)
    return out.getvalue().encode()


def moved_to_the_end(claim: str) -> Callable[[bytes], bytes]:
    """Move the row of a claim below all others."""

    def move(content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        row = next(line for line in lines if line.startswith(f"{claim},".encode()))
        return b"".join([*(line for line in lines if line != row), row])

    return move


FAULTS = [
    fault(
        "file-missing",
        "a table is gone",
        delete("claims/forecasts.csv"),
        at=in_file("claims/forecasts.csv"),
        says="does not exist",
    ),
    fault(
        "file-encoding",
        "a table is saved as Latin-1",
        new_bytes(
            SPEAKERS, lambda text: text.replace(b"Novak,", "Nov\u00e1k,".encode("latin-1"), 1)
        ),
        at=in_file(SPEAKERS, line=3),
        says="0xe1 is not UTF-8",
    ),
    fault(
        "file-encoding",
        "a table begins with a byte order mark",
        new_bytes("claims/measures.csv", lambda text: b"\xef\xbb\xbf" + text),
        at=in_file("claims/measures.csv", line=1),
        says="byte order mark",
    ),
    fault(
        "file-encoding",
        "a table is saved as UTF-16",
        new_bytes("claims/assessors.csv", lambda text: text.decode().encode("utf-16")),
        at=in_file("claims/assessors.csv", line=1),
        says="byte order mark of UTF-16",
    ),
    fault(
        "file-encoding",
        "a cell holds a NUL",
        replace_bytes("claims/codes/stances.csv", "Context", b"Con\0text"),
        at=in_file("claims/codes/stances.csv", line=2),
        says="NUL",
    ),
    fault(
        "file-conflict",
        "a merge of two branches was not finished",
        append("claims/attributions.csv", b"<<<<<<< HEAD\nC064,2,tass,,said\n=======\n>>>>>>> b\n"),
        at=in_file("claims/attributions.csv", line=24),
        says="an unfinished merge of git stands here",
    ),
    fault(
        "file-line-ends",
        "the lines end with CRLF",
        new_bytes("claims/publishers.csv", lambda text: text.replace(b"\n", b"\r\n")),
        at=in_file("claims/publishers.csv", line=1),
        says="carriage return",
    ),
    fault(
        "file-line-ends",
        "the last line does not end",
        new_bytes("claims/evidence.csv", lambda text: text.removesuffix(b"\n")),
        at=in_file("claims/evidence.csv", line=200),
        says="does not end",
    ),
    fault(
        "header",
        "two columns of one type are swapped",
        line("claims/claims.csv", 1, lambda _: swapped("quote_start", "quote_end")),
        at=in_file(
            "claims/claims.csv",
            line=1,
            value=swapped("quote_start", "quote_end")[:60].decode() + "…",
        ),
        says="the order should be claim_id, article_id, quote_start, quote_end",
    ),
    fault(
        "header",
        "a column is misspelt",
        replace_bytes(POLICY, "reason", b"reasons"),
        at=in_file(POLICY, line=1, value="policy_id,value,reasons"),
        says="missing: reason; not in the schema: reasons",
    ),
    fault(
        "header",
        "a column is missing",
        new_bytes("claims/codes/stages.csv", lambda text: without_column(text, "has_verdict")),
        at=in_file("claims/codes/stages.csv", line=1, value="code,label,definition"),
        says="missing: has_verdict",
    ),
    fault(
        "header",
        "a table is empty",
        new_bytes("claims/assessment_evidence.csv", lambda _: b""),
        at=in_file("claims/assessment_evidence.csv", line=1, value=""),
        says="not even a header",
    ),
    fault(
        "header",
        "the cells are separated by semicolons",
        new_bytes(POLICY, lambda text: text.replace(b",", b";")),
        at=in_file(POLICY, line=1, value="policy_id;value;reason"),
        says="separated by ';', not by commas",
    ),
    fault(
        "blank-row",
        "a line is empty",
        line("claims/speakers.csv", 4, lambda row: row + b"\n"),
        at=in_file("claims/speakers.csv", line=5),
        says="the line is empty",
    ),
    fault(
        "blank-row",
        "a table ends with two line feeds",
        append("claims/quantities.csv", b"\n"),
        at=in_file("claims/quantities.csv", line=57),
        says="the line is empty",
    ),
    fault(
        "row-form",
        "a row has a cell too many",
        append("claims/codes/units.csv", b"g,Gram,A thousandth of a kilogram.,mass,0.001,x\n"),
        at=in_file(
            "claims/codes/units.csv",
            line=14,
            value="g,Gram,A thousandth of a kilogram.,mass,0.001,x",
        ),
        says="Expected Number of Columns: 5 Found: 6",
    ),
    fault(
        "row-form",
        "a row lacks cells",
        append("claims/attributions.csv", b"C002,1\n"),
        at=in_file(
            "claims/attributions.csv",
            line=24,
            column="speaker_id",
            value="C002,1",
        ),
        says="Expected Number of Columns: 5 Found: 2",
    ),
    fault(
        "row-form",
        "a text with a comma is not quoted",
        append("claims/codes/stances.csv", b"silent,Silent,Says nothing, neither way.,false\n"),
        at=in_file(
            "claims/codes/stances.csv",
            line=6,
            value="silent,Silent,Says nothing, neither way.,false",
        ),
        says="Expected Number of Columns: 4 Found: 5",
    ),
    fault(
        "row-form",
        "a quote is not closed",
        append("claims/codes/confidences.csv", b'none,None,"Open,4\n'),
        at=in_file(
            "claims/codes/confidences.csv", line=5, column="definition", value='none,None,"Open,4'
        ),
        says="quote",
    ),
    fault(
        "undeclared-file",
        "an old copy of a table lies beside it",
        add_file("claims/claims-old.csv", "claim_id\nC001\n"),
        at=in_file("claims/claims-old.csv"),
        says="no resource of datapackage.json has this file",
    ),
    fault(
        "row-order",
        "a claim was put at the end of its table",
        new_bytes("claims/claims.csv", moved_to_the_end("C010")),
        at="claims C010 claim_id",
        says="should stand before C065",
    ),
]
