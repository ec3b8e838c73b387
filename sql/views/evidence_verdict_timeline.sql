-- How the verdict of the evidence rule changed as evidence became public.
-- Grain: one row a claim and day on which evidence on it, or on an attribution
--     that asserts it, appeared or was withdrawn, or on which it resolved as a
--     forecast.
-- Reads: evidence_roots, claims, claim_kinds, forecasts, policy
create or replace view evidence_verdict_timeline as
with policy_value as (
    select value as min_independent_origins
    from policy
    where policy_id = 'min_independent_origins'
),

counted as (
    select
        claim_id,
        stance,
        counted_root_id,
        public_on,
        retracted_on
    from evidence_roots
    where is_counted
),

counted_days as (
    select
        claim_id,
        public_on as on_day
    from counted
    union
    select
        claim_id,
        retracted_on as on_day
    from counted
),

resolutions as (
    select
        claim_id,
        edtf_latest(resolved_on) as resolved_by
    from forecasts
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
        resolved_by as on_day
    from resolutions
    where resolved_by is not null
),

-- the days of a claim also ask whether an attribution that asserts it holds
asked_days as (
    select
        claim_id,
        on_day
    from days
    union
    select
        claims.claim_id,
        days.on_day
    from claims
    inner join days on claims.asserts_claim_id = days.claim_id
),

roots_by_day as (
    select distinct
        asked_days.claim_id,
        asked_days.on_day,
        counted.stance,
        counted.counted_root_id
    from asked_days
    inner join counted
        on
            asked_days.claim_id = counted.claim_id
            and asked_days.on_day >= counted.public_on
            and (
                counted.retracted_on is null
                or asked_days.on_day < counted.retracted_on
            )
),

-- unknown origins together are one root at most and never add to known ones
balance as (
    select
        claim_id,
        on_day,
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
    from roots_by_day
    group by claim_id, on_day
),

claim_counts as (
    select
        asked_days.claim_id,
        asked_days.on_day,
        claims.checkability,
        claims.asserts_claim_id,
        claim_kinds.is_attribution,
        (claims.claim_kind = 'forecast' or resolutions.claim_id is not null)
        and not coalesce(
            resolutions.resolved_by <= asked_days.on_day, false
        ) as is_pending,
        policy_value.min_independent_origins as m,
        cast(coalesce(balance.s, 0) as integer) as s,
        cast(coalesce(balance.r, 0) as integer) as r,
        cast(coalesce(balance.q, 0) as integer) as q
    from asked_days
    cross join policy_value
    inner join claims on asked_days.claim_id = claims.claim_id
    inner join claim_kinds on claims.claim_kind = claim_kinds.code
    left join resolutions on asked_days.claim_id = resolutions.claim_id
    left join balance
        on
            asked_days.claim_id = balance.claim_id
            and asked_days.on_day = balance.on_day
),

-- as in evidence_verdict_at: being asserted never makes a claim supported
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
        claim_counts.claim_id,
        claim_counts.on_day,
        claim_counts.s,
        claim_counts.r,
        claim_counts.q,
        evidence_rule(
            claim_counts.checkability,
            claim_counts.is_pending,
            claim_counts.s,
            claim_counts.r,
            claim_counts.q,
            supported_attributions.claim_id is not null,
            claim_counts.m
        ) as evidence_verdict
    from days
    inner join claim_counts
        on
            days.claim_id = claim_counts.claim_id
            and days.on_day = claim_counts.on_day
    left join supported_attributions
        on
            claim_counts.claim_id = supported_attributions.claim_id
            and claim_counts.on_day = supported_attributions.on_day
)

select
    claim_id,
    on_day as public_on,
    evidence_verdict,
    (
        evidence_verdict is distinct from lag(evidence_verdict) over (
            partition by claim_id order by on_day
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
