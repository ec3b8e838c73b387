-- Credibility of information: One row a grade of the Admiralty system for the credibility of information.
-- Generated from schemas/codes/credibility_grades.json by `claimpack generate`.
create table "credibility_grades" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    primary key ("code")
);

insert into "credibility_grades" by name
from read_csv(
    'claims/codes/credibility_grades.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "credibility_grades" is 'One row a grade of the Admiralty system for the credibility of information.';
comment on column "credibility_grades"."code" is 'Code as it stands in the tables.';
comment on column "credibility_grades"."label" is 'Short name for people.';
comment on column "credibility_grades"."definition" is 'What the code means.';
