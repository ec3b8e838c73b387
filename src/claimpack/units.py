"""Dimension and factor of the units in claims/codes/units.csv, from ucumvert and pint.

The table is generated so that the fast path and the views need neither library.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from functools import cache
from typing import Any

from claimpack.errors import ClaimpackError


def dimension_and_factor(ucum_code: str) -> tuple[str, str]:
    """Return the dimension of a UCUM unit and what one of it is in base units.

    Args:
        ucum_code: a case-sensitive UCUM code, such as ``Mt`` or ``[bbl_us]/d``.

    Returns:
        The dimension in base dimensions (``length^3 time^-1``; ``1`` for a pure number), and the
        factor to the SI base units of that dimension as a decimal without exponent.

    Raises:
        ClaimpackError: the code is not UCUM, or ucumvert is not installed.
    """
    try:
        import pint
        import ucumvert  # noqa: F401
    except ImportError:
        raise ClaimpackError(
            "regenerating units needs ucumvert and pint", "pip install 'claimpack[units]'"
        ) from None
    try:
        base = pint.Quantity(1, _registry().from_ucum(ucum_code)).to_base_units()
    except Exception as error:
        raise ClaimpackError(
            f"'{ucum_code}' is not a UCUM unit: {error}",
            "write it like m3/s or [bbl_us]; what is counted has the code 1",
        ) from None
    parts = [
        name.strip("[]") if power == 1 else f"{name.strip('[]')}^{power:g}"
        for name, power in sorted(base.dimensionality.items())
    ]
    return " ".join(parts) or "1", format(Decimal(repr(base.magnitude)).normalize(), "f")


def regenerated(units_csv: str) -> str:
    """Return the text of units.csv with ``dimension`` and ``factor`` worked out anew.

    Args:
        units_csv: text of the table, with the columns code, label, definition, dimension, factor.
    """
    rows = list(csv.DictReader(io.StringIO(units_csv)))
    for row in rows:
        row["dimension"], row["factor"] = dimension_and_factor(row["code"])
    out = io.StringIO()
    columns = ["code", "label", "definition", "dimension", "factor"]
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["code"]))
    return out.getvalue()


@cache
def _registry() -> Any:
    from ucumvert import PintUcumRegistry

    return PintUcumRegistry()
