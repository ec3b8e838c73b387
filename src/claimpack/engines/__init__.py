"""The engines of ``claimpack check --full``: one module each, all with findings as ours."""
