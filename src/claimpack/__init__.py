"""claimpack: validated, trackable claims of a news article as an open data package."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("claimpack")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+unknown"
