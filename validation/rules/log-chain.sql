-- rule: log-chain
-- severity: error
-- waivable: no
-- why: An entry of the log that was changed after it was made proves nothing
--     any more.
-- fix: Restore the entry and its evidence from the last release; to change a
--     verdict, reopen the claim and add an entry.
-- example: The rationale of an entry was edited after it was made.
-- reads: log_chain
-- scope: claims
select
    'assessments' as table_name,
    assessment_id as row_key,
    case
        when (entry_hash is distinct from expected_entry_hash)
            then 'entry_hash'
        else 'previous_hash'
    end as column_name,
    case
        when (entry_hash is distinct from expected_entry_hash) then entry_hash
        else previous_hash
    end as value,
    case
        when (entry_hash is distinct from expected_entry_hash)
            then
                'the entry or what it names was changed: its hash is now '
                || expected_entry_hash
        else
            'the entry before it has the hash '
            || coalesce(expected_previous_hash, '(there is none)')
    end as message
from log_chain
where not is_intact
