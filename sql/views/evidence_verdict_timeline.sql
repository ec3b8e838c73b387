-- How the verdict of the evidence rule changed as evidence became public.
-- Grain: one row a claim and day on which evidence on it, or on an attribution
--     that asserts it, appeared or was withdrawn, or on which it resolved as a
--     forecast.
-- The counts are those of evidence_verdict_at; a test holds the two together.
-- Reads: evidence_roots, claims, claim_kinds, forecasts, policy
create or replace view evidence_verdict_timeline as
with counted_days as (
    select
        claim_id,
        unnest([public_on, retracted_on]) as on_day
    from evidence_roots
    where is_counted
),

days as (
    select
        claim_id,
        on_day
    from counted_days
    where isfinite(on_day)
    union
    select
        claims.asserts_claim_id as claim_id,
        counted_days.on_day
    from counted_days
    inner join claims on counted_days.claim_id = claims.claim_id
    where claims.asserts_claim_id is not null and isfinite(counted_days.on_day)
    union
    select
        claim_id,
        edtf_latest(resolved_on) as on_day
    from forecasts
    where resolved_on is not null
),

-- an attribution is asked on the days of the claim that it asserts as well
asked as (
    select
        claim_id,
        on_day
    from days
    union
    select
        claims.claim_id,
        days.on_day
    from days
    inner join claims on days.claim_id = claims.asserts_claim_id
),

-- unknown origins together are one root at most and never add to known ones
stance_roots as (
    select
        asked.claim_id,
        asked.on_day,
        evidence_roots.stance,
        greatest(
            count(distinct evidence_roots.counted_root_id),
            least(
                count(*) filter (
                    where evidence_roots.counted_root_id is null
                ),
                1
            )
        ) as independent_roots
    from asked
    inner join evidence_roots on asked.claim_id = evidence_roots.claim_id
    where
        evidence_roots.is_counted
        and evidence_roots.public_on <= asked.on_day
        and (
            evidence_roots.retracted_on is null
            or evidence_roots.retracted_on > asked.on_day
        )
    group by asked.claim_id, asked.on_day, evidence_roots.stance
),

balance as (
    select
        claim_id,
        on_day,
        sum(independent_roots) filter (where stance = 'supports') as s,
        sum(independent_roots) filter (where stance = 'refutes') as r,
        sum(independent_roots) filter (where stance = 'qualifies') as q
    from stance_roots
    group by claim_id, on_day
),

claim_counts as (
    select
        asked.claim_id,
        asked.on_day,
        claims.checkability,
        claims.asserts_claim_id,
        claim_kinds.is_attribution,
        (claims.claim_kind = 'forecast' or forecasts.claim_id is not null)
        and not coalesce(
            edtf_latest(forecasts.resolved_on) <= asked.on_day, false
        ) as is_pending,
        policy.value as m,
        cast(coalesce(balance.s, 0) as integer) as s,
        cast(coalesce(balance.r, 0) as integer) as r,
        cast(coalesce(balance.q, 0) as integer) as q
    from asked
    inner join policy on policy.policy_id = 'min_independent_origins'
    inner join claims on asked.claim_id = claims.claim_id
    inner join claim_kinds on claims.claim_kind = claim_kinds.code
    left join forecasts on asked.claim_id = forecasts.claim_id
    left join balance
        on
            asked.claim_id = balance.claim_id
            and asked.on_day = balance.on_day
),

supported_attributions as (
    select distinct
        asserts_claim_id as claim_id,
        on_day
    from claim_counts
    where
        is_attribution
        and evidence_rule(checkability, is_pending, s, r, q, false, m)
        = 'supported'
),

verdicts_by_day as (
    select
        days.claim_id,
        days.on_day,
        evidence_rule(
            claim_counts.checkability, claim_counts.is_pending,
            claim_counts.s, claim_counts.r, claim_counts.q,
            supported_attributions.claim_id is not null, claim_counts.m
        ) as evidence_verdict,
        claim_counts.s,
        claim_counts.r,
        claim_counts.q
    from days
    inner join claim_counts
        on
            days.claim_id = claim_counts.claim_id
            and days.on_day = claim_counts.on_day
    left join supported_attributions
        on
            days.claim_id = supported_attributions.claim_id
            and days.on_day = supported_attributions.on_day
)

select
    claim_id,
    on_day as public_on,
    evidence_verdict,
    (
        evidence_verdict is distinct from lag(evidence_verdict) over (
            partition by claim_id
            order by on_day
        )
    ) as is_change,
    s as supporting_origins,
    r as refuting_origins,
    q as qualifying_origins
from verdicts_by_day;

comment on view evidence_verdict_timeline is
'How the verdict of the evidence rule changed. One row a claim and day on which evidence appeared.';
comment on column evidence_verdict_timeline.public_on is
'Day on which evidence became public or was withdrawn, or the forecast resolved; undated sources count from the day they were read.';
comment on column evidence_verdict_timeline.is_change is
'Whether the verdict differs from that of the day before in the table.';
comment on column evidence_verdict_timeline.supporting_origins is
'Independent roots that support the claim by that day.';
