-- rule: retracted-source
-- severity: warning
-- why: Evidence from a source that was withdrawn no longer counts.
-- fix: Look for another source, and reopen the claims that rest on it.
-- example: Evidence cites a source whose retracted_on has passed.
-- reads: evidence, sources, roots
-- scope: row
select
    'evidence' as table_name,
    evidence.evidence_id as row_key,
    'source_id' as column_name,
    evidence.source_id as value,
    'the source, or the one that it relays, was withdrawn on '
    || coalesce(sources.retracted_on, root_sources.retracted_on) as message
from evidence
inner join sources on evidence.source_id = sources.source_id
inner join roots on roots.kind = 'source' and sources.source_id = roots.id
inner join sources as root_sources on roots.root_id = root_sources.source_id
where coalesce(sources.retracted_on, root_sources.retracted_on) is not null
