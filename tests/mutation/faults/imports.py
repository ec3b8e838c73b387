"""Faults in imported reviews: what their words, numbers and dates do not say together."""

from ..edits import Edit, add
from ..fault import fault

# What C001 is decided as is what the review says, where nothing else is told.
REVIEW = {
    "imported_review_id": "C001-I01",
    "claim_id": "C001",
    "publisher_id": "tass",
    "source_id": "S002",
    "review_url": "https://tass.com/economy/1915353",
    "raw_label": "True",
    "verdict": "supported",
    "raw_rating": "5",
    "raw_best_rating": "5",
    "raw_worst_rating": "1",
    "reviewed_on": "2025-02-19",
    "raw_reviewed_on": "2025-2-19",
    "claimed_on": "2025-02-18",
    "raw_claimed_on": "2025-02-18",
    "format": "claimreview",
    "mapping_version": "1",
    "record_number": "1",
    "file_sha256": "0" * 64,
    "imported_at": "2026-11-24T20:00:00Z",
}


def review(**cells: str) -> Edit:
    """Add an imported review of C001 that agrees with its verdict, but for the cells."""
    return add("imported_reviews", **(REVIEW | cells))


FAULTS = [
    fault(
        "imported-rating-conflict",
        "a label says true and the number the contrary",
        review(raw_rating="2"),
        at="imported_reviews C001-I01 raw_rating",
        says="in the worse half of 1 to 5",
    ),
    fault(
        "imported-rating-conflict",
        "a scale that is not stated goes from 1 to 5, and has a comma",
        review(raw_rating="2,5", raw_best_rating="", raw_worst_rating=""),
        at="imported_reviews C001-I01 raw_rating",
        says="not stated",
    ),
    fault(
        "imported-claim-after-review",
        "a claim is dated after its review",
        review(claimed_on="2025-02-20", raw_claimed_on="2025-02-20"),
        at="imported_reviews C001-I01 claimed_on",
        says="later than its review, of 2025-02-19",
    ),
    fault(
        "imported-date-unread",
        "a review is dated on a day that does not exist",
        review(reviewed_on="", raw_reviewed_on="2025-02-30"),
        at="imported_reviews C001-I01 raw_reviewed_on",
        says="cannot be read",
    ),
    fault(
        "imported-date-unread",
        "a claim is dated in words that no form has",
        review(claimed_on="", raw_claimed_on="last week"),
        at="imported_reviews C001-I01 raw_claimed_on",
        says="cannot be read",
    ),
    fault(
        "imported-label-unmapped",
        "a label stands for no verdict",
        review(verdict="", raw_label="Four rotten tomatoes"),
        at="imported_reviews C001-I01 verdict",
        says="has no verdict for the label",
    ),
    fault(
        "imported-verdict-differs",
        "a review says that a claim is false which was decided as supported",
        review(verdict="refuted", raw_label="False", raw_rating="1"),
        at="imported_reviews C001-I01 verdict",
        says="is decided as supported",
    ),
    fault(
        "ids-carry-their-claim",
        "the id of an imported review has another claim",
        review(imported_review_id="C002-I01"),
        at="imported_reviews C002-I01 imported_review_id",
        says="should begin with C001-I",
    ),
    fault(
        "not-in-the-future",
        "a review is imported in the future",
        review(imported_at="2999-01-01T00:00:00Z"),
        at="imported_reviews C001-I01 imported_at",
        says="later than now",
    ),
    fault(
        "plain-text",
        "a label is a formula",
        review(raw_label='=HYPERLINK("https://example.org")'),
        at="imported_reviews C001-I01 raw_label",
        says="formula",
    ),
]
