-- What was attributed to each speaker, and how it stands.
-- Grain: one row a speaker to whom a claim is attributed.
-- Reads: speakers, claim_status, claim_kinds
create or replace view speaker_record as
with spoken as (
    select
        claim_status.speaker_id,
        claim_kinds.is_attribution,
        claim_status.verdict
    from claim_status
    inner join claim_kinds on claim_status.claim_kind = claim_kinds.code
)

select
    speakers.speaker_id,
    speakers.name,
    speakers.kind,
    speakers.is_party,
    -- said
    count(*) filter (where is_attribution) as attributions,
    count(*) filter (where is_attribution and verdict is not null)
        as attributions_decided,
    count(*) filter (where is_attribution and verdict = 'supported')
        as attributions_supported,
    -- true
    count(*) filter (where not is_attribution) as assertions,
    count(*) filter (where not is_attribution and verdict is not null)
        as assertions_decided,
    count(*) filter (where not is_attribution and verdict = 'supported')
        as assertions_supported,
    count(*) filter (where not is_attribution and verdict = 'contested')
        as assertions_contested,
    count(*) filter (where not is_attribution and verdict = 'refuted')
        as assertions_refuted
from spoken
inner join speakers on spoken.speaker_id = speakers.speaker_id
group by
    speakers.speaker_id, speakers.name, speakers.kind, speakers.is_party;

comment on view speaker_record is
'What was attributed to each speaker, and how it stands. One row a speaker of a claim.';
comment on column speaker_record.attributions is
'Claims that the speaker said something: the denominator of attributions_decided.';
comment on column speaker_record.assertions is
'Claims that what the speaker said holds: the denominator of assertions_decided.';
