-- Which claims rest on the word of parties to the matter alone?
-- The voices are those of the root origins. They may be parties on opposite
--     sides: what both attest is worth more than what one does.
-- Whether words were said is left out; a stake that is not known is none.
with voices as (
    select distinct
        evidence_roots.claim_id,
        evidence_roots.stance,
        coalesce(speakers.name, publishers.name, 'not known') as name,
        coalesce(speakers.is_party, false) as is_party
    from evidence_roots
    left join origins on evidence_roots.root_origin_id = origins.origin_id
    left join speakers on origins.speaker_id = speakers.speaker_id
    left join publishers on origins.publisher_id = publishers.publisher_id
    where
        evidence_roots.is_counted
        and not evidence_roots.is_attribution
        and evidence_roots.stance in ('supports', 'refutes')
),

claims_of_parties as (
    select
        claim_id,
        string_agg(name, ', ' order by name) filter (
            where stance = 'supports'
        ) as supported_by,
        string_agg(name, ', ' order by name) filter (
            where stance = 'refutes'
        ) as refuted_by
    from voices
    group by claim_id
    having bool_and(is_party)
)

select
    claim_status.claim_id,
    claim_status.claim_text,
    coalesce(claim_status.verdict, claim_status.proposed_verdict) as verdict,
    claim_status.stage,
    claims_of_parties.supported_by,
    claims_of_parties.refuted_by
from claims_of_parties
inner join claim_status on claims_of_parties.claim_id = claim_status.claim_id
where claim_status.evidence_verdict <> 'not_checkable'
order by claim_status.claim_id
