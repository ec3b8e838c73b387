-- rule: imported-claim-after-review
-- severity: warning
-- why: A claim cannot be made after its review; one of the dates is wrong.
-- fix: Look at the page of the review; correct the date of the article, or
--     waive this with what you found.
-- example: A claim of 2025-02-20 is reviewed on 2025-02-18.
-- reads: imported_reviews
-- scope: row
select
    'imported_reviews' as table_name,
    imported_review_id as row_key,
    'claimed_on' as column_name,
    claimed_on as value,
    'later than its review, of ' || reviewed_on as message
from imported_reviews
where edtf_earliest(claimed_on) > edtf_latest(reviewed_on)
