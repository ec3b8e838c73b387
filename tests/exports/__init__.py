"""The exports, each held against a validator by somebody else."""
