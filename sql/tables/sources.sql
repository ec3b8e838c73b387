-- Sources: One row a document used as evidence, or an unseen one that others relay.
-- Generated from schemas/sources.json by `claimpack generate`.
create table "sources" (
    "source_id" varchar not null,
    "publisher_id" varchar not null,
    "title" varchar,
    "title_basis" varchar,
    "url" varchar,
    "archive_url" varchar,
    "published_on" varchar,
    "published_on_basis" varchar not null,
    "language" varchar,
    "accessed_at" timestamp,
    "extent_read" varchar not null,
    "is_primary" boolean not null,
    "reliability_note" varchar not null,
    "syndicated_from_source_id" varchar,
    "retracted_on" varchar,
    primary key ("source_id"),
    unique ("url"),
    foreign key ("publisher_id") references "publishers" ("publisher_id")
);

insert into "sources" by name
from read_csv(
    'claims/sources.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "sources" is 'One row a document used as evidence, or an unseen one that others relay.';
comment on column "sources"."source_id" is 'Id of the source, never reused.';
comment on column "sources"."publisher_id" is 'Publisher of the source.';
comment on column "sources"."title" is 'Title of the source.';
comment on column "sources"."title_basis" is 'Whether the title was shown on the page or made out from its address.';
comment on column "sources"."url" is 'Address at which the source was read.';
comment on column "sources"."archive_url" is 'Address of an archived copy.';
comment on column "sources"."published_on" is 'When the source was published.';
comment on column "sources"."published_on_basis" is 'How the date of publication is known, or why it is not.';
comment on column "sources"."language" is 'Language of the source as a BCP 47 tag.';
comment on column "sources"."accessed_at" is 'When the source was read, in UTC; midnight where only the day is known.';
comment on column "sources"."extent_read" is 'How much of the source was read.';
comment on column "sources"."is_primary" is 'Whether the source comes first hand from the body that knows.';
comment on column "sources"."reliability_note" is 'What sort of source this is and what it is good for.';
comment on column "sources"."syndicated_from_source_id" is 'Source whose text this one reprints, rewrites or relays.';
comment on column "sources"."retracted_on" is 'When the publisher withdrew the source.';
