-- Quantity modes: One row a mode in which a figure is stated.
-- Generated from schemas/codes/quantity_modes.json by `claimpack generate`.
create table "quantity_modes" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    primary key ("code")
);

insert into "quantity_modes" by name
from read_csv(
    'claims/codes/quantity_modes.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "quantity_modes" is 'One row a mode in which a figure is stated.';
comment on column "quantity_modes"."code" is 'Code as it stands in the tables.';
comment on column "quantity_modes"."label" is 'Short name for people.';
comment on column "quantity_modes"."definition" is 'What the code means.';
