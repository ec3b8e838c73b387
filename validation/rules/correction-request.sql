-- rule: correction-request
-- severity: error
-- why: A request is open, or it was answered - how, in words, when and by
--     whom.
-- fix: Answer it with 'claimpack answer'; leave all four cells empty while it
--     is open.
-- example: A request has an outcome, but no answer.
-- reads: correction_requests
-- scope: row
with judged as (
    select
        *,
        outcome is null
        and answer is null
        and answered_at is null
        and answered_by is null
            as is_open,
        outcome is not null
        and answer is not null
        and answered_at is not null
        and answered_by is not null
            as is_answered
    from correction_requests
)

select
    'correction_requests' as table_name,
    request_id as row_key,
    'outcome' as column_name,
    outcome as value,
    'outcome, answer, answered_at and answered_by belong together' as message
from judged
where not is_open and not is_answered
union all
select
    'correction_requests' as table_name,
    request_id as row_key,
    'answered_at' as column_name,
    cast(answered_at as varchar) as value,
    'answered before it was received' as message
from judged
where answered_at < received_at
