-- rule: source-seen
-- severity: error
-- why: A source that was read can be found again; one that was not can only be
--     what others relay.
-- fix: Give the address of a source that was read; remove an unseen source that
--     nothing relays.
-- example: A source that was read has no address.
-- reads: sources
-- scope: sources
select
    'sources' as table_name,
    sources.source_id as row_key,
    case when sources.accessed_at is null then 'accessed_at' else 'url' end
        as column_name,
    sources.url as value,
    case
        when sources.accessed_at is null
            then 'not seen, and no other source relays it'
        else 'read, but without an address'
    end as message
from sources
where
    (sources.accessed_at is not null and sources.url is null)
    or (
        sources.accessed_at is null
        and not exists (
            select 1
            from sources as relays
            where relays.syndicated_from_source_id = sources.source_id
        )
    )
