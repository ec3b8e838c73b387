"""The library of faults, one module a matter."""

from .fault import Fault
from .faults import (
    cells,
    claims,
    descriptor,
    evidence,
    files,
    hostile,
    keys,
    log,
    meanings,
    quantities,
    sources,
    thresholds,
)

MODULES = [
    files,
    cells,
    keys,
    meanings,
    claims,
    evidence,
    quantities,
    sources,
    log,
    hostile,
    descriptor,
    thresholds,
]
FAULTS: list[Fault] = [fault for module in MODULES for fault in module.FAULTS]
BY_ID = {fault.id: fault for fault in FAULTS}
