-- Violations of the rules: how each is planted in a synthetic package, and what a
-- check finds then.
--
-- A fault changes the relations drawn_<table>, before they are written. Where it
-- needs claims, `claims` says which will do; it gets as many as it is to be planted
-- often, one an article, and no other fault touches them or their partners. They
-- stand in `victims`: n, claim_id, partner_id, article_id, verdict (the last).
-- Other faults add rows of their own, which nothing refers to.
--
-- `finds` is the cell that is found: table.column, and the key of the row.
-- `also` is what else has to be found, by another rule.
-- `when: chained` waits until the log is chained: what is changed then, its hashes
-- do not prove.

-- Ids and addresses that nothing else has; of one fault several kinds, from 1.
create or replace temp macro planted_source(n, kind) as (
    'S9' || printf('%02d%d%07d', getvariable('fault'), kind, n)
);

create or replace temp macro planted(n, kind) as (
    printf('planted-%02d-%d-%07d', getvariable('fault'), kind, n)
);

-- The same in letters alone, as the names of thresholds are.
create or replace temp macro planted_word(n, kind) as (
    translate(planted(n, kind), '0123456789-', 'abcdefghij_')
);

create or replace temp macro planted_url(n, kind) as (
    'https://sources.example/planted/' || planted(n, kind)
);

-- What rows that are added look like, but for what is wrong with them.
create or replace temp table like_source as
from drawn_sources order by source_id limit 1;

create or replace temp table like_origin as
from drawn_origins order by origin_id limit 1;

create or replace temp table like_publisher as
from drawn_publishers order by publisher_id limit 1;

create or replace temp table like_measure as
from drawn_measures order by measure_id limit 1;

create or replace temp table like_review as
select
    publisher_id,
    source_id,
    'Synthetic label' as raw_label,
    'refuted' as verdict,
    'synthetic' as format,
    '1' as mapping_version,
    '1' as record_number,
    sha256('file') as file_sha256,
    '2026-09-01T00:00:00Z' as imported_at,
from like_source;

-- fault: required
-- claims: kind = 'fact'
-- finds: claims.claim_text of claim_id
update drawn_claims set claim_text = null
from victims where drawn_claims.claim_id = victims.claim_id;

-- fault: type
-- finds: sources.is_primary of planted_source(n, 1)
insert into drawn_sources select like_source.* replace (
    planted_source(n, 1) as source_id,
    planted_url(n, 1) as url,
    'yes' as is_primary
)
from like_source, victims;

-- fault: pattern
-- finds: sources.archive_url of planted_source(n, 1)
insert into drawn_sources select like_source.* replace (
    planted_source(n, 1) as source_id,
    planted_url(n, 1) as url,
    'see the archive' as archive_url
)
from like_source, victims;

-- fault: enum
-- finds: sources.title_basis of planted_source(n, 1)
insert into drawn_sources select like_source.* replace (
    planted_source(n, 1) as source_id,
    planted_url(n, 1) as url,
    'guessed' as title_basis
)
from like_source, victims;

-- fault: minimum
-- finds: policy.value of planted_word(n, 1)
insert into drawn_policy (policy_id, value, reason)
select planted_word(n, 1), '-1', 'Nobody knows.'
from victims;

-- fault: maximum
-- finds: verdicts.claimreview_rating of planted(n, 1)
insert into drawn_verdicts select drawn_verdicts.* replace (
    planted(n, 1) as code,
    '6' as claimreview_rating
)
from drawn_verdicts, victims
where drawn_verdicts.code = 'supported';

-- fault: minLength
-- claims: pieces > 0
-- finds: evidence.summary of claim_id || '-E01'
update drawn_evidence set summary = 'Yes.'
from victims where drawn_evidence.evidence_id = victims.claim_id || '-E01';

-- fault: forbidden-characters
-- finds: publishers.name of planted(n, 1)
insert into drawn_publishers select like_publisher.* replace (
    planted(n, 1) as publisher_id,
    'Out' || chr(8203) || 'let ' || n as name
)
from like_publisher, victims;

