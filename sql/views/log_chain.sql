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

entries as (
    select
        assessments.*,
        coalesce(evidence_lists.evidence_ids, '') as evidence_ids,
        lag(assessments.entry_hash) over (
            partition by assessments.claim_id order by assessments.seq
        ) as expected_previous_hash
    from assessments
    left join evidence_lists
        on assessments.assessment_id = evidence_lists.assessment_id
),

hashed as (
    select
        *,
        sha256(
            '{"assessor_id":' || json_string(assessor_id)
            || ',"claim_id":' || json_string(claim_id)
            || ',"confidence":' || json_string(coalesce(confidence, ''))
            || ',"corrects_seq":"'
            || coalesce(cast(corrects_seq as varchar), '')
            || '","evidence_ids":[' || evidence_ids
            || '],"format":1,"previous_hash":'
            || json_string(coalesce(previous_hash, ''))
            || ',"rationale":' || json_string(rationale)
            || ',"recorded_at":"'
            || strftime(recorded_at, '%Y-%m-%dT%H:%M:%SZ')
            || '","seq":"' || cast(seq as varchar)
            || '","stage":' || json_string(stage)
            || ',"verdict":' || json_string(coalesce(verdict, ''))
            || ',"what_was_wrong":'
            || json_string(coalesce(what_was_wrong, '')) || '}'
        ) as expected_entry_hash
    from entries
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
from hashed;

comment on view log_chain is
'The hash that each entry of the log should have. One row an entry.';
comment on column log_chain.is_intact is
'Whether the entry and its link to the entry before it are as they were made.';
