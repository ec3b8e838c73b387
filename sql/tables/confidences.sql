-- Confidence levels: One row a level of confidence of US Intelligence Community Directive 203.
-- Generated from schemas/codes/confidences.json by `claimpack generate`.
create table "confidences" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "rank" bigint not null,
    primary key ("code"),
    unique ("rank")
);

insert into "confidences" by name
from read_csv(
    'claims/codes/confidences.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "confidences" is 'One row a level of confidence of US Intelligence Community Directive 203.';
comment on column "confidences"."code" is 'Code as it stands in the tables.';
comment on column "confidences"."label" is 'Short name for people.';
comment on column "confidences"."definition" is 'What the code means.';
comment on column "confidences"."rank" is 'Order from lowest to highest.';
