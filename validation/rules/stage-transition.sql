-- rule: stage-transition
-- severity: error
-- waivable: no
-- why: The log of a claim goes from one stage to the next by legal steps only,
--     and begins with recorded.
-- fix: Use a step of claims/codes/stage_transitions.csv; entries already
--     published are never rewritten.
-- example: An entry goes from recorded to decided at once.
-- reads: assessments, stage_transitions, doubtful_logs
-- scope: claims
with entries as (
    select
        claim_id,
        stage,
        lag(claim_id) over () as claim_above,
        lag(stage) over () as stage_above
    from assessments
),

-- in a log that is not doubtful the entry before is the one above
doubtful as (
    select claim_id
    from doubtful_logs
    union
    select entries.claim_id
    from entries
    left join stage_transitions
        on
            entries.stage_above = stage_transitions.from_stage
            and entries.stage = stage_transitions.to_stage
    where
        case
            when entries.claim_id = entries.claim_above
                then stage_transitions.code is not null
            else entries.stage = 'recorded'
        end is not true
),

steps as (
    select
        assessments.assessment_id,
        assessments.stage,
        lag(assessments.stage) over (
            partition by assessments.claim_id
            order by assessments.seq
        ) as from_stage
    from assessments
    inner join doubtful
        on assessments.claim_id is not distinct from doubtful.claim_id
)

select
    'assessments' as table_name,
    steps.assessment_id as row_key,
    'stage' as column_name,
    steps.stage as value,
    case
        when steps.from_stage is null
            then 'the first entry of a claim must be recorded'
        else 'no step leads from ' || steps.from_stage || ' to ' || steps.stage
    end as message
from steps
left join stage_transitions
    on
        steps.from_stage = stage_transitions.from_stage
        and steps.stage = stage_transitions.to_stage
where
    (steps.from_stage is null and steps.stage <> 'recorded')
    or (steps.from_stage is not null and stage_transitions.code is null)
