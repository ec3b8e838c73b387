"""Times that an English text speaks of, as dates in EDTF."""
