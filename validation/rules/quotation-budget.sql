-- rule: quotation-budget
-- severity: error
-- why: The words quoted from an article must stay a small part of it.
-- fix: Empty quote_exact where the wording is not the point; position and hash
--     still prove the span.
-- example: Every claim of an article has its words in quote_exact.
-- reads: claims, articles, policy
-- scope: articles
with quoted_spans as (
    select
        claims.article_id,
        claims.quote_start,
        claims.quote_end,
        max(claims.quote_end) over (
            partition by claims.article_id
            order by claims.quote_start, claims.quote_end, claims.claim_id
            rows between unbounded preceding and 1 preceding
        ) as quoted_until
    from claims
    inner join articles on claims.article_id = articles.article_id
    where
        claims.quote_exact is not null
        -- the title is not counted
        and claims.quote_exact <> articles.title
),

-- overlaps are counted once
quoted_lengths as (
    select
        article_id,
        sum(greatest(
            quote_end - greatest(quote_start, coalesce(quoted_until, 0)), 0
        )) as quoted_length
    from quoted_spans
    group by article_id
)

select
    'articles' as table_name,
    articles.article_id as row_key,
    'text_length' as column_name,
    cast(articles.text_length as varchar) as value,
    quoted_lengths.quoted_length || ' of ' || articles.text_length
    || ' characters are quoted: '
    || round(100.0 * quoted_lengths.quoted_length / articles.text_length, 1)
    || '%, allowed are less than ' || round(100 * policy.value, 1) || '%'
        as message
from quoted_lengths
inner join articles on quoted_lengths.article_id = articles.article_id
inner join policy on policy.policy_id = 'max_quotation_share'
where quoted_lengths.quoted_length >= policy.value * articles.text_length
