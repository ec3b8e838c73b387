-- Every two intervals that may be compared, from the side of each.
-- Grain: one row an ordered pair of quantities on one measure, or on two that
--     are declared comparable, whose periods overlap (are equal for totals).
-- Reads: quantity_intervals, measures
create or replace view quantity_pairs as
with declared as (
    select
        measure_id,
        measure_id as other_measure_id,
        null as caveat
    from measures
    union all
    select
        measure_id,
        comparable_with_measure_id as other_measure_id,
        comparability_caveat as caveat
    from measures
    where comparable_with_measure_id is not null
    union all
    select
        comparable_with_measure_id as measure_id,
        measure_id as other_measure_id,
        comparability_caveat as caveat
    from measures
    where comparable_with_measure_id is not null
),

numbered as (
    select
        measure_id,
        cast(row_number() over (order by measure_id) as bigint) as number
    from measures
),

-- two measures may name each other, each with its caveat
comparable_measures as (
    select
        declared.measure_id,
        declared.other_measure_id,
        numbered.number as other_number,
        string_agg(distinct declared.caveat, '; ' order by declared.caveat)
            as caveat
    from declared
    inner join numbered on declared.other_measure_id = numbered.measure_id
    group by
        declared.measure_id, declared.other_measure_id, numbered.number
),

-- an open end is infinite; a period is a day (1), lies in a month (2), in a
-- year (3), or in neither (4)
intervals as (
    select
        quantity_id,
        measure_id,
        unit,
        is_total,
        period_from,
        period_to,
        coalesce(lower, cast('-infinity' as double)) as lower_end,
        coalesce(upper, cast('infinity' as double)) as upper_end,
        case
            when period_from is null or period_to is null then null
            when period_from = period_to then 1
            when year(period_from) <> year(period_to) then 4
            when month(period_from) = month(period_to) then 2
            when year(period_from) = year(period_to) then 3
            else 4
        end as span
    from quantity_intervals
),

spans as (
    select 1 as span
    union all
    select 2 as span
    union all
    select 3 as span
    union all
    select 4 as span
),

-- the interval under the day, the month, the year and the whole that it lies in
placed as (
    select
        intervals.*,
        spans.span as placed_in,
        case spans.span
            when 1
                then
                    year(period_from) * 10000 + month(period_from) * 100
                    + day(period_from)
            when 2 then year(period_from) * 10000 + month(period_from) * 100
            when 3 then year(period_from) * 10000
            else 0
        end as place
    from intervals
    inner join spans on intervals.span <= spans.span
),

-- measure and place in one number: two that meet are found by it alone
placed_on_measures as (
    select
        placed.*,
        numbered.number * 100000000 + placed.place as measure_place
    from placed
    inner join numbered on placed.measure_id = numbered.measure_id
),

-- periods that overlap share the place of the longer one: so nothing is
-- compared with everything
meetings as (
    select
        this.quantity_id,
        this.measure_id,
        this.unit,
        this.is_total,
        this.period_from,
        this.period_to,
        this.lower_end,
        this.upper_end,
        this.span,
        other.quantity_id as other_quantity_id,
        other.measure_id as other_measure_id,
        other.is_total as other_is_total,
        other.period_from as other_period_from,
        other.period_to as other_period_to,
        other.lower_end as other_lower_end,
        other.upper_end as other_upper_end,
        other.span as other_span,
        comparable_measures.caveat
    from placed as this
    inner join comparable_measures
        on this.measure_id = comparable_measures.measure_id
    inner join placed_on_measures as other
        on
            comparable_measures.other_number * 100000000 + this.place
            = other.measure_place
            and this.unit = other.unit
    where this.span = this.placed_in
),

pairs as (
    select
        quantity_id,
        other_quantity_id,
        measure_id,
        other_measure_id,
        unit,
        lower_end,
        upper_end,
        other_lower_end,
        other_upper_end,
        caveat
    from meetings
    where
        quantity_id <> other_quantity_id
        and period_from <= other_period_to
        and other_period_from <= period_to
        and (
            not (is_total or other_is_total)
            or (
                period_from = other_period_from
                and period_to = other_period_to
            )
        )
    union all
    -- the same from the side of the one with the shorter period
    select
        other_quantity_id as quantity_id,
        quantity_id as other_quantity_id,
        other_measure_id as measure_id,
        measure_id as other_measure_id,
        unit,
        other_lower_end as lower_end,
        other_upper_end as upper_end,
        lower_end as other_lower_end,
        upper_end as other_upper_end,
        caveat
    from meetings
    where
        other_span < span
        and period_from <= other_period_to
        and other_period_from <= period_to
        and not (is_total or other_is_total)
)

select
    quantity_id,
    other_quantity_id,
    measure_id,
    other_measure_id,
    unit,
    case
        when upper_end < other_lower_end then 'below'
        when lower_end > other_upper_end then 'above'
        when
            lower_end <= other_lower_end and upper_end >= other_upper_end
            then 'contains'
        when
            lower_end >= other_lower_end and upper_end <= other_upper_end
            then 'within'
        else 'overlaps'
    end as position,
    greatest(
        other_lower_end - upper_end,
        lower_end - other_upper_end,
        0
    ) as gap,
    caveat
from pairs;

comment on view quantity_pairs is
'Every two intervals that may be compared, from the side of each. One row an ordered pair.';
comment on column quantity_pairs.position is
'Where this interval lies to the other: below, above, contains (also where equal), within or overlaps.';
comment on column quantity_pairs.gap is
'Distance between the two intervals in the unit of the row; 0 where they meet.';
