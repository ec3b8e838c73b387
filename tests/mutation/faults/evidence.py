"""Faults in the evidence: what it rests on, when it was added, how much it quotes."""

from ..edits import change, rechain
from ..fault import also, fault, in_file

ARTICLE = "investcentrum-cpc-2025-02"
FUTURE = "2999-01-01T00:00:00Z"
SIXTEEN_WORDS = "one two three four five six seven eight nine ten eleven twelve 13 14 15 16"


FAULTS = [
    fault(
        "dates-in-order",
        "an article is retrieved before it was published",
        change("articles", ARTICLE, retrieved_at="2025-02-18T23:59:59Z"),
        at=f"articles {ARTICLE} retrieved_at",
        says="retrieved before it was published",
    ),
    fault(
        "dates-in-order",
        "a source is read before it was published",
        change("sources", "S002", accessed_at="2025-02-17T23:59:59Z"),
        at="sources S002 accessed_at",
        says="read before it was published",
        implied=also(
            "minimum-value",
            in_file("claims/sources.csv", column="accessed_at", value="2025-02-17T23:59:59Z"),
            "nothing was read so early",
        ),
    ),
    fault(
        "dates-in-order",
        "a copy is published before what it copies",
        change("sources", "S101", published_on="2025-02-21"),
        at="sources S010 published_on",
        says="before the source that it relays, S101",
    ),
    fault(
        "dates-in-order",
        "an origin is public before it happened",
        change("origins", "cpc-restart-2025-05-23", made_public_on="2025-05-22"),
        at="origins cpc-restart-2025-05-23 made_public_on",
        says="made public before it happened",
    ),
    fault(
        "dates-in-order",
        "an origin happens before what it derives from",
        change("origins", "rakhmetullin-volumes-2025-02-19", happened_on="2025-02-17"),
        at="origins rakhmetullin-volumes-2025-02-19 happened_on",
        says="before the origin that it derives from, energy-ministry-volumes-2025-02-18",
    ),
    fault(
        "dates-in-order",
        "evidence is added before its source was read",
        change("evidence", "C001-E01", added_at="2025-12-31T00:00:00Z"),
        at="evidence C001-E01 added_at",
        says="added before the source was read",
    ),
    fault(
        "dates-in-order",
        "a source relays what happened after it",
        change("evidence", "C014-E01", origin_id="cpc-restart-2025-05-23"),
        at="evidence C014-E01 origin_id",
        says="relays what happened later, on 2025-05-23",
    ),
    fault(
        "dates-in-order",
        "an entry rests on evidence added later",
        *(
            change("assessments", f"C030-0{seq}", recorded_at="2025-12-31T00:00:00Z")
            for seq in (1, 2, 3)
        ),
        rechain("C030"),
        at="assessments C030-03 recorded_at",
        says="rests on evidence added later, C030-E01",
        implied=also(
            "minimum-value",
            in_file("claims/assessments.csv", column="recorded_at", value="2025-12-31T00:00:00Z"),
            "nothing was recorded so early",
        ),
    ),
    fault(
        "syndicated-origin",
        "two copies of one text are given an origin each, and one voice counts twice",
        change("evidence", "C020-E02", origin_id="smadiyarov-2025-02-19"),
        at=("evidence C020-E01 origin_id",),
        says="has the text of S015",
    ),
    fault(
        "evidence-seen",
        "evidence cites a source that was not seen",
        change("evidence", "C014-E05", source_id="S098"),
        at="evidence C014-E05 source_id",
        says="not seen",
    ),
    fault(
        "ids-carry-their-claim",
        "the id of an entry has another number",
        change("assessments", "C045-01", assessment_id="C045-09"),
        at="assessments C045-09 assessment_id",
        says="should be C045-01",
    ),
    fault(
        "ids-carry-their-claim",
        "the id of evidence has another claim",
        change("evidence", "C014-E05", evidence_id="C015-E99"),
        at="evidence C015-E99 evidence_id",
        says="should begin with C014-E",
    ),
    fault(
        "ids-carry-their-claim",
        "the id of a claim's quantity has another claim",
        change("quantities", "C053-Q1", quantity_id="C052-Q1"),
        at="quantities C052-Q1 quantity_id",
        says="should begin with C053-Q",
    ),
    fault(
        "ids-carry-their-claim",
        "the id of a quantity in evidence has the claim alone",
        change("quantities", "C042-E01-Q1", quantity_id="C042-Q1"),
        at="quantities C042-Q1 quantity_id",
        says="should begin with C042-E01-Q",
    ),
    fault(
        "key-quote-words",
        "a key quote is long",
        change("evidence", "C014-E01", key_quote=SIXTEEN_WORDS),
        at="evidence C014-E01 key_quote",
        says="16 words are quoted, at most 15",
    ),
    fault(
        "key-quote-words",
        "the words of a figure are long",
        change("quantities", "C053-Q1", stated_as=SIXTEEN_WORDS),
        at="quantities C053-Q1 stated_as",
        says="16 words are quoted, at most 15",
    ),
    fault(
        "not-in-the-future",
        "an article is retrieved in the future",
        change("articles", ARTICLE, retrieved_at=FUTURE),
        at=f"articles {ARTICLE} retrieved_at",
        says="later than now",
    ),
    fault(
        "not-in-the-future",
        "a source is read in the future",
        change("sources", "S001", accessed_at=FUTURE),
        at="sources S001 accessed_at",
        says="later than now",
    ),
    fault(
        "not-in-the-future",
        "evidence is added in the future",
        change("evidence", "C014-E05", added_at=FUTURE),
        at="evidence C014-E05 added_at",
        says="later than now",
    ),
    fault(
        "not-in-the-future",
        "an entry is recorded in the future",
        change("assessments", "C045-04", recorded_at=FUTURE),
        rechain("C045"),
        at="assessments C045-04 recorded_at",
        says="later than now",
    ),
    fault(
        "retracted-source",
        "the source of evidence was withdrawn",
        change("sources", "S013", retracted_on="2025-03"),
        at="evidence C004-E02 source_id",
        says="withdrawn",
    ),
    fault(
        "retracted-source",
        "what the source of evidence relays was withdrawn",
        change("sources", "S126", retracted_on="2025-03"),
        at="evidence C036-E01 source_id",
        says="withdrawn",
    ),
    fault(
        "self-evidence",
        "the article is evidence on its own claim",
        change("evidence", "C014-E05", source_id="S001"),
        at="evidence C014-E05 source_id",
        says="the article itself",
    ),
    fault(
        "self-evidence",
        "a copy of the article is evidence on its claim",
        change("sources", "S022", syndicated_from_source_id="S001"),
        at="evidence C007-E04 source_id",
        says="or relays it",
    ),
]
