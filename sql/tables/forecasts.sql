-- Forecasts: One row a claim about the future that has a criterion.
-- Generated from schemas/forecasts.json by `claimpack generate`.
create table "forecasts" (
    "claim_id" varchar not null,
    "resolution_criterion" varchar not null,
    "resolves_by" varchar,
    "resolved_on" varchar,
    primary key ("claim_id"),
    foreign key ("claim_id") references "claims" ("claim_id")
);

insert into "forecasts" by name
from read_csv(
    'claims/forecasts.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "forecasts" is 'One row a claim about the future that has a criterion.';
comment on column "forecasts"."claim_id" is 'Claim that makes the forecast.';
comment on column "forecasts"."resolution_criterion" is 'What must be seen for the forecast to be resolved.';
comment on column "forecasts"."resolves_by" is 'Date by which the forecast resolves one way or the other.';
comment on column "forecasts"."resolved_on" is 'Date on which the outcome was known.';
