-- rule: said-and-true
-- severity: warning
-- why: What somebody else is said to assert needs a claim that he said it.
-- fix: Add the attribution claim that asserts this one.
-- example: A claim with a speaker of its own has no attribution that asserts
--     it.
-- reads: claims, claim_kinds, articles, imported_reviews
-- scope: claims
select
    'claims' as table_name,
    claims.claim_id as row_key,
    'speaker_id' as column_name,
    claims.speaker_id as value,
    'no attribution claim asserts it, though the article does not speak here'
        as message
from claims
inner join claim_kinds on claims.claim_kind = claim_kinds.code
inner join articles on claims.article_id = articles.article_id
where
    not claim_kinds.is_attribution
    -- the publisher of an article speaks under the same id
    and claims.speaker_id <> articles.publisher_id
    and not exists (
        select 1
        from claims as attributions_of_it
        where attributions_of_it.asserts_claim_id = claims.claim_id
    )
    -- whether it was said is what the reviewer of an imported claim stands for
    and claims.claim_id not in (select claim_id from imported_reviews)
