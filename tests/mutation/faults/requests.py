"""Faults in correction requests: half answered, answered too early, under a wrong id."""

from ..edits import Edit, add
from ..fault import fault

ANSWERED = {
    "outcome": "declined",
    "answer": "That figure is about another month.",
    "answered_at": "2026-11-23T09:00:00Z",
    "answered_by": "research-desk",
}
FUTURE = "2999-01-01T00:00:00Z"


def request(**cells: str) -> Edit:
    """Add a request about C015 that was answered, but for the cells."""
    row = {
        "request_id": "C015-R01",
        "claim_id": "C015",
        "request": "A reader says that the operator gives another figure.",
        "received_at": "2026-11-22T20:00:00Z",
    }
    return add("correction_requests", **(row | ANSWERED | cells))


FAULTS = [
    *(
        fault(
            "correction-request",
            f"a request is answered without {what}",
            request(**{column: ""}),
            at="correction_requests C015-R01 outcome",
            says="belong together",
        )
        for column, what in (
            ("outcome", "an outcome"),
            ("answer", "words"),
            ("answered_at", "a time"),
            ("answered_by", "anybody"),
        )
    ),
    fault(
        "correction-request",
        "a request is answered before it came",
        request(answered_at="2026-11-22T19:59:59Z"),
        at="correction_requests C015-R01 answered_at",
        says="answered before it was received",
    ),
    fault(
        "ids-carry-their-claim",
        "the id of a request has another claim",
        request(request_id="C014-R01"),
        at="correction_requests C014-R01 request_id",
        says="should begin with C015-R",
    ),
    fault(
        "not-in-the-future",
        "a request comes in the future",
        request(received_at=FUTURE, answered_at="", answer="", answered_by="", outcome=""),
        at="correction_requests C015-R01 received_at",
        says="later than now",
    ),
    fault(
        "not-in-the-future",
        "a request is answered in the future",
        request(answered_at=FUTURE),
        at="correction_requests C015-R01 answered_at",
        says="later than now",
    ),
    fault(
        "foreign-key",
        "a request has an outcome that is no code",
        request(outcome="rejected"),
        at="correction_requests C015-R01 outcome",
        says="no such code",
    ),
    fault(
        "plain-text",
        "a request holds a link in HTML",
        request(request="See <a href='https://example.org'>this</a>."),
        at="correction_requests C015-R01 request",
        says="a browser takes it for HTML",
    ),
    fault(
        "plain-text",
        "an answer is a formula",
        request(answer="=1+1"),
        at="correction_requests C015-R01 answer",
        says="a spreadsheet takes it for a formula",
    ),
]
