-- rule: origin-voice
-- severity: error
-- why: An origin is one voice: a speaker, or an outlet that speaks for itself.
-- fix: Clear speaker_id or publisher_id.
-- example: An origin has a speaker_id and a publisher_id.
-- reads: origins
-- scope: row
select
    'origins' as table_name,
    origin_id as row_key,
    'publisher_id' as column_name,
    publisher_id as value,
    'both a speaker, ' || speaker_id || ', and an outlet of its own' as message
from origins
where speaker_id is not null and publisher_id is not null
