-- Who and what is named, each once, with the id that it has or gets.
-- Reads: staged, pieces, old.*, old_slugs; makes: publisher_ids, speaker_ids,
--     assessor_ids (slug, id, is_new, and what the first mention says).
-- The same name, whatever its case, or a name with the same slug is the same
-- body; a slug that stands for another name already gets some digits.
create table named_publishers as
select
    slug,
    arg_min(name, place) as name
from (
    select
        publisher_slug as slug,
        publisher_name as name,
        n * 10 as place
    from staged
    union all
    select
        source_publisher_slug,
        source_publisher,
        n * 10 + 1 as place
    from staged
    union all
    select
        article_publisher_slug,
        article_publisher,
        n * 10 + 2 as place
    from staged
    union all
    select
        reporter_slug,
        reporter_name,
        n * 10 + 3 as place
    from staged
    union all
    select
        publisher_slug,
        publisher_name,
        n * 10 + 4 as place
    from pieces
) as mentions
where slug is not null
group by slug;

create table publisher_ids as
with by_name as (
    select
        lower(name) as name,
        min(publisher_id) as id
    from old.publishers
    group by all
)

select
    named.slug,
    named.name,
    coalesce(
        by_name.id,
        same.id,
        case
            when taken.publisher_id is null then named.slug
            else named.slug || '-' || substr(sha256(lower(named.name)), 1, 8)
        end
    ) as id,
    by_name.id is null and same.id is null as is_new
from named_publishers as named
left join by_name on lower(named.name) = by_name.name
left join old_slugs as same
    on same.kind = 'publishers' and named.slug = same.slug
left join old.publishers as taken on named.slug = taken.publisher_id;

create table speaker_ids as
with named as (
    select
        speaker_slug as slug,
        arg_min(speaker_name, n) as name,
        arg_min(speaker_kind, n) as kind,
        arg_min(speaker_position, n) as position,
        arg_min(speaker_affiliation, n) as affiliation
    from staged
    group by all
),

by_name as (
    select
        lower(name) as name,
        min(speaker_id) as id
    from old.speakers
    group by all
)

select
    named.*,
    coalesce(
        by_name.id,
        same.id,
        case
            when taken.speaker_id is null then named.slug
            else named.slug || '-' || substr(sha256(lower(named.name)), 1, 8)
        end
    ) as id,
    by_name.id is null and same.id is null as is_new
from named
left join by_name on lower(named.name) = by_name.name
left join old_slugs as same on same.kind = 'speakers' and named.slug = same.slug
left join old.speakers as taken on named.slug = taken.speaker_id;

create table assessor_ids as
with named as (
    select
        publisher_slug as slug,
        arg_min(publisher_name, n) as name,
        arg_min(publisher_url, n) as public_id
    from staged
    group by all
),

-- who reviews is a body: a person or a program of that name is another
by_name as (
    select
        lower(name) as name,
        min(assessor_id) as id
    from old.assessors
    where kind = 'organisation'
    group by all
)

select
    named.*,
    coalesce(
        by_name.id,
        same.id,
        case
            when
                taken.assessor_id is null
                and named.slug <> getvariable('importer')
                then named.slug
            else named.slug || '-' || substr(sha256(lower(named.name)), 1, 8)
        end
    ) as id,
    by_name.id is null and same.id is null as is_new
from named
left join by_name on lower(named.name) = by_name.name
left join old_slugs as same
    on same.kind = 'assessors' and named.slug = same.slug
left join old.assessors as taken on named.slug = taken.assessor_id;
