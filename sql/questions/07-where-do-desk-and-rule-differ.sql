-- On which claims do the desk and the evidence rule differ, and why?
-- The rule counts independent roots and the desk reads; counted is what the
--     rule had against what it needs, rationale is what the desk says.
with rationales as (
    select
        claim_id,
        rationale
    from status_history
    where stage in ('proposed', 'decided')
    qualify row_number() over (partition by claim_id order by seq desc) = 1
)

select
    claim_status.claim_id,
    claim_status.claim_text,
    coalesce(claim_status.verdict, claim_status.proposed_verdict)
        as desk_verdict,
    claim_status.evidence_verdict as rule_verdict,
    claim_status.supporting_origins || ' of '
    || evidence_verdict.min_independent_origins || ' '
    || evidence_verdict.counted_in as counted,
    claim_status.refuting_origins as refuting,
    claim_status.qualifying_origins as qualifying,
    rationales.rationale
from claim_status
inner join evidence_verdict
    on claim_status.claim_id = evidence_verdict.claim_id
inner join rationales on claim_status.claim_id = rationales.claim_id
where not claim_status.agrees
order by claim_status.claim_id
