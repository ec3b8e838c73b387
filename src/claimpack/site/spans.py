"""The places of the claims in their articles, as a script for the page with a reader's own copy."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import groupby

import duckdb

from claimpack.database import rows

# An article without a hash cannot be recognised in a copy.
QUERY = """
select
    articles.article_id,
    articles.title,
    articles.language,
    articles.text_sha256,
    articles.text_length,
    claims.claim_id,
    claims.quote_start as start,
    claims.quote_end as end_,
    claims.quote_sha256 as sha256,
    coalesce(claim_status.verdict, claim_status.proposed_verdict) as verdict,
    case
        when claim_status.verdict is not null then verdicts.label
        when verdicts.label is not null then verdicts.label || ' (proposed)'
        else stages.label
    end as label,
    claims.claim_text as text
from claims
inner join articles on claims.article_id = articles.article_id
inner join claim_status on claims.claim_id = claim_status.claim_id
left join verdicts
    on coalesce(claim_status.verdict, claim_status.proposed_verdict) = verdicts.code
left join stages on claim_status.stage = stages.code
where articles.text_sha256 is not null and claims.quote_start is not null
order by articles.article_id, start, end_ desc, claims.claim_id
"""
OF_ARTICLE = ("article_id", "title", "language", "text_sha256", "text_length")
OF_SPAN = ("claim_id", "start", "end_", "sha256", "verdict", "label", "text")


def spans_script(connection: duckdb.DuckDBPyConnection, href: Callable[[str], str]) -> str:
    """Return a script that sets ``claimpackSpans``, as ``static/own-copy.js`` reads it.

    That is ``{articles: [{article_id, title, language, text_sha256, text_length, spans:
    [{claim_id, start, end, sha256, verdict, label, text, href}]}]}``. Positions are code points,
    the end exclusive; spans are sorted by where they begin, the longer first. The verdict is the
    one in force, or else the one proposed, as its label says; null where there is neither.

    Args:
        connection: the package, with its tables and views.
        href: gives the address of a claim's page, as seen from the page with the copy.
    """
    articles = []
    for _, group in groupby(rows(connection, QUERY), key=lambda row: row["article_id"]):
        spans = list(group)
        articles.append(
            {name: spans[0][name] for name in OF_ARTICLE}
            | {
                "spans": [
                    {name.rstrip("_"): span[name] for name in OF_SPAN}
                    | {"href": href(span["claim_id"])}
                    for span in spans
                ]
            }
        )
    data = json.dumps({"articles": articles}, indent=1).replace("<", "\\u003c")
    return f'"use strict";\n\nvar claimpackSpans = {data};\n'
