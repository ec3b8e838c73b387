-- rule: key-quote-words
-- severity: error
-- why: A long quotation reprints a source instead of pointing at it.
-- fix: Keep the words that matter and tell the rest in the summary.
-- example: A key_quote has 16 words.
-- reads: evidence, quantities, policy
-- scope: row
with quotes as (
    select
        'evidence' as table_name,
        evidence_id as row_key,
        'key_quote' as column_name,
        key_quote as value
    from evidence
    union all
    select
        'quantities' as table_name,
        quantity_id as row_key,
        'stated_as' as column_name,
        stated_as as value
    from quantities
),

counted as (
    select
        *,
        len(regexp_split_to_array(trim(value), '\s+')) as words
    from quotes
    where value is not null
)

select
    counted.table_name,
    counted.row_key,
    counted.column_name,
    counted.value,
    counted.words || ' words are quoted, at most '
    || cast(policy.value as integer) || ' are allowed' as message
from counted
inner join policy on policy.policy_id = 'max_key_quote_words'
where counted.words > policy.value
