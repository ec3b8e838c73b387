-- Imported reviews: One row a review of somebody else that was imported, with what it said before it was mapped.
-- Generated from schemas/imported_reviews.json by `claimpack generate`.
create table "imported_reviews" (
    "imported_review_id" varchar not null,
    "claim_id" varchar not null,
    "publisher_id" varchar not null,
    "source_id" varchar not null,
    "review_url" varchar,
    "raw_label" varchar not null,
    "verdict" varchar,
    "raw_rating" varchar,
    "raw_best_rating" varchar,
    "raw_worst_rating" varchar,
    "reviewed_on" varchar,
    "raw_reviewed_on" varchar,
    "claimed_on" varchar,
    "raw_claimed_on" varchar,
    "format" varchar not null,
    "mapping_version" varchar not null,
    "record_number" bigint not null,
    "file_sha256" varchar not null,
    "imported_at" timestamp not null,
    primary key ("imported_review_id"),
    foreign key ("claim_id") references "claims" ("claim_id"),
    foreign key ("publisher_id") references "publishers" ("publisher_id"),
    foreign key ("source_id") references "sources" ("source_id"),
    foreign key ("verdict") references "verdicts" ("code")
);

insert into "imported_reviews" by name
from read_csv(
    'claims/imported_reviews.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "imported_reviews" is 'One row a review of somebody else that was imported, with what it said before it was mapped.';
comment on column "imported_reviews"."imported_review_id" is 'Id of the review, made from that of its claim.';
comment on column "imported_reviews"."claim_id" is 'Claim that is reviewed.';
comment on column "imported_reviews"."publisher_id" is 'Who reviewed the claim.';
comment on column "imported_reviews"."source_id" is 'Page or dataset in which the review was read; of its own claim the page bears as evidence.';
comment on column "imported_reviews"."review_url" is 'Address of the review, as far as the record has one.';
comment on column "imported_reviews"."raw_label" is 'The rating in the words of the reviewer, cleaned of what no cell may hold.';
comment on column "imported_reviews"."verdict" is 'Verdict for which the label stands by the mapping, whatever the number says.';
comment on column "imported_reviews"."raw_rating" is 'The rating as a number, as it was written.';
comment on column "imported_reviews"."raw_best_rating" is 'The best rating of the scale, as it was written.';
comment on column "imported_reviews"."raw_worst_rating" is 'The worst rating of the scale, as it was written.';
comment on column "imported_reviews"."reviewed_on" is 'When the review was published.';
comment on column "imported_reviews"."raw_reviewed_on" is 'The date of the review as it was written.';
comment on column "imported_reviews"."claimed_on" is 'When the claim was made.';
comment on column "imported_reviews"."raw_claimed_on" is 'The date of the claim as it was written.';
comment on column "imported_reviews"."format" is 'Format of the file: the name of its mapping.';
comment on column "imported_reviews"."mapping_version" is 'Version of the mapping by which the record was read.';
comment on column "imported_reviews"."record_number" is 'Number of the record in the file, from 1.';
comment on column "imported_reviews"."file_sha256" is 'SHA-256 of the file, in lower-case hexadecimal.';
comment on column "imported_reviews"."imported_at" is 'When the review was imported, in UTC.';
