-- rule: quantity-unit
-- severity: error
-- why: A figure can only be compared in a unit of the dimension of its measure.
-- fix: Give the unit in which the figure was stated, or the measure that it
--     belongs to.
-- example: A duration is given in Mt.
-- reads: quantities, measures, units
-- scope: row
select
    'quantities' as table_name,
    quantities.quantity_id as row_key,
    'unit' as column_name,
    quantities.unit as value,
    'the unit measures ' || stated.dimension || ', but ' || measures.measure_id
    || ' is in ' || measures.unit || ', ' || canonical.dimension as message
from quantities
inner join measures on quantities.measure_id = measures.measure_id
inner join units as stated on quantities.unit = stated.code
inner join units as canonical on measures.unit = canonical.code
where stated.dimension <> canonical.dimension
