-- What each publisher contributed: its own knowledge, or words of others.
-- Grain: one row a publisher of at least one source.
-- Reads: publishers, sources, evidence_roots, origins
create or replace view publisher_record as
with pieces as (
    select
        sources.publisher_id,
        evidence_roots.evidence_id,
        evidence_roots.claim_id,
        evidence_roots.stance,
        evidence_roots.source_id,
        evidence_roots.root_source_id,
        -- its own report, or first hand from the body that knows
        (
            origins.publisher_id = sources.publisher_id or sources.is_primary
        ) is true as is_own_knowledge,
        evidence_roots.origin_id is null as is_of_unknown_origin
    from evidence_roots
    inner join sources on evidence_roots.source_id = sources.source_id
    left join origins on evidence_roots.origin_id = origins.origin_id
),

source_counts as (
    select
        publisher_id,
        count(*) as sources,
        count(*) filter (where accessed_at is null) as sources_not_seen
    from sources
    group by publisher_id
),

piece_counts as (
    select
        publisher_id,
        count(*) as pieces,
        count(distinct claim_id) as claims,
        count(distinct root_source_id) as root_sources,
        count(*) filter (where stance = 'supports') as supporting,
        count(*) filter (where stance = 'refutes') as refuting,
        count(*) filter (where stance = 'qualifies') as qualifying,
        count(*) filter (where is_own_knowledge) as own_knowledge,
        count(*) filter (
            where not is_own_knowledge and not is_of_unknown_origin
        ) as relayed
    from pieces
    group by publisher_id
)

select
    publishers.publisher_id,
    publishers.name,
    publishers.kind,
    publishers.reliability,
    source_counts.sources,
    source_counts.sources_not_seen,
    coalesce(piece_counts.root_sources, 0) as root_sources,
    coalesce(piece_counts.claims, 0) as claims,
    coalesce(piece_counts.pieces, 0) as pieces,
    coalesce(piece_counts.supporting, 0) as supporting,
    coalesce(piece_counts.refuting, 0) as refuting,
    coalesce(piece_counts.qualifying, 0) as qualifying,
    coalesce(piece_counts.own_knowledge, 0) as own_knowledge,
    coalesce(piece_counts.relayed, 0) as relayed,
    coalesce(piece_counts.relayed = piece_counts.pieces, false) as only_repeats
from publishers
inner join source_counts
    on publishers.publisher_id = source_counts.publisher_id
left join piece_counts on publishers.publisher_id = piece_counts.publisher_id;

comment on view publisher_record is
'What each publisher contributed. One row a publisher of at least one source.';
comment on column publisher_record.pieces is
'Pieces of evidence from its sources: the denominator of the counts after it.';
comment on column publisher_record.own_knowledge is
'Pieces that rest on its own report or come first hand.';
comment on column publisher_record.relayed is
'Pieces that rest on the word of others.';
comment on column publisher_record.only_repeats is
'Whether everything used from it was relayed from others.';
