-- rule: decision
-- severity: error
-- why: A decision is the word of a second assessor who reaches the proposed
--     verdict.
-- fix: Have another assessor decide with the proposed verdict, or propose
--     again.
-- example: The assessor who proposed the verdict also decides it.
-- reads: assessments
-- scope: claims
with entries as (
    select
        *,
        -- a decision follows a proposal directly: stage-transition sees to it
        lag(stage) over (partition by claim_id order by seq) as proposal_stage,
        lag(verdict) over (partition by claim_id order by seq)
            as proposed_verdict,
        lag(assessor_id) over (partition by claim_id order by seq)
            as proposed_by
    from assessments
)

select
    'assessments' as table_name,
    assessment_id as row_key,
    case when assessor_id = proposed_by then 'assessor_id' else 'verdict' end
        as column_name,
    case when assessor_id = proposed_by then assessor_id else verdict end
        as value,
    case
        when assessor_id = proposed_by
            then 'decided by the assessor who proposed it'
        else 'the proposed verdict was ' || proposed_verdict
    end as message
from entries
where
    stage = 'decided'
    and proposal_stage = 'proposed'
    and (
        assessor_id = proposed_by or verdict is distinct from proposed_verdict
    )
