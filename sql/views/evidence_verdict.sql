-- What the evidence rule says of each claim now.
-- Grain: one row a claim.
-- Reads: evidence_verdict_at
create or replace view evidence_verdict as
select * from evidence_verdict_at('infinity', 'infinity');

comment on view evidence_verdict is
'What the evidence rule says of each claim now. One row a claim.';
comment on column evidence_verdict.supporting_origins is
'Independent roots that support the claim: witnesses of an attribution, origins of any other claim.';
comment on column evidence_verdict.refuting_origins is
'Independent roots that refute the claim.';
comment on column evidence_verdict.qualifying_origins is
'Independent roots that qualify the claim.';
comment on column evidence_verdict.is_asserted is
'Whether a supported attribution asserts the claim.';
