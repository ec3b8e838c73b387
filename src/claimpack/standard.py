"""The standard: schemas, SQL, rules, code lists and policy, which hold for any article.

An installed claimpack carries it; in a checkout it is the checkout itself.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

# Tables whose rows belong to the standard, beside the code lists.
WITH_ROWS = {"policy", "assessors"}
# Assessors that are part of the tool and not of a desk.
SOFTWARE = "software"


def standard_root() -> Path:
    """Return the folder that holds the standard."""
    carried = Path(str(files("claimpack"))) / "standard"
    return carried if carried.is_dir() else Path(__file__).resolve().parents[2]
