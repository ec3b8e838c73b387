-- Verdicts: One row a verdict, with its counterparts in ClaimReview, AVeriTeC and Wikidata.
-- Generated from schemas/codes/verdicts.json by `claimpack generate`.
create table "verdicts" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "claimreview_name" varchar not null,
    "claimreview_rating" bigint,
    "averitec_label" varchar,
    "wikidata_rank" varchar,
    primary key ("code")
);

insert into "verdicts" by name
from read_csv(
    'claims/codes/verdicts.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "verdicts" is 'One row a verdict, with its counterparts in ClaimReview, AVeriTeC and Wikidata.';
comment on column "verdicts"."code" is 'Code as it stands in the tables.';
comment on column "verdicts"."label" is 'Short name for people.';
comment on column "verdicts"."definition" is 'What the code means.';
comment on column "verdicts"."claimreview_name" is 'Text for reviewRating.alternateName in ClaimReview.';
comment on column "verdicts"."claimreview_rating" is 'Number for reviewRating.ratingValue between 1 (false) and 5 (true).';
comment on column "verdicts"."averitec_label" is 'Label of the AVeriTeC data set.';
comment on column "verdicts"."wikidata_rank" is 'Rank that a statement with this verdict would have.';
