"""Files of reviews as others publish them, with what has to become of each record.

``feed`` puts defects into records at random; every defect says itself what the importer has to do
with it, apart from the importer.
"""

import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]

LABELS = ("True", "False", "Mostly true", "Unproven", "Falso", "Pants on Fire!")
TOO_LONG = 17 << 20


def review(number: int, **said: Any) -> Record:
    """Return a sound ClaimReview; what is said replaces or, where None, removes a key."""
    record: Record = {
        "@type": "ClaimReview",
        "url": f"https://www.example.org/checks/{number}/ships",
        "claimReviewed": f"Claim {number}: that day {number} ships were waiting.",
        "datePublished": "2020-03-05",
        "author": {
            "@type": "Organization",
            "name": f"Desk {number % 7}",
            "url": f"https://desk{number % 7}.example.org/",
        },
        "reviewRating": {"@type": "Rating", "alternateName": LABELS[number % len(LABELS)]},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": f"Speaker {number % 50}"},
            "datePublished": "2020-03-01",
            "appearance": {"url": f"https://social.example.net/posts/{number}"},
        },
    }
    record |= said
    return {key: value for key, value in record.items() if value is not None}


@dataclass
class Expected:
    """What has to become of a file."""

    read: int = 0
    imported: int = 0
    repeated: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    unmapped: int = 0


@dataclass(frozen=True)
class Defect:
    """What is wrong with a record, and what has to become of it.

    Attributes:
        make: the bytes of the element, from its number.
        reason: why it is rejected, or None where it is imported.
        notes: what is told of it.
        is_new_claim: whether it brings a claim that no other record has.
        unmapped: whether its label stands for no verdict.
    """

    make: Callable[[int], bytes]
    reason: str | None = None
    notes: tuple[str, ...] = ()
    is_new_claim: bool = True
    unmapped: bool = False


def _json(record: Any) -> bytes:
    return json.dumps({"@type": "DataFeedItem", "item": [record]}).encode()


def _with(**said: Any) -> Callable[[int], bytes]:
    return lambda number: _json(review(number, **said))


def _claim(text: str) -> Callable[[int], bytes]:
    return lambda number: _json(review(number, claimReviewed=text.replace("#", str(number))))


def _item(**said: Any) -> Callable[[int], bytes]:
    def make(number: int) -> bytes:
        item = review(number)["itemReviewed"] | said
        return _json(review(number, itemReviewed=item))

    return make


def _rated(**said: Any) -> Callable[[int], bytes]:
    return lambda number: _json(review(number, reviewRating={"@type": "Rating", **said}))


def _raw(old: bytes, new: bytes) -> Callable[[int], bytes]:
    """Return a sound record in whose bytes something is replaced."""

    def make(number: int) -> bytes:
        sound = _json(review(number))
        assert old in sound
        return sound.replace(old, new, 1)

    return make


