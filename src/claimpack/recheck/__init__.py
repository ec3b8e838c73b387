"""``claimpack check --changed``: what an edit can affect is checked again, the rest is known.

A state that is kept between checks holds the rows, and what was found, by pieces of the files.
``pieces`` tells which pieces are new, ``world`` holds the rows before and after, ``reach`` follows
references to the rows that a change can affect, and ``recheck`` puts the report together.
"""
