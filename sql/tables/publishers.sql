-- Publishers: One row an outlet or body that publishes articles or sources.
-- Generated from schemas/publishers.json by `claimpack generate`.
create table "publishers" (
    "publisher_id" varchar not null,
    "name" varchar not null,
    "kind" varchar not null,
    "country" varchar,
    "reliability" varchar,
    "reliability_reason" varchar not null,
    primary key ("publisher_id"),
    foreign key ("kind") references "publisher_kinds" ("code"),
    foreign key ("reliability") references "reliability_grades" ("code")
);

insert into "publishers" by name
from read_csv(
    'claims/publishers.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "publishers" is 'One row an outlet or body that publishes articles or sources.';
comment on column "publishers"."publisher_id" is 'Readable id of the publisher.';
comment on column "publishers"."name" is 'Name under which the publisher publishes.';
comment on column "publishers"."kind" is 'What sort of publisher it is.';
comment on column "publishers"."country" is 'Country the publisher is based in, as an ISO 3166-1 alpha-2 code.';
comment on column "publishers"."reliability" is 'Admiralty grade of the publisher as a source, A (reliable) to F (cannot be judged).';
comment on column "publishers"."reliability_reason" is 'Why the publisher has this grade, or why it has none.';
