-- Units: One row a unit of measure; dimension and factor are generated from ucumvert and pint.
-- Generated from schemas/codes/units.json by `claimpack generate`.
create table "units" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "dimension" varchar not null,
    "factor" double not null,
    primary key ("code")
);

insert into "units" by name
from read_csv(
    'claims/codes/units.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "units" is 'One row a unit of measure; dimension and factor are generated from ucumvert and pint.';
comment on column "units"."code" is 'Code as it stands in the tables.';
comment on column "units"."label" is 'Short name for people.';
comment on column "units"."definition" is 'What the code means.';
comment on column "units"."dimension" is 'Physical dimension in base dimensions; 1 for a pure number.';
comment on column "units"."factor" is 'What one of the unit is in base units of its dimension.';
