-- The backlog: claims without a verdict in force, oldest first.
-- Grain: one row a claim that is neither decided nor retracted.
-- Reads: claim_status, assessments
create or replace view open_claims as
with log_times as (
    select
        claim_id,
        min(recorded_at) as recorded_at,
        max(recorded_at) as last_entry_at
    from assessments
    group by claim_id
)

select
    claim_status.claim_id,
    claim_status.claim_text,
    claim_status.stage,
    claim_status.proposed_verdict,
    claim_status.evidence_verdict,
    claim_status.attention,
    log_times.recorded_at,
    log_times.last_entry_at,
    date_diff(
        'day',
        cast(log_times.recorded_at as date),
        cast(make_timestamp(epoch_us(now())) as date)
    ) as age_days
from claim_status
left join log_times on claim_status.claim_id = log_times.claim_id
where
    claim_status.stage is null
    or claim_status.stage not in ('decided', 'retracted')
order by log_times.recorded_at, claim_status.claim_id;

comment on view open_claims is
'The backlog: claims without a verdict in force. One row a claim.';
comment on column open_claims.age_days is
'Days since the claim was recorded.';
