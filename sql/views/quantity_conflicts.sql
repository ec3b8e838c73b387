-- Figures that cannot both hold: intervals on one measure that do not meet.
-- Grain: one row a pair of quantities.
-- Reads: quantity_comparison
create or replace view quantity_conflicts as
select *
from quantity_comparison
where relation = 'disjoint';

comment on view quantity_conflicts is
'Figures that cannot both hold. One row a pair of quantities.';
comment on column quantity_conflicts.gap is
'Distance between the two intervals in the unit of the row.';
