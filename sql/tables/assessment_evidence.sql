-- Evidence of assessments: One row a piece of evidence on which an entry of the log rests.
-- Generated from schemas/assessment_evidence.json by `claimpack generate`.
create table "assessment_evidence" (
    "assessment_id" varchar not null,
    "evidence_id" varchar not null,
    primary key ("assessment_id", "evidence_id"),
    foreign key ("assessment_id") references "assessments" ("assessment_id"),
    foreign key ("evidence_id") references "evidence" ("evidence_id")
);

insert into "assessment_evidence" by name
from read_csv(
    'claims/assessment_evidence.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "assessment_evidence" is 'One row a piece of evidence on which an entry of the log rests.';
comment on column "assessment_evidence"."assessment_id" is 'Entry that rests on the evidence.';
comment on column "assessment_evidence"."evidence_id" is 'Evidence on which it rests.';
