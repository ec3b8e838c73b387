-- A text as it stands between the quotes of a JSON string, the way RFC 8785
-- (canonical JSON) writes it.
-- Quotes and backslashes are escaped; control characters never get here: no
-- cell may hold one. DuckDB's json extension is not used, so that the SQL runs
-- where extensions cannot be fetched.
create or replace macro json_text(plain) as (
    case
        -- hardly any text has either: to look costs less than to replace
        when contains(plain, '"') or contains(plain, '\')
            then replace(replace(plain, '\', '\\'), '"', '\"')
        else plain
    end
);
