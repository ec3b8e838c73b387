-- rule: imported-rating-conflict
-- severity: warning
-- why: A review whose words and number say different things is not read by one
--     of them without a word; the verdict follows the words.
-- fix: Look at the page of the review; where its words are wrong, correct the
--     claim, and tell the publisher.
-- example: A review has the label False, and the rating 4 of 6.
-- reads: imported_reviews
-- scope: row
with numbers as (
    select
        *,
        try_cast(replace(raw_rating, ',', '.') as double) as rating,
        -- schema.org takes 1 to 5 where nothing else is said
        coalesce(
            try_cast(replace(raw_best_rating, ',', '.') as double), 5
        ) as best,
        coalesce(
            try_cast(replace(raw_worst_rating, ',', '.') as double), 1
        ) as worst
    from imported_reviews
),

shares as (
    select
        *,
        (rating - worst) / nullif(best - worst, 0) as share
    from numbers
    where isfinite(rating) and isfinite(best) and isfinite(worst)
)

select
    'imported_reviews' as table_name,
    imported_review_id as row_key,
    'raw_rating' as column_name,
    raw_rating as value,
    'the label ' || raw_label || ' stands for ' || verdict
    || ', but the number is '
    || case
        when share < 0.5 then 'in the worse half'
        when share > 0.5 then 'in the better half'
        else 'in the middle'
    end
    || ' of ' || coalesce(raw_worst_rating, '1 (not stated)') || ' to '
    || coalesce(raw_best_rating, '5 (not stated)') as message
from shares
where
    -- a number outside of the scale says that there is none
    share between 0 and 1
    and (
        (verdict = 'refuted' and share >= 0.5)
        or (verdict = 'supported' and share <= 0.5)
        or (
            verdict in ('misleading', 'partly_supported', 'contested')
            and share = 1
        )
    )
