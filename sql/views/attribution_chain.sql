-- Who told whom: from the article back to whoever spoke the words.
-- Grain: one row a claim, attribution and hop; hop 0 is the publisher of the
--     article. A claim that attributions assert has the chain of each.
-- Reads: claims, articles, publishers, attributions, speakers
create or replace view attribution_chain as
with chained_claims as (
    select
        claim_id,
        claim_id as attribution_claim_id
    from claims
    where claim_id in (select attributions.claim_id from attributions)
    union all
    select
        asserts_claim_id as claim_id,
        claim_id as attribution_claim_id
    from claims
    where
        asserts_claim_id is not null
        and asserts_claim_id not in (
            select attributions.claim_id from attributions
        )
),

hops as (
    select
        chained_claims.claim_id,
        chained_claims.attribution_claim_id,
        attributions.hop,
        attributions.relation,
        attributions.speaker_id,
        attributions.publisher_id
    from chained_claims
    inner join attributions
        on chained_claims.attribution_claim_id = attributions.claim_id
    union all
    select
        claims.claim_id,
        coalesce(chained_claims.attribution_claim_id, claims.claim_id)
            as attribution_claim_id,
        0 as hop,
        'published' as relation,
        null as speaker_id,
        articles.publisher_id
    from claims
    inner join articles on claims.article_id = articles.article_id
    left join chained_claims on claims.claim_id = chained_claims.claim_id
)

select
    hops.claim_id,
    hops.attribution_claim_id,
    hops.hop,
    hops.relation,
    hops.speaker_id,
    hops.publisher_id,
    coalesce(speakers.name, publishers.name) as name,
    speakers.position,
    speakers.affiliation,
    speakers.is_party
from hops
left join speakers on hops.speaker_id = speakers.speaker_id
left join publishers on hops.publisher_id = publishers.publisher_id
order by hops.claim_id, hops.attribution_claim_id, hops.hop;

comment on view attribution_chain is
'Who told whom, from the article back. One row a claim, attribution and hop.';
comment on column attribution_chain.hop is
'0 is the publisher of the article, 1 whom it had it from, and so on.';
comment on column attribution_chain.attribution_claim_id is
'Claim whose chain this is: the claim itself, or the attribution that asserts it.';
comment on column attribution_chain.relation is
'How it was told at this hop: published (the article), said, quoted, reported or broadcast.';
comment on column attribution_chain.name is
'Speaker or publisher of the hop.';
