-- The hash that each entry of the log should have, beside the one it has.
-- Grain: one row an entry of the log.
-- Reads: assessments, assessment_evidence
-- The hash is the SHA-256 of the RFC 8785 canonical JSON of the entry: keys in
-- order, all cells as strings, null as "", evidence sorted, format 1.
create or replace view log_chain as
with evidence_lists as (
    select
        assessment_id,
        string_agg(json_string(evidence_id), ',' order by evidence_id)
            as evidence_ids
    from assessment_evidence
    group by assessment_id
),

hashed as (
    select
        assessments.assessment_id,
        assessments.claim_id,
        assessments.seq,
        assessments.previous_hash,
        assessments.entry_hash,
        sha256(
            concat(
                '{"assessor_id":', json_string(assessments.assessor_id),
                ',"claim_id":', json_string(assessments.claim_id),
                ',"confidence":',
                json_string(coalesce(assessments.confidence, '')),
                ',"corrects_seq":"',
                coalesce(cast(assessments.corrects_seq as varchar), ''),
                '","evidence_ids":[',
                coalesce(evidence_lists.evidence_ids, ''),
                '],"format":1,"previous_hash":',
                json_string(coalesce(assessments.previous_hash, '')),
                ',"rationale":', json_string(assessments.rationale),
                ',"recorded_at":"',
                strftime(assessments.recorded_at, '%Y-%m-%dT%H:%M:%SZ'),
                '","seq":"', cast(assessments.seq as varchar),
                '","stage":', json_string(assessments.stage),
                ',"verdict":', json_string(coalesce(assessments.verdict, '')),
                ',"what_was_wrong":',
                json_string(coalesce(assessments.what_was_wrong, '')), '}'
            )
        ) as expected_entry_hash
    from assessments
    left join evidence_lists
        on assessments.assessment_id = evidence_lists.assessment_id
),

-- last of all, so that what is sorted is narrow
chained as (
    select
        *,
        lag(entry_hash) over (partition by claim_id order by seq)
            as expected_previous_hash
    from hashed
)

select
    assessment_id,
    claim_id,
    seq,
    previous_hash,
    expected_previous_hash,
    entry_hash,
    expected_entry_hash,
    (
        entry_hash is not distinct from expected_entry_hash
        and previous_hash is not distinct from expected_previous_hash
    ) as is_intact
from chained;

comment on view log_chain is
'The hash that each entry of the log should have. One row an entry.';
comment on column log_chain.is_intact is
'Whether the entry and its link to the entry before it are as they were made.';
