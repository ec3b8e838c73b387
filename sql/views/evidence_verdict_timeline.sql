-- How the verdict of the evidence rule changed as evidence became public.
-- Grain: one row a claim and day on which evidence on it, or on an attribution
--     that asserts it, appeared or was withdrawn, or on which it resolved as a
--     forecast.
-- Reads: evidence_roots, claims, forecasts, evidence_verdict_at
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

all_days as (
    select distinct on_day from days
),

verdicts_by_day as (
    select
        all_days.on_day,
        at_day.*
    from
        all_days,
        lateral evidence_verdict_at('infinity', all_days.on_day) as at_day
)

select
    verdicts_by_day.claim_id,
    verdicts_by_day.on_day as public_on,
    verdicts_by_day.evidence_verdict,
    (
        verdicts_by_day.evidence_verdict is distinct from lag(
            verdicts_by_day.evidence_verdict
        ) over (
            partition by verdicts_by_day.claim_id
            order by verdicts_by_day.on_day
        )
    ) as is_change,
    verdicts_by_day.supporting_origins,
    verdicts_by_day.refuting_origins,
    verdicts_by_day.qualifying_origins
from verdicts_by_day
inner join days
    on
        verdicts_by_day.claim_id = days.claim_id
        and verdicts_by_day.on_day = days.on_day;

comment on view evidence_verdict_timeline is
'How the verdict of the evidence rule changed. One row a claim and day on which evidence appeared.';
comment on column evidence_verdict_timeline.public_on is
'Day on which evidence became public or was withdrawn, or the forecast resolved; undated sources count from the day they were read.';
comment on column evidence_verdict_timeline.is_change is
'Whether the verdict differs from that of the day before in the table.';
comment on column evidence_verdict_timeline.supporting_origins is
'Independent roots that support the claim by that day.';