DEFECTS: dict[str, Defect] = {
    "none": Defect(lambda number: _json(review(number))),
    "an unpadded date": Defect(_with(datePublished="2020-3-5")),
    "a date that does not exist": Defect(
        _with(datePublished="2020-02-30"), notes=("review-date-unread",)
    ),
    "a date whose day may be its month": Defect(
        _with(datePublished="03/04/2020"), notes=("review-date-unread",)
    ),
    "a date of the claim that does not exist": Defect(
        _item(datePublished="2020-13-01"), notes=("claim-date-unread",)
    ),
    "a review after today": Defect(
        _with(datePublished="2999-01-01"), notes=("review-in-the-future",)
    ),
    "a claim after its review": Defect(_item(datePublished="2020-03-09")),
    "a blank claim": Defect(
        _with(claimReviewed=" \u200b ", itemReviewed=None), reason="claim-missing"
    ),
    "a claim of a few letters": Defect(_with(claimReviewed="It is so"), reason="claim-too-short"),
    "a word of 100,000 letters": Defect(
        _with(claimReviewed="x" * 100_000), reason="claim-too-long"
    ),
    "a byte that is not UTF-8": Defect(_raw(b"ships", b"sh\xff\xfeips"), reason="not-utf8"),
    "a value that is missing": Defect(_raw(b'"2020-03-05"', b""), reason="not-json"),
    "a bracket of the wrong kind": Defect(_raw(b'"2020-03-05"', b'{"a": [1}]'), reason="not-json"),
    "nesting without end": Defect(
        _raw(b'"2020-03-05"', b"[" * 2_000 + b"]" * 2_000), reason="too-deep"
    ),
    "line breaks": Defect(_claim("Claim #:\r\nthat day\n\n# ships\u2028were waiting.")),
    "HTML": Defect(_claim("<p>Claim #: <b>ships</b> &amp; boats<script>alert(1)</script>")),
    "HTML in entities": Defect(_claim("Claim #: &lt;img src=x onerror=alert(1)&gt; ships")),
    "HTML that does not end": Defect(_claim("Claim #: ships <script src=//x <img")),
    "a formula": Defect(_claim("=cmd|' /C calc'!A#")),
    "a formula behind a sign": Defect(_claim("@SUM(1+1)*claim #")),
    "controls that turn the text": Defect(_claim("Claim #: \u202eships\u202c were \u2066waiting")),
    "a NUL": Defect(_claim("Claim #:\0ships\0were waiting")),
    "a NUL as it is": Defect(_raw(b"that day", b"that\0day")),
    "half a character": Defect(_raw(b"that day", b"that \\ud800 day")),
    "letters of two scripts": Defect(
        _claim("Claim #: a message of p\u0430ypal on Facebook\u0442\u0430")
    ),
    "an address that is a script": Defect(
        _with(url="javascript:alert(1)"), notes=("review-address-unusable",)
    ),
    "no address at all": Defect(
        _with(url="javascript:alert(1)", author={"name": "Desk 1"}), reason="address-missing"
    ),
    "a relative address of the claim": Defect(
        _item(appearance="/posts/1"), notes=("claim-address-unusable",)
    ),
    "speakers in a list": Defect(_item(author=[{"name": "Ann Lee"}, {"name": "Bo Lee"}])),
    "a speaker that is a text": Defect(_item(author="Ann Lee")),
    "a speaker with two names": Defect(_item(author={"name": ["Ann Lee", "A. Lee"]})),
    "a blank speaker": Defect(_item(author={"name": "  "}), notes=("claimant-not-stated",)),
    "nothing said of the claim": Defect(_with(itemReviewed=None), notes=("claimant-not-stated",)),
    "a rating with a comma": Defect(_rated(alternateName="True", ratingValue="4,5")),
    "a rating that is true": Defect(_rated(alternateName="True", ratingValue=True)),
    "a rating that is no number": Defect(_rated(alternateName="True", ratingValue=float("nan"))),
    "a number against its words": Defect(
        _rated(alternateName="False", ratingValue=4, bestRating=6, worstRating=1)
    ),
    "no label": Defect(_with(reviewRating=None), reason="label-missing"),
    "a label that stands for nothing": Defect(
        _rated(alternateName="Four rotten tomatoes"), unmapped=True
    ),
    "nobody who reviews": Defect(_with(author=None, url=None), reason="publisher-missing"),
    "another type": Defect(_with(**{"@type": "Review"}), reason="no-review"),
    "no item": Defect(lambda number: b'{"@type": "DataFeedItem", "item": null}', "no-review"),
    "no object": Defect(lambda number: b"17", "no-object"),
    "a prefix before every key": Defect(
        lambda number: json.dumps(
            {
                f"schema:{key}" if not key.startswith("@") else key: value
                for key, value in review(
                    number, **{"@type": ["Review", "http://schema.org/ClaimReview"]}
                ).items()
            }
        ).encode()
    ),
}


def feed(records: int, seed: int) -> tuple[bytes, Expected, set[str]]:
    """Return a DataFeed with defects at random, what has to become of it, and which it has."""
    chance = random.Random(seed)
    expected = Expected()
    # one after the other first, so that even a short file has all of them
    names = [name for name in DEFECTS if name != "none"]
    elements: list[bytes] = []
    imported: list[tuple[int, Defect]] = []
    used = {"none"}

    def add(number: int, defect: Defect) -> None:
        elements.append(defect.make(number))
        expected.read += 1
        expected.notes.update(defect.notes)
        if defect.reason:
            expected.reasons[defect.reason] += 1
            return
        expected.imported += 1
        expected.claims += defect.is_new_claim
        expected.unmapped += defect.unmapped
        imported.append((number, defect))

    add(0, DEFECTS["none"])
    for number in range(1, records):
        kind = chance.random()
        if number <= len(names):
            name = names[number - 1]
        elif kind < 0.6:
            name = "none"
        elif kind < 0.65:
            again, defect = chance.choice(imported)
            elements.append(defect.make(again))
            expected.read += 1
            expected.repeated += 1
            expected.notes.update(defect.notes)
            continue
        elif kind < 0.70:
            again, _ = imported[0]
            # another desk about the first claim
            elements.append(
                _json(
                    review(
                        again,
                        url=f"https://other.example.com/{number}",
                        author={"name": f"Other desk {number}"},
                    )
                )
            )
            expected.read += 1
            expected.imported += 1
            continue
        else:
            name = chance.choice(names)
        used.add(name)
        add(number, DEFECTS[name])
    # once, as it is large: a record that is longer than any may be
    elements.insert(len(elements) // 2, _json(review(records, articleBody="x" * TOO_LONG)))
    expected.read += 1
    expected.reasons["too-long"] += 1
    head = b'{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": [\n'
    return head + b",\n".join(elements) + b"\n]}\n", expected, used
