-- Where a source's text and an origin's knowledge come from in the end.
-- Grain: one row a source (by syndication) or origin (by derivation).
-- Reads: sources, origins
create or replace view roots as
with recursive
sources_and_origins as (
    select
        'source' as kind,
        source_id as id,
        syndicated_from_source_id as parent_id
    from sources
    union all
    select
        'origin' as kind,
        origin_id as id,
        derived_from_origin_id as parent_id
    from origins
),

-- a parent that is not in the table ends the walk like no parent at all
links as (
    select
        child.kind,
        child.id,
        parent.id as parent_id
    from sources_and_origins as child
    left join sources_and_origins as parent
        on child.kind = parent.kind and child.parent_id = parent.id
),

-- top-down from what rests on nothing, so that a cycle is never entered
descents as (
    select
        kind,
        id,
        id as root_id
    from links
    where parent_id is null
    union all
    select
        links.kind,
        links.id,
        descents.root_id
    from descents
    inner join links
        on descents.kind = links.kind and descents.id = links.parent_id
),

-- what no root reaches leads into a cycle
stranded as (
    select links.*
    from links
    left join descents on links.kind = descents.kind and links.id = descents.id
    where descents.id is null
),

-- union, not union all: ends when a cycle has been gone round once
ascents as (
    select
        kind,
        id,
        parent_id as ancestor_id
    from stranded
    union
    select
        ascents.kind,
        ascents.id,
        stranded.parent_id as ancestor_id
    from ascents
    inner join stranded
        on ascents.kind = stranded.kind and ascents.ancestor_id = stranded.id
),

cycle_members as (
    select
        kind,
        id
    from ascents
    where id = ancestor_id
),

-- a cycle has no beginning: its first id stands for it
cycle_roots as (
    select
        ascents.kind,
        ascents.id,
        min(ascents.ancestor_id) as root_id
    from ascents
    inner join cycle_members
        on
            ascents.kind = cycle_members.kind
            and ascents.ancestor_id = cycle_members.id
    group by ascents.kind, ascents.id
)

select
    kind,
    id,
    root_id,
    false as leads_into_cycle
from descents
union all
select
    kind,
    id,
    root_id,
    true as leads_into_cycle
from cycle_roots;

comment on view roots is
'Where a source or an origin comes from in the end. One row a source or origin.';
comment on column roots.kind is
'source or origin.';
comment on column roots.root_id is
'The source or origin at the beginning; in a circle, its first id.';
comment on column roots.leads_into_cycle is
'Whether the walk never ends: the rule provenance-cycle refuses it.';
