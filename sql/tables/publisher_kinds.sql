-- Kinds of publisher: One row a kind of publisher.
-- Generated from schemas/codes/publisher_kinds.json by `claimpack generate`.
create table "publisher_kinds" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    primary key ("code")
);

insert into "publisher_kinds" by name
from read_csv(
    'claims/codes/publisher_kinds.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "publisher_kinds" is 'One row a kind of publisher.';
comment on column "publisher_kinds"."code" is 'Code as it stands in the tables.';
comment on column "publisher_kinds"."label" is 'Short name for people.';
comment on column "publisher_kinds"."definition" is 'What the code means.';
