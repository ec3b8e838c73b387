-- The log of each claim with the time in which each entry was the current one.
-- Grain: one row an entry of the log.
-- Reads: assessments, assessors
create or replace view status_history as
select
    assessments.claim_id,
    assessments.seq,
    assessments.assessment_id,
    assessments.stage,
    assessments.verdict,
    assessments.confidence,
    assessments.rationale,
    assessments.corrects_seq,
    assessments.what_was_wrong,
    assessments.assessor_id,
    assessors.kind as assessor_kind,
    assessments.recorded_at as valid_from,
    lead(assessments.recorded_at) over (
        partition by assessments.claim_id order by assessments.seq
    ) as valid_to,
    row_number() over (
        partition by assessments.claim_id order by assessments.seq desc
    ) = 1 as is_current
from assessments
left join assessors on assessments.assessor_id = assessors.assessor_id;

comment on view status_history is
'The log with the time in which each entry was current. One row an entry.';
comment on column status_history.valid_to is
'When the next entry of the claim was made; null for the current entry.';
