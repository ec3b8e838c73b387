-- Which review is of which claim, and which repeats another.
-- Reads: staged, the ids, old.claims, old.imported_reviews; makes: named,
--     claim_ids (the claims that are new get their numbers later), reviews.
create table named as
select
    staged.*,
    lower(staged.claim_text) as claim_words,
    speaker_ids.id as speaker_id,
    publisher_ids.id as publisher_id,
    assessor_ids.id as assessor_id
from staged
inner join speaker_ids on staged.speaker_slug = speaker_ids.slug
inner join publisher_ids on staged.publisher_slug = publisher_ids.slug
inner join assessor_ids on staged.publisher_slug = assessor_ids.slug;

-- the same words of the same speaker are one claim
create table claim_ids as
with known as (
    select
        lower(claim_text) as claim_words,
        speaker_id,
        min(claim_id) as claim_id
    from old.claims
    group by all
)

select
    named.claim_words,
    named.speaker_id,
    min(named.n) as n,
    arg_min(named.claim_number, named.n) as number,
    known.claim_id,
    known.claim_id is null as is_new
from named
left join known
    on
        named.claim_words = known.claim_words
        and named.speaker_id = known.speaker_id
group by named.claim_words, named.speaker_id, known.claim_id;
