-- rule: ids-carry-their-claim
-- severity: error
-- why: The id of what hangs on a claim tells the claim, so that branches merge
--     and people can read it.
-- fix: Make the id from that of the claim or the evidence, as in C014-E02,
--     C014-03, C014-Q1, C014-E02-Q1.
-- example: The evidence C014-E02 belongs to the claim C015.
-- reads: assessments, evidence, quantities, correction_requests,
--     imported_reviews
-- scope: row
with entries as (
    select
        assessment_id,
        -- printf would do it, at three times the cost
        claim_id || case when seq between 0 and 9 then '-0' else '-' end || seq
            as expected_id
    from assessments
)

select
    'assessments' as table_name,
    assessment_id as row_key,
    'assessment_id' as column_name,
    assessment_id as value,
    'the id should be ' || expected_id as message
from entries
where assessment_id <> expected_id
union all
select
    'evidence' as table_name,
    evidence_id as row_key,
    'evidence_id' as column_name,
    evidence_id as value,
    'the id should begin with ' || claim_id || '-E' as message
from evidence
where not starts_with(evidence_id, claim_id || '-E')
union all
select
    'correction_requests' as table_name,
    request_id as row_key,
    'request_id' as column_name,
    request_id as value,
    'the id should begin with ' || claim_id || '-R' as message
from correction_requests
where not starts_with(request_id, claim_id || '-R')
union all
select
    'imported_reviews' as table_name,
    imported_review_id as row_key,
    'imported_review_id' as column_name,
    imported_review_id as value,
    'the id should begin with ' || claim_id || '-I' as message
from imported_reviews
where not starts_with(imported_review_id, claim_id || '-I')
union all
select
    'quantities' as table_name,
    quantity_id as row_key,
    'quantity_id' as column_name,
    quantity_id as value,
    'the id should begin with ' || coalesce(claim_id, evidence_id) || '-Q'
        as message
from quantities
where not starts_with(quantity_id, coalesce(claim_id, evidence_id) || '-Q')
