-- What does the article leave out that was public when it appeared?
-- Evidence that qualifies or refutes a claim, public for certain by the first
--     day on which the article can have appeared.
select
    claims.claim_id,
    claims.claim_text,
    evidence.stance,
    evidence_roots.public_on,
    coalesce(speakers.name, publishers.name, 'not known') as voice,
    evidence.summary,
    evidence.key_quote
from evidence_roots
inner join evidence on evidence_roots.evidence_id = evidence.evidence_id
inner join claims on evidence_roots.claim_id = claims.claim_id
inner join articles on claims.article_id = articles.article_id
left join origins on evidence.origin_id = origins.origin_id
left join speakers on origins.speaker_id = speakers.speaker_id
left join publishers on origins.publisher_id = publishers.publisher_id
where
    evidence.stance in ('qualifies', 'refutes')
    and evidence_roots.public_on <= edtf_earliest(articles.published_on)
order by claims.claim_id asc, evidence.stance desc, evidence.evidence_id asc
