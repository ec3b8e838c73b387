"""Print how many records each record set of a Croissant file gives, as JSON.

usage: croissant_records.py croissant.json
"""

import json
import sys

import mlcroissant

dataset = mlcroissant.Dataset(jsonld=sys.argv[1])
print(
    json.dumps(
        {
            records.uuid: sum(1 for _ in dataset.records(record_set=records.uuid))
            for records in dataset.metadata.record_sets
        }
    )
)
