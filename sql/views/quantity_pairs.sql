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

-- whole numbers join faster than texts
numbered as (
    select
        measure_id,
        unit,
        cast(row_number() over (order by measure_id) as bigint) as number
    from measures
),

-- two measures may name each other, each with its caveat
comparable_measures as (
    select
        this.measure_id,
        this.number,
        this.unit,
        other.measure_id as other_measure_id,
        other.number as other_number,
        string_agg(distinct declared.caveat, '; ' order by declared.caveat)
            as caveat
    from declared
    inner join numbered as this on declared.measure_id = this.measure_id
    inner join numbered as other
        on
            declared.other_measure_id = other.measure_id
            and this.unit = other.unit
    group by
        this.measure_id, this.number, this.unit,
        other.measure_id, other.number
),

-- an open end is infinite; a period is a day (1), lies in a month (2), in a
-- year (3), or in neither (4)
intervals as (
    select
        quantity_intervals.quantity_id,
        numbered.number,
        quantity_intervals.is_total,
        quantity_intervals.period_from,
        quantity_intervals.period_to,
        coalesce(quantity_intervals.lower, cast('-infinity' as double))
            as lower_end,
        coalesce(quantity_intervals.upper, cast('infinity' as double))
            as upper_end,
        coalesce(
            year(quantity_intervals.period_from) * 10000
            + month(quantity_intervals.period_from) * 100
            + day(quantity_intervals.period_from),
            0
        ) as first_day,
        case
            when
                quantity_intervals.period_from is null
                or quantity_intervals.period_to is null
                then null
            when quantity_intervals.period_from = quantity_intervals.period_to
                then 1
            when
                year(quantity_intervals.period_from)
                <> year(quantity_intervals.period_to)
                then 4
            when
                month(quantity_intervals.period_from)
                = month(quantity_intervals.period_to)
                then 2
            when
                year(quantity_intervals.period_from)
                = year(quantity_intervals.period_to)
                then 3
            else 4
        end as span
    from quantity_intervals
    inner join numbered on quantity_intervals.measure_id = numbered.measure_id
),

-- measure and first day in one number, and the month, the year and the whole
-- that a longer period lies in: two that meet are found by it alone
days as (
    select
        *,
        number * 1000000000 + first_day as place
    from intervals
    where span = 1
),

spans as (
    select
        2 as span,
        100 as days
    union all
    select
        3 as span,
        10000 as days
    union all
    select
        4 as span,
        1000000000 as days
),

longer as (
    select
        intervals.*,
        intervals.number * 1000000000
        + intervals.first_day - intervals.first_day % spans.days
            as place
    from intervals
    inner join spans on intervals.span = spans.span
),

placed as (
    select
        intervals.*,
        intervals.number * 1000000000
        + intervals.first_day - intervals.first_day % spans.days
            as place
    from intervals
    inner join spans on intervals.span <= spans.span
),

-- periods that overlap share the place of the longer one: so nothing is
-- compared with everything
meetings as (
    select
        this.quantity_id,
        other.quantity_id as other_quantity_id,
        this.number,
        comparable_measures.other_number,
        this.lower_end,
        this.upper_end,
        other.lower_end as other_lower_end,
        other.upper_end as other_upper_end,
        false as is_longer
    from days as this
    inner join comparable_measures on this.number = comparable_measures.number
    inner join days as other
        on
            comparable_measures.other_number * 1000000000 + this.first_day
            = other.place
    union all
    select
        this.quantity_id,
        other.quantity_id as other_quantity_id,
        this.number,
        comparable_measures.other_number,
        this.lower_end,
        this.upper_end,
        other.lower_end as other_lower_end,
        other.upper_end as other_upper_end,
        other.span < this.span as is_longer
    from longer as this
    inner join comparable_measures on this.number = comparable_measures.number
    inner join placed as other
        on
            this.place
            + (comparable_measures.other_number - this.number) * 1000000000
            = other.place
    where
        this.period_from <= other.period_to
        and other.period_from <= this.period_to
        and (
            not (this.is_total or other.is_total)
            or (
                this.period_from = other.period_from
                and this.period_to = other.period_to
            )
        )
),

pairs as (
    select
        quantity_id,
        other_quantity_id,
        number,
        other_number,
        lower_end,
        upper_end,
        other_lower_end,
        other_upper_end
    from meetings
    union all
    -- the same from the side of the one with the shorter period
    select
        other_quantity_id as quantity_id,
        quantity_id as other_quantity_id,
        other_number as number,
        number as other_number,
        other_lower_end as lower_end,
        other_upper_end as upper_end,
        lower_end as other_lower_end,
        upper_end as other_upper_end
    from meetings
    where is_longer
)

select
    pairs.quantity_id,
    pairs.other_quantity_id,
    comparable_measures.measure_id,
    comparable_measures.other_measure_id,
    comparable_measures.unit,
    case
        when pairs.upper_end < pairs.other_lower_end then 'below'
        when pairs.lower_end > pairs.other_upper_end then 'above'
        when
            pairs.lower_end <= pairs.other_lower_end
            and pairs.upper_end >= pairs.other_upper_end
            then 'contains'
        when
            pairs.lower_end >= pairs.other_lower_end
            and pairs.upper_end <= pairs.other_upper_end
            then 'within'
        else 'overlaps'
    end as position,
    greatest(
        pairs.other_lower_end - pairs.upper_end,
        pairs.lower_end - pairs.other_upper_end,
        0
    ) as gap,
    comparable_measures.caveat
from pairs
inner join comparable_measures
    on
        pairs.number = comparable_measures.number
        and pairs.other_number = comparable_measures.other_number
where pairs.quantity_id <> pairs.other_quantity_id;

comment on view quantity_pairs is
'Every two intervals that may be compared, from the side of each. One row an ordered pair.';
comment on column quantity_pairs.position is
'Where this interval lies to the other: below, above, contains (also where equal), within or overlaps.';
comment on column quantity_pairs.gap is
'Distance between the two intervals in the unit of the row; 0 where they meet.';
