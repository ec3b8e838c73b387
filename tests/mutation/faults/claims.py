"""Faults in the claims: attributions, quotations, forecasts."""

import hashlib

from ..edits import Edit, Tables, add, change, remove
from ..fault import also, fault, in_file

ARTICLE = "investcentrum-cpc-2025-02"


NO_HASH = also(
    "fill-rate",
    in_file("claims/claims.csv", column="quote_sha256", value="0.9846153846"),
    "every claim is to have a hash",
)


def words_of_length(claim: str, start: int, end: int) -> Edit:
    """Quote a claim in full, with made-up words and their hash."""
    words = "x" * (end - start)
    return change(
        "claims",
        claim,
        quote_start=str(start),
        quote_end=str(end),
        quote_exact=words,
        quote_sha256=hashlib.sha256(words.encode()).hexdigest(),
    )


def nothing_quoted(tables: Tables) -> None:
    """Quote no words of any claim."""
    for row in tables.rows("claims"):
        row["quote_exact"] = ""


FAULTS = [
    fault(
        "attribution-asserts",
        "an attribution asserts nothing",
        change("claims", "C023", asserts_claim_id=""),
        at="claims C023 asserts_claim_id",
        says="does not say what was asserted",
    ),
    fault(
        "attribution-asserts",
        "a fact asserts another claim",
        change("claims", "C004", asserts_claim_id="C005"),
        at="claims C004 asserts_claim_id",
        says="of the kind fact asserts none",
    ),
    fault(
        "attribution-asserts",
        "an attribution asserts itself",
        change("claims", "C023", asserts_claim_id="C023"),
        at="claims C023 asserts_claim_id",
        says="asserts itself",
    ),
    fault(
        "attribution-asserts",
        "an attribution asserts a claim of another article",
        add(
            "articles",
            article_id="other",
            title="Another",
            publisher_id="tass",
            url="https://example.org/other",
            published_on_basis="not known",
            language="en",
        ),
        change("claims", "C023", article_id="other"),
        at="claims C023 asserts_claim_id",
        says="of another article",
        implied=also("row-count", in_file("claims/articles.csv", value="2"), "there is one more"),
    ),
    fault(
        "attribution-chain",
        "an attribution has no chain",
        remove("attributions", "C040/1"),
        at="claims C040 claim_id",
        says="no chain",
        implied=also("row-count", in_file("claims/attributions.csv", value="21"), "one is lost"),
    ),
    fault(
        "attribution-hops",
        "the first hop is missing",
        change("attributions", "C040/1", hop="2"),
        at="attributions C040/2 hop",
        says="hop 1 is missing",
    ),
    fault(
        "attribution-hops",
        "a hop has no voice",
        change("attributions", "C040/1", speaker_id=""),
        at="attributions C040/1 speaker_id",
        says="neither",
    ),
    fault(
        "attribution-hops",
        "a hop has two voices",
        change("attributions", "C040/1", publisher_id="tass"),
        at="attributions C040/1 speaker_id",
        says="both",
    ),
    fault(
        "forecast-criterion",
        "a forecast has no criterion",
        remove("forecasts", "C060"),
        at="claims C060 claim_kind",
        says="no criterion",
    ),
    fault(
        "forecast-criterion",
        "a fact has a criterion",
        add("forecasts", claim_id="C004", resolution_criterion="The operator says so."),
        at="claims C004 claim_kind",
        says="a claim of another kind",
    ),
    fault(
        "quotation-budget",
        "a quarter of the article is quoted",
        nothing_quoted,
        words_of_length("C056", 2781, 3708),
        at=f"articles {ARTICLE} text_length",
        says="927 of 3708 characters are quoted: 25.0%, allowed are less than 25.0%",
    ),
    fault(
        "quote-hash",
        "other words of the same length are quoted",
        change(
            "claims", "C007", quote_exact="had disrupted the primary export route for Kazakh oil"
        ),
        at="claims C007 quote_sha256",
        says="the words have the hash",
    ),
    fault(
        "quote-length",
        "an offset is shifted by one",
        change("claims", "C007", quote_start="312"),
        at="claims C007 quote_exact",
        says="have 53 characters, their span has 54",
    ),
    fault(
        "quote-length",
        "the words do not fill their span",
        change("claims", "C007", quote_exact="has disrupted the export route for Kazakh oil"),
        at="claims C007 quote_exact",
        says="have 45 characters, their span has 53",
    ),
    fault(
        "quote-position",
        "a claim has no span in an article with a text",
        change("claims", "C003", quote_start="", quote_end="", quote_sha256=""),
        at="claims C003 quote_end",
        says="the claim has no span",
        implied=NO_HASH,
    ),
    *(
        fault(
            "quote-position",
            f"a quote has no {column}",
            change("claims", "C003", **{column: ""}),
            at="claims C003 quote_end",
            says="go together",
            implied=(NO_HASH,) if column == "quote_sha256" else (),
        )
        for column in ("quote_start", "quote_end", "quote_sha256")
    ),
    fault(
        "quote-position",
        "a quote ends where it starts",
        change("claims", "C003", quote_end="155"),
        at="claims C003 quote_end",
        says="ends before it starts, at 155",
    ),
    fault(
        "quote-position",
        "a quote ends after the article",
        change("claims", "C056", quote_end="3709"),
        at="claims C056 quote_end",
        says="ends after the article, at 3708",
        implied=also(
            "maximum-value",
            in_file("claims/claims.csv", column="quote_end", value="3709"),
            "no span can end so late",
        ),
    ),
    fault(
        "said-and-true",
        "a speaker asserts what no attribution says that he did",
        change("claims", "C003", speaker_id="putin"),
        at="claims C003 speaker_id",
        says="no attribution claim asserts it",
    ),
]
