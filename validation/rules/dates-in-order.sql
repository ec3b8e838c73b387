-- rule: dates-in-order
-- severity: error
-- why: What comes first cannot be dated after what follows from it.
-- fix: Correct the date that is wrong; where it is not known for certain, say
--     so in EDTF or leave it empty.
-- reads: articles, sources, origins, evidence, assessments, assessment_evidence
select
    'articles' as table_name,
    article_id as row_key,
    'retrieved_at' as column_name,
    cast(retrieved_at as varchar) as value,
    'retrieved before it was published, ' || published_on as message
from articles
where cast(retrieved_at as date) < edtf_earliest(published_on)
union all
select
    'sources' as table_name,
    source_id as row_key,
    'accessed_at' as column_name,
    cast(accessed_at as varchar) as value,
    'read before it was published, ' || published_on as message
from sources
where cast(accessed_at as date) < edtf_earliest(published_on)
union all
select
    'sources' as table_name,
    sources.source_id as row_key,
    'published_on' as column_name,
    sources.published_on as value,
    'published before the source that it relays, ' || relayed.source_id
    || ' of ' || relayed.published_on as message
from sources
inner join sources as relayed
    on sources.syndicated_from_source_id = relayed.source_id
where edtf_latest(sources.published_on) < edtf_earliest(relayed.published_on)
union all
select
    'origins' as table_name,
    origin_id as row_key,
    'made_public_on' as column_name,
    made_public_on as value,
    'made public before it happened, ' || happened_on as message
from origins
where edtf_latest(made_public_on) < edtf_earliest(happened_on)
union all
select
    'origins' as table_name,
    origins.origin_id as row_key,
    'happened_on' as column_name,
    origins.happened_on as value,
    'before the origin that it derives from, ' || parent.origin_id || ' of '
    || parent.happened_on as message
from origins
inner join origins as parent
    on origins.derived_from_origin_id = parent.origin_id
where edtf_latest(origins.happened_on) < edtf_earliest(parent.happened_on)
union all
select
    'evidence' as table_name,
    evidence.evidence_id as row_key,
    'added_at' as column_name,
    cast(evidence.added_at as varchar) as value,
    'added before the source was read, ' || sources.accessed_at as message
from evidence
inner join sources on evidence.source_id = sources.source_id
where evidence.added_at < sources.accessed_at
union all
select
    'evidence' as table_name,
    evidence.evidence_id as row_key,
    'origin_id' as column_name,
    evidence.origin_id as value,
    'the source, of ' || sources.published_on
    || ', relays what happened later, on ' || origins.happened_on as message
from evidence
inner join sources on evidence.source_id = sources.source_id
inner join origins on evidence.origin_id = origins.origin_id
where edtf_latest(sources.published_on) < edtf_earliest(origins.happened_on)
union all
select
    'assessments' as table_name,
    assessments.assessment_id as row_key,
    'recorded_at' as column_name,
    cast(assessments.recorded_at as varchar) as value,
    'rests on evidence added later, ' || evidence.evidence_id as message
from assessments
inner join assessment_evidence
    on assessments.assessment_id = assessment_evidence.assessment_id
inner join evidence on assessment_evidence.evidence_id = evidence.evidence_id
where assessments.recorded_at < evidence.added_at