-- fault: stray-space
-- finds: publishers.name of planted(n, 1)
insert into drawn_publishers select like_publisher.* replace (
    planted(n, 1) as publisher_id,
    'Outlet ' as name
)
from like_publisher, victims;

-- fault: primary-key
-- finds: publishers.publisher_id of planted(n, 1)
insert into drawn_publishers select like_publisher.* replace (
    planted(n, 1) as publisher_id
)
from like_publisher, victims, range(2);

-- fault: unique-key
-- finds: sources.url of planted_source(n, 1)
insert into drawn_sources select like_source.* replace (
    planted_source(n, 1) as source_id
)
from like_source, victims;

-- fault: foreign-key
-- finds: publishers.kind of planted(n, 1)
insert into drawn_publishers select like_publisher.* replace (
    planted(n, 1) as publisher_id,
    'oracle' as kind
)
from like_publisher, victims;

-- fault: edtf
-- finds: origins.made_public_on of planted(n, 1)
insert into drawn_origins select like_origin.* replace (
    planted(n, 1) as origin_id,
    '2025-02-30' as made_public_on
)
from like_origin, victims;

-- fault: bcp47
-- finds: sources.language of planted_source(n, 1)
insert into drawn_sources select like_source.* replace (
    planted_source(n, 1) as source_id,
    planted_url(n, 1) as url,
    'english' as language
)
from like_source, victims;

-- fault: iso3166
-- finds: publishers.country of planted(n, 1)
insert into drawn_publishers select like_publisher.* replace (
    planted(n, 1) as publisher_id,
    'XX' as country
)
from like_publisher, victims;

-- fault: url
-- finds: sources.url of planted_source(n, 1)
insert into drawn_sources select like_source.* replace (
    planted_source(n, 1) as source_id,
    planted_url(n, 1) || '#top' as url
)
from like_source, victims;

-- fault: quote
-- claims: pieces > 0
-- finds: evidence.key_quote of claim_id || '-E01'
update drawn_evidence set key_quote = 'the cafe' || chr(769) || ' was closed'
from victims where drawn_evidence.evidence_id = victims.claim_id || '-E01';

-- fault: admiralty_reliability
-- finds: publishers.reliability of planted(n, 1)
-- also: foreign-key publishers.reliability of planted(n, 1)
insert into drawn_publishers select like_publisher.* replace (
    planted(n, 1) as publisher_id,
    'G' as reliability
)
from like_publisher, victims;

-- fault: admiralty_credibility
-- claims: pieces > 0
-- finds: evidence.credibility of claim_id || '-E01'
-- also: foreign-key evidence.credibility of claim_id || '-E01'
update drawn_evidence set credibility = '7'
from victims where drawn_evidence.evidence_id = victims.claim_id || '-E01';

-- fault: code_points
-- claims: kind = 'fact'
-- finds: claims.quote_start of claim_id
-- also: minimum claims.quote_start of claim_id
update drawn_claims set quote_start = '-1'
from victims where drawn_claims.claim_id = victims.claim_id;

-- fault: assessment-evidence-own-claim
-- claims: entries = 3
-- finds: assessment_evidence.evidence_id of claim_id || '-03/' || evidence_id
create or replace temp table victims as
select
    victims.*,
    other.evidence_id,
from victims
cross join (
    select evidence_id
    from drawn_evidence
    where claim_id not in (select claim_id from victims)
    -- the entry must not rest on what was added after it
    order by added_at, evidence_id
    limit 1
) as other;

update drawn_assessment_evidence set evidence_id = victims.evidence_id
from victims
where drawn_assessment_evidence.assessment_id = victims.claim_id || '-03';

-- fault: attribution-asserts
-- claims: kind = 'fact'
-- finds: claims.asserts_claim_id of claim_id
update drawn_claims set asserts_claim_id = victims.partner_id
from victims where drawn_claims.claim_id = victims.claim_id;

-- fault: attribution-chain
-- claims: kind = 'attribution'
-- finds: claims.claim_id of claim_id
delete from drawn_attributions
where claim_id in (select claim_id from victims);

