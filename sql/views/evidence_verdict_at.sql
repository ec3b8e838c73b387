-- What the evidence rule says, by what was recorded and what was public.
-- Takes: recorded_by (a moment: evidence added later is left out),
--     public_by (a day: evidence public later is left out); 'infinity' for all.
-- Grain: one row a claim.
-- Reads: claims, claim_kinds, forecasts, policy, evidence_roots
create or replace macro evidence_verdict_at(recorded_by, public_by) as table (
    with policy_value as (
        select value as min_independent_origins
        from policy
        where policy_id = 'min_independent_origins'
    ),

    counted as (
        select
            claim_id,
            stance,
            counted_root_id
        from evidence_roots
        where
            is_counted
            and added_at <= moment_utc(recorded_by)
            and public_on <= cast(public_by as date)
            and (
                retracted_on is null
                or retracted_on > cast(public_by as date)
            )
    ),

    distinct_roots as (
        select distinct
            claim_id,
            stance,
            counted_root_id
        from counted
    ),

    -- unknown origins together are one root at most and never add to known ones
    balance as (
        select
            claim_id,
            greatest(
                count(counted_root_id) filter (where stance = 'supports'),
                least(count(*) filter (where stance = 'supports'), 1)
            ) as s,
            greatest(
                count(counted_root_id) filter (where stance = 'refutes'),
                least(count(*) filter (where stance = 'refutes'), 1)
            ) as r,
            greatest(
                count(counted_root_id) filter (where stance = 'qualifies'),
                least(count(*) filter (where stance = 'qualifies'), 1)
            ) as q
        from distinct_roots
        group by claim_id
    ),

    criteria as (
        select
            claim_id,
            edtf_latest(resolved_on) as resolved_by
        from forecasts
    ),

    claim_counts as (
        select
            claims.claim_id,
            claims.checkability,
            claims.asserts_claim_id,
            claim_kinds.is_attribution,
            (claims.claim_kind = 'forecast' or criteria.claim_id is not null)
            and not coalesce(
                criteria.resolved_by <= cast(public_by as date), false
            ) as is_pending,
            policy_value.min_independent_origins as m,
            cast(coalesce(balance.s, 0) as integer) as s,
            cast(coalesce(balance.r, 0) as integer) as r,
            cast(coalesce(balance.q, 0) as integer) as q
        from claims
        cross join policy_value
        inner join claim_kinds on claims.claim_kind = claim_kinds.code
        left join criteria on claims.claim_id = criteria.claim_id
        left join balance on claims.claim_id = balance.claim_id
    ),

    -- being asserted never makes a claim supported, so one pass is enough
    supported_attributions as (
        select distinct asserts_claim_id as claim_id
        from claim_counts
        where
            is_attribution
            and evidence_rule(checkability, is_pending, s, r, q, false, m)
            = 'supported'
    ),

    judged as (
        select
            claim_counts.*,
            supported_attributions.claim_id is not null as is_asserted,
            evidence_rule(
                checkability, is_pending, s, r, q,
                supported_attributions.claim_id is not null, m
            ) as evidence_verdict,
            case when is_attribution then 'root sources' else 'root origins' end
                as counted_in
        from claim_counts
        left join supported_attributions
            on claim_counts.claim_id = supported_attributions.claim_id
    )

    select
        claim_id,
        evidence_verdict,
        s as supporting_origins,
        r as refuting_origins,
        q as qualifying_origins,
        counted_in,
        is_asserted,
        cast(m as integer) as min_independent_origins,
        case
            when
                evidence_verdict = 'not_checkable'
                then 'no evidence could settle it'
            when evidence_verdict = 'pending_outcome'
                then 'its outcome is not known yet'
            else
                case
                    when is_attribution then 'independent witnesses: '
                    else 'independent origins: '
                end
                || s || ' for, ' || r || ' against, ' || q || ' qualifying'
                || case
                    when evidence_verdict = 'contested' and s = 0
                        then
                            '; its speaker is on record with it, so '
                            || 'one against makes it contested'
                    when evidence_verdict = 'partly_supported'
                        then '; as many qualify it as support it'
                    when evidence_verdict = 'insufficient_evidence'
                        then
                            '; it takes ' || cast(m as integer)
                            || ' to support or refute it'
                    else ''
                end
        end as reason
    from judged
);
