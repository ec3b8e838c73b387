-- How each claim stood by what the log, the evidence and the claims held then.
-- Takes: moment (a timestamp, or a date for the end of that UTC day).
-- Grain: one row a claim that was recorded by the moment.
-- Reads: claims, assessments, assessors, evidence, sources, roots,
--     evidence_verdict_at
create or replace macro claim_status_as_of(moment) as table (
    with entries as (
        select
            assessments.*,
            assessors.kind as assessor_kind
        from assessments
        left join assessors on assessments.assessor_id = assessors.assessor_id
        where assessments.recorded_at <= moment_utc(moment)
    ),

    first_entries as (
        select
            claim_id,
            min(recorded_at) as recorded_at
        from assessments
        group by claim_id
    ),

    latest_entries as (
        select *
        from entries
        qualify row_number() over (partition by claim_id order by seq desc) = 1
    ),

    -- a decision holds until the claim is reopened or retracted
    rulings as (
        select *
        from entries
        where stage in ('decided', 'reopened', 'retracted')
        qualify row_number() over (partition by claim_id order by seq desc) = 1
    ),

    proposals as (
        select *
        from entries
        where stage in ('proposed', 'reopened', 'retracted')
        qualify row_number() over (partition by claim_id order by seq desc) = 1
    ),

    evidence_counts as (
        select
            evidence.claim_id,
            count(distinct evidence.source_id) as sources,
            max(evidence.added_at) as newest_evidence_at,
            bool_or(
                coalesce(sources.retracted_on, root_sources.retracted_on)
                is not null
            ) as has_retracted_source
        from evidence
        left join sources on evidence.source_id = sources.source_id
        left join roots
            on evidence.source_id = roots.id and roots.kind = 'source'
        left join sources as root_sources
            on roots.root_id = root_sources.source_id
        where evidence.added_at <= moment_utc(moment)
        group by evidence.claim_id
    ),

    status as (
        select
            claims.claim_id,
            claims.article_id,
            claims.claim_kind,
            claims.speaker_id,
            claims.claim_text,
            latest_entries.stage,
            case when rulings.stage = 'decided' then rulings.verdict end
                as verdict,
            case when proposals.stage = 'proposed' then proposals.verdict end
                as proposed_verdict,
            case
                when rulings.stage = 'decided'
                    then coalesce(rulings.confidence, proposals.confidence)
                when proposals.stage = 'proposed' then proposals.confidence
            end as confidence,
            case when rulings.stage = 'decided' then rulings.recorded_at end
                as decided_at,
            case when rulings.stage = 'decided' then rulings.assessor_kind end
                as decided_by_kind,
            by_rule.evidence_verdict,
            by_rule.supporting_origins,
            by_rule.refuting_origins,
            by_rule.qualifying_origins,
            coalesce(evidence_counts.sources, 0) as sources,
            evidence_counts.newest_evidence_at,
            coalesce(evidence_counts.has_retracted_source, false)
                as has_retracted_source
        from claims
        left join first_entries on claims.claim_id = first_entries.claim_id
        left join latest_entries on claims.claim_id = latest_entries.claim_id
        left join rulings on claims.claim_id = rulings.claim_id
        left join proposals on claims.claim_id = proposals.claim_id
        left join evidence_counts on claims.claim_id = evidence_counts.claim_id
        left join evidence_verdict_at(moment, 'infinity') as by_rule
            on claims.claim_id = by_rule.claim_id
        where
            coalesce(first_entries.recorded_at, cast('infinity' as timestamp))
            <= moment_utc(moment)
    ),

    judged as (
        select
            *,
            -- the rule has no word for what misleads
            case
                when coalesce(verdict, proposed_verdict) <> 'misleading'
                    then coalesce(verdict, proposed_verdict) = evidence_verdict
            end as agrees,
            coalesce(newest_evidence_at > decided_at, false) as is_stale
        from status
    )

    select
        claim_id,
        article_id,
        claim_kind,
        speaker_id,
        claim_text,
        stage,
        verdict,
        proposed_verdict,
        confidence,
        decided_at,
        decided_by_kind,
        evidence_verdict,
        agrees,
        supporting_origins,
        refuting_origins,
        qualifying_origins,
        sources,
        is_stale,
        nullif(concat_ws(
            '; ',
            case
                when stage is null then 'no entry in the log'
                when
                    stage in ('recorded', 'in_review')
                    then 'waits for a proposal'
                when stage = 'reopened' then 'reopened, waits for a review'
                when stage = 'proposed' and not agrees
                    then 'disputed: the evidence rule says ' || evidence_verdict
                when stage = 'proposed' then 'waits for a second assessor'
                when stage = 'decided' and not agrees
                    then 'the evidence rule says ' || evidence_verdict
            end,
            case when is_stale then 'evidence newer than the verdict' end,
            case
                when has_retracted_source then 'a source has been withdrawn'
            end
        ), '') as attention
    from judged
    order by claim_id
);
