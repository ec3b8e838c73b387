-- What rests on a single origin or witness, although several sources carry it?
-- That words were said needs independent witnesses, that they are true needs
--     independent origins; support and refutation are looked at apart.
with single_roots as (
    select
        claim_id,
        stance,
        is_attribution,
        any_value(counted_root_id) as root_id,
        count(distinct source_id) as sources
    from evidence_roots
    where is_counted and stance in ('supports', 'refutes')
    group by claim_id, stance, is_attribution
    having
        count(distinct source_id) > 1 and count(distinct counted_root_id) <= 1
)

select
    claim_status.claim_id,
    claim_status.claim_text,
    single_roots.stance,
    single_roots.sources,
    if(single_roots.is_attribution, 'witness', 'origin') as single,
    coalesce(publishers.name, origins.description, 'not known') as rests_on,
    coalesce(claim_status.verdict, claim_status.proposed_verdict) as verdict,
    claim_status.stage
from single_roots
inner join claim_status on single_roots.claim_id = claim_status.claim_id
left join sources
    on
        single_roots.is_attribution
        and single_roots.root_id = sources.source_id
left join publishers on sources.publisher_id = publishers.publisher_id
left join origins
    on
        not single_roots.is_attribution
        and single_roots.root_id = origins.origin_id
order by claim_status.claim_id, single_roots.stance
