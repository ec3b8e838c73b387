-- rule: quote-hash
-- severity: error
-- why: The hash proves the span; words with another hash are other words.
-- fix: Correct quote_exact, or give the SHA-256 of its UTF-8 bytes;
--     verify-quotes proves both against the text.
-- example: A letter of quote_exact was changed, quote_sha256 was not.
-- reads: claims
-- scope: row
select
    'claims' as table_name,
    claim_id as row_key,
    'quote_sha256' as column_name,
    quote_sha256 as value,
    'the words have the hash ' || sha256(quote_exact) as message
from claims
where
    quote_exact is not null
    and length(quote_exact) = quote_end - quote_start
    and sha256(quote_exact) is distinct from quote_sha256
