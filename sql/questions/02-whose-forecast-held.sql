-- Whose forecast held, and by how much did the others miss?
-- One row a forecast and a count of what happened. Counts may differ:
--     held_against says with how many of them the forecast agrees.
-- A forecast with an empty (open) end holds easily, and so does a late one.
with forecast_days as (
    select
        quantities.quantity_id,
        min(evidence_roots.public_on) as public_by
    from quantities
    left join claims on quantities.claim_id = claims.asserts_claim_id
    inner join evidence_roots
        on
            quantities.evidence_id = evidence_roots.evidence_id
            or claims.claim_id = evidence_roots.claim_id
    group by quantities.quantity_id
),

outcomes as (
    select
        *,
        count(*) over same_forecast as counts,
        count(*) filter (where outcome = 'held') over same_forecast as held
    from forecast_outcomes
    where outcome is not null
    window same_forecast as (partition by forecast_quantity_id)
)

select
    measures.label as measure,
    outcomes.unit,
    outcomes.forecast_by,
    forecast_days.public_by,
    round(outcomes.forecast_lower, 1) as forecast_from,
    round(outcomes.forecast_upper, 1) as forecast_to,
    outcomes.outcome_by,
    round(outcomes.outcome_lower, 1) as outcome_from,
    round(outcomes.outcome_upper, 1) as outcome_to,
    outcomes.outcome,
    round(outcomes.gap, 1) as missed_by,
    outcomes.held || ' of ' || outcomes.counts as held_against,
    outcomes.caveat
from outcomes
inner join measures on outcomes.measure_id = measures.measure_id
left join forecast_days
    on outcomes.forecast_quantity_id = forecast_days.quantity_id
order by
    measure, forecast_days.public_by, outcomes.forecast_by,
    outcomes.forecast_quantity_id, outcomes.outcome_quantity_id
