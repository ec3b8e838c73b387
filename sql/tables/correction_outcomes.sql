-- Correction outcomes: One row a way in which a correction request is answered.
-- Generated from schemas/codes/correction_outcomes.json by `claimpack generate`.
create table "correction_outcomes" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    primary key ("code")
);

insert into "correction_outcomes" by name
from read_csv(
    'claims/codes/correction_outcomes.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "correction_outcomes" is 'One row a way in which a correction request is answered.';
comment on column "correction_outcomes"."code" is 'Code as it stands in the tables.';
comment on column "correction_outcomes"."label" is 'Short name for people.';
comment on column "correction_outcomes"."definition" is 'What the code means.';
