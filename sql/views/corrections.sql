-- What was wrong in a decision, since when, what changed, and by whom.
-- Grain: one row a correcting entry of the log.
-- Reads: assessments, assessors
create or replace view corrections as
select
    corrections_made.claim_id,
    corrections_made.assessment_id,
    corrected.assessment_id as corrected_assessment_id,
    corrected.verdict as old_verdict,
    corrections_made.verdict as new_verdict,
    corrections_made.what_was_wrong,
    corrected.recorded_at as wrong_since,
    corrections_made.recorded_at as corrected_at,
    corrections_made.assessor_id as corrected_by,
    assessors.kind as corrected_by_kind
from assessments as corrections_made
inner join assessments as corrected
    on
        corrections_made.claim_id = corrected.claim_id
        and corrections_made.corrects_seq = corrected.seq
left join assessors on corrections_made.assessor_id = assessors.assessor_id
where corrections_made.stage = 'decided';

comment on view corrections is
'What was wrong in a decision and what it was changed to. One row a correction.';
comment on column corrections.assessment_id is
'The correcting decision.';
comment on column corrections.corrected_assessment_id is
'The decision that was wrong; it stays in the log.';
comment on column corrections.wrong_since is
'When the wrong decision was recorded, in UTC.';
