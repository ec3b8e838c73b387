-- How each claim stands now.
-- Grain: one row a claim.
-- Reads: claim_status_as_of
create or replace view claim_status as
select * from claim_status_as_of('infinity');

comment on view claim_status is
'How each claim stands now. One row a claim.';
comment on column claim_status.verdict is
'Verdict of the last decision; null while none was made, or while reopened or retracted.';
comment on column claim_status.proposed_verdict is
'Verdict of the last proposal since the claim was last reopened or retracted.';
comment on column claim_status.evidence_verdict is
'Verdict that the evidence rule gives.';
comment on column claim_status.agrees is
'Whether the verdict, or else the proposed one, is that of the evidence rule.';
comment on column claim_status.supporting_origins is
'Independent roots that support the claim: witnesses of an attribution, origins of any other claim.';
comment on column claim_status.refuting_origins is
'Independent roots that refute the claim.';
comment on column claim_status.qualifying_origins is
'Independent roots that qualify the claim.';
comment on column claim_status.sources is
'Distinct sources of evidence on the claim, however dependent on each other.';
comment on column claim_status.is_stale is
'Whether evidence was added after the decision.';
comment on column claim_status.attention is
'Why an editor should look; null where nothing calls for it.';