-- fault: attribution-hops
-- claims: kind = 'attribution'
-- finds: attributions.hop of claim_id || '/2'
update drawn_attributions set hop = '2'
from victims where drawn_attributions.claim_id = victims.claim_id;

-- fault: correction-request
-- claims: entries > 0
-- finds: correction_requests.outcome of claim_id || '-R01'
insert into drawn_correction_requests by name
select
    claim_id || '-R01' as request_id,
    claim_id,
    'It is not so.' as request,
    '2026-09-01T00:00:00Z' as received_at,
    'declined' as outcome,
from victims;

-- fault: correction
-- claims: entries = 4
-- finds: assessments.corrects_seq of claim_id || '-04'
update drawn_assessments set what_was_wrong = 'It was misread.'
from victims where drawn_assessments.assessment_id = victims.claim_id || '-04';

-- fault: dates-in-order
-- finds: origins.made_public_on of planted(n, 1)
insert into drawn_origins select like_origin.* replace (
    planted(n, 1) as origin_id,
    '2019-12-31' as made_public_on
)
from like_origin, victims;

-- fault: decision
-- claims: entries = 4
-- finds: assessments.verdict of claim_id || '-04'
update drawn_assessments
set verdict = case victims.verdict when 'refuted' then 'supported' else 'refuted' end
from victims where drawn_assessments.assessment_id = victims.claim_id || '-04';

-- fault: every-claim-recorded
-- claims: entries = 1
-- finds: claims.claim_id of claim_id
delete from drawn_assessments
where claim_id in (select claim_id from victims);

-- fault: evidence-seen
-- claims: pieces > 0
-- finds: evidence.source_id of claim_id || '-E01'
insert into drawn_sources select like_source.* replace (
    planted_source(n, 1) as source_id,
    null as url,
    null as accessed_at
)
from like_source, victims;

-- what is unseen has to be relayed by something
insert into drawn_sources select like_source.* replace (
    planted_source(n, 2) as source_id,
    planted_url(n, 2) as url,
    planted_source(n, 1) as syndicated_from_source_id
)
from like_source, victims;

update drawn_evidence set source_id = planted_source(n, 1)
from victims where drawn_evidence.evidence_id = victims.claim_id || '-E01';

-- fault: forecast-criterion
-- claims: kind = 'fact'
-- finds: claims.claim_kind of claim_id
insert into drawn_forecasts (claim_id, resolution_criterion)
select claim_id, 'It comes about.'
from victims;

-- fault: ids-carry-their-claim
-- claims: entries > 0
-- finds: correction_requests.request_id of partner_id || '-R01'
insert into drawn_correction_requests by name
select
    partner_id || '-R01' as request_id,
    claim_id,
    'It is not so.' as request,
    '2026-09-01T00:00:00Z' as received_at,
from victims;

-- fault: imported-claim-after-review
-- claims: entries = 1
-- finds: imported_reviews.claimed_on of claim_id || '-I01'
insert into drawn_imported_reviews by name
select
    like_review.*,
    claim_id || '-I01' as imported_review_id,
    claim_id,
    '2025-02-18' as reviewed_on,
    '2025-02-20' as claimed_on,
from like_review, victims;

-- fault: imported-date-unread
-- claims: entries = 1
-- finds: imported_reviews.raw_reviewed_on of claim_id || '-I01'
insert into drawn_imported_reviews by name
select
    like_review.*,
    claim_id || '-I01' as imported_review_id,
    claim_id,
    '2020-02-30' as raw_reviewed_on,
from like_review, victims;

-- fault: imported-label-unmapped
-- claims: entries = 1
-- finds: imported_reviews.verdict of claim_id || '-I01'
insert into drawn_imported_reviews by name
select
    like_review.* replace (null as verdict),
    claim_id || '-I01' as imported_review_id,
    claim_id,
from like_review, victims;

-- fault: imported-rating-conflict
-- claims: entries = 1
-- finds: imported_reviews.raw_rating of claim_id || '-I01'
insert into drawn_imported_reviews by name
select
    like_review.*,
    claim_id || '-I01' as imported_review_id,
    claim_id,
    '4' as raw_rating,
    '5' as raw_best_rating,
    '1' as raw_worst_rating,
