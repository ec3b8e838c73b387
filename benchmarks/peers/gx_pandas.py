"""Great Expectations on frames of pandas: a suite a table."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from benchmarks.packages import PackageFiles, TableFiles
from benchmarks.peers import gx


def check(package: PackageFiles) -> Counter[str]:
    """Return how many violations of each rule there are in a package."""
    found: Counter[str] = Counter()
    with gx.context() as context:
        source = context.data_sources.add_pandas("package")
        for table in package.tables:
            frame, wrong = _read(table)
            found["type"] += wrong
            asset = source.add_dataframe_asset(table.name)
            batch = asset.add_batch_definition_whole_dataframe("all")
            suite = gx.suite(context, table.name, batch, gx.expectations_of(table, False))
            found += gx.counts(suite.run(batch_parameters={"dataframe": frame}))
    return found


def _read(table: TableFiles) -> tuple[pd.DataFrame, int]:
    """Return a table, and how many cells are not of their types; these are null."""
    frame = pd.concat(
        [
            pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
            for path in table.paths
        ]
    )
    wrong = 0
    for rules in table.rules:
        text = frame[rules.name]
        if rules.type == "boolean":
            typed = text.map({"true": True, "false": False})
        elif rules.type == "datetime":
            typed = pd.to_datetime(text, format="%Y-%m-%dT%H:%M:%SZ", utc=True, errors="coerce")
        elif rules.type != "string":
            typed = pd.to_numeric(text, errors="coerce")
        else:
            continue
        wrong += int(typed.isna().sum() - text.isna().sum())
        frame[rules.name] = typed
    return frame, wrong
