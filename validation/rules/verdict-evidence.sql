-- rule: verdict-evidence
-- severity: error
-- why: A verdict that says more than that evidence is missing rests on
--     evidence, and names it.
-- fix: Name the evidence (claimpack assess --evidence ID), or give the verdict
--     insufficient_evidence.
-- example: A claim is decided as supported, and the decision names no evidence.
-- reads: assessments, stages, assessment_evidence
-- scope: assessments
select
    'assessments' as table_name,
    assessments.assessment_id as row_key,
    'verdict' as column_name,
    assessments.verdict as value,
    'the verdict is ' || assessments.verdict
    || ', but the entry names no evidence' as message
from assessments
inner join stages on assessments.stage = stages.code
where
    stages.has_verdict
    and assessments.verdict not in (
        'insufficient_evidence', 'pending_outcome', 'not_checkable'
    )
    and assessments.assessment_id not in (
        select assessment_evidence.assessment_id from assessment_evidence
        where assessment_evidence.assessment_id is not null
    )
