"""Read PROV-O into the model of PROV, and through PROV-JSON back; print how many records of a kind.

What the model has no place for is a warning there, and an error here.

usage: prov_document.py prov.jsonld
"""

import json
import sys
import warnings
from collections import Counter

from prov.model import ProvDocument

warnings.simplefilter("error", UserWarning)
document = ProvDocument.deserialize(sys.argv[1], format="rdf", rdf_format="json-ld")
again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
if again != document:
    sys.exit("PROV-JSON gives other records than PROV-O")
print(json.dumps(Counter(type(record).__name__ for record in document.get_records())))
