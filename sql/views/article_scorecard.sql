-- How the claims of an article stand, in counts with their denominators.
-- Grain: one row an article.
-- Reads: articles, claims, claim_kinds, claim_status
create or replace view article_scorecard as
select
    articles.article_id,
    articles.title,
    -- denominators
    count(claims.claim_id) as claims,
    count(*) filter (where claims.checkability <> 'no') as checkable,
    count(*) filter (where claim_kinds.is_attribution) as attributions,
    count(*) filter (where claim_status.verdict is not null) as decided,
    -- of all claims
    count(*) filter (where claim_status.stage = 'proposed') as proposed,
    count(*) filter (where not claim_status.agrees) as disputed,
    count(*) filter (where claim_status.attention is not null)
        as need_attention,
    -- of the decided
    count(*) filter (where claim_status.verdict = 'supported') as supported,
    count(*) filter (where claim_status.verdict = 'partly_supported')
        as partly_supported,
    count(*) filter (where claim_status.verdict = 'misleading') as misleading,
    count(*) filter (where claim_status.verdict = 'contested') as contested,
    count(*) filter (where claim_status.verdict = 'refuted') as refuted,
    count(*) filter (where claim_status.verdict = 'insufficient_evidence')
        as insufficient_evidence,
    count(*) filter (where claim_status.verdict = 'pending_outcome')
        as pending_outcome,
    count(*) filter (where claim_status.verdict = 'not_checkable')
        as not_checkable
from articles
left join claims on articles.article_id = claims.article_id
left join claim_kinds on claims.claim_kind = claim_kinds.code
left join claim_status on claims.claim_id = claim_status.claim_id
group by articles.article_id, articles.title;

comment on view article_scorecard is
'How the claims of an article stand, in counts. One row an article.';
comment on column article_scorecard.decided is
'Claims with a verdict: the denominator of the counts by verdict.';
comment on column article_scorecard.disputed is
'Claims on which the verdict, or else the proposed one, differs from that of the evidence rule.';
