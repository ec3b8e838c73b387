-- rule: syndicated-origin
-- severity: warning
-- why: Copies of one text tell of the same origins; given an origin each, one
--     voice counts twice.
-- fix: Give both pieces of evidence the origin of the text; keep them apart
--     only where a copy adds what its outlet knows by itself.
-- example: Two outlets print one wire report, and each is given its own origin.
-- reads: evidence, stances, roots
-- scope: claims
with counted as (
    select
        evidence.evidence_id,
        evidence.claim_id,
        evidence.stance,
        evidence.source_id,
        evidence.origin_id,
        roots.root_id as text_id
    from evidence
    inner join stances on evidence.stance = stances.code
    inner join roots
        on roots.kind = 'source' and evidence.source_id = roots.id
    where stances.is_counted and evidence.origin_id is not null
),

-- few texts have two sources beside a claim: only their voices are compared
repeated as (
    select
        claim_id,
        stance,
        text_id
    from counted
    group by claim_id, stance, text_id
    having min(source_id) < max(source_id)
),

told as (
    select
        counted.*,
        roots.root_id as voice_id
    from counted
    inner join repeated
        on
            counted.claim_id = repeated.claim_id
            and counted.stance = repeated.stance
            and counted.text_id = repeated.text_id
    inner join roots
        on roots.kind = 'origin' and counted.origin_id = roots.id
),

copies as (
    select
        claim_id,
        stance,
        text_id,
        source_id,
        list_sort(list(distinct voice_id)) as voices
    from told
    group by all
),

-- many copies have the same voices: those are compared once
voice_sets as (
    select
        claim_id,
        stance,
        text_id,
        voices,
        min(source_id) as first_source_id
    from copies
    group by all
),

apart as (
    select
        own.claim_id,
        own.stance,
        own.text_id,
        own.voices,
        min(other.first_source_id) as first_source_id
    from voice_sets as own
    inner join voice_sets as other
        on
            own.claim_id = other.claim_id
            and own.stance = other.stance
            and own.text_id = other.text_id
    where not list_has_any(own.voices, other.voices)
    group by all
)

select
    'evidence' as table_name,
    told.evidence_id as row_key,
    'origin_id' as column_name,
    told.origin_id as value,
    'the source has the text of ' || min(apart.first_source_id)
    || ', which tells of other origins' as message
from told
inner join copies
    on
        told.claim_id = copies.claim_id
        and told.stance = copies.stance
        and told.text_id = copies.text_id
        and told.source_id = copies.source_id
inner join apart
    on
        copies.claim_id = apart.claim_id
        and copies.stance = apart.stance
        and copies.text_id = apart.text_id
        and copies.voices = apart.voices
where apart.first_source_id < told.source_id
group by all
