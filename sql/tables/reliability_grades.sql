-- Reliability of a source: One row a grade of the Admiralty system for the reliability of a source.
-- Generated from schemas/codes/reliability_grades.json by `claimpack generate`.
create table "reliability_grades" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    primary key ("code")
);

insert into "reliability_grades" by name
from read_csv(
    'claims/codes/reliability_grades.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "reliability_grades" is 'One row a grade of the Admiralty system for the reliability of a source.';
comment on column "reliability_grades"."code" is 'Code as it stands in the tables.';
comment on column "reliability_grades"."label" is 'Short name for people.';
comment on column "reliability_grades"."definition" is 'What the code means.';
