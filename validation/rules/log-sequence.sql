-- rule: log-sequence
-- severity: error
-- waivable: no
-- why: The entries of a claim are numbered without a gap, in the order of their
--     time.
-- fix: Number the entries of a claim from 1 and never date one before the entry
--     that it follows.
-- example: The entry 5 follows the entry 3, or is dated before it.
-- reads: assessments, doubtful_logs
-- scope: claims
with entries as (
    select
        assessments.*,
        row_number() over log as expected_seq,
        lag(assessments.recorded_at) over log as previous_recorded_at
    from assessments
    inner join doubtful_logs
        on assessments.claim_id is not distinct from doubtful_logs.claim_id
    window log as (partition by assessments.claim_id order by assessments.seq)
)

select
    'assessments' as table_name,
    assessment_id as row_key,
    case when seq <> expected_seq then 'seq' else 'recorded_at' end
        as column_name,
    case
        when seq <> expected_seq then cast(seq as varchar)
        else cast(recorded_at as varchar)
    end as value,
    case
        when seq <> expected_seq
            then 'entry ' || expected_seq || ' of the claim is missing'
        else 'earlier than the entry before it, ' || previous_recorded_at
    end as message
from entries
where seq <> expected_seq or recorded_at < previous_recorded_at