from like_review, victims;

-- fault: imported-verdict-differs
-- claims: entries = 4
-- finds: imported_reviews.verdict of claim_id || '-I01'
insert into drawn_imported_reviews by name
select
    like_review.* replace (
        case victims.verdict when 'refuted' then 'supported' else 'refuted' end
            as verdict
    ),
    claim_id || '-I01' as imported_review_id,
    claim_id,
from like_review, victims;

-- fault: key-quote-words
-- claims: pieces > 0
-- finds: evidence.key_quote of claim_id || '-E01'
update drawn_evidence set key_quote = trim(repeat('word ', 16))
from victims where drawn_evidence.evidence_id = victims.claim_id || '-E01';

-- fault: log-chain
-- claims: entries = 1
-- when: chained
-- finds: assessments.entry_hash of claim_id || '-01'
update drawn_assessments set rationale = 'Quite another step.'
from victims where drawn_assessments.assessment_id = victims.claim_id || '-01';

-- fault: log-sequence
-- claims: entries = 2
-- finds: assessments.recorded_at of claim_id || '-02'
update drawn_assessments set recorded_at = timestamp '2025-12-31'
from victims where drawn_assessments.assessment_id = victims.claim_id || '-02';

-- fault: measure-comparability
-- finds: measures.comparable_with_measure_id of planted(n, 1)
insert into drawn_measures select like_measure.* replace (
    planted(n, 1) as measure_id,
    like_measure.measure_id as comparable_with_measure_id
)
from like_measure, victims;

-- fault: misleading-by-person
-- claims: entries = 3
-- finds: assessments.verdict of claim_id || '-03'
update drawn_assessments set verdict = 'misleading'
from victims where drawn_assessments.assessment_id = victims.claim_id || '-03';

-- fault: not-in-the-future
-- finds: sources.accessed_at of planted_source(n, 1)
insert into drawn_sources select like_source.* replace (
    planted_source(n, 1) as source_id,
    planted_url(n, 1) as url,
    '2999-01-01T00:00:00Z' as accessed_at
)
from like_source, victims;

-- fault: origin-voice
-- finds: origins.publisher_id of planted(n, 1)
insert into drawn_origins select like_origin.* replace (
    planted(n, 1) as origin_id,
    like_publisher.publisher_id as publisher_id
)
from like_origin, like_publisher, victims;

-- fault: plain-text
-- finds: publishers.name of planted(n, 1)
insert into drawn_publishers select like_publisher.* replace (
    planted(n, 1) as publisher_id,
    '=HYPERLINK("https://example.org")' as name
)
from like_publisher, victims;

-- fault: provenance-cycle
-- finds: origins.derived_from_origin_id of planted(n, 1)
insert into drawn_origins select like_origin.* replace (
    planted(n, 1) as origin_id,
    planted(n, 1) as derived_from_origin_id
)
from like_origin, victims;

-- fault: quantity-interval
-- claims: kind = 'quantity'
-- finds: quantities.lower of claim_id || '-Q1'
update drawn_quantities set lower = '50', upper = '10'
from victims where drawn_quantities.quantity_id = victims.claim_id || '-Q1';

-- fault: quantity-owner
-- claims: kind = 'quantity' and pieces > 0
-- finds: quantities.claim_id of claim_id || '-Q1'
update drawn_quantities set evidence_id = victims.claim_id || '-E01'
from victims where drawn_quantities.quantity_id = victims.claim_id || '-Q1';

-- fault: quantity-unit
-- claims: kind = 'quantity'
-- finds: quantities.unit of claim_id || '-Q1'
update drawn_quantities set unit = 'd'
from victims where drawn_quantities.quantity_id = victims.claim_id || '-Q1';

-- fault: quotation-budget
-- claims: kind = 'fact'
-- finds: articles.text_length of article_id
update drawn_claims set
    quote_exact = repeat('quoted at length ', 64) || 'end',
    quote_start = '100',
    quote_end = '1191',
    quote_sha256 = sha256(repeat('quoted at length ', 64) || 'end')
