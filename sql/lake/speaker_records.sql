-- What was attributed to each speaker in all packages, and how it stands.
-- Grain: one row a speaker: by the Wikidata id where one is known, else by kind
--     and name, which may bring together people of one name.
-- Reads: speakers, speaker_record
create or replace view speaker_records as
with identified as (
    select
        coalesce(
            speakers.wikidata_id,
            speakers.kind || ' ' || lower(trim(speakers.name))
        ) as speaker,
        speakers.wikidata_id,
        speakers.name,
        speakers.package,
        speaker_record.speaker_id,
        speaker_record.attributions,
        speaker_record.attributions_decided,
        speaker_record.attributions_supported,
        speaker_record.assertions,
        speaker_record.assertions_decided,
        speaker_record.assertions_supported,
        speaker_record.assertions_contested,
        speaker_record.assertions_refuted
    from speaker_record
    inner join speakers on speaker_record.speaker_id = speakers.speaker_id
    where speakers.kind <> 'unnamed'
)

select
    speaker,
    min(name) as name,
    max(wikidata_id) as wikidata_id,
    count(distinct package) as packages,
    string_agg(distinct speaker_id, ', ' order by speaker_id) as speaker_ids,
    cast(sum(attributions) as bigint) as attributions,
    cast(sum(attributions_decided) as bigint) as attributions_decided,
    cast(sum(attributions_supported) as bigint) as attributions_supported,
    cast(sum(assertions) as bigint) as assertions,
    cast(sum(assertions_decided) as bigint) as assertions_decided,
    cast(sum(assertions_supported) as bigint) as assertions_supported,
    cast(sum(assertions_contested) as bigint) as assertions_contested,
    cast(sum(assertions_refuted) as bigint) as assertions_refuted
from identified
group by speaker;

comment on view speaker_records is
'What was attributed to each speaker in all packages. One row a speaker.';
comment on column speaker_records.speaker is
'Wikidata id, else kind and name.';
comment on column speaker_records.attributions is
'Claims that the speaker said something: the denominator of attributions_decided.';
comment on column speaker_records.assertions is
'Claims that what the speaker said holds: the denominator of assertions_decided.';
