-- How each claim stood by what the log, the evidence and the claims held then.
-- Takes: moment (a timestamp, or a date for the end of that UTC day).
-- Grain: one row a claim that was recorded by the moment.
-- Reads: claims, assessments, assessors, evidence, sources, roots,
--     evidence_verdict_at, correction_requests
create or replace macro claim_status_as_of(moment) as table (
    with latest_entries as (
        select
            claim_id,
            stage,
            recorded_at
        from assessments
        where recorded_at <= moment_utc(moment)
        qualify row_number() over (partition by claim_id order by seq desc) = 1
    ),

    -- a decision holds until the claim is reopened or retracted
    rulings as (
        select
            claim_id,
            stage,
            verdict,
            confidence,
            recorded_at,
            assessor_id
        from assessments
        where
            recorded_at <= moment_utc(moment)
            and stage in ('decided', 'reopened', 'retracted')
        qualify row_number() over (partition by claim_id order by seq desc) = 1
    ),

    proposals as (
        select
            claim_id,
            stage,
            verdict,
            confidence
        from assessments
        where
            recorded_at <= moment_utc(moment)
            and stage in ('proposed', 'reopened', 'retracted')
        qualify row_number() over (partition by claim_id order by seq desc) = 1
    ),

    cited_sources as (
        select
            claim_id,
            source_id,
            max(added_at) as newest_evidence_at
        from evidence
        where added_at <= moment_utc(moment)
        group by claim_id, source_id
    ),

    evidence_counts as (
        select
            claim_id,
            count(*) as sources,
            max(newest_evidence_at) as newest_evidence_at
        from cited_sources
        group by claim_id
    ),

    -- read three times, so found once
    known_roots as (
        select
            kind,
            id,
            root_id
        from roots
    ),

    -- sources that were withdrawn, or relay one that was
    withdrawn_sources as (
        select
            known_roots.id as source_id,
            case
                when sources.retracted_on is null then known_roots.root_id
                else known_roots.id
            end as withdrawn_id
        from known_roots
        inner join sources on known_roots.id = sources.source_id
        inner join sources as root_sources
            on known_roots.root_id = root_sources.source_id
        where
            known_roots.kind = 'source'
            and coalesce(sources.retracted_on, root_sources.retracted_on)
            is not null
    ),

    withdrawn_directly as (
        select
            evidence.claim_id,
            string_agg(
                distinct withdrawn_sources.withdrawn_id,
                ', ' order by withdrawn_sources.withdrawn_id
            ) as source_ids
        from evidence
        inner join withdrawn_sources
            on evidence.source_id = withdrawn_sources.source_id
        where evidence.added_at <= moment_utc(moment)
        group by evidence.claim_id
    ),

    -- what a withdrawn source told, others may have from it
    doubtful_origins as (
        select distinct
            known_roots.root_id as root_origin_id,
            withdrawn_sources.withdrawn_id
        from evidence
        inner join withdrawn_sources
            on evidence.source_id = withdrawn_sources.source_id
        inner join known_roots
            on
                evidence.origin_id = known_roots.id
                and known_roots.kind = 'origin'
    ),

    withdrawn_by_origin as (
        select
            evidence.claim_id,
            string_agg(
                distinct doubtful_origins.withdrawn_id,
                ', ' order by doubtful_origins.withdrawn_id
            ) as source_ids
        from evidence
        inner join known_roots
            on
                evidence.origin_id = known_roots.id
                and known_roots.kind = 'origin'
        inner join doubtful_origins
            on known_roots.root_id = doubtful_origins.root_origin_id
        where
            evidence.added_at <= moment_utc(moment)
            and evidence.source_id not in (
                select withdrawn_sources.source_id from withdrawn_sources
            )
        group by evidence.claim_id
    ),

    open_requests as (
        select
            claim_id,
            count(*) as requests
        from correction_requests
        where
            received_at <= moment_utc(moment)
            and (answered_at is null or answered_at > moment_utc(moment))
        group by claim_id
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
            case when rulings.stage = 'decided' then assessors.kind end
                as decided_by_kind,
            by_rule.evidence_verdict,
            by_rule.supporting_origins,
            by_rule.refuting_origins,
            by_rule.qualifying_origins,
            coalesce(evidence_counts.sources, 0) as sources,
            evidence_counts.newest_evidence_at,
            withdrawn_directly.source_ids as withdrawn_sources,
            withdrawn_by_origin.source_ids as origins_withdrawn_sources,
            open_requests.requests as open_requests
        from claims
        left join latest_entries on claims.claim_id = latest_entries.claim_id
        left join rulings on claims.claim_id = rulings.claim_id
        left join assessors on rulings.assessor_id = assessors.assessor_id
        left join proposals on claims.claim_id = proposals.claim_id
        left join evidence_counts on claims.claim_id = evidence_counts.claim_id
        left join withdrawn_directly
            on claims.claim_id = withdrawn_directly.claim_id
        left join withdrawn_by_origin
            on claims.claim_id = withdrawn_by_origin.claim_id
        left join open_requests on claims.claim_id = open_requests.claim_id
        left join evidence_verdict_at(moment, 'infinity') as by_rule
            on claims.claim_id = by_rule.claim_id
        -- without an entry by then it was not recorded yet, or never was
        where
            coalesce(latest_entries.recorded_at, cast('infinity' as timestamp))
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
            'a source has been withdrawn: ' || withdrawn_sources,
            'an origin was told by a source that has been withdrawn: '
            || origins_withdrawn_sources,
            case
                when open_requests = 1 then 'a correction request is open'
                when open_requests > 1
                    then open_requests || ' correction requests are open'
            end
        ), '') as attention
    from judged
    order by claim_id
);
