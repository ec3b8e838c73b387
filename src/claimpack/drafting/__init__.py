"""Draft claims: what an article says that can be checked, proposed to a person who decides."""
