-- rule: dates-in-order
-- severity: error
-- why: What comes first cannot be dated after what follows from it.
-- fix: Correct the date that is wrong; where it is not known for certain, say
--     so in EDTF or leave it empty.
-- example: An origin was made public on 2025-02-17, but happened on 2025-02-18.
-- reads: articles, sources, origins, evidence, assessments, assessment_evidence
-- scope: claims
with dates as (
    select published_on as edtf_text from articles
    union
    select published_on from sources
    union
    select happened_on from origins
    union
    select made_public_on from origins
),

-- many rows share a date, and to read one costs more than to look it up
days as materialized (
    select
        edtf_text,
        edtf_earliest(edtf_text) as first_day,
        edtf_latest(edtf_text) as last_day
    from dates
),

dated_sources as (
    select
        sources.*,
        days.first_day as published_from,
        days.last_day as published_to
    from sources
    inner join days on sources.published_on = days.edtf_text
),

dated_origins as (
    select
        origins.*,
        happened.first_day as happened_from,
        happened.last_day as happened_to,
        made_public.last_day as made_public_to
    from origins
    left join days as happened on origins.happened_on = happened.edtf_text
    left join days as made_public
        on origins.made_public_on = made_public.edtf_text
)

select
    'articles' as table_name,
    articles.article_id as row_key,
    'retrieved_at' as column_name,
    cast(articles.retrieved_at as varchar) as value,
    'retrieved before it was published, ' || articles.published_on as message
from articles
inner join days on articles.published_on = days.edtf_text
where cast(articles.retrieved_at as date) < days.first_day
union all
select
    'sources' as table_name,
    source_id as row_key,
    'accessed_at' as column_name,
    cast(accessed_at as varchar) as value,
    'read before it was published, ' || published_on as message
from dated_sources
where cast(accessed_at as date) < published_from
union all
select
    'sources' as table_name,
    relay.source_id as row_key,
    'published_on' as column_name,
    relay.published_on as value,
    'published before the source that it relays, ' || relayed.source_id
    || ' of ' || relayed.published_on as message
from dated_sources as relay
inner join dated_sources as relayed
    on relay.syndicated_from_source_id = relayed.source_id
where relay.published_to < relayed.published_from
union all
select
    'origins' as table_name,
    origin_id as row_key,
    'made_public_on' as column_name,
    made_public_on as value,
    'made public before it happened, ' || happened_on as message
from dated_origins
where made_public_to < happened_from
union all
select
    'origins' as table_name,
    child.origin_id as row_key,
    'happened_on' as column_name,
    child.happened_on as value,
    'before the origin that it derives from, ' || parent.origin_id || ' of '
    || parent.happened_on as message
from dated_origins as child
inner join dated_origins as parent
    on child.derived_from_origin_id = parent.origin_id
where child.happened_to < parent.happened_from
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
    'the source, of ' || dated_sources.published_on
    || ', relays what happened later, on ' || dated_origins.happened_on
        as message
from evidence
inner join dated_sources on evidence.source_id = dated_sources.source_id
inner join dated_origins on evidence.origin_id = dated_origins.origin_id
where dated_sources.published_to < dated_origins.happened_from
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