from victims where drawn_claims.claim_id = victims.claim_id;

-- fault: quote-hash
-- claims: kind = 'fact'
-- finds: claims.quote_sha256 of claim_id
update drawn_claims set quote_exact = repeat('word ', 23) || 'words'
from victims where drawn_claims.claim_id = victims.claim_id;

-- fault: quote-length
-- claims: kind = 'fact'
-- finds: claims.quote_exact of claim_id
update drawn_claims set quote_exact = 'too short'
from victims where drawn_claims.claim_id = victims.claim_id;

-- fault: quote-position
-- claims: kind = 'fact'
-- finds: claims.quote_end of claim_id
update drawn_claims set quote_end = '4001'
from victims where drawn_claims.claim_id = victims.claim_id;

-- fault: retracted-source
-- claims: pieces > 0
-- finds: evidence.source_id of claim_id || '-E01'
insert into drawn_sources select like_source.* replace (
    planted_source(n, 1) as source_id,
    planted_url(n, 1) as url,
    '2025-06-01' as retracted_on
)
from like_source, victims;

update drawn_evidence set source_id = planted_source(n, 1)
from victims where drawn_evidence.evidence_id = victims.claim_id || '-E01';

-- fault: said-and-true
-- claims: kind = 'attribution' and number % 10 < 8
-- finds: claims.speaker_id of partner_id
update drawn_claims set asserts_claim_id = claim_of(victims.number + 3)
from victims where drawn_claims.claim_id = victims.claim_id;

-- fault: self-evidence
-- claims: pieces > 0
-- finds: evidence.source_id of claim_id || '-E01'
insert into drawn_sources select like_source.* replace (
    planted_source(n, 1) as source_id,
    drawn_articles.url as url
)
from like_source, victims
inner join drawn_articles on victims.article_id = drawn_articles.article_id;

update drawn_evidence set source_id = planted_source(n, 1)
from victims where drawn_evidence.evidence_id = victims.claim_id || '-E01';

-- fault: source-seen
-- finds: sources.url of planted_source(n, 1)
insert into drawn_sources select like_source.* replace (
    planted_source(n, 1) as source_id,
    null as url
)
from like_source, victims;

-- fault: source-title
-- finds: sources.title_basis of planted_source(n, 1)
insert into drawn_sources select like_source.* replace (
    planted_source(n, 1) as source_id,
    planted_url(n, 1) as url,
    null as title_basis
)
from like_source, victims;

-- fault: stage-transition
-- claims: entries = 2
-- finds: assessments.stage of claim_id || '-02'
update drawn_assessments set stage = 'recorded'
from victims where drawn_assessments.assessment_id = victims.claim_id || '-02';

-- fault: stage-verdict
-- claims: entries = 2
-- finds: assessments.verdict of claim_id || '-02'
update drawn_assessments set verdict = 'supported'
from victims where drawn_assessments.assessment_id = victims.claim_id || '-02';

-- fault: syndicated-origin
-- claims: pieces > 1
-- finds: evidence.origin_id of claim_id || '-E02'
insert into drawn_sources select like_source.* replace (
    planted_source(n, copy) as source_id,
    planted_url(n, copy) as url,
    case when copy = 2 then planted_source(n, 1) end as syndicated_from_source_id
)
from like_source, victims, range(1, 3) as copies (copy);

insert into drawn_origins select like_origin.* replace (
    planted(n, copy) as origin_id
)
from like_origin, victims, range(1, 3) as copies (copy);

update drawn_evidence set
    stance = 'supports',
    source_id = planted_source(n, copy),
    origin_id = planted(n, copy)
from victims, range(1, 3) as copies (copy)
where drawn_evidence.evidence_id = victims.claim_id || '-E0' || copy;

-- fault: verdict-evidence
-- claims: entries = 3
-- finds: assessments.verdict of claim_id || '-03'
update drawn_assessments set verdict = 'refuted'
from victims where drawn_assessments.assessment_id = victims.claim_id || '-03';

delete from drawn_assessment_evidence
where assessment_id in (select claim_id || '-03' from victims);
