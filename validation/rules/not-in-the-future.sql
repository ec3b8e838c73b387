-- rule: not-in-the-future
-- severity: error
-- why: A record cannot be made in the future; a clock or a hand was wrong.
-- fix: Give the time in UTC, with Z at the end.
-- example: An entry of the log is dated 2999-01-01T00:00:00Z.
-- reads: articles, sources, evidence, assessments, correction_requests,
--     imported_reviews
-- scope: row
-- time: mends
with times as (
    select
        'articles' as table_name,
        article_id as row_key,
        'retrieved_at' as column_name,
        retrieved_at as value
    from articles
    union all
    select
        'sources' as table_name,
        source_id as row_key,
        'accessed_at' as column_name,
        accessed_at as value
    from sources
    union all
    select
        'evidence' as table_name,
        evidence_id as row_key,
        'added_at' as column_name,
        added_at as value
    from evidence
    union all
    select
        'assessments' as table_name,
        assessment_id as row_key,
        'recorded_at' as column_name,
        recorded_at as value
    from assessments
    union all
    select
        'correction_requests' as table_name,
        request_id as row_key,
        'received_at' as column_name,
        received_at as value
    from correction_requests
    union all
    select
        'correction_requests' as table_name,
        request_id as row_key,
        'answered_at' as column_name,
        answered_at as value
    from correction_requests
    union all
    select
        'imported_reviews' as table_name,
        imported_review_id as row_key,
        'imported_at' as column_name,
        imported_at as value
    from imported_reviews
)

select
    table_name,
    row_key,
    column_name,
    cast(value as varchar) as value,
    'later than now' as message
from times
-- a day of grace for clocks that are off
where value > make_timestamp(epoch_us(now())) + interval 1 day
