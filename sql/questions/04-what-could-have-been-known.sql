-- What could have been known on 18 February 2025, and what changed since?
-- The verdict that the evidence rule gives by what was public on that day,
--     beside today's; what changed comes first. A source without a date counts
--     as public from the day on which it was read.
with last_changes as (
    select
        claim_id,
        max(public_on) as changed_on
    from evidence_verdict_timeline
    where is_change
    group by claim_id
)

select
    claims.claim_id,
    claims.claim_text,
    known_then.evidence_verdict as verdict_then,
    known_now.evidence_verdict as verdict_now,
    case
        when known_then.evidence_verdict <> known_now.evidence_verdict
            then last_changes.changed_on
    end as changed_on,
    known_then.supporting_origins as supporting_then,
    known_now.supporting_origins as supporting_now,
    known_then.refuting_origins as refuting_then,
    known_now.refuting_origins as refuting_now,
    known_then.qualifying_origins as qualifying_then,
    known_now.qualifying_origins as qualifying_now
from evidence_verdict_on('2025-02-18') as known_then
inner join evidence_verdict as known_now
    on known_then.claim_id = known_now.claim_id
inner join claims on known_then.claim_id = claims.claim_id
left join last_changes on known_then.claim_id = last_changes.claim_id
where claims.checkability <> 'no'
order by verdict_then = verdict_now, claims.claim_id
