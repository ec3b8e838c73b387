-- Origins: One row an utterance, observation or record on one proposition, which sources relay.
-- Generated from schemas/origins.json by `claimpack generate`.
create table "origins" (
    "origin_id" varchar not null,
    "description" varchar not null,
    "speaker_id" varchar,
    "publisher_id" varchar,
    "happened_on" varchar,
    "made_public_on" varchar,
    "derived_from_origin_id" varchar,
    primary key ("origin_id"),
    foreign key ("speaker_id") references "speakers" ("speaker_id"),
    foreign key ("publisher_id") references "publishers" ("publisher_id")
);

insert into "origins" by name
from read_csv(
    'claims/origins.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "origins" is 'One row an utterance, observation or record on one proposition, which sources relay.';
comment on column "origins"."origin_id" is 'Readable id of the origin.';
comment on column "origins"."description" is 'What was said, observed or recorded, and on which proposition.';
comment on column "origins"."speaker_id" is 'Who said it.';
comment on column "origins"."publisher_id" is 'The outlet whose own reporting or knowledge this is.';
comment on column "origins"."happened_on" is 'When it was said, observed or recorded.';
comment on column "origins"."made_public_on" is 'When it first became public.';
comment on column "origins"."derived_from_origin_id" is 'Origin on which this one rests, having no knowledge of its own.';
