-- rule: misleading-by-person
-- severity: error
-- why: That a claim misleads is a judgement that no rule can make.
-- fix: Have a person propose and decide it, or choose another verdict.
-- example: A software assessor proposes the verdict misleading.
-- reads: assessments, assessors
-- scope: row
select
    'assessments' as table_name,
    assessments.assessment_id as row_key,
    'verdict' as column_name,
    assessments.verdict as value,
    'the assessor is of the kind ' || assessors.kind as message
from assessments
inner join assessors on assessments.assessor_id = assessors.assessor_id
where assessments.verdict = 'misleading' and assessors.kind <> 'person'
