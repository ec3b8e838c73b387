-- The entries with which the logs of the new claims begin; their hashes follow.
-- Reads: new_claims, fresh, verdicts_of_claims, numbered_evidence; makes: log
--     (one row an entry), new_assessors, new_assessment_evidence.
-- A label that says "misleading" is told beside the log: only a person can say
-- it, and who that was is not known.
create table log as
with said as (
    select
        fresh.claim_id,
        fresh.n,
        fresh.verdict,
        fresh.assessor_id,
        'The label "' || fresh.raw_label || '" of ' || fresh.publisher_name
        || coalesce(', ' || fresh.reviewed_on, '') || ', by the mapping '
        || getvariable('format') || ' ' || getvariable('version') as words
    from fresh
    inner join claim_ids
        on fresh.claim_id = claim_ids.claim_id and claim_ids.is_new
),

-- the first review with each verdict speaks for the others
first_said as (
    select
        *,
        row_number() over (partition by claim_id order by n) as place
    from (
        select *
        from said
        where verdict <> 'misleading'
        qualify
            row_number() over (partition by claim_id, verdict order by n) = 1
    ) as firsts
),

entries as (
    select
        claim_id,
        1 as place,
        0 as part,
        'recorded' as stage,
        null as verdict,
        'Recorded from an imported review, record ' || record_number
        || ' of a file in the format '
        || getvariable('format')
        || '.' as rationale,
        getvariable('importer') as assessor_id
    from new_claims
    union all
    select
        claim_id,
        2 as place,
        0 as part,
        'in_review' as stage,
        null as verdict,
        'The review was read as it was imported; nothing was checked again.'
            as rationale,
        getvariable('importer') as assessor_id
    from new_claims
    union all
    -- the importer proposes the first verdict, a dissenting reviewer its own
    select
        claim_id,
        3 as place,
        place as part,
        'proposed' as stage,
        verdict,
        words || ', stands for this verdict.' as rationale,
        case when place = 1 then getvariable('importer') else assessor_id end
            as assessor_id
    from first_said
    union all
    select
        first_said.claim_id,
        4 as place,
        0 as part,
        'decided' as stage,
        first_said.verdict,
        first_said.words || ', is the decision of its publisher.' as rationale,
        first_said.assessor_id
    from first_said
    inner join verdicts_of_claims
        on first_said.claim_id = verdicts_of_claims.claim_id
    where verdicts_of_claims.verdicts = 1
    union all
    select
        claim_id,
        3 as place,
        0 as part,
        'proposed' as stage,
        'insufficient_evidence' as verdict,
        min_by(words, n) || ', stands for no verdict.' as rationale,
        getvariable('importer') as assessor_id
    from said
    group by claim_id
    having count(verdict) = 0
)

select
    *,
    cast(
        row_number() over (partition by claim_id order by place, part)
        as integer
    ) as seq
from entries;

create table new_assessors as
select distinct
    assessor_ids.id as assessor_id,
    assessor_ids.name,
    'organisation' as kind,
    assessor_ids.public_id
from assessor_ids
inner join log on assessor_ids.id = log.assessor_id
where assessor_ids.is_new
union all
select
    getvariable('importer') as assessor_id,
    getvariable('importer_name') as name,
    'software' as kind,
    null as public_id
where getvariable('importer') not in (select assessor_id from old.assessors);

create table new_assessment_evidence as
select
    log.claim_id || '-' || printf('%02d', log.seq)
        as assessment_id,
    numbered_evidence.evidence_id
from log
inner join numbered_evidence
    on
        log.claim_id = numbered_evidence.claim_id
        and log.verdict = coalesce(
            numbered_evidence.verdict, 'insufficient_evidence'
        )
where log.stage in ('proposed', 'decided');
