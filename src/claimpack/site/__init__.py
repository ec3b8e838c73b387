"""The claims explorer: a static site that anybody can read, search and check.

``models`` asks the views and says what stands on each page, ``render`` turns that into HTML by the
templates beside it, ``pictures`` draws, ``site`` writes it all at once.
"""
