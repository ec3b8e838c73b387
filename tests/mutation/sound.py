"""Edits that a rule might take for a fault and must not."""

from dataclasses import dataclass

from .edits import Edit, add, change, rechain
from .fault import Implied, also, in_file
from .faults.claims import ARTICLE, NO_HASH, nothing_quoted, words_of_length
from .faults.evidence import SIXTEEN_WORDS
from .faults.imports import review
from .faults.log import decided_again
from .faults.requests import request


@dataclass(frozen=True)
class Sound:
    """Edits that no rule minds; a threshold may say that the number is another now."""

    edits: tuple[Edit, ...]
    implied: tuple[Implied, ...] = ()


ONE_MORE = also("row-count", in_file("claims/articles.csv", value="2"), "there is one more")
EARLY = "reading and recording began later, says a threshold"

SOUND = {
    "a decision is corrected after the claim was reopened": Sound(decided_again()),
    "an entry is recorded when its evidence was added": Sound(
        (
            change("evidence", "C030-E01", added_at="2026-11-22T00:00:00Z"),
            *(
                change("assessments", f"C030-0{seq}", recorded_at="2026-11-22T00:00:00Z")
                for seq in (1, 2, 3)
            ),
            rechain("C030"),
        ),
        (
            also(
                "minimum-value",
                in_file(
                    "claims/assessments.csv", column="recorded_at", value="2026-11-22T00:00:00Z"
                ),
                EARLY,
            ),
        ),
    ),
    "a month is not before a day in it": Sound(
        (change("origins", "cpc-restart-2025-05-23", made_public_on="2025-05"),)
    ),
    "an article is retrieved on the day on which it may have been published": Sound(
        (change("articles", ARTICLE, retrieved_at="2025-02-19T00:00:00Z"),)
    ),
    "a source is read on the day on which it was published": Sound(
        (change("sources", "S002", accessed_at="2025-02-18T00:00:00Z"),),
        (
            also(
                "minimum-value",
                in_file("claims/sources.csv", column="accessed_at", value="2025-02-18T00:00:00Z"),
                EARLY,
            ),
        ),
    ),
    "an origin happens on the day of what it derives from": Sound(
        (change("origins", "rakhmetullin-volumes-2025-02-19", happened_on="2025-02-18"),)
    ),
    "less than a quarter is quoted; the title does not count, nor what is quoted twice": Sound(
        (
            nothing_quoted,
            words_of_length("C056", 2782, 3708),
            words_of_length("C054", 3341, 3387),
            words_of_length("C055", 3388, 3450),
            change(
                "claims",
                "C001",
                quote_exact="Kazakhstan to Engage with Ukraine Over Drone Attack on Caspian"
                " Pipeline, Official Says",
            ),
        )
    ),
    "an imported claim has no span in an article without its text": Sound(
        (
            add(
                "articles",
                article_id="imported",
                title="Imported",
                publisher_id="tass",
                url="https://example.org/imported",
                published_on_basis="not known",
                language="en",
            ),
            change(
                "claims",
                "C045",
                article_id="imported",
                speaker_id="tass",
                quote_start="",
                quote_end="",
                quote_sha256="",
            ),
            add(
                "speakers",
                speaker_id="tass",
                name="TASS",
                kind="organisation",
                is_party_reason="Not known.",
            ),
        ),
        (ONE_MORE, NO_HASH),
    ),
    "an interval is open at its lower end": Sound((change("quantities", "C053-Q1", lower=""),)),
    "a key quote has as many words as are allowed": Sound(
        (change("evidence", "C014-E01", key_quote=SIXTEEN_WORDS.removesuffix(" 16")),)
    ),
    "requests, one open and one answered": Sound(
        (
            request(),
            request(request_id="C015-R02", outcome="", answer="", answered_at="", answered_by=""),
        )
    ),
    "a review of the day of the claim, whose number is outside of the scale": Sound(
        (review(claimed_on="2025-02-19", raw_rating="-1"),)
    ),
    "a review without a number, and one whose scale begins with the best": Sound(
        (
            review(raw_rating="", raw_best_rating="", raw_worst_rating=""),
            review(
                imported_review_id="C001-I02",
                raw_rating="1",
                raw_best_rating="1",
                raw_worst_rating="5",
            ),
        )
    ),
    "a withdrawn source that no evidence cites": Sound(
        (change("sources", "S001", retracted_on="2025-03"),)
    ),
}
