-- Which outlets only repeat what others say, and whom?
-- Of what was used here: an outlet may well report for itself elsewhere.
-- words_of: whose knowledge it relays; text_of: whose text it carries, where
--     that is known.
with relays as (
    select
        sources.publisher_id,
        coalesce(speakers.name, voices.name) as words_of,
        case
            when evidence_roots.root_source_id <> evidence_roots.source_id
                then text_publishers.name
        end as text_of
    from evidence_roots
    inner join sources on evidence_roots.source_id = sources.source_id
    inner join sources as root_sources
        on evidence_roots.root_source_id = root_sources.source_id
    inner join publishers as text_publishers
        on root_sources.publisher_id = text_publishers.publisher_id
    left join origins on evidence_roots.root_origin_id = origins.origin_id
    left join speakers on origins.speaker_id = speakers.speaker_id
    left join publishers as voices
        on origins.publisher_id = voices.publisher_id
)

select
    publisher_record.name as outlet,
    publisher_record.kind,
    publisher_record.claims,
    publisher_record.pieces,
    string_agg(distinct relays.words_of, ', ' order by relays.words_of)
        as words_of,
    string_agg(distinct relays.text_of, ', ' order by relays.text_of)
        as text_of
from publisher_record
inner join relays on publisher_record.publisher_id = relays.publisher_id
where publisher_record.only_repeats
group by
    publisher_record.publisher_id, publisher_record.name,
    publisher_record.kind, publisher_record.claims, publisher_record.pieces
order by publisher_record.claims desc, outlet asc
