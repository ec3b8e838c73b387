-- How the figures that are stated for one measure and period relate.
-- Grain: one row a pair of quantities that may be compared.
-- Reads: quantity_pairs, quantity_statements
create or replace view quantity_comparison as
with statements as (
    select
        quantity_id,
        claim_id,
        stated_by,
        mode,
        lower,
        upper,
        is_approximate,
        period
    from quantity_statements
)

select
    pairs.quantity_id,
    pairs.other_quantity_id,
    pairs.measure_id,
    pairs.other_measure_id,
    this.claim_id,
    other.claim_id as other_claim_id,
    this.stated_by,
    other.stated_by as other_stated_by,
    this.mode,
    other.mode as other_mode,
    this.lower,
    this.upper,
    other.lower as other_lower,
    other.upper as other_upper,
    pairs.unit,
    case
        when pairs.position in ('below', 'above') then 'disjoint'
        when pairs.position in ('within', 'contains') then 'within'
        else 'overlaps'
    end as relation,
    pairs.gap,
    this.is_approximate or other.is_approximate as is_approximate,
    this.period,
    other.period as other_period,
    pairs.caveat
from quantity_pairs as pairs
inner join statements as this on pairs.quantity_id = this.quantity_id
inner join statements as other
    on pairs.other_quantity_id = other.quantity_id
where pairs.quantity_id < pairs.other_quantity_id;

comment on view quantity_comparison is
'How the figures for one measure and period relate. One row a pair of quantities.';
comment on column quantity_comparison.relation is
'within (one lies in the other), overlaps or disjoint.';
comment on column quantity_comparison.gap is
'Distance between the two intervals in the unit of the row; 0 where they meet.';
