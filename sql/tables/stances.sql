-- Stances: One row a way in which evidence bears on a claim.
-- Generated from schemas/codes/stances.json by `claimpack generate`.
create table "stances" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "is_counted" boolean not null,
    primary key ("code")
);

insert into "stances" by name
from read_csv(
    'claims/codes/stances.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "stances" is 'One row a way in which evidence bears on a claim.';
comment on column "stances"."code" is 'Code as it stands in the tables.';
comment on column "stances"."label" is 'Short name for people.';
comment on column "stances"."definition" is 'What the code means.';
comment on column "stances"."is_counted" is 'Whether evidence with this stance counts in the evidence rule.';
