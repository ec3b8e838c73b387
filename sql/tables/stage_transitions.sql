-- Stage transitions: One row a legal step from one stage to the next.
-- Generated from schemas/codes/stage_transitions.json by `claimpack generate`.
create table "stage_transitions" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "from_stage" varchar not null,
    "to_stage" varchar not null,
    primary key ("code"),
    unique ("from_stage", "to_stage"),
    foreign key ("from_stage") references "stages" ("code"),
    foreign key ("to_stage") references "stages" ("code")
);

insert into "stage_transitions" by name
from read_csv(
    'claims/codes/stage_transitions.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "stage_transitions" is 'One row a legal step from one stage to the next.';
comment on column "stage_transitions"."code" is 'Code as it stands in the tables.';
comment on column "stage_transitions"."label" is 'Short name for people.';
comment on column "stage_transitions"."definition" is 'What the code means.';
comment on column "stage_transitions"."from_stage" is 'Stage before the step.';
comment on column "stage_transitions"."to_stage" is 'Stage after the step.';
