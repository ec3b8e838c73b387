-- Each interval in the canonical unit of its measure, with the days it covers.
-- Grain: one row a quantity.
-- Reads: quantities, measures, units
create or replace view quantity_intervals as
-- each text is read once: there are far fewer periods than figures
with periods as (
    select
        period,
        edtf_earliest(period) as period_from,
        edtf_latest(period) as period_to
    from (
        select distinct period
        from quantities
        where period is not null
    ) as texts
)

select
    quantities.quantity_id,
    quantities.claim_id,
    quantities.evidence_id,
    quantities.mode,
    quantities.measure_id,
    quantities.stated_as,
    -- one of the two ratios is 1, so a figure in its own unit stays exact
    quantities.lower
    * greatest(stated_units.factor / canonical_units.factor, 1)
    / greatest(canonical_units.factor / stated_units.factor, 1) as lower,
    quantities.upper
    * greatest(stated_units.factor / canonical_units.factor, 1)
    / greatest(canonical_units.factor / stated_units.factor, 1) as upper,
    measures.unit,
    quantities.is_approximate,
    measures.is_total,
    quantities.period,
    periods.period_from,
    periods.period_to
from quantities
inner join measures on quantities.measure_id = measures.measure_id
inner join units as stated_units on quantities.unit = stated_units.code
inner join units as canonical_units
    on
        measures.unit = canonical_units.code
        and stated_units.dimension = canonical_units.dimension
left join periods on quantities.period = periods.period;

comment on view quantity_intervals is
'Each interval in the canonical unit of its measure. One row a quantity.';
comment on column quantity_intervals.lower is
'Lower end in the unit of the row; null where the interval is open.';
comment on column quantity_intervals.upper is
'Upper end in the unit of the row; null where the interval is open.';
comment on column quantity_intervals.period_from is
'First day that the period can mean.';
comment on column quantity_intervals.period_to is
'Last day that the period can mean.';
