"""Faults in sources and origins: circles, and what is not known of them."""

from ..edits import change
from ..fault import fault

FAULTS = [
    fault(
        "origin-voice",
        "an origin has a speaker and an outlet of its own",
        change("origins", "putin-2025-02-19", publisher_id="tass"),
        at="origins putin-2025-02-19 publisher_id",
        says="both a speaker, putin,",
    ),
    fault(
        "provenance-cycle",
        "a source relays itself",
        change("sources", "S011", syndicated_from_source_id="S011"),
        at="sources S011 syndicated_from_source_id",
        says="a circle through S011",
    ),
    fault(
        "provenance-cycle",
        "two sources relay one another",
        change("sources", "S012", syndicated_from_source_id="S013"),
        change("sources", "S013", syndicated_from_source_id="S012"),
        at=(
            "sources S012 syndicated_from_source_id",
            "sources S013 syndicated_from_source_id",
        ),
        says="a circle through S012",
    ),
    fault(
        "provenance-cycle",
        "an origin derives from itself",
        change("origins", "staunovo-2025-02-18", derived_from_origin_id="staunovo-2025-02-18"),
        at="origins staunovo-2025-02-18 derived_from_origin_id",
        says="a circle through staunovo-2025-02-18",
    ),
    fault(
        "provenance-cycle",
        "two origins derive from one another",
        change(
            "origins",
            "baidildinov-loss-2025-02",
            derived_from_origin_id="baidildinov-volumes-2025-02",
        ),
        change(
            "origins",
            "baidildinov-volumes-2025-02",
            derived_from_origin_id="baidildinov-loss-2025-02",
        ),
        at=(
            "origins baidildinov-loss-2025-02 derived_from_origin_id",
            "origins baidildinov-volumes-2025-02 derived_from_origin_id",
        ),
        says="a circle through baidildinov-loss-2025-02",
    ),
    fault(
        "source-seen",
        "an unseen source is relayed by none",
        change("sources", "S087", syndicated_from_source_id=""),
        at="sources S126 accessed_at",
        says="no other source relays it",
    ),
    fault(
        "source-seen",
        "a source that was read has no address",
        change("sources", "S002", url=""),
        at="sources S002 url",
        says="without an address",
    ),
    fault(
        "source-title",
        "a title has no basis",
        change("sources", "S002", title_basis=""),
        at="sources S002 title_basis",
        says="go together",
    ),
    fault(
        "source-title",
        "a basis has no title",
        change("sources", "S002", title=""),
        at="sources S002 title_basis",
        says="go together",
    ),
]
