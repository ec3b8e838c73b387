-- The logs of which one look from entry to entry does not prove that they are
-- numbered, dated and linked as they should be.
-- Grain: one row a claim.
-- Reads: assessments
-- Where a log stands together and in order, as in a sorted file, the entry
-- before is the one above, and no sorting is needed to find it. This proves
-- nothing wrong: it says where rules and log_chain have to look closely. It
-- relies on no order of the table: of a claim that is not told here every
-- entry stands below the one with the number before, and no other has number 1.
create or replace view doubtful_logs as
with entries as (
    select
        claim_id,
        seq,
        recorded_at,
        previous_hash,
        lag(claim_id) over () as claim_above,
        lag(seq) over () as seq_above,
        lag(recorded_at) over () as recorded_above,
        lag(entry_hash) over () as hash_above
    from assessments
),

doubtful_entries as (
    select
        claim_id,
        claim_id < claim_above as is_unsorted
    from entries
    where
        case
            when claim_id = claim_above
                then
                    seq = seq_above + 1
                    and recorded_at >= recorded_above
                    and previous_hash = hash_above
            else
                seq = 1
                and previous_hash is null
                and coalesce(claim_id > claim_above, claim_above is null)
        end is not true
),

-- a log may begin twice, far apart, only where claims are not sorted
begun_twice as (
    select claim_id
    from assessments
    where
        seq = 1
        and (select coalesce(bool_or(is_unsorted), false) from doubtful_entries)
    group by claim_id
    having count(*) > 1
)

select claim_id
from doubtful_entries
union
select claim_id
from begun_twice;

comment on view doubtful_logs is
'Logs that have to be looked at closely, because they are not in plain order. One row a claim.';
