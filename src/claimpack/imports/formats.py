"""The names of the formats of reviews that are imported."""

from __future__ import annotations

# Each has a mapping of its name in ``claimpack/mappings``.
BUILT_IN = ("claimreview", "google-factcheck", "averitec", "climate-fever", "liar", "factckbr")
# Files of no format that is known: what they hold is said by --map.
KINDS = ("csv", "tsv", "json", "jsonl")
