"""Drafts of English articles by rules: sentences, who speaks, clauses, and what they assert."""
