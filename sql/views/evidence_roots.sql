-- What each piece of evidence counts as, and from when.
-- Grain: one row a piece of evidence.
-- Reads: evidence, claims, claim_kinds, stances, sources, origins, roots
create or replace view evidence_roots as
-- each text is read once: there are far fewer days than things
with days as (
    select
        edtf_text,
        edtf_earliest(edtf_text) as first_day,
        edtf_latest(edtf_text) as last_day
    from (
        select published_on as edtf_text from sources
        union
        select retracted_on as edtf_text from sources
        union
        select made_public_on as edtf_text from origins
    ) as texts
    where edtf_text is not null
),

-- read twice, so found once
known_roots as (
    select
        kind,
        id,
        root_id
    from roots
),

dated_sources as (
    select
        sources.source_id,
        known_roots.root_id as root_source_id,
        published.last_day as published_by,
        cast(sources.accessed_at as date) as accessed_on,
        sources.retracted_on is not null
        or root_sources.retracted_on is not null
            as is_retracted,
        least(retracted.first_day, root_retracted.first_day) as retracted_from
    from sources
    inner join known_roots
        on sources.source_id = known_roots.id and known_roots.kind = 'source'
    inner join sources as root_sources
        on known_roots.root_id = root_sources.source_id
    left join days as published on sources.published_on = published.edtf_text
    left join days as retracted on sources.retracted_on = retracted.edtf_text
    left join days as root_retracted
        on root_sources.retracted_on = root_retracted.edtf_text
),

dated_origins as (
    select
        origins.origin_id,
        known_roots.root_id as root_origin_id,
        root_origins.speaker_id as root_speaker_id,
        made_public.last_day as public_by
    from origins
    inner join known_roots
        on origins.origin_id = known_roots.id and known_roots.kind = 'origin'
    inner join origins as root_origins
        on known_roots.root_id = root_origins.origin_id
    left join days as made_public
        on origins.made_public_on = made_public.edtf_text
),

-- whoever is on record with a claim: his support is his own words again
asserting_voices as (
    select distinct
        asserts_claim_id as claim_id,
        speaker_id
    from claims
    where asserts_claim_id is not null
),

joined as (
    select
        evidence.evidence_id,
        evidence.claim_id,
        evidence.source_id,
        evidence.origin_id,
        evidence.stance,
        evidence.added_at,
        claim_kinds.is_attribution,
        dated_sources.root_source_id,
        dated_origins.root_origin_id,
        stances.is_counted as has_counted_stance,
        coalesce(claims.speaker_id = dated_origins.root_speaker_id, false)
        or asserting_voices.claim_id is not null
            as is_own_voice,
        coalesce(
            least(dated_sources.published_by, dated_origins.public_by),
            dated_sources.accessed_on,
            cast(evidence.added_at as date)
        ) as public_on,
        dated_sources.is_retracted,
        dated_sources.retracted_from
    from evidence
    inner join claims on evidence.claim_id = claims.claim_id
    inner join claim_kinds on claims.claim_kind = claim_kinds.code
    inner join stances on evidence.stance = stances.code
    inner join dated_sources on evidence.source_id = dated_sources.source_id
    left join dated_origins on evidence.origin_id = dated_origins.origin_id
    left join asserting_voices
        on
            evidence.claim_id = asserting_voices.claim_id
            and dated_origins.root_speaker_id = asserting_voices.speaker_id
)

select
    evidence_id,
    claim_id,
    source_id,
    origin_id,
    root_source_id,
    root_origin_id,
    -- said: each outlet that heard it is a witness; true: each origin counts
    case
        when is_attribution then root_source_id else root_origin_id
    end as counted_root_id,
    stance,
    is_attribution,
    has_counted_stance
    and not (is_own_voice and not is_attribution and stance = 'supports')
        as is_counted,
    public_on,
    -- a withdrawal without a readable day holds from the beginning
    case
        when is_retracted
            then coalesce(retracted_from, cast('-infinity' as date))
    end as retracted_on,
    added_at
from joined;

comment on view evidence_roots is
'What each piece of evidence counts as, and from when. One row a piece of evidence.';
comment on column evidence_roots.counted_root_id is
'Root source of an attribution, root origin of any other claim; null where the origin is unknown.';
comment on column evidence_roots.is_counted is
'False for context, and for support of a content claim by its own speaker.';
comment on column evidence_roots.public_on is
'Day by which the evidence was public for certain.';
