-- How much evidence of each stance a claim has, and from how many roots.
-- Grain: one row a claim and stance of which there is evidence.
-- Reads: evidence_roots
create or replace view evidence_balance as
select
    claim_id,
    stance,
    count(*) as pieces,
    count(distinct source_id) as sources,
    count(distinct root_source_id) as root_sources,
    count(distinct root_origin_id) as root_origins,
    count(*) filter (where origin_id is null) as pieces_of_unknown_origin,
    count(*) filter (where not is_counted) as pieces_not_counted
from evidence_roots
group by claim_id, stance;

comment on view evidence_balance is
'How much evidence of each stance a claim has. One row a claim and stance.';
comment on column evidence_balance.pieces_not_counted is
'Context, and support of a content claim by its own speaker.';
