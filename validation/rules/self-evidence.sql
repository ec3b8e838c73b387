-- rule: self-evidence
-- severity: error
-- why: An article cannot corroborate itself.
-- fix: Remove the row, or cite the source from which the article has it.
-- example: Evidence for a claim cites the article that makes it.
-- reads: evidence, claims, articles, sources, roots, imported_reviews
-- scope: claims
select
    'evidence' as table_name,
    evidence.evidence_id as row_key,
    'source_id' as column_name,
    evidence.source_id as value,
    'the source is the article itself, or relays it' as message
from evidence
inner join claims on evidence.claim_id = claims.claim_id
inner join articles on claims.article_id = articles.article_id
inner join roots on roots.kind = 'source' and evidence.source_id = roots.id
inner join sources on evidence.source_id = sources.source_id
inner join sources as root_sources on roots.root_id = root_sources.source_id
where
    articles.url in (sources.url, root_sources.url)
    and not exists (
        -- a review tells of a claim of somebody else, and judges it
        select 1
        from imported_reviews
        where
            imported_reviews.claim_id = evidence.claim_id
            and imported_reviews.source_id = evidence.source_id
    )
