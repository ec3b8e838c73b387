-- Kinds of claim: One row a kind of assertion.
-- Generated from schemas/codes/claim_kinds.json by `claimpack generate`.
create table "claim_kinds" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "is_attribution" boolean not null,
    primary key ("code")
);

insert into "claim_kinds" by name
from read_csv(
    'claims/codes/claim_kinds.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "claim_kinds" is 'One row a kind of assertion.';
comment on column "claim_kinds"."code" is 'Code as it stands in the tables.';
comment on column "claim_kinds"."label" is 'Short name for people.';
comment on column "claim_kinds"."definition" is 'What the code means.';
comment on column "claim_kinds"."is_attribution" is 'Whether a claim of this kind says that words were said.';
