"""Faults in figures, measures and thresholds of the policy."""

from ..edits import change, remove
from ..fault import fault, missed

FAULTS = [
    fault(
        "measure-comparability",
        "a comparable measure has no caveat",
        change("measures", "national-cfd-loss-shares", comparability_caveat=""),
        at="measures national-cfd-loss-shares comparable_with_measure_id",
        says="go together",
    ),
    fault(
        "measure-comparability",
        "a caveat has no comparable measure",
        change("measures", "national-cfd-loss-shares", comparable_with_measure_id=""),
        at="measures national-cfd-loss-shares comparable_with_measure_id",
        says="go together",
    ),
    fault(
        "measure-comparability",
        "a measure is comparable with itself",
        change(
            "measures",
            "national-cfd-loss-shares",
            comparable_with_measure_id="national-cfd-loss-shares",
        ),
        at="measures national-cfd-loss-shares comparable_with_measure_id",
        says="with itself",
    ),
    fault(
        "measure-comparability",
        "a total is comparable with what is none",
        change("measures", "provider-cfd-loss-share", is_total="true"),
        at="measures national-cfd-loss-shares comparable_with_measure_id",
        says="adds up over its period",
    ),
    fault(
        "measure-comparability",
        "measures of two dimensions are comparable",
        change(
            "measures", "national-cfd-loss-shares", comparable_with_measure_id="repair-duration"
        ),
        at="measures national-cfd-loss-shares comparable_with_measure_id",
        says="measured in % and d",
    ),
    *(
        fault(
            "policy-complete",
            f"{policy} is missing",
            remove("policy", policy),
            at=missed("policy", policy, "policy_id"),
            says="missing",
        )
        for policy in ("max_key_quote_words", "max_quotation_share", "min_independent_origins")
    ),
    fault(
        "quantity-interval",
        "an interval has no end",
        change("quantities", "C053-Q1", lower="", upper=""),
        at="quantities C053-Q1 lower",
        says="no end at all",
    ),
    fault(
        "quantity-interval",
        "the lower end is above the upper end",
        change("quantities", "C053-Q1", lower="90"),
        at="quantities C053-Q1 lower",
        says="above the upper end, 80.25",
    ),
    fault(
        "quantity-owner",
        "nobody states a quantity",
        change("quantities", "C053-Q1", claim_id=""),
        at="quantities C053-Q1 claim_id",
        says="neither",
    ),
    fault(
        "quantity-owner",
        "a claim and evidence state one quantity",
        change("quantities", "C053-Q1", evidence_id="C053-E01"),
        at="quantities C053-Q1 claim_id",
        says="both C053 and C053-E01",
    ),
    fault(
        "quantity-unit",
        "a share is given in days",
        change("quantities", "C053-Q1", unit="d"),
        at="quantities C053-Q1 unit",
        says="the unit measures time",
    ),
]
