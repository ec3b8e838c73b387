-- Where repetition may look like corroboration.
-- Grain: one row a root origin that several sources relay (kind "origin"), and
--     one row a publisher of which nothing but relays was used (kind
--     "publisher").
-- Reads: evidence_roots, origins, sources, publisher_record
create or replace view circular_reporting as
with relayed_origins as (
    select
        'origin' as kind,
        evidence_roots.root_origin_id as id,
        any_value(origins.description) as label,
        count(distinct evidence_roots.source_id) as sources,
        count(distinct evidence_roots.root_source_id) as root_sources,
        count(distinct sources.publisher_id) as publishers,
        count(distinct evidence_roots.claim_id) as claims
    from evidence_roots
    inner join origins on evidence_roots.root_origin_id = origins.origin_id
    inner join sources on evidence_roots.source_id = sources.source_id
    group by evidence_roots.root_origin_id
    having count(distinct evidence_roots.source_id) > 1
),

repeating_publishers as (
    select
        'publisher' as kind,
        publisher_record.publisher_id as id,
        publisher_record.name as label,
        publisher_record.sources,
        publisher_record.root_sources,
        1 as publishers,
        publisher_record.claims
    from publisher_record
    where publisher_record.only_repeats
)

select * from relayed_origins
union all
select * from repeating_publishers;

comment on view circular_reporting is
'Where repetition may look like corroboration. One row a relayed origin or a publisher that only repeats.';
comment on column circular_reporting.kind is
'origin: several sources relay it; publisher: nothing but relays was used from it.';
comment on column circular_reporting.id is
'Id of the root origin or of the publisher.';
comment on column circular_reporting.root_sources is
'Sources left when copies and rewrites of one text count once.';
