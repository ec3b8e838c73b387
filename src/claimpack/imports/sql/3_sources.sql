-- What was read, and where claims stand, once the claims have their ids.
-- Reads: named, claim_ids, pieces, old.*; makes: reviews, source_ids (numbers
--     of new ones follow), article_ids.
create table reviews as
with keyed as (
    select
        named.n,
        claim_ids.claim_id,
        named.publisher_id,
        coalesce(named.review_url, '') as page,
        lower(named.raw_label) || chr(31) || coalesce(named.raw_rating, '')
            as said
    from named
    inner join claim_ids
        on
            named.claim_words = claim_ids.claim_words
            and named.speaker_id = claim_ids.speaker_id
),

known as (
    select
        claim_id,
        publisher_id,
        coalesce(review_url, '') as page,
        lower(raw_label) || chr(31) || coalesce(raw_rating, '') as said
    from old.imported_reviews
),

known_sayings as (
    select distinct * from known
),

known_pages as (
    select distinct
        claim_id,
        publisher_id,
        page
    from known
),

first_sayings as (
    select min(n) as n
    from keyed
    group by claim_id, publisher_id, page, said
),

first_pages as (
    select min(n) as n
    from keyed
    group by claim_id, publisher_id, page
)

select
    keyed.n,
    keyed.claim_id,
    known_sayings.claim_id is not null or first_sayings.n is null as is_repeat,
    -- the same page says something else of the same claim
    known_pages.claim_id is not null or first_pages.n is null as is_known_page
from keyed
left join first_sayings on keyed.n = first_sayings.n
left join first_pages on keyed.n = first_pages.n
left join known_sayings
    on
        keyed.claim_id = known_sayings.claim_id
        and keyed.publisher_id = known_sayings.publisher_id
        and keyed.page = known_sayings.page
        and keyed.said = known_sayings.said
left join known_pages
    on
        keyed.claim_id = known_pages.claim_id
        and keyed.publisher_id = known_pages.publisher_id
        and keyed.page = known_pages.page;

create table fresh as
select
    named.*,
    reviews.claim_id
from named
inner join reviews on named.n = reviews.n
where not reviews.is_repeat;

-- a claim that is new stands where its first review says
create table new_claims as
with firsts as (
    select
        fresh.claim_id,
        min(fresh.n) as n
    from fresh
    inner join claim_ids
        on fresh.claim_id = claim_ids.claim_id and claim_ids.is_new
    group by fresh.claim_id
)

select
    fresh.*,
    coalesce(articles.article_id, fresh.article_slug) as article_id,
    articles.article_id is null as is_new_article
from fresh
inner join firsts on fresh.n = firsts.n
left join old.articles as articles on fresh.article_url = articles.url;

-- an article cannot bear on its own claims, unless it is a review of them
create table evidence_read as
with places as (
    select
        claim_id,
        article_url
    from new_claims
    union all
    select
        old_claims.claim_id,
        articles.url
    from old.claims as old_claims
    inner join old.articles as articles
        on old_claims.article_id = articles.article_id
),

of_items as (
    select
        fresh.claim_id,
        fresh.n,
        pieces.position,
        coalesce(pieces.url, fresh.source_url) as url,
        case
            when pieces.url is null then fresh.source_number
            else pieces.source_number
        end as number,
        case
            when pieces.url is null then fresh.source_title else pieces.title
        end as title,
        case
            when pieces.url is null then fresh.source_publisher_slug
            else pieces.publisher_slug
        end as publisher_slug,
        case
            when pieces.url is null then fresh.source_extent
            else pieces.extent_read
        end as extent_read,
        pieces.stance,
        pieces.summary,
        pieces.key_quote
    from fresh
    inner join pieces on fresh.n = pieces.n
    left join places on fresh.claim_id = places.claim_id
    where
        pieces.url is null
        or pieces.url = fresh.source_url
        or pieces.url is distinct from places.article_url
),

of_reviews as (
    select
        fresh.claim_id,
        fresh.n,
        0 as position,
        fresh.source_url as url,
        fresh.source_number as number,
        fresh.source_title as title,
        fresh.source_publisher_slug as publisher_slug,
        fresh.source_extent as extent_read,
        case
            when fresh.verdict = 'supported' then 'supports'
            when fresh.verdict = 'refuted' then 'refutes'
            when
                fresh.verdict in ('partly_supported', 'misleading', 'contested')
                then 'qualifies'
            else 'context'
        end as stance,
        'In a review ' || fresh.publisher_name || ' gives the claim the label '
        || fresh.raw_label || '.' as summary,
        null as key_quote
    from fresh
    where
        getvariable('review') = 'always'
        or fresh.n not in (select n from of_items)
)

select * from of_reviews
union all
select * from of_items;

-- what a review says of its own page is better known than a mention of it
create table source_ids as
with reviewed as (
    select
        source_url as url,
        min(n) as n
    from fresh
    group by source_url
),

mentioned as (
    select
        url,
        min(n * 10000 + position) as place
    from evidence_read
    where url not in (select url from reviewed)
    group by url
),

firsts as (
    select
        fresh.source_url as url,
        fresh.source_number as number,
        fresh.source_title as title,
        fresh.source_extent as extent_read,
        fresh.source_publisher_slug as publisher_slug,
        fresh.source_published_on as published_on,
        fresh.source_basis as published_on_basis,
        fresh.language
    from fresh
    inner join reviewed on fresh.n = reviewed.n
    union all
    select
        evidence_read.url,
        evidence_read.number,
        evidence_read.title,
        evidence_read.extent_read,
        evidence_read.publisher_slug,
        null as published_on,
        'no date in what was imported' as published_on_basis,
        null as language
    from evidence_read
    inner join mentioned
        on
            evidence_read.url = mentioned.url
            and evidence_read.n * 10000 + evidence_read.position
            = mentioned.place
)

select
    firsts.*,
    publisher_ids.id as publisher_id,
    publisher_ids.name as publisher_name,
    sources.source_id as id,
    sources.source_id is null as is_new
from firsts
inner join publisher_ids on firsts.publisher_slug = publisher_ids.slug
left join old.sources as sources on firsts.url = sources.url;
