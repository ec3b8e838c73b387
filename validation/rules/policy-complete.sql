-- rule: policy-complete
-- severity: error
-- why: The views and rules look up these thresholds by name.
-- fix: Add the row to claims/policy.csv with the value and its reason.
-- example: The policy has no row min_independent_origins.
-- reads: policy
-- scope: package
with needed as (
    select unnest([
        'min_independent_origins', 'max_quotation_share', 'max_key_quote_words'
    ]) as policy_id
)

select
    'policy' as table_name,
    needed.policy_id as row_key,
    'policy_id' as column_name,
    needed.policy_id as value,
    'the threshold is missing' as message
from needed
left join policy on needed.policy_id = policy.policy_id
where policy.policy_id is null
