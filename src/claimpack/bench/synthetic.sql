-- The rows of a synthetic package, worked out from how many claims it has and a
-- seed: the same on every machine and with any number of threads.
--
-- Articles make ten claims each, in pairs: that somebody said something, and
-- what he said. Claims lean on few measures, publishers and sources, as real ones
-- do. Every eighth source tells on its own; the others have their text from the
-- one before, so chains are up to eight long; and one source in three relays the
-- first of all. Who has his text from another tells of the origin of that text.
--
-- Entries of the log, pieces of evidence and figures have long tails: most claims
-- have few, some have dozens. A log that goes on after a decision is reopened, and
-- decides anew. What is stated of one measure and day differs little, so that few
-- figures are in conflict.
--
-- Each query makes the table that is named above it.

-- A number from 0 to 1 that looks as if it were drawn for this thing and use.
create or replace temp macro drawn(thing, purpose) as (
    (hash(thing, purpose, getvariable('seed')) >> 11) / 9007199254740992.0
);

-- One of so many things, counted from 0; the first are drawn more often, the
-- more so the greater the pull.
create or replace temp macro favoured(thing, purpose, things, pull := 3) as (
    cast(floor(things * power(drawn(thing, purpose), pull)) as bigint)
);

-- How many there are of something: at least one, so many on average, at most 64.
create or replace temp macro many(thing, purpose, average) as (
    least(
        64,
        1 + cast(
            floor(ln(1 - drawn(thing, purpose)) / ln(1 - 1 / average)) as bigint
        )
    )
);

create or replace temp macro name_of(kind, number) as (
    kind || '-' || printf('%07d', number + 1)
);

create or replace temp macro claim_of(number) as (
    'C' || printf('%08d', number + 1)
);

create or replace temp macro source_of(number) as (
    'S' || printf('%08d', number + 1)
);

create or replace temp macro day_of(number) as (
    strftime(date '2020-01-01' + cast(number % 1800 as integer), '%Y-%m-%d')
);

-- The source that has the text first, of those that have it from each other.
create or replace temp macro text_of(number) as (
    case
        when number % 8 <> 0 and drawn(number, 'hub') < 0.35 then 0
        else number - number % 8
    end
);

create or replace temp macro kind_of(number) as (
    case
        when number % 2 = 0 then 'attribution'
        when drawn(number, 'kind') < 0.35 then 'quantity'
        when drawn(number, 'kind') < 0.85 then 'fact'
        when drawn(number, 'kind') < 0.95 then 'cause'
        else 'forecast'
    end
);

-- How many entries the log of a claim has.
create or replace temp macro entries_of(number) as (
    many(number, 'entries', cast(getvariable('entries') as double))
);

-- How many pieces of evidence there are on a claim: none before its review.
create or replace temp macro pieces_of(number) as (
    case when entries_of(number) > 1 then many(number, 'pieces', 1.4) else 0 end
);

-- When a claim was recorded; an entry follows every six hours.
create or replace temp macro recorded_at(number) as (
    timestamp '2026-01-02'
    + to_days(cast(floor(200 * drawn(number, 'recorded')) as integer))
);

-- The verdict that is proposed, and then decided, in a round of the log.
create or replace temp macro verdict_of(number, round) as (
    [
        'supported', 'supported', 'supported', 'partly_supported', 'contested',
        'refuted', 'insufficient_evidence', 'insufficient_evidence'
    ][1 + favoured(number * 16 + round, 'verdict', 8, 1)]
);

-- table: publishers
select
    name_of('publisher', range) as publisher_id,
    'Publisher ' || (range + 1) as name,
    'news_outlet' as kind,
    null as country,
    null as reliability,
    'Not graded: a synthetic outlet.' as reliability_reason,
from range(getvariable('publishers'))
order by range;

-- table: speakers
select
    name_of('speaker', range) as speaker_id,
    'Speaker ' || (range + 1) as name,
    case when drawn(range, 'speaker') < 0.7 then 'person' else 'organisation' end
        as kind,
    null as position,
    null as affiliation,
    null as country,
    null as wikidata_id,
    case when drawn(range, 'party') < 0.2 then 'true' else 'false' end
        as is_party,
    'Drawn by lot: a synthetic speaker.' as is_party_reason,
from range(getvariable('speakers'))
order by range;

-- table: articles
select
    name_of('article', range) as article_id,
    'Article ' || (range + 1) as title,
    name_of('publisher', favoured(range, 'paper', getvariable('publishers')))
        as publisher_id,
    'https://news.example/articles/' || (range + 1) as url,
    null as archive_url,
    day_of(range) as published_on,
    'printed' as published_on_basis,
    null as retrieved_at,
    'en' as language,
    sha256('article ' || range) as text_sha256,
    4000 as text_length,
