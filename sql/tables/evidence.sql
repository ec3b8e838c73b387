-- Evidence: One row what one source says about one claim, from one origin.
-- Generated from schemas/evidence.json by `claimpack generate`.
create table "evidence" (
    "evidence_id" varchar not null,
    "claim_id" varchar not null,
    "source_id" varchar not null,
    "origin_id" varchar,
    "stance" varchar not null,
    "summary" varchar not null,
    "key_quote" varchar,
    "credibility" varchar,
    "added_at" timestamp not null,
    "added_by" varchar not null,
    primary key ("evidence_id"),
    foreign key ("claim_id") references "claims" ("claim_id"),
    foreign key ("source_id") references "sources" ("source_id"),
    foreign key ("origin_id") references "origins" ("origin_id"),
    foreign key ("stance") references "stances" ("code"),
    foreign key ("credibility") references "credibility_grades" ("code"),
    foreign key ("added_by") references "assessors" ("assessor_id")
);

insert into "evidence" by name
from read_csv(
    'claims/evidence.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "evidence" is 'One row what one source says about one claim, from one origin.';
comment on column "evidence"."evidence_id" is 'Id of the evidence, made from that of its claim.';
comment on column "evidence"."claim_id" is 'Claim on which the evidence bears.';
comment on column "evidence"."source_id" is 'Source that says it.';
comment on column "evidence"."origin_id" is 'Origin that the source relays.';
comment on column "evidence"."stance" is 'How the evidence bears on the claim.';
comment on column "evidence"."summary" is 'What the source says about the claim, in our words.';
comment on column "evidence"."key_quote" is 'Words of the source that matter, at most 15.';
comment on column "evidence"."credibility" is 'Admiralty grade of the information, 1 (confirmed) to 6 (cannot be judged).';
comment on column "evidence"."added_at" is 'When the row was added, in UTC.';
comment on column "evidence"."added_by" is 'Assessor who added the row.';
