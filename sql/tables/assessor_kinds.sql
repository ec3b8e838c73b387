-- Kinds of assessor: One row a kind of assessor.
-- Generated from schemas/codes/assessor_kinds.json by `claimpack generate`.
create table "assessor_kinds" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "prov_type" varchar not null,
    primary key ("code")
);

insert into "assessor_kinds" by name
from read_csv(
    'claims/codes/assessor_kinds.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "assessor_kinds" is 'One row a kind of assessor.';
comment on column "assessor_kinds"."code" is 'Code as it stands in the tables.';
comment on column "assessor_kinds"."label" is 'Short name for people.';
comment on column "assessor_kinds"."definition" is 'What the code means.';
comment on column "assessor_kinds"."prov_type" is 'Class of the assessor in PROV-O.';
