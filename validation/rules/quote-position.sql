-- rule: quote-position
-- severity: error
-- why: A span that ends before it starts, or after the article, cannot be
--     found.
-- fix: Give quote_start and quote_end in code points of the article, end
--     exclusive; only where the article has no text hash are all three empty.
-- example: A span begins at 694 and ends at 600.
-- reads: claims, articles
-- scope: row
select
    'claims' as table_name,
    claims.claim_id as row_key,
    'quote_end' as column_name,
    cast(claims.quote_end as varchar) as value,
    case
        when
            claims.quote_start is null
            and claims.quote_end is null
            and claims.quote_sha256 is null
            then 'the article has a text, but the claim has no span in it'
        when
            claims.quote_start is null
            or claims.quote_end is null
            or claims.quote_sha256 is null
            then 'start, end and hash of a quote go together'
        when claims.quote_end <= claims.quote_start
            then 'the quote ends before it starts, at ' || claims.quote_start
        else 'the quote ends after the article, at ' || articles.text_length
    end as message
from claims
left join articles on claims.article_id = articles.article_id
where
    (
        (claims.quote_start is null) <> (claims.quote_end is null)
        or (claims.quote_start is null) <> (claims.quote_sha256 is null)
    )
    or (claims.quote_start is null and articles.text_sha256 is not null)
    or claims.quote_end <= claims.quote_start
    or claims.quote_end > articles.text_length
