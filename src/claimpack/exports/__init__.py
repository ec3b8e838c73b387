"""Exports: the package in the formats of others, each a module that writes into a folder.

What a column is called elsewhere stands in ``schemas/`` (``skos:exactMatch``, ``skos:closeMatch``)
and what a code is called in ``claims/codes/``; ``vocabulary`` reads it, and the formats say how
the parts hang together.
"""
