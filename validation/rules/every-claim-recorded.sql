-- rule: every-claim-recorded
-- severity: error
-- why: The log of every claim begins when the claim is entered.
-- fix: Add an entry at the stage recorded.
-- example: The claim C066 is added to the claims, but not to the log.
-- reads: claims, assessments
-- scope: claims
select
    'claims' as table_name,
    claim_id as row_key,
    'claim_id' as column_name,
    claim_id as value,
    'the claim has no entry in the log' as message
from claims
where claim_id not in (select assessments.claim_id from assessments)
