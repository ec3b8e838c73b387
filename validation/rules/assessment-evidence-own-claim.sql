-- rule: assessment-evidence-own-claim
-- severity: error
-- why: A verdict cannot rest on evidence about another claim.
-- fix: Cite evidence of the same claim; add a row of evidence where one source
--     bears on both.
-- example: The assessment C014-03 cites the evidence C015-E01.
-- reads: assessment_evidence, assessments, evidence
-- scope: row
select
    'assessment_evidence' as table_name,
    assessment_evidence.assessment_id || '/' || assessment_evidence.evidence_id
        as row_key,
    'evidence_id' as column_name,
    assessment_evidence.evidence_id as value,
    'the evidence bears on ' || evidence.claim_id || ', the entry on '
    || assessments.claim_id as message
from assessment_evidence
inner join assessments
    on assessment_evidence.assessment_id = assessments.assessment_id
inner join evidence on assessment_evidence.evidence_id = evidence.evidence_id
where evidence.claim_id <> assessments.claim_id
