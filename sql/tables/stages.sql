-- Stages: One row a stage in the log of a claim.
-- Generated from schemas/codes/stages.json by `claimpack generate`.
create table "stages" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "has_verdict" boolean not null,
    primary key ("code")
);

insert into "stages" by name
from read_csv(
    'claims/codes/stages.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "stages" is 'One row a stage in the log of a claim.';
comment on column "stages"."code" is 'Code as it stands in the tables.';
comment on column "stages"."label" is 'Short name for people.';
comment on column "stages"."definition" is 'What the code means.';
comment on column "stages"."has_verdict" is 'Whether an entry at this stage carries a verdict.';
