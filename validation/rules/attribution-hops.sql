-- rule: attribution-hops
-- severity: error
-- why: A chain of who told whom has no gaps, and one voice at each hop.
-- fix: Number the hops of a claim from 1 and fill exactly one of speaker_id and
--     publisher_id.
-- example: A chain has the hops 1 and 3, or a hop has a speaker and a
--     publisher.
-- reads: attributions
-- scope: claims
with hops as (
    select
        *,
        row_number() over (partition by claim_id order by hop) as expected_hop
    from attributions
)

select
    'attributions' as table_name,
    claim_id || '/' || hop as row_key,
    case when hop <> expected_hop then 'hop' else 'speaker_id' end
        as column_name,
    case
        when hop <> expected_hop then cast(hop as varchar) else speaker_id
    end as value,
    case
        when hop <> expected_hop then 'hop ' || expected_hop || ' is missing'
        when speaker_id is null then 'neither a speaker nor a publisher'
        else 'both a speaker and a publisher'
    end as message
from hops
where
    hop <> expected_hop or (speaker_id is null) = (publisher_id is null)
