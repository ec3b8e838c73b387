-- Speakers: One row a person, body or unnamed group to whom words are attributed.
-- Generated from schemas/speakers.json by `claimpack generate`.
create table "speakers" (
    "speaker_id" varchar not null,
    "name" varchar not null,
    "kind" varchar not null,
    "position" varchar,
    "affiliation" varchar,
    "country" varchar,
    "wikidata_id" varchar,
    "is_party" boolean,
    "is_party_reason" varchar not null,
    primary key ("speaker_id"),
    foreign key ("kind") references "speaker_kinds" ("code")
);

insert into "speakers" by name
from read_csv(
    'claims/speakers.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "speakers" is 'One row a person, body or unnamed group to whom words are attributed.';
comment on column "speakers"."speaker_id" is 'Readable id of the speaker.';
comment on column "speakers"."name" is 'Name of the speaker, or how an unnamed one is referred to.';
comment on column "speakers"."kind" is 'Whether the speaker is a person, an organisation or unnamed.';
comment on column "speakers"."position" is 'Office held when the words were spoken.';
comment on column "speakers"."affiliation" is 'Body that the speaker spoke for.';
comment on column "speakers"."country" is 'Country of the body spoken for, as an ISO 3166-1 alpha-2 code.';
comment on column "speakers"."wikidata_id" is 'Wikidata item of the speaker.';
comment on column "speakers"."is_party" is 'Whether the speaker has a stake in the matter.';
comment on column "speakers"."is_party_reason" is 'Why the speaker counts as a party or not, or why that cannot be told.';
