-- rule: stage-transition
-- severity: error
-- waivable: no
-- why: The log of a claim goes from one stage to the next by legal steps only,
--     and begins with recorded.
-- fix: Use a step of claims/codes/stage_transitions.csv; entries already
--     published are never rewritten.
-- example: An entry goes from recorded to decided at once.
-- reads: assessments, stage_transitions
-- scope: claims
with steps as (
    select
        assessment_id,
        stage,
        lag(stage) over (partition by claim_id order by seq) as from_stage
    from assessments
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
