-- What each piece of evidence counts as, and from when.
-- Grain: one row a piece of evidence.
-- Reads: evidence, claims, claim_kinds, stances, sources, origins, roots
create or replace view evidence_roots as
with source_roots as (
    select
        id as source_id,
        root_id as root_source_id
    from roots
    where kind = 'source'
),

origin_roots as (
    select
        roots.id as origin_id,
        roots.root_id as root_origin_id,
        origins.speaker_id as root_speaker_id
    from roots
    inner join origins on roots.root_id = origins.origin_id
    where roots.kind = 'origin'
),

-- whose support for a claim would be support of one's own words
own_voices as (
    select
        claim_id,
        speaker_id
    from claims
    union
    select
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
        source_roots.root_source_id,
        origin_roots.root_origin_id,
        stances.is_counted as has_counted_stance,
        own_voices.speaker_id is not null as is_own_voice,
        coalesce(
            least(
                edtf_latest(sources.published_on),
                edtf_latest(origins.made_public_on)
            ),
            cast(sources.accessed_at as date),
            cast(evidence.added_at as date)
        ) as public_on,
        sources.retracted_on is not null
        or root_sources.retracted_on is not null
            as is_retracted,
        least(
            edtf_earliest(sources.retracted_on),
            edtf_earliest(root_sources.retracted_on)
        ) as retracted_from
    from evidence
    inner join claims on evidence.claim_id = claims.claim_id
    inner join claim_kinds on claims.claim_kind = claim_kinds.code
    inner join stances on evidence.stance = stances.code
    inner join sources on evidence.source_id = sources.source_id
    inner join source_roots on evidence.source_id = source_roots.source_id
    inner join sources as root_sources
        on source_roots.root_source_id = root_sources.source_id
    left join origins on evidence.origin_id = origins.origin_id
    left join origin_roots on evidence.origin_id = origin_roots.origin_id
    left join own_voices
        on
            evidence.claim_id = own_voices.claim_id
            and origin_roots.root_speaker_id = own_voices.speaker_id
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
