-- rule: evidence-seen
-- severity: error
-- why: Evidence states what a source was seen to say.
-- fix: Cite the source that was read; record the unseen one as what it relays.
-- example: Evidence cites a source whose accessed_at is empty.
-- reads: evidence, sources
-- scope: row
select
    'evidence' as table_name,
    evidence.evidence_id as row_key,
    'source_id' as column_name,
    evidence.source_id as value,
    'the source was not seen: it has no accessed_at' as message
from evidence
inner join sources on evidence.source_id = sources.source_id
where sources.accessed_at is null
