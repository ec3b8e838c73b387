"""claimpack: validated, trackable claims of a news article as an open data package.

``claimpack.load("claims")`` gives a table as a validated, typed frame.
"""

import warnings
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimpack.tables import load as load

# Where pyspark is installed pandera imports it, and it says of each new pandas that it is new.
warnings.filterwarnings(
    "ignore", message="PySpark does not yet fully support pandas", category=FutureWarning
)

__all__ = ["__version__", "load"]

try:
    __version__ = version("claimpack")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+unknown"


def __getattr__(name: str) -> Any:
    """Import ``load`` when it is asked for: it brings polars and pandera."""
    if name == "load":
        from claimpack.tables import load

        return load
    raise AttributeError(f"module 'claimpack' has no attribute '{name}'")
