-- rule: stage-verdict
-- severity: error
-- why: Only a proposal or a decision carries a verdict, and each of them must.
-- fix: Give the verdict of the entry, or leave verdict and confidence empty.
-- example: An entry at the stage proposed has no verdict.
-- reads: assessments, stages
-- scope: row
select
    'assessments' as table_name,
    assessments.assessment_id as row_key,
    case
        when stages.has_verdict <> (assessments.verdict is not null)
            then 'verdict'
        else 'confidence'
    end as column_name,
    coalesce(assessments.verdict, assessments.confidence) as value,
    case
        when stages.has_verdict and assessments.verdict is null
            then 'an entry that is ' || assessments.stage || ' needs a verdict'
        when not stages.has_verdict and assessments.verdict is not null
            then
                'an entry that is ' || assessments.stage
                || ' carries no verdict'
        else 'confidence without a verdict'
    end as message
from assessments
inner join stages on assessments.stage = stages.code
where
    stages.has_verdict <> (assessments.verdict is not null)
    or (assessments.confidence is not null and assessments.verdict is null)
