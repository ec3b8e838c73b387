-- rule: self-evidence
-- severity: error
-- why: An article cannot corroborate itself.
-- fix: Remove the row, or cite the source from which the article has it.
-- example: Evidence for a claim cites the article that makes it.
-- reads: evidence, claims, articles, sources, roots, imported_reviews
-- scope: claims
with own_sources as (
    select
        articles.article_id,
        sources.source_id
    from articles
    inner join sources on articles.url = sources.url
),

own_texts as (
    select
        article_id,
        source_id
    from own_sources
    union
    select
        own_sources.article_id,
        roots.id as source_id
    from own_sources
    inner join roots
        on roots.kind = 'source' and own_sources.source_id = roots.root_id
)

select
    'evidence' as table_name,
    evidence.evidence_id as row_key,
    'source_id' as column_name,
    evidence.source_id as value,
    'the source is the article itself, or relays it' as message
from evidence
inner join claims on evidence.claim_id = claims.claim_id
inner join own_texts
    on
        claims.article_id = own_texts.article_id
        and evidence.source_id = own_texts.source_id
where
    not exists (
        -- a review tells of a claim of somebody else, and judges it
        select 1
        from imported_reviews
        where
            imported_reviews.claim_id = evidence.claim_id
            and imported_reviews.source_id = evidence.source_id
    )
