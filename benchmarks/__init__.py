"""Benchmarks: how fast claimpack checks and answers, against a plain scan and against its peers."""
