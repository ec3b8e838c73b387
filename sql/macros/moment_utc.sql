-- The moment that a date, a timestamp or a text names, as UTC.
-- Takes: '2025-02-18' (the end of that UTC day), '2025-02-18T10:00:00Z', a time
--     with an offset, a date, a timestamp, or 'infinity'. Returns: timestamp.
create or replace macro moment_utc(moment) as (
    case
        when regexp_full_match(cast(moment as varchar), '\d{4}-\d{2}-\d{2}')
            then
                cast(cast(moment as varchar) || ' 23:59:59.999999' as timestamp)
        -- a cast to timestamp would drop the offset
        when
            regexp_matches(
                cast(moment as varchar), ':\d{2}(\.\d+)?[+-]\d{2}(:?\d{2})?$'
            )
            then
                make_timestamp(
                    epoch_us(
                        cast(
                            cast(moment as varchar) as timestamp with time zone
                        )
                    )
                )
        else cast(cast(moment as varchar) as timestamp)
    end
);
