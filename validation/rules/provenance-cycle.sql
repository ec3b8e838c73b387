-- rule: provenance-cycle
-- severity: error
-- why: Nothing can come from itself, by however many steps.
-- fix: Break the circle: clear the step that is wrong.
-- example: An origin derives from a second, and the second from the first.
-- reads: roots
-- scope: row
select
    case kind when 'source' then 'sources' else 'origins' end as table_name,
    id as row_key,
    case kind
        when 'source' then 'syndicated_from_source_id'
        else 'derived_from_origin_id'
    end as column_name,
    null as value,
    'leads into a circle through ' || root_id as message
from roots
where leads_into_cycle
