-- How did the volumes compare year by year?
-- All figures for a whole year but forecasts. low and high are the ends of what
--     they agree on; where is_consistent is false, they do not agree.
-- The change is from the year before of which there are figures.
with years as (
    select
        measure_id,
        unit,
        cast(period as integer) as year,
        count(*) as figures,
        string_agg(distinct stated_by, ', ' order by stated_by) as stated_by,
        string_agg(distinct mode, ', ' order by mode) as modes,
        max(lower) as low,
        min(upper) as high
    from quantity_statements
    where
        is_total
        and mode <> 'forecast'
        and regexp_full_match(period, '\d{4}')
    group by measure_id, unit, period
),

compared as (
    select
        *,
        (low + high) / 2 as middle,
        lag(year) over years_of_measure as compared_with,
        lag((low + high) / 2) over years_of_measure as middle_before,
        count(*) over (partition by measure_id) as years_known
    from years
    window years_of_measure as (partition by measure_id order by year)
)

select
    measures.label as measure,
    compared.year,
    round(compared.low, 3) as low,
    round(compared.high, 3) as high,
    compared.unit,
    compared.low <= compared.high as is_consistent,
    compared.compared_with,
    round(100 * (compared.middle / compared.middle_before - 1), 1)
        as change_percent,
    compared.figures,
    compared.modes,
    compared.stated_by
from compared
inner join measures on compared.measure_id = measures.measure_id
where compared.years_known > 1
order by measure, compared.year
