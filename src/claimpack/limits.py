"""Limits of time and memory for SQL that is not ours: a package may come from anybody."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb

try:
    import resource
except ImportError:  # no such limits on this system; DuckDB's own remain
    resource = None  # type: ignore[assignment]


@contextlib.contextmanager
def time_limit(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Interrupt what the connection runs after so many seconds.

    Raises:
        duckdb.InterruptException: it was interrupted.
    """
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextlib.contextmanager
def memory_limit(size: int, headroom: int) -> Iterator[None]:
    """Keep the process from growing: what asks for more memory fails.

    DuckDB's own limit does not count a single long string.

    Args:
        size: bytes of data that the process may have.
        headroom: bytes by which it may grow in any case.
    """
    mapped = _mapped()
    if mapped is None:
        yield
        return
    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    _set(resource.RLIMIT_DATA, max(size, mapped[1] + headroom))
    try:
        yield
    finally:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (before, hard))


def limit_for_good(headroom: int) -> None:
    """Keep the process from growing by more than so many bytes, and from writing any file."""
    if resource is None:
        return
    limits = {resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    if mapped := _mapped():
        limits[resource.RLIMIT_AS] = mapped[0] + headroom
        limits[resource.RLIMIT_DATA] = mapped[1] + headroom
    for kind, limit in limits.items():
        _set(kind, limit, for_good=True)


def _mapped() -> tuple[int, int] | None:
    """Return how many bytes the process has mapped, in all and of data; None where unknown.

    Only data bounds what can become resident: DuckDB maps 600 MB more than it touches.
    """
    if resource is None:
        return None
    try:
        # pages: all that is mapped, resident, shared, text, libraries, data
        pages = [int(number) for number in Path("/proc/self/statm").read_text().split()]
    except OSError:
        return None
    return pages[0] * resource.getpagesize(), pages[5] * resource.getpagesize()


def _set(kind: int, limit: int, for_good: bool = False) -> None:
    """Lower a limit, as far as the system lets it."""
    soft, hard = resource.getrlimit(kind)
    for bound in (soft, hard):
        if bound != resource.RLIM_INFINITY:
            limit = min(limit, bound)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(kind, (limit, limit if for_good else hard))
