-- Articles: One row an article whose claims are tracked; its text is never in the package.
-- Generated from schemas/articles.json by `claimpack generate`.
create table "articles" (
    "article_id" varchar not null,
    "title" varchar not null,
    "publisher_id" varchar not null,
    "url" varchar not null,
    "archive_url" varchar,
    "published_on" varchar,
    "published_on_basis" varchar not null,
    "retrieved_at" timestamp,
    "language" varchar not null,
    "text_sha256" varchar,
    "text_length" bigint,
    primary key ("article_id"),
    unique ("url"),
    foreign key ("publisher_id") references "publishers" ("publisher_id")
);

insert into "articles" by name
from read_csv(
    'claims/articles.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "articles" is 'One row an article whose claims are tracked; its text is never in the package.';
comment on column "articles"."article_id" is 'Readable id of the article.';
comment on column "articles"."title" is 'Headline of the article as published.';
comment on column "articles"."publisher_id" is 'Publisher of the article.';
comment on column "articles"."url" is 'Canonical address at which the article was published.';
comment on column "articles"."archive_url" is 'Address of an archived copy of the article.';
comment on column "articles"."published_on" is 'Day or span of days in which the article was published.';
comment on column "articles"."published_on_basis" is 'How the date of publication is known, or why it is not.';
comment on column "articles"."retrieved_at" is 'When the text that the offsets count was retrieved, in UTC.';
comment on column "articles"."language" is 'Language of the text as a BCP 47 tag.';
comment on column "articles"."text_sha256" is 'SHA-256 of the UTF-8 text exactly as the offsets count it, in lower-case hexadecimal.';
comment on column "articles"."text_length" is 'Number of Unicode code points in the text.';
