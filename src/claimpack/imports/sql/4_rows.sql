-- The rows that are new, by table, once claims and sources have their ids.
-- Reads: what the files before made, old.*; makes: a table new_<name> each.
create table new_publishers as
with used as (
    select publisher_slug as slug from fresh
    union all
    select article_publisher_slug from new_claims
    union all
    select reporter_slug from new_claims
    union all
    select source_publisher_slug from fresh
    union all
    select publisher_slug from evidence_read
)

select distinct
    publisher_ids.id as publisher_id,
    publisher_ids.name,
    'unknown' as kind,
    null as country,
    null as reliability,
    'Not graded. Known here only through imported reviews.'
        as reliability_reason
from publisher_ids
inner join used on publisher_ids.slug = used.slug
where publisher_ids.is_new;

create table new_speakers as
select distinct
    speaker_ids.id as speaker_id,
    speaker_ids.name,
    speaker_ids.kind,
    speaker_ids.position,
    speaker_ids.affiliation,
    null as country,
    null as wikidata_id,
    null as is_party,
    'Not looked at: known here only through imported reviews.'
        as is_party_reason
from speaker_ids
inner join new_claims on speaker_ids.slug = new_claims.speaker_slug
where speaker_ids.is_new;

create table new_articles as
select
    article_id,
    arg_min(article_title, n) as title,
    arg_min(publisher_ids.id, n) as publisher_id,
    article_url as url,
    any_value(archives.archive_url) as archive_url,
    min(article_published_on) as published_on,
    arg_min(article_basis, coalesce(article_published_on, '~') || n)
        as published_on_basis,
    null as retrieved_at,
    arg_min(article_language, n) as language,
    null as text_sha256,
    null as text_length
from new_claims
inner join publisher_ids
    on new_claims.article_publisher_slug = publisher_ids.slug
left join archives on new_claims.article_url = archives.url
where is_new_article
group by article_id, article_url;

create table verdicts_of_claims as
select
    claim_id,
    count(distinct verdict) as verdicts,
    bool_and(coalesce(verdict = 'not_checkable', false)) as is_not_checkable
from fresh
group by claim_id;

create table new_claims_rows as
select
    new_claims.claim_id,
    new_claims.article_id,
    null as quote_start,
    null as quote_end,
    null as quote_sha256,
    null as quote_exact,
    new_claims.claim_text,
    'fact' as claim_kind,
    new_claims.speaker_id,
    null as asserts_claim_id,
    case when verdicts_of_claims.is_not_checkable then 'no' else 'yes' end
        as checkability,
    case
        when verdicts_of_claims.is_not_checkable
            then 'By the label of its review: ' || new_claims.raw_label || '.'
        else 'It was reviewed by ' || new_claims.publisher_name || '.'
    end as checkability_reason
from new_claims
inner join verdicts_of_claims
    on new_claims.claim_id = verdicts_of_claims.claim_id;

create table new_attributions as
with hops as (
    select
        claim_id,
        1 as place,
        null as speaker_id,
        publisher_ids.id as publisher_id,
        'reported' as relation
    from new_claims
    inner join publisher_ids on new_claims.reporter_slug = publisher_ids.slug
    union all
    select
        claim_id,
        2 as place,
        speaker_id,
        null as publisher_id,
        'said' as relation
    from new_claims
    where speaker_kind <> 'unnamed'
)

select
    claim_id,
    cast(row_number() over (partition by claim_id order by place) as varchar)
        as hop,
    speaker_id,
    publisher_id,
    relation
from hops;

create table new_sources as
select
    id as source_id,
    publisher_id,
    title,
    case when title is not null then 'shown' end as title_basis,
    source_ids.url,
    archives.archive_url,
    published_on,
    published_on_basis,
    language,
    getvariable('moment') as accessed_at,
    extent_read,
    'false' as is_primary,
    'Not graded. Known here only through what was imported.'
        as reliability_note,
    null as syndicated_from_source_id,
    null as retracted_on
