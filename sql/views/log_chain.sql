-- The hash that each entry of the log should have, beside the one it has.
-- Grain: one row an entry of the log.
-- Reads: assessments, assessment_evidence, doubtful_logs
-- The hash is the SHA-256 of the RFC 8785 canonical JSON of the entry: keys in
-- order, all cells as strings, null as "", evidence sorted, format 1.
create or replace view log_chain as
with evidence_lists as (
    select
        assessment_id,
        -- a character that no cell holds, until the ids are in quotes
        replace(
            json_text(array_to_string(list_sort(list(evidence_id)), chr(31))),
            chr(31), '","'
        ) as evidence_ids
    from assessment_evidence
    group by assessment_id
),

doubtful as materialized (
    select claim_id
    from doubtful_logs
),

-- to sort the log takes as long as to hash it: what is plainly linked as it
-- should be need not be sorted
linked as (
    select
        *,
        previous_hash as expected_previous_hash
    from assessments
    where
        not exists (
            select 1
            from doubtful
            where doubtful.claim_id is not distinct from assessments.claim_id
        )
    union all
    select
        assessments.*,
        lag(assessments.entry_hash) over (
            partition by assessments.claim_id
            order by assessments.seq
        ) as expected_previous_hash
    from assessments
    inner join doubtful
        on assessments.claim_id is not distinct from doubtful.claim_id
),

hashed as (
    select
        linked.*,
        -- concat takes null for the empty text
        sha256(
            concat(
                '{"assessor_id":"', json_text(linked.assessor_id),
                '","claim_id":"', json_text(linked.claim_id),
                '","confidence":"', json_text(linked.confidence),
                '","corrects_seq":"', linked.corrects_seq,
                '","evidence_ids":[', '"' || evidence_lists.evidence_ids || '"',
                '],"format":1,"previous_hash":"',
                json_text(linked.previous_hash),
                '","rationale":"', json_text(linked.rationale),
                '","recorded_at":"',
                strftime(linked.recorded_at, '%Y-%m-%dT%H:%M:%SZ'),
                '","seq":"', linked.seq,
                '","stage":"', json_text(linked.stage),
                '","verdict":"', json_text(linked.verdict),
                '","what_was_wrong":"', json_text(linked.what_was_wrong),
                '"}'
            )
        ) as expected_entry_hash
    from linked
    left join evidence_lists
        on linked.assessment_id = evidence_lists.assessment_id
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
