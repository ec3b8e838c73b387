-- Assessments: One row an entry of the append-only log of a claim; the status of a claim is a view over it.
-- Generated from schemas/assessments.json by `claimpack generate`.
create table "assessments" (
    "assessment_id" varchar not null,
    "claim_id" varchar not null,
    "seq" bigint not null,
    "stage" varchar not null,
    "verdict" varchar,
    "confidence" varchar,
    "rationale" varchar not null,
    "corrects_seq" bigint,
    "what_was_wrong" varchar,
    "assessor_id" varchar not null,
    "recorded_at" timestamp not null,
    "previous_hash" varchar,
    "entry_hash" varchar not null,
    primary key ("assessment_id"),
    unique ("claim_id", "seq"),
    unique ("entry_hash"),
    foreign key ("claim_id") references "claims" ("claim_id"),
    foreign key ("stage") references "stages" ("code"),
    foreign key ("verdict") references "verdicts" ("code"),
    foreign key ("confidence") references "confidences" ("code"),
    foreign key ("assessor_id") references "assessors" ("assessor_id")
);

insert into "assessments" by name
from read_csv(
    'claims/assessments.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "assessments" is 'One row an entry of the append-only log of a claim; the status of a claim is a view over it.';
comment on column "assessments"."assessment_id" is 'Id of the entry: claim and number.';
comment on column "assessments"."claim_id" is 'Claim that is assessed.';
comment on column "assessments"."seq" is 'Number of the entry in the log of its claim, from 1.';
comment on column "assessments"."stage" is 'Stage that the entry puts the claim in.';
comment on column "assessments"."verdict" is 'Verdict that the entry proposes or decides.';
comment on column "assessments"."confidence" is 'Confidence in the verdict in the terms of ICD 203.';
comment on column "assessments"."rationale" is 'Why the entry was made.';
comment on column "assessments"."corrects_seq" is 'Number of the decided entry that this one corrects.';
comment on column "assessments"."what_was_wrong" is 'What was wrong in the corrected entry.';
comment on column "assessments"."assessor_id" is 'Who made the entry.';
comment on column "assessments"."recorded_at" is 'When the entry was made, in UTC.';
comment on column "assessments"."previous_hash" is 'Hash of the entry before it in the log of the claim.';
comment on column "assessments"."entry_hash" is 'SHA-256 of the canonical JSON (RFC 8785) of the entry and its evidence.';
