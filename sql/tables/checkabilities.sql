-- Checkability: One row a degree of checkability.
-- Generated from schemas/codes/checkabilities.json by `claimpack generate`.
create table "checkabilities" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    primary key ("code")
);

insert into "checkabilities" by name
from read_csv(
    'claims/codes/checkabilities.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "checkabilities" is 'One row a degree of checkability.';
comment on column "checkabilities"."code" is 'Code as it stands in the tables.';
comment on column "checkabilities"."label" is 'Short name for people.';
comment on column "checkabilities"."definition" is 'What the code means.';
