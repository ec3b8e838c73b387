-- Assessors: One row a person, body or program that assesses claims.
-- Generated from schemas/assessors.json by `claimpack generate`.
create table "assessors" (
    "assessor_id" varchar not null,
    "name" varchar not null,
    "kind" varchar not null,
    "public_id" varchar,
    primary key ("assessor_id"),
    foreign key ("kind") references "assessor_kinds" ("code")
);

insert into "assessors" by name
from read_csv(
    'claims/assessors.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "assessors" is 'One row a person, body or program that assesses claims.';
comment on column "assessors"."assessor_id" is 'Readable id of the assessor.';
comment on column "assessors"."name" is 'Name under which the assessor signs.';
comment on column "assessors"."kind" is 'Whether the assessor is a person, an organisation or software.';
comment on column "assessors"."public_id" is 'Address that identifies the assessor in public, such as an ORCID.';
