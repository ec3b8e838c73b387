-- Claims: One row an atomic assertion made in an article; that words were said and that they are true are two claims.
-- Generated from schemas/claims.json by `claimpack generate`.
create table "claims" (
    "claim_id" varchar not null,
    "article_id" varchar not null,
    "quote_start" bigint,
    "quote_end" bigint,
    "quote_sha256" varchar,
    "quote_exact" varchar,
    "claim_text" varchar not null,
    "claim_kind" varchar not null,
    "speaker_id" varchar not null,
    "asserts_claim_id" varchar,
    "checkability" varchar not null,
    "checkability_reason" varchar not null,
    primary key ("claim_id"),
    foreign key ("article_id") references "articles" ("article_id"),
    foreign key ("claim_kind") references "claim_kinds" ("code"),
    foreign key ("speaker_id") references "speakers" ("speaker_id"),
    foreign key ("checkability") references "checkabilities" ("code")
);

insert into "claims" by name
from read_csv(
    'claims/claims.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "claims" is 'One row an atomic assertion made in an article; that words were said and that they are true are two claims.';
comment on column "claims"."claim_id" is 'Id of the claim, never reused.';
comment on column "claims"."article_id" is 'Article that makes the claim.';
comment on column "claims"."quote_start" is 'Position of the first character of the span, in code points from 0.';
comment on column "claims"."quote_end" is 'Position after the last character of the span, in code points.';
comment on column "claims"."quote_sha256" is 'SHA-256 of the UTF-8 bytes of the span, in lower-case hexadecimal.';
comment on column "claims"."quote_exact" is 'The words of the span, only where the wording itself is the point.';
comment on column "claims"."claim_text" is 'What the article asserts, in our words.';
comment on column "claims"."claim_kind" is 'What sort of assertion it is.';
comment on column "claims"."speaker_id" is 'Who is presented as the author of the assertion; the publisher where the article speaks for itself.';
comment on column "claims"."asserts_claim_id" is 'For an attribution: the claim that the attributed words assert.';
comment on column "claims"."checkability" is 'Whether the claim can be checked against evidence.';
comment on column "claims"."checkability_reason" is 'Why the claim can, can partly or cannot be checked.';
