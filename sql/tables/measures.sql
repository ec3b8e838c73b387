-- Measures: One row a quantity that can be compared; another basis is another measure.
-- Generated from schemas/measures.json by `claimpack generate`.
create table "measures" (
    "measure_id" varchar not null,
    "label" varchar not null,
    "unit" varchar not null,
    "basis" varchar not null,
    "definition" varchar not null,
    "is_total" boolean not null,
    "comparable_with_measure_id" varchar,
    "comparability_caveat" varchar,
    primary key ("measure_id"),
    foreign key ("unit") references "units" ("code")
);

insert into "measures" by name
from read_csv(
    'claims/measures.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "measures" is 'One row a quantity that can be compared; another basis is another measure.';
comment on column "measures"."measure_id" is 'Readable id of the measure.';
comment on column "measures"."label" is 'Short name of the measure.';
comment on column "measures"."unit" is 'UCUM code of the unit in which the measure is compared.';
comment on column "measures"."basis" is 'What the figure is counted on or against.';
comment on column "measures"."definition" is 'What exactly is measured.';
comment on column "measures"."is_total" is 'Whether the figure adds up over its period, so that only equal periods compare.';
comment on column "measures"."comparable_with_measure_id" is 'Another measure with which this one may be compared, with the caveat.';
comment on column "measures"."comparability_caveat" is 'What to keep in mind when the two measures are compared.';
