-- Which numbers cannot both hold, and by how much do they differ?
-- One row a pair of figures: the low one, the high one, and the gap between
--     them; an empty end is open. A forecast that missed is no conflict: see
--     02-whose-forecast-held.
with conflicts as (
    select
        *,
        coalesce(upper < other_lower, false) as is_low_first
    from quantity_conflicts
    where [mode, other_mode] not in (
        ['forecast', 'observed'], ['observed', 'forecast']
    )
)

select
    measures.label as measure,
    conflicts.unit,
    if(is_low_first, stated_by, other_stated_by) as low_by,
    round(if(is_low_first, lower, other_lower), 1) as low_from,
    round(if(is_low_first, upper, other_upper), 1) as low_to,
    if(is_low_first, other_stated_by, stated_by) as high_by,
    round(if(is_low_first, other_lower, lower), 1) as high_from,
    round(if(is_low_first, other_upper, upper), 1) as high_to,
    round(gap, 1) as gap,
    is_approximate,
    caveat
from conflicts
inner join measures on conflicts.measure_id = measures.measure_id
order by
    measure asc, conflicts.gap desc, low_by asc, high_by asc,
    quantity_id asc, other_quantity_id asc
