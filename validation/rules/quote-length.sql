-- rule: quote-length
-- severity: error
-- why: Words that do not fill their span are not the words of the article.
-- fix: Copy the words from the text at the given position, or correct the
--     position.
-- example: The words have 49 characters, their span has 48.
-- reads: claims
-- scope: row
select
    'claims' as table_name,
    claim_id as row_key,
    'quote_exact' as column_name,
    quote_exact as value,
    'the words have ' || length(quote_exact) || ' characters, their span has '
    || (quote_end - quote_start) as message
from claims
where length(quote_exact) <> quote_end - quote_start
