"""Figures of an English text as intervals with units."""
