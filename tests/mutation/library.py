"""The library of faults, one module a matter."""

from .fault import Fault
from .faults import (
    cells,
    claims,
    descriptor,
    evidence,
    files,
    hostile,
    imports,
    keys,
    log,
    meanings,
    quantities,
    requests,
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
    requests,
    imports,
    hostile,
    descriptor,
    thresholds,
]
FAULTS: list[Fault] = [fault for module in MODULES for fault in module.FAULTS]
BY_ID = {fault.id: fault for fault in FAULTS}
