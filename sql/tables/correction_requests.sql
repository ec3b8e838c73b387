-- Correction requests: One row a request of a reader to correct what the package says of a claim.
-- Generated from schemas/correction_requests.json by `claimpack generate`.
create table "correction_requests" (
    "request_id" varchar not null,
    "claim_id" varchar not null,
    "request" varchar not null,
    "received_at" timestamp not null,
    "outcome" varchar,
    "answer" varchar,
    "answered_at" timestamp,
    "answered_by" varchar,
    primary key ("request_id"),
    foreign key ("claim_id") references "claims" ("claim_id"),
    foreign key ("outcome") references "correction_outcomes" ("code"),
    foreign key ("answered_by") references "assessors" ("assessor_id")
);

insert into "correction_requests" by name
from read_csv(
    'claims/correction_requests.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "correction_requests" is 'One row a request of a reader to correct what the package says of a claim.';
comment on column "correction_requests"."request_id" is 'Id of the request: claim and number.';
comment on column "correction_requests"."claim_id" is 'Claim that is disputed.';
comment on column "correction_requests"."request" is 'What is disputed and what is asked for, in our words; nothing about who asks.';
comment on column "correction_requests"."received_at" is 'When the request arrived, in UTC.';
comment on column "correction_requests"."outcome" is 'How the request was answered.';
comment on column "correction_requests"."answer" is 'What the desk answers, in a sentence or two.';
comment on column "correction_requests"."answered_at" is 'When it was answered, in UTC.';
comment on column "correction_requests"."answered_by" is 'Who answers.';
