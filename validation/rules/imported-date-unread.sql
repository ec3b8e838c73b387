-- rule: imported-date-unread
-- severity: warning
-- why: A date that the calendar or the format does not have is left empty, and
--     never guessed.
-- fix: Look at the page of the review, or say in a mapping how the format
--     writes dates.
-- example: A review is dated 2020-02-30.
-- reads: imported_reviews
-- scope: row
select
    'imported_reviews' as table_name,
    imported_review_id as row_key,
    'raw_reviewed_on' as column_name,
    raw_reviewed_on as value,
    'the date of the review cannot be read, or is in the future' as message
from imported_reviews
where raw_reviewed_on is not null and reviewed_on is null
union all
select
    'imported_reviews' as table_name,
    imported_review_id as row_key,
    'raw_claimed_on' as column_name,
    raw_claimed_on as value,
    'the date of the claim cannot be read' as message
from imported_reviews
where raw_claimed_on is not null and claimed_on is null
