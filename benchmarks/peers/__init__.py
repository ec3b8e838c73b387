"""Validators by others, each made to check what ``schemas/`` says, from the schemas themselves.

A peer is a module with one function ``check``: it checks a package and returns how many violations
of each rule it found, by our name of the rule. ``python -m benchmarks.peers NAME PKG`` runs one.
"""
