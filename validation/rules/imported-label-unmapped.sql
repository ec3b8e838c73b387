-- rule: imported-label-unmapped
-- severity: warning
-- why: What a label stands for has to be said by somebody.
-- fix: Assess the claim; say in a mapping which verdict the label stands for,
--     for what is imported next.
-- example: The label of a review is Four Rotten Tomatoes, and stands for no
--     verdict.
-- reads: imported_reviews
-- scope: row
select
    'imported_reviews' as table_name,
    imported_review_id as row_key,
    'verdict' as column_name,
    raw_label as value,
    'the mapping ' || format || ' ' || mapping_version
    || ' has no verdict for the label' as message
from imported_reviews
where verdict is null
