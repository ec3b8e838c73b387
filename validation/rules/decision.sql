-- rule: decision
-- severity: error
-- why: A decision is the word of a second assessor who reaches the proposed
--     verdict.
-- fix: Have another assessor decide with the proposed verdict, or propose
--     again.
-- example: The assessor who proposed the verdict also decides it.
-- reads: assessments
-- scope: claims
select
    'assessments' as table_name,
    decided.assessment_id as row_key,
    case
        when decided.assessor_id = proposed.assessor_id then 'assessor_id'
        else 'verdict'
    end as column_name,
    case
        when decided.assessor_id = proposed.assessor_id
            then decided.assessor_id
        else decided.verdict
    end as value,
    case
        when decided.assessor_id = proposed.assessor_id
            then 'decided by the assessor who proposed it'
        else 'the proposed verdict was ' || proposed.verdict
    end as message
from assessments as decided
-- a decision follows a proposal directly: stage-transition sees to it
inner join assessments as proposed
    on
        decided.claim_id = proposed.claim_id
        and decided.seq = proposed.seq + 1
where
    decided.stage = 'decided'
    and proposed.stage = 'proposed'
    and (
        decided.assessor_id = proposed.assessor_id
        or decided.verdict is distinct from proposed.verdict
    )
