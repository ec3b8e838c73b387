-- The entries with which the logs of the new claims begin; their hashes follow.
-- Reads: new_claims, fresh, verdicts_of_claims, numbered_evidence; makes: log
--     (with the verdict on which an entry rests), new_assessment_evidence.
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
        || $format || ' ' || $version as words
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
        qualify row_number() over (partition by claim_id, verdict order by n) = 1
    )
),

entries as (
    select
        claim_id,
        1 as place,
        0 as part,
        'recorded' as stage,
        null as verdict,
        'Recorded from an imported review, record ' || record_number
        || ' of a file in the format ' || $format || '.' as rationale,
        $importer as assessor_id
    from new_claims
    union all
    select
        claim_id, 2, 0, 'in_review', null,
        'The review was read as it was imported; nothing was checked again.',
        $importer
    from new_claims
    union all
    -- the importer proposes the first verdict, a dissenting reviewer its own
    select
        claim_id, 3, place, 'proposed', verdict,
        words || ', stands for this verdict.',
        case when place = 1 then $importer else assessor_id end
    from first_said
    union all
    select
        first_said.claim_id, 4, 0, 'decided', first_said.verdict,
        first_said.words || ', is the decision of its publisher.',
        first_said.assessor_id
    from first_said
    inner join verdicts_of_claims
        on first_said.claim_id = verdicts_of_claims.claim_id
    where verdicts_of_claims.verdicts = 1
    union all
    select
        claim_id, 3, 0, 'proposed', 'insufficient_evidence',
        min_by(words, n) || ', stands for no verdict.',
        $importer
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

create table new_assessment_evidence as
select
    log.claim_id || '-' || lpad(cast(log.seq as varchar), 2, '0')
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
