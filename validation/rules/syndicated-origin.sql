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
        source_roots.root_id as text_id,
        origin_roots.root_id as voice_id
    from evidence
    inner join stances on evidence.stance = stances.code
    inner join roots as source_roots
        on source_roots.kind = 'source' and evidence.source_id = source_roots.id
    inner join roots as origin_roots
        on origin_roots.kind = 'origin' and evidence.origin_id = origin_roots.id
    where stances.is_counted
),

copies as (
    select
        claim_id,
        stance,
        text_id,
        source_id,
        list(distinct voice_id) as voices
    from counted
    group by all
)

select
    'evidence' as table_name,
    counted.evidence_id as row_key,
    'origin_id' as column_name,
    counted.origin_id as value,
    'the source has the text of ' || min(copies.source_id)
    || ', which tells of other origins' as message
from counted
inner join copies
    on
        counted.claim_id = copies.claim_id
        and counted.stance = copies.stance
        and counted.text_id = copies.text_id
        and counted.source_id > copies.source_id
inner join copies as own
    on
        counted.claim_id = own.claim_id
        and counted.stance = own.stance
        and counted.source_id = own.source_id
where not list_has_any(copies.voices, own.voices)
group by all
