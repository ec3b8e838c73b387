-- rule: source-title
-- severity: error
-- why: A title comes with how it is known.
-- fix: Fill both of title and title_basis, or neither.
-- example: A source has a title, but no title_basis.
-- reads: sources
-- scope: row
select
    'sources' as table_name,
    source_id as row_key,
    'title_basis' as column_name,
    title_basis as value,
    'title and its basis go together' as message
from sources
where (title is null) <> (title_basis is null)
