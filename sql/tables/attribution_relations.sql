-- Attribution relations: One row a way of telling at one hop of a chain.
-- Generated from schemas/codes/attribution_relations.json by `claimpack generate`.
create table "attribution_relations" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    primary key ("code")
);

insert into "attribution_relations" by name
from read_csv(
    'claims/codes/attribution_relations.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "attribution_relations" is 'One row a way of telling at one hop of a chain.';
comment on column "attribution_relations"."code" is 'Code as it stands in the tables.';
comment on column "attribution_relations"."label" is 'Short name for people.';
comment on column "attribution_relations"."definition" is 'What the code means.';
