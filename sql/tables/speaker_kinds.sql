-- Kinds of speaker: One row a kind of speaker.
-- Generated from schemas/codes/speaker_kinds.json by `claimpack generate`.
create table "speaker_kinds" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "schema_org_type" varchar,
    primary key ("code")
);

insert into "speaker_kinds" by name
from read_csv(
    'claims/codes/speaker_kinds.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "speaker_kinds" is 'One row a kind of speaker.';
comment on column "speaker_kinds"."code" is 'Code as it stands in the tables.';
comment on column "speaker_kinds"."label" is 'Short name for people.';
comment on column "speaker_kinds"."definition" is 'What the code means.';
comment on column "speaker_kinds"."schema_org_type" is 'Type of the speaker in schema.org.';
