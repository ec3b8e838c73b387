-- What was said that is not shown to be true?
-- A claim that words were said is supported, or proposed to be, and the claim
--     that they are true is not.
select
    speakers.name as speaker,
    said.claim_text as said,
    coalesce(said.verdict, said.proposed_verdict) as said_verdict,
    said.stage as said_stage,
    said.supporting_origins as witnesses,
    shown.claim_text as asserted,
    coalesce(shown.verdict, shown.proposed_verdict) as asserted_verdict,
    shown.supporting_origins as supporting,
    shown.refuting_origins as refuting,
    shown.qualifying_origins as qualifying
from claims
inner join claim_status as said on claims.claim_id = said.claim_id
inner join claim_status as shown on claims.asserts_claim_id = shown.claim_id
left join speakers on claims.speaker_id = speakers.speaker_id
where
    said_verdict = 'supported'
    and asserted_verdict is distinct from 'supported'
order by said.stage, said.claim_id
