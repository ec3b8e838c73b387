-- Attributions: One row a hop of who told whom: hop 1 is nearest the article.
-- Generated from schemas/attributions.json by `claimpack generate`.
create table "attributions" (
    "claim_id" varchar not null,
    "hop" bigint not null,
    "speaker_id" varchar,
    "publisher_id" varchar,
    "relation" varchar not null,
    primary key ("claim_id", "hop"),
    foreign key ("claim_id") references "claims" ("claim_id"),
    foreign key ("speaker_id") references "speakers" ("speaker_id"),
    foreign key ("publisher_id") references "publishers" ("publisher_id"),
    foreign key ("relation") references "attribution_relations" ("code")
);

insert into "attributions" by name
from read_csv(
    'claims/attributions.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "attributions" is 'One row a hop of who told whom: hop 1 is nearest the article.';
comment on column "attributions"."claim_id" is 'Claim whose words came this way.';
comment on column "attributions"."hop" is 'Place in the chain, 1 nearest the article.';
comment on column "attributions"."speaker_id" is 'Speaker who told it at this hop.';
comment on column "attributions"."publisher_id" is 'Publisher that told it at this hop.';
comment on column "attributions"."relation" is 'How it was told at this hop.';
