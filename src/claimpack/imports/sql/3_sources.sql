-- What was read, and where claims stand, once the claims have their ids.
-- Reads: named, claim_ids, pieces, old.*; makes: reviews, source_ids (numbers
--     of new ones follow), article_ids.
create table reviews as
with keyed as (
    select
        named.*,
        claim_ids.claim_id,
        claim_ids.is_new as is_new_claim,
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
    select distinct claim_id, publisher_id, page from known
)

select
    keyed.*,
    known_sayings.claim_id is not null
    or row_number() over (
        partition by
            keyed.claim_id, keyed.publisher_id, keyed.page, keyed.said
        order by keyed.n
    ) > 1 as is_repeat,
    -- the same page says something else of the same claim
    known_pages.claim_id is not null
    or row_number() over (
        partition by keyed.claim_id, keyed.publisher_id, keyed.page
        order by keyed.n
    ) > 1 as is_known_page
from keyed
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
select * from reviews where not is_repeat;

-- a claim that is new stands where its first review says
create table new_claims as
select
    fresh.*,
    coalesce(articles.article_id, fresh.article_slug) as article_id,
    articles.article_id is null as is_new_article
from fresh
inner join claim_ids on fresh.claim_id = claim_ids.claim_id and claim_ids.is_new
left join old.articles as articles on fresh.article_url = articles.url
qualify row_number() over (partition by fresh.claim_id order by fresh.n) = 1;

-- an article cannot bear on its own claims, unless it is a review of them
create table evidence_read as
with places as (
    select claim_id, article_url from new_claims
    union all
    select old_claims.claim_id, articles.url
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
    where $review = 'always' or fresh.n not in (select n from of_items)
)

select * from of_reviews
union all
select * from of_items;

create table source_ids as
with read as (
    select url, number, title, publisher_slug, extent_read, n, true as is_piece
    from evidence_read
    union all
    select
        source_url, source_number, source_title, source_publisher_slug,
        source_extent, n, false
    from fresh
),

-- what a review says of its own page is better known than a mention of it
firsts as (
    select *
    from read
    qualify row_number() over (partition by url order by is_piece, n) = 1
)

select
    firsts.url,
    firsts.number,
    firsts.title,
    firsts.extent_read,
    publisher_ids.id as publisher_id,
    publisher_ids.name as publisher_name,
    fresh.source_published_on as published_on,
    coalesce(fresh.source_basis, 'no date in what was imported')
        as published_on_basis,
    fresh.language,
    sources.source_id as id,
    sources.source_id is null as is_new
from firsts
inner join publisher_ids on firsts.publisher_slug = publisher_ids.slug
left join fresh on not firsts.is_piece and firsts.n = fresh.n
left join old.sources as sources on firsts.url = sources.url;
