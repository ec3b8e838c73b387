"""Hold a record against the JSON Schema of DataCite 4.5; print what is wrong with it.

usage: datacite_record.py datacite.json
"""

import json
import sys
from pathlib import Path

from datacite import schema45

record = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
errors = [
    f"{'/'.join(map(str, error.path)) or 'the record'}: {error.message}"
    for error in schema45.validator.iter_errors(record)
]
print("\n".join(errors))
sys.exit(1 if errors else 0)
