-- rule: retracted-source
-- severity: warning
-- why: Evidence from a source that was withdrawn no longer counts.
-- fix: Look for another source, and reopen the claims that rest on it.
-- reads: evidence_roots
select
    'evidence' as table_name,
    evidence_id as row_key,
    'source_id' as column_name,
    source_id as value,
    'the source, or the one that it relays, was withdrawn' as message
from evidence_roots
where retracted_on is not null
