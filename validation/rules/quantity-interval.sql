-- rule: quantity-interval
-- severity: error
-- why: An interval has at least one end, and its lower end is not above its
--     upper end.
-- fix: Swap or fill the ends; leave one empty where the interval is open.
-- example: The lower end is 40, the upper end 30.
-- reads: quantities
-- scope: row
select
    'quantities' as table_name,
    quantity_id as row_key,
    'lower' as column_name,
    cast(lower as varchar) as value,
    case
        when lower is null then 'the interval has no end at all'
        else 'the lower end is above the upper end, ' || upper
    end as message
from quantities
where (lower is null and upper is null) or lower > upper
