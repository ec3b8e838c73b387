"""Run the command line with ``python -m claimpack``."""

from claimpack.cli import main

main()
