-- Policy: One row an editorial threshold, with the reason for its value.
-- Generated from schemas/policy.json by `claimpack generate`.
create table "policy" (
    "policy_id" varchar not null,
    "value" double not null,
    "reason" varchar not null,
    primary key ("policy_id")
);

insert into "policy" by name
from read_csv(
    'claims/policy.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "policy" is 'One row an editorial threshold, with the reason for its value.';
comment on column "policy"."policy_id" is 'Name of the threshold.';
comment on column "policy"."value" is 'Value of the threshold.';
comment on column "policy"."reason" is 'Why the threshold has this value.';
