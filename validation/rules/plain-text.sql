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
        unnest([
            {'name': 'title', 'text': title},
            {'name': 'published_on_basis', 'text': published_on_basis}
        ]) as cell
    from articles
    union all
    select
        'publishers' as table_name,
        publisher_id as row_key,
        unnest([
            {'name': 'name', 'text': name},
            {'name': 'reliability_reason', 'text': reliability_reason}
        ]) as cell
    from publishers
    union all
    select
        'speakers' as table_name,
        speaker_id as row_key,
        unnest([
            {'name': 'name', 'text': name},
            {'name': 'position', 'text': position},
            {'name': 'affiliation', 'text': affiliation},
            {'name': 'is_party_reason', 'text': is_party_reason}
        ]) as cell
    from speakers
    union all
    select
        'claims' as table_name,
        claim_id as row_key,
        unnest([
            {'name': 'quote_exact', 'text': quote_exact},
            {'name': 'claim_text', 'text': claim_text},
            {'name': 'checkability_reason', 'text': checkability_reason}
        ]) as cell
    from claims
    union all
    select
        'measures' as table_name,
        measure_id as row_key,
        unnest([
            {'name': 'label', 'text': label},
            {'name': 'basis', 'text': basis},
            {'name': 'definition', 'text': definition},
            {'name': 'comparability_caveat', 'text': comparability_caveat}
        ]) as cell
    from measures
    union all
    select
        'quantities' as table_name,
        quantity_id as row_key,
        unnest([
            {'name': 'stated_as', 'text': stated_as},
            {'name': 'interpretation', 'text': interpretation}
        ]) as cell
    from quantities
    union all
    select
        'forecasts' as table_name,
        claim_id as row_key,
        unnest([
            {'name': 'resolution_criterion', 'text': resolution_criterion}
        ]) as cell
    from forecasts
    union all
    select
        'origins' as table_name,
        origin_id as row_key,
        unnest([
            {'name': 'description', 'text': description}
        ]) as cell
    from origins
    union all
    select
        'sources' as table_name,
        source_id as row_key,
        unnest([
            {'name': 'title', 'text': title},
            {'name': 'published_on_basis', 'text': published_on_basis},
            {'name': 'extent_read', 'text': extent_read},
            {'name': 'reliability_note', 'text': reliability_note}
        ]) as cell
    from sources
    union all
    select
        'evidence' as table_name,
        evidence_id as row_key,
        unnest([
            {'name': 'summary', 'text': summary},
            {'name': 'key_quote', 'text': key_quote}
        ]) as cell
    from evidence
    union all
    select
        'assessors' as table_name,
        assessor_id as row_key,
        unnest([
            {'name': 'name', 'text': name}
        ]) as cell
    from assessors
    union all
    select
        'assessments' as table_name,
        assessment_id as row_key,
        unnest([
            {'name': 'rationale', 'text': rationale},
            {'name': 'what_was_wrong', 'text': what_was_wrong}
        ]) as cell
    from assessments
    union all
    select
        'correction_requests' as table_name,
        request_id as row_key,
        unnest([
            {'name': 'request', 'text': request},
            {'name': 'answer', 'text': answer}
        ]) as cell
    from correction_requests
    union all
    select
        'imported_reviews' as table_name,
        imported_review_id as row_key,
        unnest([
            {'name': 'raw_label', 'text': raw_label},
            {'name': 'raw_rating', 'text': raw_rating},
            {'name': 'raw_best_rating', 'text': raw_best_rating},
            {'name': 'raw_worst_rating', 'text': raw_worst_rating},
            {'name': 'raw_reviewed_on', 'text': raw_reviewed_on},
            {'name': 'raw_claimed_on', 'text': raw_claimed_on}
        ]) as cell
    from imported_reviews
    union all
    select
        'policy' as table_name,
        policy_id as row_key,
        unnest([
            {'name': 'reason', 'text': reason}
        ]) as cell
    from policy
),

judged as (
    select
        table_name,
        row_key,
        cell.name as column_name,
        cell.text as value,
        case
            when regexp_matches(cell.text, '^(=|[+@-].*[(|])')
                then 'a spreadsheet takes it for a formula'
            when
                regexp_matches(
                    cell.text,
                    '<[A-Za-z/!?][^>]*>|&(#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z]+);'
                )
                then 'a browser takes it for HTML'
            when
                regexp_matches(
                    cell.text,
                    '\p{Latin}[\p{Cyrillic}\p{Greek}]'
                    || '|[\p{Cyrillic}\p{Greek}]\p{Latin}'
                )
                then 'a word mixes letters of two scripts'
        end as message
    from cells
    -- what none of the three can be about is not looked at closely
    where
        contains(cell.text, '<')
        or contains(cell.text, '&')
        or strlen(cell.text) <> length(cell.text)
        or cell.text between '+' and '.'
        or cell.text between '=' and 'A'
)

select
    table_name,
    row_key,
    column_name,
    value,
    message
from judged
where message is not null
