-- Quantities: One row an interval stated by a claim or by a piece of evidence.
-- Generated from schemas/quantities.json by `claimpack generate`.
create table "quantities" (
    "quantity_id" varchar not null,
    "claim_id" varchar,
    "evidence_id" varchar,
    "mode" varchar not null,
    "measure_id" varchar not null,
    "lower" double,
    "upper" double,
    "unit" varchar not null,
    "is_approximate" boolean not null,
    "period" varchar,
    "stated_as" varchar,
    "interpretation" varchar not null,
    primary key ("quantity_id"),
    foreign key ("claim_id") references "claims" ("claim_id"),
    foreign key ("evidence_id") references "evidence" ("evidence_id"),
    foreign key ("mode") references "quantity_modes" ("code"),
    foreign key ("measure_id") references "measures" ("measure_id"),
    foreign key ("unit") references "units" ("code")
);

insert into "quantities" by name
from read_csv(
    'claims/quantities.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "quantities" is 'One row an interval stated by a claim or by a piece of evidence.';
comment on column "quantities"."quantity_id" is 'Id of the quantity, made from that of its claim or evidence.';
comment on column "quantities"."claim_id" is 'Claim that states the interval.';
comment on column "quantities"."evidence_id" is 'Evidence that states the interval.';
comment on column "quantities"."mode" is 'Whether the figure is claimed, forecast or observed.';
comment on column "quantities"."measure_id" is 'What is measured.';
comment on column "quantities"."lower" is 'Lower end of the interval in the stated unit.';
comment on column "quantities"."upper" is 'Upper end of the interval in the stated unit.';
comment on column "quantities"."unit" is 'UCUM code of the unit in which the figure was stated.';
comment on column "quantities"."is_approximate" is 'Whether the figure was stated as approximate.';
comment on column "quantities"."period" is 'Period that the figure speaks of.';
comment on column "quantities"."stated_as" is 'The figure in the words of the source, at most 15 words.';
comment on column "quantities"."interpretation" is 'How the words or figures were turned into the interval.';
