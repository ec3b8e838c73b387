-- Every two intervals that may be compared, from the side of each.
-- Grain: one row an ordered pair of quantities on one measure, or on two that
--     are declared comparable, whose periods overlap (are equal for totals).
-- Reads: quantity_statements, measures
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

-- two measures may name each other, each with its caveat
comparable_measures as (
    select
        measure_id,
        other_measure_id,
        string_agg(distinct caveat, '; ' order by caveat) as caveat
    from declared
    group by measure_id, other_measure_id
),

-- an open end is infinite
statements as (
    select
        *,
        coalesce(lower, cast('-infinity' as double)) as lower_end,
        coalesce(upper, cast('infinity' as double)) as upper_end
    from quantity_statements
)

select
    this.quantity_id,
    other.quantity_id as other_quantity_id,
    this.measure_id,
    other.measure_id as other_measure_id,
    this.unit,
    case
        when this.upper_end < other.lower_end then 'below'
        when this.lower_end > other.upper_end then 'above'
        when
            this.lower_end <= other.lower_end
            and this.upper_end >= other.upper_end
            then 'contains'
        when
            this.lower_end >= other.lower_end
            and this.upper_end <= other.upper_end
            then 'within'
        else 'overlaps'
    end as position,
    greatest(
        other.lower_end - this.upper_end,
        this.lower_end - other.upper_end,
        0
    ) as gap,
    comparable_measures.caveat
from statements as this
inner join comparable_measures
    on this.measure_id = comparable_measures.measure_id
inner join statements as other
    on
        comparable_measures.other_measure_id = other.measure_id
        and this.unit = other.unit
        and this.quantity_id <> other.quantity_id
where
    case
        when this.is_total or other.is_total
            then
                this.period_from = other.period_from
                and this.period_to = other.period_to
        else
            this.period_from <= other.period_to
            and other.period_from <= this.period_to
    end;

comment on view quantity_pairs is
'Every two intervals that may be compared, from the side of each. One row an ordered pair.';
comment on column quantity_pairs.position is
'Where this interval lies to the other: below, above, contains (also where equal), within or overlaps.';
comment on column quantity_pairs.gap is
'Distance between the two intervals in the unit of the row; 0 where they meet.';
