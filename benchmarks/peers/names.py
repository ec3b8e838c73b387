"""The peers, what each cannot say, and what it takes to check some of it all the same."""

from __future__ import annotations

from dataclasses import dataclass

RULES = (
    "required",
    "type",
    "pattern",
    "enum",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "primary-key",
    "unique-key",
    "foreign-key",
)


@dataclass(frozen=True)
class Peer:
    """A validator by others.

    Attributes:
        name: its module here.
        title: what it is called, with what it runs on.
        package: the package on PyPI whose version counts.
        cannot: rules of the schemas that it does not check.
        by_hand: rules for which an expression or a query had to be handed to it.
        is_slow: whether it takes minutes for millions of rows.
    """

    name: str
    title: str
    package: str
    cannot: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    is_slow: bool = False

    @property
    def can(self) -> tuple[str, ...]:
        """The rules that it checks."""
        return tuple(rule for rule in RULES if rule not in self.cannot)


PEERS = (
    Peer(
        "dataframely_polars",
        "dataframely (polars)",
        "dataframely",
        by_hand=("type", "enum", "unique-key", "foreign-key"),
    ),
    Peer(
        "pointblank_polars",
        "pointblank (polars)",
        "pointblank",
        by_hand=("type",),
    ),
    Peer(
        "pandera_polars",
        "pandera (polars)",
        "pandera",
        by_hand=("type", "minLength", "maxLength", "unique-key", "foreign-key"),
    ),
    Peer(
        "gx_duckdb",
        "Great Expectations (DuckDB)",
        "great-expectations",
        by_hand=("type", "pattern", "minLength", "maxLength", "foreign-key"),
    ),
    Peer(
        "gx_pandas",
        "Great Expectations (pandas)",
        "great-expectations",
        cannot=("foreign-key",),
        by_hand=("type",),
        is_slow=True,
    ),
    Peer(
        "frictionless_own",
        "frictionless",
        "frictionless",
        cannot=("unique-key",),
        is_slow=True,
    ),
)