from source_ids
left join archives on source_ids.url = archives.url
where is_new;

-- one voice a page and reviewer: what it tells is told once
create table voices as
select distinct
    evidence_read.url,
    case
        when evidence_read.position = 0 then fresh.publisher_slug
        else evidence_read.publisher_slug
    end as publisher_slug
from evidence_read
inner join fresh on evidence_read.n = fresh.n;

create table origin_ids as
select
    voices.*,
    publisher_ids.id as publisher_id,
    publisher_ids.id || '-' || lower(source_ids.id) as origin_id,
    publisher_ids.name || ' tells in ' || source_ids.id
    || ' of its own knowledge, as far as was imported.' as description
from voices
inner join publisher_ids on voices.publisher_slug = publisher_ids.slug
inner join source_ids on voices.url = source_ids.url;

create table new_origins as
select distinct on (origin_id)
    origin_id,
    description,
    null as speaker_id,
    publisher_id,
    null as happened_on,
    null as made_public_on,
    null as derived_from_origin_id
from origin_ids
where origin_id not in (select origin_id from old.origins)
order by origin_id, publisher_slug;

create table numbered_evidence as
with last_numbers as (
    select
        claim_id,
        max(try_cast(split_part(evidence_id, '-E', 2) as integer)) as last
    from old.evidence
    group by all
)

select
    evidence_read.*,
    fresh.verdict,
    fresh.publisher_slug as reviewer_slug,
    evidence_read.claim_id
    || '-E'
    || printf('%02d', coalesce(last_numbers.last, 0) + row_number() over (
        partition by evidence_read.claim_id
        order by evidence_read.n, evidence_read.position
    )) as evidence_id
from evidence_read
inner join fresh on evidence_read.n = fresh.n
left join last_numbers on evidence_read.claim_id = last_numbers.claim_id;

create table new_evidence as
select
    numbered_evidence.evidence_id,
    numbered_evidence.claim_id,
    source_ids.id as source_id,
    origin_ids.origin_id,
    numbered_evidence.stance,
    numbered_evidence.summary,
    numbered_evidence.key_quote,
    null as credibility,
    getvariable('moment') as added_at,
    getvariable('importer') as added_by
from numbered_evidence
inner join source_ids on numbered_evidence.url = source_ids.url
inner join origin_ids
    on
        numbered_evidence.url = origin_ids.url
        and origin_ids.publisher_slug = case
            when numbered_evidence.position = 0
                then numbered_evidence.reviewer_slug
            else numbered_evidence.publisher_slug
        end;

create table new_imported_reviews as
with last_numbers as (
    select
        claim_id,
        max(try_cast(split_part(imported_review_id, '-I', 2) as integer))
            as last
    from old.imported_reviews
    group by all
)

select
    fresh.claim_id
    || '-I'
    || printf('%02d', coalesce(last_numbers.last, 0) + row_number() over (
        partition by fresh.claim_id order by fresh.n
    )) as imported_review_id,
    fresh.claim_id,
    fresh.publisher_id,
    source_ids.id as source_id,
    fresh.review_url,
    fresh.raw_label,
    fresh.verdict,
    fresh.raw_rating,
    fresh.raw_best as raw_best_rating,
    fresh.raw_worst as raw_worst_rating,
    fresh.reviewed_on,
    fresh.raw_review_date as raw_reviewed_on,
    fresh.claimed_on,
    fresh.raw_claim_date as raw_claimed_on,
    getvariable('format') as format,
    getvariable('version') as mapping_version,
    fresh.record_number,
    getvariable('file_sha256') as file_sha256,
    getvariable('moment') as imported_at
from fresh
inner join source_ids on fresh.source_url = source_ids.url
left join last_numbers on fresh.claim_id = last_numbers.claim_id;

-- What was seen to say something was seen, also where others only cited it.
create table seen_sources as
select distinct id as source_id
from source_ids
where not is_new;
