-- rule: plain-text
-- severity: error
-- why: A text is words alone: a spreadsheet runs a formula, a browser runs
--     HTML, and letters of two scripts in one word deceive the reader.
-- fix: Write the words alone; leave a quotation empty that begins like a
--     formula.
-- example: A summary is =HYPERLINK("https://example.org").
-- reads: articles, publishers, speakers, claims, measures, quantities,
--     forecasts, origins, sources, evidence, assessors, assessments,
--     correction_requests, imported_reviews, policy
-- scope: row
with cells as (
    select
        'articles' as table_name,
        article_id as row_key,
        'title' as column_name,
        title as value
    from articles
    union all
    select
        'articles' as table_name,
        article_id as row_key,
        'published_on_basis' as column_name,
        published_on_basis as value
    from articles
    union all
    select
        'publishers' as table_name,
        publisher_id as row_key,
        'name' as column_name,
        name as value
    from publishers
    union all
    select
        'publishers' as table_name,
        publisher_id as row_key,
        'reliability_reason' as column_name,
        reliability_reason as value
    from publishers
    union all
    select
        'speakers' as table_name,
        speaker_id as row_key,
        'name' as column_name,
        name as value
    from speakers
    union all
    select
        'speakers' as table_name,
        speaker_id as row_key,
        'position' as column_name,
        position as value
    from speakers
    union all
    select
        'speakers' as table_name,
        speaker_id as row_key,
        'affiliation' as column_name,
        affiliation as value
    from speakers
    union all
    select
        'speakers' as table_name,
        speaker_id as row_key,
        'is_party_reason' as column_name,
        is_party_reason as value
    from speakers
    union all
    select
        'claims' as table_name,
        claim_id as row_key,
        'quote_exact' as column_name,
        quote_exact as value
    from claims
    union all
    select
        'claims' as table_name,
        claim_id as row_key,
        'claim_text' as column_name,
        claim_text as value
    from claims
    union all
    select
        'claims' as table_name,
        claim_id as row_key,
        'checkability_reason' as column_name,
        checkability_reason as value
    from claims
    union all
    select
        'measures' as table_name,
        measure_id as row_key,
        'label' as column_name,
        label as value
    from measures
    union all
    select
        'measures' as table_name,
        measure_id as row_key,
        'basis' as column_name,
        basis as value
    from measures
    union all
    select
        'measures' as table_name,
        measure_id as row_key,
        'definition' as column_name,
        definition as value
    from measures
    union all
    select
        'measures' as table_name,
        measure_id as row_key,
        'comparability_caveat' as column_name,
        comparability_caveat as value
    from measures
    union all
    select
        'quantities' as table_name,
        quantity_id as row_key,
        'stated_as' as column_name,
        stated_as as value
    from quantities
    union all
    select
        'quantities' as table_name,
        quantity_id as row_key,
        'interpretation' as column_name,
        interpretation as value
    from quantities
    union all
    select
        'forecasts' as table_name,
        claim_id as row_key,
        'resolution_criterion' as column_name,
        resolution_criterion as value
    from forecasts
    union all
    select
        'origins' as table_name,
        origin_id as row_key,
        'description' as column_name,
        description as value
    from origins
    union all
    select
        'sources' as table_name,
        source_id as row_key,
        'title' as column_name,
        title as value
    from sources
    union all
    select
        'sources' as table_name,
        source_id as row_key,
        'published_on_basis' as column_name,
        published_on_basis as value
    from sources
    union all
    select
        'sources' as table_name,
        source_id as row_key,
        'extent_read' as column_name,
        extent_read as value
    from sources
    union all
    select
        'sources' as table_name,
        source_id as row_key,
        'reliability_note' as column_name,
        reliability_note as value
    from sources
    union all
    select
        'evidence' as table_name,
        evidence_id as row_key,
        'summary' as column_name,
        summary as value
    from evidence
    union all
    select
        'evidence' as table_name,
        evidence_id as row_key,
        'key_quote' as column_name,
        key_quote as value
    from evidence
    union all
    select
        'assessors' as table_name,
        assessor_id as row_key,
        'name' as column_name,
        name as value
    from assessors
    union all
    select
        'assessments' as table_name,
        assessment_id as row_key,
        'rationale' as column_name,
        rationale as value
    from assessments
    union all
    select
        'assessments' as table_name,
        assessment_id as row_key,
        'what_was_wrong' as column_name,
        what_was_wrong as value
    from assessments
    union all
    select
        'correction_requests' as table_name,
        request_id as row_key,
        'request' as column_name,
        request as value
    from correction_requests
    union all
    select
        'correction_requests' as table_name,
        request_id as row_key,
        'answer' as column_name,
        answer as value
    from correction_requests
    union all
    select
        'imported_reviews' as table_name,
        imported_review_id as row_key,
        'raw_label' as column_name,
        raw_label as value
    from imported_reviews
    union all
    select
        'imported_reviews' as table_name,
        imported_review_id as row_key,
        'raw_rating' as column_name,
        raw_rating as value
    from imported_reviews
    union all
    select
        'imported_reviews' as table_name,
        imported_review_id as row_key,
        'raw_best_rating' as column_name,
        raw_best_rating as value
    from imported_reviews
    union all
    select
        'imported_reviews' as table_name,
        imported_review_id as row_key,
        'raw_worst_rating' as column_name,
        raw_worst_rating as value
    from imported_reviews
    union all
    select
        'imported_reviews' as table_name,
        imported_review_id as row_key,
        'raw_reviewed_on' as column_name,
        raw_reviewed_on as value
    from imported_reviews
    union all
    select
        'imported_reviews' as table_name,
        imported_review_id as row_key,
        'raw_claimed_on' as column_name,
        raw_claimed_on as value
    from imported_reviews
    union all
    select
        'policy' as table_name,
        policy_id as row_key,
        'reason' as column_name,
        reason as value
    from policy
),

judged as (
    select
        table_name,
        row_key,
        column_name,
        value,
        case
            when regexp_matches(value, '^(=|[+@-].*[(|])')
                then 'a spreadsheet takes it for a formula'
            when
                regexp_matches(
                    value,
                    '<[A-Za-z/!?][^>]*>|&(#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z]+);'
                )
                then 'a browser takes it for HTML'
            when
                regexp_matches(
                    value,
                    '\p{Latin}[\p{Cyrillic}\p{Greek}]'
                    || '|[\p{Cyrillic}\p{Greek}]\p{Latin}'
                )
                then 'a word mixes letters of two scripts'
        end as message
    from cells
    -- what none of the three can be about is not looked at closely
    where
        contains(value, '<')
        or contains(value, '&')
        or strlen(value) <> length(value)
        or value between '+' and '.'
        or value between '=' and 'A'
)

select
    table_name,
    row_key,
    column_name,
    value,
    message
from judged
where message is not null
