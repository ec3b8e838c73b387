-- What is not known about where things come from.
-- Grain: one row a record and gap.
-- Reads: sources, evidence, evidence_roots, origins, claims, claim_kinds,
--     attributions, speakers, articles
create or replace view provenance_gaps as
select
    'articles' as table_name,
    article_id as id,
    'published_on' as column_name,
    'the day is not known: ' || published_on_basis as gap
from articles
where published_on is null or position('/' in published_on) > 0
union all
select
    'sources' as table_name,
    source_id as id,
    'accessed_at' as column_name,
    'the source was not seen; others relay it' as gap
from sources
where accessed_at is null
union all
select
    'sources' as table_name,
    source_id as id,
    'published_on' as column_name,
    'the day is not known: ' || published_on_basis as gap
from sources
where published_on is null and accessed_at is not null
union all
select
    'evidence' as table_name,
    evidence_id as id,
    'origin_id' as column_name,
    'the origin is not known' as gap
from evidence
where origin_id is null
union all
select
    'origins' as table_name,
    origin_id as id,
    'speaker_id' as column_name,
    'neither a speaker nor an outlet is named' as gap
from origins
where speaker_id is null and publisher_id is null
union all
select
    'claims' as table_name,
    claims.claim_id as id,
    'claim_id' as column_name,
    'checkable, but there is no evidence that counts' as gap
from claims
where
    claims.checkability <> 'no'
    and claims.claim_id not in (
        select evidence_roots.claim_id
        from evidence_roots
        where
            evidence_roots.is_counted and evidence_roots.retracted_on is null
    )
union all
select
    'attributions' as table_name,
    attributions.claim_id as id,
    'speaker_id' as column_name,
    'hop ' || attributions.hop || ' is ' || speakers.name as gap
from attributions
inner join speakers on attributions.speaker_id = speakers.speaker_id
where speakers.kind = 'unnamed'
union all
select
    'claims' as table_name,
    claims.claim_id as id,
    'asserts_claim_id' as column_name,
    'an attribution without a chain' as gap
from claims
inner join claim_kinds on claims.claim_kind = claim_kinds.code
where
    claim_kinds.is_attribution
    and claims.claim_id not in (select attributions.claim_id from attributions);

comment on view provenance_gaps is
'What is not known about where things come from. One row a record and gap.';
comment on column provenance_gaps.table_name is
'Table in which something is not known.';
comment on column provenance_gaps.id is
'Key of its row.';
comment on column provenance_gaps.column_name is
'Column to fill once it is known.';
