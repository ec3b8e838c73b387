-- Which origins of two packages may be one: they are told at the same address.
-- Grain: one row a pair of root origins of two packages and an address. The
--     packages count them apart; whether they are one, a person has to say.
-- Reads: evidence_roots, sources, origins
create or replace view shared_origins as
with told as (
    select distinct
        sources.url,
        origins.origin_id,
        origins.package,
        origins.description
    from evidence_roots
    inner join sources on evidence_roots.source_id = sources.source_id
    inner join origins on evidence_roots.root_origin_id = origins.origin_id
    where sources.url is not null
)

select
    this.url,
    this.package,
    this.origin_id,
    this.description,
    other.package as other_package,
    other.origin_id as other_origin_id,
    other.description as other_description
from told as this
inner join told as other
    on this.url = other.url and this.package < other.package;

comment on view shared_origins is
'Which origins of two packages may be one. One row a pair of origins and an address.';
comment on column shared_origins.url is
'Address at which both packages found what they trace to the origins.';
