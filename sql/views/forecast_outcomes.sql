-- A forecast beside what happened.
-- Grain: one row a forecast figure and outcome figure; one row where a forecast
--     has no outcome figure yet, and one row a forecast without any figure.
-- Reads: quantity_statements, quantity_pairs, forecasts, claims, speakers
create or replace view forecast_outcomes as
with outcomes as (
    select
        pairs.quantity_id as forecast_quantity_id,
        pairs.position,
        pairs.gap,
        pairs.caveat,
        outcome.*
    from quantity_pairs as pairs
    inner join quantity_statements as outcome
        on pairs.other_quantity_id = outcome.quantity_id
    where outcome.mode = 'observed'
),

figures as (
    select
        forecast.claim_id,
        forecast.quantity_id as forecast_quantity_id,
        forecast.stated_by as forecast_by,
        forecast.stated_as,
        forecast.measure_id,
        forecast.lower as forecast_lower,
        forecast.upper as forecast_upper,
        forecast.unit,
        forecast.is_approximate,
        outcomes.quantity_id as outcome_quantity_id,
        outcomes.stated_by as outcome_by,
        outcomes.lower as outcome_lower,
        outcomes.upper as outcome_upper,
        -- an outcome below the forecast: the forecast was too high
        case outcomes.position
            when 'above' then 'too_high'
            when 'below' then 'too_low'
            when 'contains' then 'held'
            when 'within' then 'within_outcome'
            else outcomes.position
        end as outcome,
        outcomes.gap,
        outcomes.caveat
    from quantity_statements as forecast
    left join outcomes
        on forecast.quantity_id = outcomes.forecast_quantity_id
    where forecast.mode = 'forecast'
),

without_figure as (
    select
        forecasts.claim_id,
        cast(null as varchar) as forecast_quantity_id,
        speakers.name as forecast_by,
        cast(null as varchar) as stated_as,
        cast(null as varchar) as measure_id,
        cast(null as double) as forecast_lower,
        cast(null as double) as forecast_upper,
        cast(null as varchar) as unit,
        cast(null as boolean) as is_approximate,
        cast(null as varchar) as outcome_quantity_id,
        cast(null as varchar) as outcome_by,
        cast(null as double) as outcome_lower,
        cast(null as double) as outcome_upper,
        cast(null as varchar) as outcome,
        cast(null as double) as gap,
        cast(null as varchar) as caveat
    from forecasts
    inner join claims on forecasts.claim_id = claims.claim_id
    left join speakers on claims.speaker_id = speakers.speaker_id
    left join figures on forecasts.claim_id = figures.claim_id
    where figures.claim_id is null
),

combined as (
    select * from figures
    union all
    select * from without_figure
)

select
    combined.*,
    forecasts.resolution_criterion,
    forecasts.resolves_by,
    forecasts.resolved_on
from combined
left join forecasts on combined.claim_id = forecasts.claim_id;

comment on view forecast_outcomes is
'A forecast beside what happened. One row a forecast figure and outcome figure.';
comment on column forecast_outcomes.claim_id is
'Claim that makes the forecast, or on which the evidence that carries it bears.';
comment on column forecast_outcomes.outcome is
'held (the forecast contains the outcome), too_low, too_high, overlaps or within_outcome; null while no outcome is known.';
comment on column forecast_outcomes.gap is
'By how much the outcome missed the forecast, in the unit of the row.';