from range(getvariable('articles'))
order by range;

-- table: claims
select
    claim_of(range) as claim_id,
    name_of('article', range // 10) as article_id,
    (range % 10) * 400 as quote_start,
    (range % 10) * 400 + 120 as quote_end,
    sha256('span ' || range) as quote_sha256,
    null as quote_exact,
    'Synthetic claim ' || (range + 1) || ' on what '
    || case when range % 2 = 0 then 'somebody said of ' else '' end
    || 'matter ' || favoured(range // 2, 'matter', 10000) || ' came to.'
        as claim_text,
    kind_of(range) as claim_kind,
    name_of('speaker', favoured(range // 2, 'voice', getvariable('speakers')))
        as speaker_id,
    case when range % 2 = 0 then claim_of(range + 1) end as asserts_claim_id,
    'yes' as checkability,
    'Synthetic.' as checkability_reason,
from range(getvariable('claims'))
order by range;

-- table: attributions
select
    claim_of(range) as claim_id,
    1 as hop,
    name_of('speaker', favoured(range // 2, 'voice', getvariable('speakers')))
        as speaker_id,
    null as publisher_id,
    'said' as relation,
from range(0, getvariable('claims'), 2)
order by range;

-- table: measures
select
    name_of('measure', range) as measure_id,
    'Measure ' || (range + 1) as label,
    '%' as unit,
    'against the year before' as basis,
    'Part of a synthetic whole.' as definition,
    case when range % 10 = 9 then 'true' else 'false' end as is_total,
    null as comparable_with_measure_id,
    null as comparability_caveat,
from range(getvariable('measures'))
order by range;

-- table: quantities
with stated as (
    select
        claim_of(claims.range) || '-Q' || numbers.number as quantity_id,
        claim_of(claims.range) as claim_id,
        null as evidence_id,
        case when kind_of(claims.range) = 'quantity' then 'claimed' else 'forecast' end
            as mode,
        claims.range * 64 + numbers.number as thing,
        claims.range as claim,
    from range(getvariable('claims')) as claims,
        lateral (
            select unnest(range(1, 1 + case kind_of(claims.range)
                when 'quantity' then many(
                    claims.range, 'figures', cast(getvariable('figures') as double)
                )
                when 'forecast' then 1
                else 0
            end)) as number
        ) as numbers
    union all
    select
        claim_of(range) || '-E01-Q1' as quantity_id,
        null as claim_id,
        claim_of(range) || '-E01' as evidence_id,
        'observed' as mode,
        range * 64 + 1 as thing,
        range as claim,
    from range(getvariable('claims'))
    where kind_of(range) = 'forecast' and entries_of(range) > 1
),

measured as (
    select
        *,
        favoured(thing, 'measure', getvariable('measures'), 1.75) as measure,
        favoured(claim // 10, 'day', 1800, 1) as day,
    from stated
),

ranges as (
    select
        *,
        -- most agree on what was the case, give or take
        5 + 60 * drawn(measure, 'value') as value,
        1 + 4 * drawn(thing, 'wide') as wide,
        case
            when drawn(thing, 'off') < 0.1 then 30 * drawn(thing, 'error')
            else 2 * drawn(thing, 'error')
        end as off,
    from measured
)

select
    quantity_id,
    claim_id,
    evidence_id,
    mode,
    name_of('measure', measure) as measure_id,
    cast(floor(value + off - wide) as bigint) as lower,
    cast(floor(value + off + wide) as bigint) as upper,
    '%' as unit,
    'true' as is_approximate,
    case
        when drawn(thing, 'period') < 0.95 then day_of(day)
        when drawn(thing, 'period') < 0.99 then substr(day_of(day), 1, 7)
        when drawn(thing, 'period') < 0.992 then substr(day_of(day), 1, 4)
        when drawn(thing, 'period') < 0.993
            then
                substr(day_of(day), 1, 4) || '/'
                || (cast(substr(day_of(day), 1, 4) as integer) + 1)
    end as period,
    null as stated_as,
    'Synthetic.' as interpretation,
from ranges;

-- table: forecasts
select
    claim_of(range) as claim_id,
    'What was foreseen comes about.' as resolution_criterion,
    null as resolves_by,
    case when drawn(range, 'resolved') < 0.5 then '2025-06-01' end as resolved_on,
from range(getvariable('claims'))
where kind_of(range) = 'forecast'
order by range;

-- table: origins
select
    name_of('origin', range) as origin_id,
    'What was known of matter ' || (range + 1) || '.' as description,
    name_of('speaker', favoured(range, 'origin', getvariable('speakers')))
        as speaker_id,
    null as publisher_id,
    '2020-01-01' as happened_on,
    '2020-01-01' as made_public_on,
    case
        when range % 8 <> 0 and drawn(range, 'derived') < 0.5
            then name_of('origin', range - 1)
    end as derived_from_origin_id,
from range(getvariable('origins'))
order by range;

-- table: sources
select
    source_of(range) as source_id,
    name_of('publisher', favoured(range, 'outlet', getvariable('publishers')))
        as publisher_id,
    'Source ' || (range + 1) as title,
    'shown' as title_basis,
    'https://sources.example/texts/' || (range + 1) as url,
    null as archive_url,
    case when range = 0 then '2020-01-01' else day_of(text_of(range) + 1) end
        as published_on,
    'printed' as published_on_basis,
    'en' as language,
    '2026-01-01T00:00:00Z' as accessed_at,
    'all of it' as extent_read,
    'false' as is_primary,
    'Synthetic.' as reliability_note,
    case
        when text_of(range) = range then null
        when text_of(range) = 0 then source_of(0)
        else source_of(
            case when text_of(range - 1) = 0 then text_of(range) else range - 1 end
        )
    end as syndicated_from_source_id,
    null as retracted_on,
from range(getvariable('sources'))
order by range;

-- table: evidence
select
    claim_of(claim) || '-E' || printf('%02d', number) as evidence_id,
    claim_of(claim) as claim_id,
    source_of(source) as source_id,
    -- of some texts nobody knows whom they have it from
    case
        when drawn(text_of(source), 'unknown') < 0.95
            then name_of('origin', text_of(source) % getvariable('origins'))
    end as origin_id,
    case
        when share < 0.6 then 'supports'
        when share < 0.8 then 'refutes'
        when share < 0.9 then 'qualifies'
        else 'context'
    end as stance,
    'Says as much of the matter.' as summary,
    null as key_quote,
    null as credibility,
    -- the first when the review begins; the others whenever they turn up
    recorded_at(claim) + to_hours(6 + 11 * cast(number - 1 as integer)) as added_at,
    'desk' as added_by,
from (
    select
        claim,
        number,
        favoured(claim * 64 + number, 'seen', getvariable('sources')) as source,
        -- most of what is found on a claim says the same
        drawn(
            case when drawn(claim * 64 + number, 'odd') < 0.2 then number else 0 end
            + claim * 64,
            'stance'
        ) as share,
    from (
        select
            range as claim,
            unnest(range(1, 1 + pieces_of(range))) as number,
        from range(getvariable('claims'))
    )
)
order by claim, number;

-- table: assessors
select * from (
    values
    ('desk', 'Synthetic desk', 'organisation', null),
    ('evidence-rule', 'Evidence rule', 'software', null)
) as assessors (assessor_id, name, kind, public_id)
order by assessor_id;

-- table: assessment_evidence
select
    claim_of(claim) || '-' || printf('%02d', seq) as assessment_id,
    claim_of(claim) || '-E01' as evidence_id,
from (
    select
        range as claim,
        unnest(range(1, 1 + entries_of(range))) as seq,
    from range(getvariable('claims'))
)
where seq % 4 in (3, 0);

-- table: assessments
select
    claim_of(claim) || '-' || printf('%02d', seq) as assessment_id,
    claim_of(claim) as claim_id,
    seq,
    case
        when seq = 1 then 'recorded'
        else ['reopened', 'in_review', 'proposed', 'decided'][1 + (seq - 1) % 4]
    end as stage,
    case when seq % 4 in (3, 0) then verdict_of(claim, round) end as verdict,
    case when seq % 4 in (3, 0) then 'low' end as confidence,
    'Synthetic step ' || seq || '.' as rationale,
    case when is_correction then seq - 4 end as corrects_seq,
    case when is_correction then 'Synthetic: it was weighed wrongly.' end
        as what_was_wrong,
    case when seq % 4 = 0 then 'evidence-rule' else 'desk' end as assessor_id,
    recorded_at(claim) + to_hours(6 * cast(seq as integer)) as recorded_at,
from (
    select
        *,
        (seq - 1) // 4 as round,
        seq % 4 = 0 and seq > 4 and drawn(claim * 64 + seq, 'wrong') < 0.5
            as is_correction,
    from (
        select
            range as claim,
            unnest(range(1, 1 + entries_of(range))) as seq,
        from range(getvariable('claims'))
    )
)
order by seq, claim;
