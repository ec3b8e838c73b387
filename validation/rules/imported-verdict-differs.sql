-- rule: imported-verdict-differs
-- severity: warning
-- why: A review that says something else than the verdict is a reason to look
--     again; it never changes the verdict by itself.
-- fix: Reopen the claim where the review is right; waive this where it is not.
-- example: A claim was decided as supported, and a review that is imported
--     later says False.
-- reads: imported_reviews, assessments
-- scope: claims
with latest as (
    select
        claim_id,
        max_by(stage, seq) as stage,
        max_by(verdict, seq) as verdict
    from assessments
    where claim_id in (select imported_reviews.claim_id from imported_reviews)
    group by claim_id
)

select
    'imported_reviews' as table_name,
    imported_reviews.imported_review_id as row_key,
    'verdict' as column_name,
    imported_reviews.verdict as value,
    'the claim is ' || latest.stage || ' as ' || latest.verdict as message
from imported_reviews
inner join latest on imported_reviews.claim_id = latest.claim_id
where
    latest.stage in ('proposed', 'decided')
    and imported_reviews.verdict <> latest.verdict
