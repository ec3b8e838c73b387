-- Claims about the drone strike on the Caspian pipeline, February 2025
-- Everything from the CSV files, in a bare duckdb shell in the package's folder:
--     duckdb -init sql/open.sql
--     from claim_status;
-- Generated from schemas/, sql/macros/ and sql/views/ by `claimpack generate`.

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

-- Stages: One row a stage in the log of a claim.
-- Generated from schemas/codes/stages.json by `claimpack generate`.
create table "stages" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "has_verdict" boolean not null,
    primary key ("code")
);

insert into "stages" by name
from read_csv(
    'claims/codes/stages.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "stages" is 'One row a stage in the log of a claim.';
comment on column "stages"."code" is 'Code as it stands in the tables.';
comment on column "stages"."label" is 'Short name for people.';
comment on column "stages"."definition" is 'What the code means.';
comment on column "stages"."has_verdict" is 'Whether an entry at this stage carries a verdict.';

-- Confidence levels: One row a level of confidence of US Intelligence Community Directive 203.
-- Generated from schemas/codes/confidences.json by `claimpack generate`.
create table "confidences" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "rank" bigint not null,
    primary key ("code"),
    unique ("rank")
);

insert into "confidences" by name
from read_csv(
    'claims/codes/confidences.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "confidences" is 'One row a level of confidence of US Intelligence Community Directive 203.';
comment on column "confidences"."code" is 'Code as it stands in the tables.';
comment on column "confidences"."label" is 'Short name for people.';
comment on column "confidences"."definition" is 'What the code means.';
comment on column "confidences"."rank" is 'Order from lowest to highest.';

-- Kinds of claim: One row a kind of assertion.
-- Generated from schemas/codes/claim_kinds.json by `claimpack generate`.
create table "claim_kinds" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "is_attribution" boolean not null,
    primary key ("code")
);

insert into "claim_kinds" by name
from read_csv(
    'claims/codes/claim_kinds.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "claim_kinds" is 'One row a kind of assertion.';
comment on column "claim_kinds"."code" is 'Code as it stands in the tables.';
comment on column "claim_kinds"."label" is 'Short name for people.';
comment on column "claim_kinds"."definition" is 'What the code means.';
comment on column "claim_kinds"."is_attribution" is 'Whether a claim of this kind says that words were said.';

-- Checkability: One row a degree of checkability.
-- Generated from schemas/codes/checkabilities.json by `claimpack generate`.
create table "checkabilities" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    primary key ("code")
);

insert into "checkabilities" by name
from read_csv(
    'claims/codes/checkabilities.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "checkabilities" is 'One row a degree of checkability.';
comment on column "checkabilities"."code" is 'Code as it stands in the tables.';
comment on column "checkabilities"."label" is 'Short name for people.';
comment on column "checkabilities"."definition" is 'What the code means.';

-- Stances: One row a way in which evidence bears on a claim.
-- Generated from schemas/codes/stances.json by `claimpack generate`.
create table "stances" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "is_counted" boolean not null,
    primary key ("code")
);

insert into "stances" by name
from read_csv(
    'claims/codes/stances.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "stances" is 'One row a way in which evidence bears on a claim.';
comment on column "stances"."code" is 'Code as it stands in the tables.';
comment on column "stances"."label" is 'Short name for people.';
comment on column "stances"."definition" is 'What the code means.';
comment on column "stances"."is_counted" is 'Whether evidence with this stance counts in the evidence rule.';

-- Attribution relations: One row a way of telling at one hop of a chain.
-- Generated from schemas/codes/attribution_relations.json by `claimpack generate`.
create table "attribution_relations" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    primary key ("code")
);

insert into "attribution_relations" by name
from read_csv(
    'claims/codes/attribution_relations.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "attribution_relations" is 'One row a way of telling at one hop of a chain.';
comment on column "attribution_relations"."code" is 'Code as it stands in the tables.';
comment on column "attribution_relations"."label" is 'Short name for people.';
comment on column "attribution_relations"."definition" is 'What the code means.';

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

-- Correction outcomes: One row a way in which a correction request is answered.
-- Generated from schemas/codes/correction_outcomes.json by `claimpack generate`.
create table "correction_outcomes" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    primary key ("code")
);

insert into "correction_outcomes" by name
from read_csv(
    'claims/codes/correction_outcomes.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "correction_outcomes" is 'One row a way in which a correction request is answered.';
comment on column "correction_outcomes"."code" is 'Code as it stands in the tables.';
comment on column "correction_outcomes"."label" is 'Short name for people.';
comment on column "correction_outcomes"."definition" is 'What the code means.';

-- Kinds of speaker: One row a kind of speaker.
-- Generated from schemas/codes/speaker_kinds.json by `claimpack generate`.
create table "speaker_kinds" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "schema_org_type" varchar,
    primary key ("code")
);

insert into "speaker_kinds" by name
from read_csv(
    'claims/codes/speaker_kinds.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "speaker_kinds" is 'One row a kind of speaker.';
comment on column "speaker_kinds"."code" is 'Code as it stands in the tables.';
comment on column "speaker_kinds"."label" is 'Short name for people.';
comment on column "speaker_kinds"."definition" is 'What the code means.';
comment on column "speaker_kinds"."schema_org_type" is 'Type of the speaker in schema.org.';

-- Kinds of publisher: One row a kind of publisher.
-- Generated from schemas/codes/publisher_kinds.json by `claimpack generate`.
create table "publisher_kinds" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    primary key ("code")
);

insert into "publisher_kinds" by name
from read_csv(
    'claims/codes/publisher_kinds.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "publisher_kinds" is 'One row a kind of publisher.';
comment on column "publisher_kinds"."code" is 'Code as it stands in the tables.';
comment on column "publisher_kinds"."label" is 'Short name for people.';
comment on column "publisher_kinds"."definition" is 'What the code means.';

-- Kinds of assessor: One row a kind of assessor.
-- Generated from schemas/codes/assessor_kinds.json by `claimpack generate`.
create table "assessor_kinds" (
    "code" varchar not null,
    "label" varchar not null,
    "definition" varchar not null,
    "prov_type" varchar not null,
    primary key ("code")
);

insert into "assessor_kinds" by name
from read_csv(
    'claims/codes/assessor_kinds.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "assessor_kinds" is 'One row a kind of assessor.';
comment on column "assessor_kinds"."code" is 'Code as it stands in the tables.';
comment on column "assessor_kinds"."label" is 'Short name for people.';
comment on column "assessor_kinds"."definition" is 'What the code means.';
comment on column "assessor_kinds"."prov_type" is 'Class of the assessor in PROV-O.';

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

-- Publishers: One row an outlet or body that publishes articles or sources.
-- Generated from schemas/publishers.json by `claimpack generate`.
create table "publishers" (
    "publisher_id" varchar not null,
    "name" varchar not null,
    "kind" varchar not null,
    "country" varchar,
    "reliability" varchar,
    "reliability_reason" varchar not null,
    primary key ("publisher_id"),
    foreign key ("kind") references "publisher_kinds" ("code"),
    foreign key ("reliability") references "reliability_grades" ("code")
);

insert into "publishers" by name
from read_csv(
    'claims/publishers.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "publishers" is 'One row an outlet or body that publishes articles or sources.';
comment on column "publishers"."publisher_id" is 'Readable id of the publisher.';
comment on column "publishers"."name" is 'Name under which the publisher publishes.';
comment on column "publishers"."kind" is 'What sort of publisher it is.';
comment on column "publishers"."country" is 'Country the publisher is based in, as an ISO 3166-1 alpha-2 code.';
comment on column "publishers"."reliability" is 'Admiralty grade of the publisher as a source, A (reliable) to F (cannot be judged).';
comment on column "publishers"."reliability_reason" is 'Why the publisher has this grade, or why it has none.';

-- Speakers: One row a person, body or unnamed group to whom words are attributed.
-- Generated from schemas/speakers.json by `claimpack generate`.
create table "speakers" (
    "speaker_id" varchar not null,
    "name" varchar not null,
    "kind" varchar not null,
    "position" varchar,
    "affiliation" varchar,
    "country" varchar,
    "wikidata_id" varchar,
    "is_party" boolean,
    "is_party_reason" varchar not null,
    primary key ("speaker_id"),
    foreign key ("kind") references "speaker_kinds" ("code")
);

insert into "speakers" by name
from read_csv(
    'claims/speakers.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "speakers" is 'One row a person, body or unnamed group to whom words are attributed.';
comment on column "speakers"."speaker_id" is 'Readable id of the speaker.';
comment on column "speakers"."name" is 'Name of the speaker, or how an unnamed one is referred to.';
comment on column "speakers"."kind" is 'Whether the speaker is a person, an organisation or unnamed.';
comment on column "speakers"."position" is 'Office held when the words were spoken.';
comment on column "speakers"."affiliation" is 'Body that the speaker spoke for.';
comment on column "speakers"."country" is 'Country of the body spoken for, as an ISO 3166-1 alpha-2 code.';
comment on column "speakers"."wikidata_id" is 'Wikidata item of the speaker.';
comment on column "speakers"."is_party" is 'Whether the speaker has a stake in the matter.';
comment on column "speakers"."is_party_reason" is 'Why the speaker counts as a party or not, or why that cannot be told.';

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

-- Assessors: One row a person, body or program that assesses claims.
-- Generated from schemas/assessors.json by `claimpack generate`.
create table "assessors" (
    "assessor_id" varchar not null,
    "name" varchar not null,
    "kind" varchar not null,
    "public_id" varchar,
    primary key ("assessor_id"),
    foreign key ("kind") references "assessor_kinds" ("code")
);

insert into "assessors" by name
from read_csv(
    'claims/assessors.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "assessors" is 'One row a person, body or program that assesses claims.';
comment on column "assessors"."assessor_id" is 'Readable id of the assessor.';
comment on column "assessors"."name" is 'Name under which the assessor signs.';
comment on column "assessors"."kind" is 'Whether the assessor is a person, an organisation or software.';
comment on column "assessors"."public_id" is 'Address that identifies the assessor in public, such as an ORCID.';

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

-- Origins: One row an utterance, observation or record on one proposition, which sources relay.
-- Generated from schemas/origins.json by `claimpack generate`.
create table "origins" (
    "origin_id" varchar not null,
    "description" varchar not null,
    "speaker_id" varchar,
    "publisher_id" varchar,
    "happened_on" varchar,
    "made_public_on" varchar,
    "derived_from_origin_id" varchar,
    primary key ("origin_id"),
    foreign key ("speaker_id") references "speakers" ("speaker_id"),
    foreign key ("publisher_id") references "publishers" ("publisher_id")
);

insert into "origins" by name
from read_csv(
    'claims/origins.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "origins" is 'One row an utterance, observation or record on one proposition, which sources relay.';
comment on column "origins"."origin_id" is 'Readable id of the origin.';
comment on column "origins"."description" is 'What was said, observed or recorded, and on which proposition.';
comment on column "origins"."speaker_id" is 'Who said it.';
comment on column "origins"."publisher_id" is 'The outlet whose own reporting or knowledge this is.';
comment on column "origins"."happened_on" is 'When it was said, observed or recorded.';
comment on column "origins"."made_public_on" is 'When it first became public.';
comment on column "origins"."derived_from_origin_id" is 'Origin on which this one rests, having no knowledge of its own.';

-- Sources: One row a document used as evidence, or an unseen one that others relay.
-- Generated from schemas/sources.json by `claimpack generate`.
create table "sources" (
    "source_id" varchar not null,
    "publisher_id" varchar not null,
    "title" varchar,
    "title_basis" varchar,
    "url" varchar,
    "archive_url" varchar,
    "published_on" varchar,
    "published_on_basis" varchar not null,
    "language" varchar,
    "accessed_at" timestamp,
    "extent_read" varchar not null,
    "is_primary" boolean not null,
    "reliability_note" varchar not null,
    "syndicated_from_source_id" varchar,
    "retracted_on" varchar,
    primary key ("source_id"),
    unique ("url"),
    foreign key ("publisher_id") references "publishers" ("publisher_id")
);

insert into "sources" by name
from read_csv(
    'claims/sources.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "sources" is 'One row a document used as evidence, or an unseen one that others relay.';
comment on column "sources"."source_id" is 'Id of the source, never reused.';
comment on column "sources"."publisher_id" is 'Publisher of the source.';
comment on column "sources"."title" is 'Title of the source.';
comment on column "sources"."title_basis" is 'Whether the title was shown on the page or made out from its address.';
comment on column "sources"."url" is 'Address at which the source was read.';
comment on column "sources"."archive_url" is 'Address of an archived copy.';
comment on column "sources"."published_on" is 'When the source was published.';
comment on column "sources"."published_on_basis" is 'How the date of publication is known, or why it is not.';
comment on column "sources"."language" is 'Language of the source as a BCP 47 tag.';
comment on column "sources"."accessed_at" is 'When the source was read, in UTC; midnight where only the day is known.';
comment on column "sources"."extent_read" is 'How much of the source was read.';
comment on column "sources"."is_primary" is 'Whether the source comes first hand from the body that knows.';
comment on column "sources"."reliability_note" is 'What sort of source this is and what it is good for.';
comment on column "sources"."syndicated_from_source_id" is 'Source whose text this one reprints, rewrites or relays.';
comment on column "sources"."retracted_on" is 'When the publisher withdrew the source.';

-- Claims: One row an atomic assertion made in an article; that words were said and that they are true are two claims.
-- Generated from schemas/claims.json by `claimpack generate`.
create table "claims" (
    "claim_id" varchar not null,
    "article_id" varchar not null,
    "quote_start" bigint,
    "quote_end" bigint,
    "quote_sha256" varchar,
    "quote_exact" varchar,
    "claim_text" varchar not null,
    "claim_kind" varchar not null,
    "speaker_id" varchar not null,
    "asserts_claim_id" varchar,
    "checkability" varchar not null,
    "checkability_reason" varchar not null,
    primary key ("claim_id"),
    foreign key ("article_id") references "articles" ("article_id"),
    foreign key ("claim_kind") references "claim_kinds" ("code"),
    foreign key ("speaker_id") references "speakers" ("speaker_id"),
    foreign key ("checkability") references "checkabilities" ("code")
);

insert into "claims" by name
from read_csv(
    'claims/claims.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "claims" is 'One row an atomic assertion made in an article; that words were said and that they are true are two claims.';
comment on column "claims"."claim_id" is 'Id of the claim, never reused.';
comment on column "claims"."article_id" is 'Article that makes the claim.';
comment on column "claims"."quote_start" is 'Position of the first character of the span, in code points from 0.';
comment on column "claims"."quote_end" is 'Position after the last character of the span, in code points.';
comment on column "claims"."quote_sha256" is 'SHA-256 of the UTF-8 bytes of the span, in lower-case hexadecimal.';
comment on column "claims"."quote_exact" is 'The words of the span, only where the wording itself is the point.';
comment on column "claims"."claim_text" is 'What the article asserts, in our words.';
comment on column "claims"."claim_kind" is 'What sort of assertion it is.';
comment on column "claims"."speaker_id" is 'Who is presented as the author of the assertion; the publisher where the article speaks for itself.';
comment on column "claims"."asserts_claim_id" is 'For an attribution: the claim that the attributed words assert.';
comment on column "claims"."checkability" is 'Whether the claim can be checked against evidence.';
comment on column "claims"."checkability_reason" is 'Why the claim can, can partly or cannot be checked.';

-- Attributions: One row a hop of who told whom: hop 1 is nearest the article.
-- Generated from schemas/attributions.json by `claimpack generate`.
create table "attributions" (
    "claim_id" varchar not null,
    "hop" bigint not null,
    "speaker_id" varchar,
    "publisher_id" varchar,
    "relation" varchar not null,
    primary key ("claim_id", "hop"),
    foreign key ("claim_id") references "claims" ("claim_id"),
    foreign key ("speaker_id") references "speakers" ("speaker_id"),
    foreign key ("publisher_id") references "publishers" ("publisher_id"),
    foreign key ("relation") references "attribution_relations" ("code")
);

insert into "attributions" by name
from read_csv(
    'claims/attributions.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "attributions" is 'One row a hop of who told whom: hop 1 is nearest the article.';
comment on column "attributions"."claim_id" is 'Claim whose words came this way.';
comment on column "attributions"."hop" is 'Place in the chain, 1 nearest the article.';
comment on column "attributions"."speaker_id" is 'Speaker who told it at this hop.';
comment on column "attributions"."publisher_id" is 'Publisher that told it at this hop.';
comment on column "attributions"."relation" is 'How it was told at this hop.';

-- Forecasts: One row a claim about the future that has a criterion.
-- Generated from schemas/forecasts.json by `claimpack generate`.
create table "forecasts" (
    "claim_id" varchar not null,
    "resolution_criterion" varchar not null,
    "resolves_by" varchar,
    "resolved_on" varchar,
    primary key ("claim_id"),
    foreign key ("claim_id") references "claims" ("claim_id")
);

insert into "forecasts" by name
from read_csv(
    'claims/forecasts.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "forecasts" is 'One row a claim about the future that has a criterion.';
comment on column "forecasts"."claim_id" is 'Claim that makes the forecast.';
comment on column "forecasts"."resolution_criterion" is 'What must be seen for the forecast to be resolved.';
comment on column "forecasts"."resolves_by" is 'Date by which the forecast resolves one way or the other.';
comment on column "forecasts"."resolved_on" is 'Date on which the outcome was known.';

-- Evidence: One row what one source says about one claim, from one origin.
-- Generated from schemas/evidence.json by `claimpack generate`.
create table "evidence" (
    "evidence_id" varchar not null,
    "claim_id" varchar not null,
    "source_id" varchar not null,
    "origin_id" varchar,
    "stance" varchar not null,
    "summary" varchar not null,
    "key_quote" varchar,
    "credibility" varchar,
    "added_at" timestamp not null,
    "added_by" varchar not null,
    primary key ("evidence_id"),
    foreign key ("claim_id") references "claims" ("claim_id"),
    foreign key ("source_id") references "sources" ("source_id"),
    foreign key ("origin_id") references "origins" ("origin_id"),
    foreign key ("stance") references "stances" ("code"),
    foreign key ("credibility") references "credibility_grades" ("code"),
    foreign key ("added_by") references "assessors" ("assessor_id")
);

insert into "evidence" by name
from read_csv(
    'claims/evidence.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "evidence" is 'One row what one source says about one claim, from one origin.';
comment on column "evidence"."evidence_id" is 'Id of the evidence, made from that of its claim.';
comment on column "evidence"."claim_id" is 'Claim on which the evidence bears.';
comment on column "evidence"."source_id" is 'Source that says it.';
comment on column "evidence"."origin_id" is 'Origin that the source relays.';
comment on column "evidence"."stance" is 'How the evidence bears on the claim.';
comment on column "evidence"."summary" is 'What the source says about the claim, in our words.';
comment on column "evidence"."key_quote" is 'Words of the source that matter, at most 15.';
comment on column "evidence"."credibility" is 'Admiralty grade of the information, 1 (confirmed) to 6 (cannot be judged).';
comment on column "evidence"."added_at" is 'When the row was added, in UTC.';
comment on column "evidence"."added_by" is 'Assessor who added the row.';

-- Assessments: One row an entry of the append-only log of a claim; the status of a claim is a view over it.
-- Generated from schemas/assessments.json by `claimpack generate`.
create table "assessments" (
    "assessment_id" varchar not null,
    "claim_id" varchar not null,
    "seq" bigint not null,
    "stage" varchar not null,
    "verdict" varchar,
    "confidence" varchar,
    "rationale" varchar not null,
    "corrects_seq" bigint,
    "what_was_wrong" varchar,
    "assessor_id" varchar not null,
    "recorded_at" timestamp not null,
    "previous_hash" varchar,
    "entry_hash" varchar not null,
    primary key ("assessment_id"),
    unique ("claim_id", "seq"),
    unique ("entry_hash"),
    foreign key ("claim_id") references "claims" ("claim_id"),
    foreign key ("stage") references "stages" ("code"),
    foreign key ("verdict") references "verdicts" ("code"),
    foreign key ("confidence") references "confidences" ("code"),
    foreign key ("assessor_id") references "assessors" ("assessor_id")
);

insert into "assessments" by name
from read_csv(
    'claims/assessments.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "assessments" is 'One row an entry of the append-only log of a claim; the status of a claim is a view over it.';
comment on column "assessments"."assessment_id" is 'Id of the entry: claim and number.';
comment on column "assessments"."claim_id" is 'Claim that is assessed.';
comment on column "assessments"."seq" is 'Number of the entry in the log of its claim, from 1.';
comment on column "assessments"."stage" is 'Stage that the entry puts the claim in.';
comment on column "assessments"."verdict" is 'Verdict that the entry proposes or decides.';
comment on column "assessments"."confidence" is 'Confidence in the verdict in the terms of ICD 203.';
comment on column "assessments"."rationale" is 'Why the entry was made.';
comment on column "assessments"."corrects_seq" is 'Number of the decided entry that this one corrects.';
comment on column "assessments"."what_was_wrong" is 'What was wrong in the corrected entry.';
comment on column "assessments"."assessor_id" is 'Who made the entry.';
comment on column "assessments"."recorded_at" is 'When the entry was made, in UTC.';
comment on column "assessments"."previous_hash" is 'Hash of the entry before it in the log of the claim.';
comment on column "assessments"."entry_hash" is 'SHA-256 of the canonical JSON (RFC 8785) of the entry and its evidence.';

-- Correction requests: One row a request of a reader to correct what the package says of a claim.
-- Generated from schemas/correction_requests.json by `claimpack generate`.
create table "correction_requests" (
    "request_id" varchar not null,
    "claim_id" varchar not null,
    "request" varchar not null,
    "received_at" timestamp not null,
    "outcome" varchar,
    "answer" varchar,
    "answered_at" timestamp,
    "answered_by" varchar,
    primary key ("request_id"),
    foreign key ("claim_id") references "claims" ("claim_id"),
    foreign key ("outcome") references "correction_outcomes" ("code"),
    foreign key ("answered_by") references "assessors" ("assessor_id")
);

insert into "correction_requests" by name
from read_csv(
    'claims/correction_requests.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "correction_requests" is 'One row a request of a reader to correct what the package says of a claim.';
comment on column "correction_requests"."request_id" is 'Id of the request: claim and number.';
comment on column "correction_requests"."claim_id" is 'Claim that is disputed.';
comment on column "correction_requests"."request" is 'What is disputed and what is asked for, in our words; nothing about who asks.';
comment on column "correction_requests"."received_at" is 'When the request arrived, in UTC.';
comment on column "correction_requests"."outcome" is 'How the request was answered.';
comment on column "correction_requests"."answer" is 'What the desk answers, in a sentence or two.';
comment on column "correction_requests"."answered_at" is 'When it was answered, in UTC.';
comment on column "correction_requests"."answered_by" is 'Who answers.';

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

-- Quantities: One row an interval stated by a claim or by a piece of evidence.
-- Generated from schemas/quantities.json by `claimpack generate`.
create table "quantities" (
    "quantity_id" varchar not null,
    "claim_id" varchar,
    "evidence_id" varchar,
    "mode" varchar not null,
    "measure_id" varchar not null,
    "lower" double,
    "upper" double,
    "unit" varchar not null,
    "is_approximate" boolean not null,
    "period" varchar,
    "stated_as" varchar,
    "interpretation" varchar not null,
    primary key ("quantity_id"),
    foreign key ("claim_id") references "claims" ("claim_id"),
    foreign key ("evidence_id") references "evidence" ("evidence_id"),
    foreign key ("mode") references "quantity_modes" ("code"),
    foreign key ("measure_id") references "measures" ("measure_id"),
    foreign key ("unit") references "units" ("code")
);

insert into "quantities" by name
from read_csv(
    'claims/quantities.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "quantities" is 'One row an interval stated by a claim or by a piece of evidence.';
comment on column "quantities"."quantity_id" is 'Id of the quantity, made from that of its claim or evidence.';
comment on column "quantities"."claim_id" is 'Claim that states the interval.';
comment on column "quantities"."evidence_id" is 'Evidence that states the interval.';
comment on column "quantities"."mode" is 'Whether the figure is claimed, forecast or observed.';
comment on column "quantities"."measure_id" is 'What is measured.';
comment on column "quantities"."lower" is 'Lower end of the interval in the stated unit.';
comment on column "quantities"."upper" is 'Upper end of the interval in the stated unit.';
comment on column "quantities"."unit" is 'UCUM code of the unit in which the figure was stated.';
comment on column "quantities"."is_approximate" is 'Whether the figure was stated as approximate.';
comment on column "quantities"."period" is 'Period that the figure speaks of.';
comment on column "quantities"."stated_as" is 'The figure in the words of the source, at most 15 words.';
comment on column "quantities"."interpretation" is 'How the words or figures were turned into the interval.';

-- Evidence of assessments: One row a piece of evidence on which an entry of the log rests.
-- Generated from schemas/assessment_evidence.json by `claimpack generate`.
create table "assessment_evidence" (
    "assessment_id" varchar not null,
    "evidence_id" varchar not null,
    primary key ("assessment_id", "evidence_id"),
    foreign key ("assessment_id") references "assessments" ("assessment_id"),
    foreign key ("evidence_id") references "evidence" ("evidence_id")
);

insert into "assessment_evidence" by name
from read_csv(
    'claims/assessment_evidence.csv',
    header = true, all_varchar = true, delim = ',',
    quote = '"', escape = '"', nullstr = ''
);

comment on table "assessment_evidence" is 'One row a piece of evidence on which an entry of the log rests.';
comment on column "assessment_evidence"."assessment_id" is 'Entry that rests on the evidence.';
comment on column "assessment_evidence"."evidence_id" is 'Evidence on which it rests.';

-- Purpose: the first and the last day that an EDTF date text can mean.
--
-- edtf_earliest(edtf_text) and edtf_latest(edtf_text) take a text and return a
-- date. They equal lower_strict() and upper_strict() of the Python library
-- edtf 5, with these rules added:
--   * an open end ('..') is '-infinity' or 'infinity';
--   * an unknown end (nothing before or after the '/') is null;
--   * null, and any text outside the profile below, is null for both;
--   * an impossible date anywhere in the text is null for both;
--   * an interval or a set that ends before it starts is null for both.
--
-- Profile: EDTF levels 0 and 1 with the years 0001 to 9999.
--   2025  2025-03  2025-03-04      year, month, day
--   2XXX  20XX  201X               unspecified digits of the year
--   2004-XX  1985-04-XX            unspecified month or day
--   1985-XX-XX                     unspecified month and day
--   2001-21                        season, 21 (spring) to 24 (winter)
--   any of these and ? ~ or %      qualified, which does not move the days
--   A/B  A/..  ../B  A/  /B  ../.. interval of any of these
--   [A..B]                         one of a set, both years, months or days
--
-- The library refuses or fails on some texts of this profile: a qualified
-- season on its own, and most intervals that mix unspecified digits with
-- another form (2004-XX/2005, 201X/.., 201X?/2020). Here each side is read as
-- the library reads it alone. The library lets 29 February pass in every
-- year; here it is a date in leap years only.
--
-- Plain functions and no lambdas: one text runs on DuckDB 1.2 to 2.0. The
-- helpers name their argument once where they can, because DuckDB writes a
-- macro's argument out at every mention and computes each one anew.

-- Takes nothing; returns the pattern of one side: a date, perhaps qualified.
create or replace macro edtf_side_pattern() as (
    '('
    || '[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX'
    || '|[0-9]{4}-(0[1-9]|1[0-2]|2[1-4]|XX)'
    || '|[0-9]{4}-(0[1-9]|1[0-2])-([0-9]{2}|XX)'
    || '|[0-9]{4}-XX-XX'
    || ')[?~%]?'
);

-- Takes nothing; returns the pattern of a set of two years, months or days.
-- A set of mixed precision is left out, as in the library.
create or replace macro edtf_set_pattern() as (
    '\[('
    || '[0-9]{4}\.\.[0-9]{4}'
    || '|[0-9]{4}-[01][0-9]\.\.[0-9]{4}-[01][0-9]'
    || '|[0-9]{4}-[01][0-9]-[0-9]{2}\.\.[0-9]{4}-[01][0-9]-[0-9]{2}'
    || ')\]'
);

-- Takes the whole text; true if it has the shape of a date, an interval or a
-- set. The year 0 is outside the profile, and so is a year such as 000X that
-- would start there; in a text of this shape such digits are always a year.
create or replace macro edtf_has_shape(edtf_text) as (
    regexp_full_match(
        edtf_text,
        edtf_side_pattern()
        || '|(' || edtf_side_pattern() || '|\.\.)?'
        || '/(' || edtf_side_pattern() || '|\.\.)?'
        || '|' || edtf_set_pattern()
    )
    and not regexp_matches(edtf_text, '0000|000X|00XX|0XXX')
);

-- Take the whole text; return the date at its start and at its end. An open
-- or unknown side is the empty text. A single date is both sides at once.
create or replace macro edtf_left_side(edtf_text) as (
    regexp_extract(edtf_text, '^\[?([0-9X?~%-]*)', 1)
);

create or replace macro edtf_right_side(edtf_text) as (
    regexp_extract(edtf_text, '([0-9X?~%-]*)\]?$', 1)
);

-- Takes the first ten characters of a date; moves a season to its first month.
-- Followed by '-01' the number is a season, never the 21st of a month.
create or replace macro edtf_season_start(day_text) as (
    replace(
        replace(
            replace(
                replace(day_text, '-21-01', '-03-01'),
                '-22-01', '-06-01'
            ),
            '-23-01', '-09-01'
        ),
        '-24-01', '-12-01'
    )
);

-- The same for the last month. Winter is December alone, as in the library,
-- so that a season never leaves its year.
create or replace macro edtf_season_end(day_text) as (
    replace(
        replace(
            replace(
                replace(day_text, '-21-01', '-05-01'),
                '-22-01', '-08-01'
            ),
            '-23-01', '-11-01'
        ),
        '-24-01', '-12-01'
    )
);

-- Takes one side; returns its first day, or null if it is empty or no such
-- day exists. The qualifier goes; a missing or unspecified month or day
-- becomes 01, an unspecified digit of the year 0.
create or replace macro edtf_first_day(side) as (
    try_cast(
        edtf_season_start(substr(
            replace(
                replace(rtrim(side, '?~%') || '-01-01', '-XX', '-01'),
                'X', '0'
            ),
            1, 10
        ))
        as date
    )
);

-- Takes one side without a day; returns the last day of its last month. A
-- missing or unspecified month becomes 12, an unspecified digit of the year 9.
create or replace macro edtf_last_day_of_month(side) as (
    last_day(try_cast(
        edtf_season_end(substr(
            replace(
                replace(rtrim(side, '?~%') || '-12', '-XX', '-12'),
                'X', '9'
            ),
            1, 7
        ) || '-01')
        as date
    ))
);

-- Takes one side; returns its last day, or null as for the first day. A day
-- that is given is both.
create or replace macro edtf_last_day(side) as (
    case
        when substr(side, 9, 2) in ('', 'XX') then edtf_last_day_of_month(side)
        else edtf_first_day(side)
    end
);

-- Takes the whole text; true if its dates exist: one date next to an open or
-- unknown side, or two dates in order. '../..' alone needs no date. Never
-- null, so that one impossible date makes the whole text null.
create or replace macro edtf_is_supported(edtf_text) as (
    case
        when not edtf_has_shape(edtf_text) then false
        when edtf_text = '../..' then true
        when edtf_left_side(edtf_text) = ''
            then edtf_last_day(edtf_right_side(edtf_text)) is not null
        when edtf_right_side(edtf_text) = ''
            then edtf_first_day(edtf_left_side(edtf_text)) is not null
        else coalesce(
            edtf_first_day(edtf_left_side(edtf_text))
            <= edtf_last_day(edtf_right_side(edtf_text)),
            false
        )
    end
);

create or replace macro edtf_earliest(edtf_text) as (
    case
        when not edtf_is_supported(edtf_text) then null
        when starts_with(edtf_text, '../') then '-infinity'::date
        else edtf_first_day(edtf_left_side(edtf_text))
    end
);

create or replace macro edtf_latest(edtf_text) as (
    case
        when not edtf_is_supported(edtf_text) then null
        when ends_with(edtf_text, '/..') then 'infinity'::date
        else edtf_last_day(edtf_right_side(edtf_text))
    end
);

-- The linter does not know comments on macros.
comment on macro edtf_earliest is -- noqa: PRS
    'First day an EDTF text can mean: lower_strict() of the edtf library.';
comment on macro edtf_latest is -- noqa: PRS
    'Last day an EDTF text can mean: upper_strict() of the edtf library.';

-- The evidence rule: the verdict that counted evidence supports.
-- Takes: checkability of the claim; is_pending (a forecast not resolved);
--     s, r, q (independent roots that support, refute, qualify);
--     is_asserted (a supported attribution asserts the claim);
--     m (policy.min_independent_origins). Returns: a code of verdicts.
-- First match wins. `misleading` is a person's word alone.
create or replace macro evidence_rule(
    checkability, is_pending, s, r, q, is_asserted, m
) as (
    case
        when checkability = 'no' then 'not_checkable'
        when is_pending then 'pending_outcome'
        when s >= 1 and r >= 1 then 'contested'
        when r >= m then 'refuted'
        when r >= 1 and is_asserted then 'contested'
        when s >= m and q < s then 'supported'
        when s >= m then 'partly_supported'
        else 'insufficient_evidence'
    end
);

-- A text as it stands between the quotes of a JSON string, the way RFC 8785
-- (canonical JSON) writes it.
-- Quotes and backslashes are escaped; control characters never get here: no
-- cell may hold one. DuckDB's json extension is not used, so that the SQL runs
-- where extensions cannot be fetched.
create or replace macro json_text(plain) as (
    case
        -- hardly any text has either: to look costs less than to replace
        when contains(plain, '"') or contains(plain, '\')
            then replace(replace(plain, '\', '\\'), '"', '\"')
        else plain
    end
);

-- The moment that a date, a timestamp or a text names, as UTC.
-- Takes: '2025-02-18' (the end of that UTC day), '2025-02-18T10:00:00Z', a time
--     with an offset, a date, a timestamp, or 'infinity'. Returns: timestamp.
create or replace macro moment_utc(moment) as (
    case
        when regexp_full_match(cast(moment as varchar), '\d{4}-\d{2}-\d{2}')
            then
                cast(cast(moment as varchar) || ' 23:59:59.999999' as timestamp)
        -- a cast to timestamp would drop the offset
        when
            regexp_matches(
                cast(moment as varchar), ':\d{2}(\.\d+)?[+-]\d{2}(:?\d{2})?$'
            )
            then
                make_timestamp(
                    epoch_us(
                        cast(
                            cast(moment as varchar) as timestamp with time zone
                        )
                    )
                )
        else cast(cast(moment as varchar) as timestamp)
    end
);

-- Who told whom: from the article back to whoever spoke the words.
-- Grain: one row a claim, attribution and hop; hop 0 is the publisher of the
--     article. A claim that attributions assert has the chain of each.
-- Reads: claims, articles, publishers, attributions, speakers
create or replace view attribution_chain as
with chained_claims as (
    select
        claim_id,
        claim_id as attribution_claim_id
    from claims
    where claim_id in (select attributions.claim_id from attributions)
    union all
    select
        asserts_claim_id as claim_id,
        claim_id as attribution_claim_id
    from claims
    where
        asserts_claim_id is not null
        and asserts_claim_id not in (
            select attributions.claim_id from attributions
        )
),

hops as (
    select
        chained_claims.claim_id,
        chained_claims.attribution_claim_id,
        attributions.hop,
        attributions.relation,
        attributions.speaker_id,
        attributions.publisher_id
    from chained_claims
    inner join attributions
        on chained_claims.attribution_claim_id = attributions.claim_id
    union all
    select
        claims.claim_id,
        coalesce(chained_claims.attribution_claim_id, claims.claim_id)
            as attribution_claim_id,
        0 as hop,
        'published' as relation,
        null as speaker_id,
        articles.publisher_id
    from claims
    inner join articles on claims.article_id = articles.article_id
    left join chained_claims on claims.claim_id = chained_claims.claim_id
)

select
    hops.claim_id,
    hops.attribution_claim_id,
    hops.hop,
    hops.relation,
    hops.speaker_id,
    hops.publisher_id,
    coalesce(speakers.name, publishers.name) as name,
    speakers.position,
    speakers.affiliation,
    speakers.is_party
from hops
left join speakers on hops.speaker_id = speakers.speaker_id
left join publishers on hops.publisher_id = publishers.publisher_id
order by hops.claim_id, hops.attribution_claim_id, hops.hop;

comment on view attribution_chain is
'Who told whom, from the article back. One row a claim, attribution and hop.';
comment on column attribution_chain.hop is
'0 is the publisher of the article, 1 whom it had it from, and so on.';
comment on column attribution_chain.attribution_claim_id is
'Claim whose chain this is: the claim itself, or the attribution that asserts it.';
comment on column attribution_chain.relation is
'How it was told at this hop: published (the article), said, quoted, reported or broadcast.';
comment on column attribution_chain.name is
'Speaker or publisher of the hop.';

-- What was wrong in a decision, since when, what changed, and by whom.
-- Grain: one row a correcting entry of the log.
-- Reads: assessments, assessors
create or replace view corrections as
select
    corrections_made.claim_id,
    corrections_made.assessment_id,
    corrected.assessment_id as corrected_assessment_id,
    corrected.verdict as old_verdict,
    corrections_made.verdict as new_verdict,
    corrections_made.what_was_wrong,
    corrected.recorded_at as wrong_since,
    corrections_made.recorded_at as corrected_at,
    corrections_made.assessor_id as corrected_by,
    assessors.kind as corrected_by_kind
from assessments as corrections_made
inner join assessments as corrected
    on
        corrections_made.claim_id = corrected.claim_id
        and corrections_made.corrects_seq = corrected.seq
left join assessors on corrections_made.assessor_id = assessors.assessor_id
where corrections_made.stage = 'decided';

comment on view corrections is
'What was wrong in a decision and what it was changed to. One row a correction.';
comment on column corrections.assessment_id is
'The correcting decision.';
comment on column corrections.corrected_assessment_id is
'The decision that was wrong; it stays in the log.';
comment on column corrections.wrong_since is
'When the wrong decision was recorded, in UTC.';

-- The logs of which one look from entry to entry does not prove that they are
-- numbered, dated and linked as they should be.
-- Grain: one row a claim.
-- Reads: assessments
-- Where a log stands together and in order, as in a sorted file, the entry
-- before is the one above, and no sorting is needed to find it. This proves
-- nothing wrong: it says where rules and log_chain have to look closely. It
-- relies on no order of the table: of a claim that is not told here every
-- entry stands below the one with the number before, and no other has number 1.
create or replace view doubtful_logs as
with entries as (
    select
        claim_id,
        seq,
        recorded_at,
        previous_hash,
        lag(claim_id) over () as claim_above,
        lag(seq) over () as seq_above,
        lag(recorded_at) over () as recorded_above,
        lag(entry_hash) over () as hash_above
    from assessments
),

doubtful_entries as (
    select
        claim_id,
        claim_id < claim_above as is_unsorted
    from entries
    where
        case
            when claim_id = claim_above
                then
                    seq = seq_above + 1
                    and recorded_at >= recorded_above
                    and previous_hash = hash_above
            else
                seq = 1
                and previous_hash is null
                and coalesce(claim_id > claim_above, claim_above is null)
        end is not true
),

-- a log may begin twice, far apart, only where claims are not sorted
begun_twice as (
    select claim_id
    from assessments
    where
        seq = 1
        and (select coalesce(bool_or(is_unsorted), false) from doubtful_entries)
    group by claim_id
    having count(*) > 1
)

select claim_id
from doubtful_entries
union
select claim_id
from begun_twice;

comment on view doubtful_logs is
'Logs that have to be looked at closely, because they are not in plain order. One row a claim.';

-- Each interval in the canonical unit of its measure, with the days it covers.
-- Grain: one row a quantity.
-- Reads: quantities, measures, units
create or replace view quantity_intervals as
-- each text is read once: there are far fewer periods than figures
with periods as (
    select
        period,
        edtf_earliest(period) as period_from,
        edtf_latest(period) as period_to
    from (
        select distinct period
        from quantities
        where period is not null
    ) as texts
)

select
    quantities.quantity_id,
    quantities.claim_id,
    quantities.evidence_id,
    quantities.mode,
    quantities.measure_id,
    quantities.stated_as,
    -- one of the two ratios is 1, so a figure in its own unit stays exact
    quantities.lower
    * greatest(stated_units.factor / canonical_units.factor, 1)
    / greatest(canonical_units.factor / stated_units.factor, 1) as lower,
    quantities.upper
    * greatest(stated_units.factor / canonical_units.factor, 1)
    / greatest(canonical_units.factor / stated_units.factor, 1) as upper,
    measures.unit,
    quantities.is_approximate,
    measures.is_total,
    quantities.period,
    periods.period_from,
    periods.period_to
from quantities
inner join measures on quantities.measure_id = measures.measure_id
inner join units as stated_units on quantities.unit = stated_units.code
inner join units as canonical_units
    on
        measures.unit = canonical_units.code
        and stated_units.dimension = canonical_units.dimension
left join periods on quantities.period = periods.period;

comment on view quantity_intervals is
'Each interval in the canonical unit of its measure. One row a quantity.';
comment on column quantity_intervals.lower is
'Lower end in the unit of the row; null where the interval is open.';
comment on column quantity_intervals.upper is
'Upper end in the unit of the row; null where the interval is open.';
comment on column quantity_intervals.period_from is
'First day that the period can mean.';
comment on column quantity_intervals.period_to is
'Last day that the period can mean.';

-- Where a source's text and an origin's knowledge come from in the end.
-- Grain: one row a source (by syndication) or origin (by derivation).
-- Reads: sources, origins
create or replace view roots as
with recursive
sources_and_origins as (
    select
        'source' as kind,
        source_id as id,
        syndicated_from_source_id as parent_id
    from sources
    union all
    select
        'origin' as kind,
        origin_id as id,
        derived_from_origin_id as parent_id
    from origins
),

-- a parent that is not in the table ends the walk like no parent at all
links as (
    select
        child.kind,
        child.id,
        parent.id as parent_id
    from sources_and_origins as child
    left join sources_and_origins as parent
        on child.kind = parent.kind and child.parent_id = parent.id
),

-- top-down from what rests on nothing, so that a cycle is never entered
descents as (
    select
        kind,
        id,
        id as root_id
    from links
    where parent_id is null
    union all
    select
        links.kind,
        links.id,
        descents.root_id
    from descents
    inner join links
        on descents.kind = links.kind and descents.id = links.parent_id
),

-- what no root reaches leads into a cycle
stranded as (
    select links.*
    from links
    left join descents on links.kind = descents.kind and links.id = descents.id
    where descents.id is null
),

-- union, not union all: ends when a cycle has been gone round once
ascents as (
    select
        kind,
        id,
        parent_id as ancestor_id
    from stranded
    union
    select
        ascents.kind,
        ascents.id,
        stranded.parent_id as ancestor_id
    from ascents
    inner join stranded
        on ascents.kind = stranded.kind and ascents.ancestor_id = stranded.id
),

cycle_members as (
    select
        kind,
        id
    from ascents
    where id = ancestor_id
),

-- a cycle has no beginning: its first id stands for it
cycle_roots as (
    select
        ascents.kind,
        ascents.id,
        min(ascents.ancestor_id) as root_id
    from ascents
    inner join cycle_members
        on
            ascents.kind = cycle_members.kind
            and ascents.ancestor_id = cycle_members.id
    group by ascents.kind, ascents.id
)

select
    kind,
    id,
    root_id,
    false as leads_into_cycle
from descents
union all
select
    kind,
    id,
    root_id,
    true as leads_into_cycle
from cycle_roots;

comment on view roots is
'Where a source or an origin comes from in the end. One row a source or origin.';
comment on column roots.kind is
'source or origin.';
comment on column roots.root_id is
'The source or origin at the beginning; in a circle, its first id.';
comment on column roots.leads_into_cycle is
'Whether the walk never ends: the rule provenance-cycle refuses it.';

-- The log of each claim with the time in which each entry was the current one.
-- Grain: one row an entry of the log.
-- Reads: assessments, assessors
create or replace view status_history as
select
    assessments.claim_id,
    assessments.seq,
    assessments.assessment_id,
    assessments.stage,
    assessments.verdict,
    assessments.confidence,
    assessments.rationale,
    assessments.corrects_seq,
    assessments.what_was_wrong,
    assessments.assessor_id,
    assessors.kind as assessor_kind,
    assessments.recorded_at as valid_from,
    lead(assessments.recorded_at) over (
        partition by assessments.claim_id order by assessments.seq
    ) as valid_to,
    row_number() over (
        partition by assessments.claim_id order by assessments.seq desc
    ) = 1 as is_current
from assessments
left join assessors on assessments.assessor_id = assessors.assessor_id;

comment on view status_history is
'The log with the time in which each entry was current. One row an entry.';
comment on column status_history.valid_to is
'When the next entry of the claim was made; null for the current entry.';

-- What each piece of evidence counts as, and from when.
-- Grain: one row a piece of evidence.
-- Reads: evidence, claims, claim_kinds, stances, sources, origins, roots
create or replace view evidence_roots as
-- each text is read once: there are far fewer days than things
with days as (
    select
        edtf_text,
        edtf_earliest(edtf_text) as first_day,
        edtf_latest(edtf_text) as last_day
    from (
        select published_on as edtf_text from sources
        union
        select retracted_on as edtf_text from sources
        union
        select made_public_on as edtf_text from origins
    ) as texts
    where edtf_text is not null
),

-- read twice, so found once
known_roots as (
    select
        kind,
        id,
        root_id
    from roots
),

dated_sources as (
    select
        sources.source_id,
        known_roots.root_id as root_source_id,
        published.last_day as published_by,
        cast(sources.accessed_at as date) as accessed_on,
        sources.retracted_on is not null
        or root_sources.retracted_on is not null
            as is_retracted,
        least(retracted.first_day, root_retracted.first_day) as retracted_from
    from sources
    inner join known_roots
        on sources.source_id = known_roots.id and known_roots.kind = 'source'
    inner join sources as root_sources
        on known_roots.root_id = root_sources.source_id
    left join days as published on sources.published_on = published.edtf_text
    left join days as retracted on sources.retracted_on = retracted.edtf_text
    left join days as root_retracted
        on root_sources.retracted_on = root_retracted.edtf_text
),

dated_origins as (
    select
        origins.origin_id,
        known_roots.root_id as root_origin_id,
        root_origins.speaker_id as root_speaker_id,
        made_public.last_day as public_by
    from origins
    inner join known_roots
        on origins.origin_id = known_roots.id and known_roots.kind = 'origin'
    inner join origins as root_origins
        on known_roots.root_id = root_origins.origin_id
    left join days as made_public
        on origins.made_public_on = made_public.edtf_text
),

-- whoever is on record with a claim: his support is his own words again
asserting_voices as (
    select distinct
        asserts_claim_id as claim_id,
        speaker_id
    from claims
    where asserts_claim_id is not null
),

joined as (
    select
        evidence.evidence_id,
        evidence.claim_id,
        evidence.source_id,
        evidence.origin_id,
        evidence.stance,
        evidence.added_at,
        claim_kinds.is_attribution,
        dated_sources.root_source_id,
        dated_origins.root_origin_id,
        stances.is_counted as has_counted_stance,
        coalesce(claims.speaker_id = dated_origins.root_speaker_id, false)
        or asserting_voices.claim_id is not null
            as is_own_voice,
        coalesce(
            least(dated_sources.published_by, dated_origins.public_by),
            dated_sources.accessed_on,
            cast(evidence.added_at as date)
        ) as public_on,
        dated_sources.is_retracted,
        dated_sources.retracted_from
    from evidence
    inner join claims on evidence.claim_id = claims.claim_id
    inner join claim_kinds on claims.claim_kind = claim_kinds.code
    inner join stances on evidence.stance = stances.code
    inner join dated_sources on evidence.source_id = dated_sources.source_id
    left join dated_origins on evidence.origin_id = dated_origins.origin_id
    left join asserting_voices
        on
            evidence.claim_id = asserting_voices.claim_id
            and dated_origins.root_speaker_id = asserting_voices.speaker_id
)

select
    evidence_id,
    claim_id,
    source_id,
    origin_id,
    root_source_id,
    root_origin_id,
    -- said: each outlet that heard it is a witness; true: each origin counts
    case
        when is_attribution then root_source_id else root_origin_id
    end as counted_root_id,
    stance,
    is_attribution,
    has_counted_stance
    and not (is_own_voice and not is_attribution and stance = 'supports')
        as is_counted,
    public_on,
    -- a withdrawal without a readable day holds from the beginning
    case
        when is_retracted
            then coalesce(retracted_from, cast('-infinity' as date))
    end as retracted_on,
    added_at
from joined;

comment on view evidence_roots is
'What each piece of evidence counts as, and from when. One row a piece of evidence.';
comment on column evidence_roots.counted_root_id is
'Root source of an attribution, root origin of any other claim; null where the origin is unknown.';
comment on column evidence_roots.is_counted is
'False for context, and for support of a content claim by its own speaker.';
comment on column evidence_roots.public_on is
'Day by which the evidence was public for certain.';

-- The hash that each entry of the log should have, beside the one it has.
-- Grain: one row an entry of the log.
-- Reads: assessments, assessment_evidence, doubtful_logs
-- The hash is the SHA-256 of the RFC 8785 canonical JSON of the entry: keys in
-- order, all cells as strings, null as "", evidence sorted, format 1.
create or replace view log_chain as
with evidence_lists as (
    select
        assessment_id,
        -- a character that no cell holds, until the ids are in quotes
        replace(
            json_text(array_to_string(list_sort(list(evidence_id)), chr(31))),
            chr(31), '","'
        ) as evidence_ids
    from assessment_evidence
    group by assessment_id
),

doubtful as materialized (
    select claim_id
    from doubtful_logs
),

-- to sort the log takes as long as to hash it: what is plainly linked as it
-- should be need not be sorted
linked as (
    select
        *,
        previous_hash as expected_previous_hash
    from assessments
    where
        not exists (
            select 1
            from doubtful
            where doubtful.claim_id is not distinct from assessments.claim_id
        )
    union all
    select
        assessments.*,
        lag(assessments.entry_hash) over (
            partition by assessments.claim_id
            order by assessments.seq
        ) as expected_previous_hash
    from assessments
    inner join doubtful
        on assessments.claim_id is not distinct from doubtful.claim_id
),

hashed as (
    select
        linked.*,
        -- concat takes null for the empty text
        sha256(
            concat(
                '{"assessor_id":"', json_text(linked.assessor_id),
                '","claim_id":"', json_text(linked.claim_id),
                '","confidence":"', json_text(linked.confidence),
                '","corrects_seq":"', linked.corrects_seq,
                '","evidence_ids":[', '"' || evidence_lists.evidence_ids || '"',
                '],"format":1,"previous_hash":"',
                json_text(linked.previous_hash),
                '","rationale":"', json_text(linked.rationale),
                '","recorded_at":"',
                strftime(linked.recorded_at, '%Y-%m-%dT%H:%M:%SZ'),
                '","seq":"', linked.seq,
                '","stage":"', json_text(linked.stage),
                '","verdict":"', json_text(linked.verdict),
                '","what_was_wrong":"', json_text(linked.what_was_wrong),
                '"}'
            )
        ) as expected_entry_hash
    from linked
    left join evidence_lists
        on linked.assessment_id = evidence_lists.assessment_id
)

select
    assessment_id,
    claim_id,
    seq,
    previous_hash,
    expected_previous_hash,
    entry_hash,
    expected_entry_hash,
    (
        entry_hash is not distinct from expected_entry_hash
        and previous_hash is not distinct from expected_previous_hash
    ) as is_intact
from hashed;

comment on view log_chain is
'The hash that each entry of the log should have. One row an entry.';
comment on column log_chain.is_intact is
'Whether the entry and its link to the entry before it are as they were made.';

-- Every two intervals that may be compared, from the side of each.
-- Grain: one row an ordered pair of quantities on one measure, or on two that
--     are declared comparable, whose periods overlap (are equal for totals).
-- Reads: quantity_intervals, measures
create or replace view quantity_pairs as
with declared as (
    select
        measure_id,
        measure_id as other_measure_id,
        null as caveat
    from measures
    union all
    select
        measure_id,
        comparable_with_measure_id as other_measure_id,
        comparability_caveat as caveat
    from measures
    where comparable_with_measure_id is not null
    union all
    select
        comparable_with_measure_id as measure_id,
        measure_id as other_measure_id,
        comparability_caveat as caveat
    from measures
    where comparable_with_measure_id is not null
),

-- whole numbers join faster than texts
numbered as (
    select
        measure_id,
        unit,
        cast(row_number() over (order by measure_id) as bigint) as number
    from measures
),

-- two measures may name each other, each with its caveat
comparable_measures as (
    select
        this.measure_id,
        this.number,
        this.unit,
        other.measure_id as other_measure_id,
        other.number as other_number,
        string_agg(distinct declared.caveat, '; ' order by declared.caveat)
            as caveat
    from declared
    inner join numbered as this on declared.measure_id = this.measure_id
    inner join numbered as other
        on
            declared.other_measure_id = other.measure_id
            and this.unit = other.unit
    group by
        this.measure_id, this.number, this.unit,
        other.measure_id, other.number
),

-- an open end is infinite; a period is a day (1), lies in a month (2), in a
-- year (3), or in neither (4)
intervals as (
    select
        quantity_intervals.quantity_id,
        numbered.number,
        quantity_intervals.is_total,
        quantity_intervals.period_from,
        quantity_intervals.period_to,
        coalesce(quantity_intervals.lower, cast('-infinity' as double))
            as lower_end,
        coalesce(quantity_intervals.upper, cast('infinity' as double))
            as upper_end,
        coalesce(
            year(quantity_intervals.period_from) * 10000
            + month(quantity_intervals.period_from) * 100
            + day(quantity_intervals.period_from),
            0
        ) as first_day,
        case
            when
                quantity_intervals.period_from is null
                or quantity_intervals.period_to is null
                then null
            when quantity_intervals.period_from = quantity_intervals.period_to
                then 1
            when
                year(quantity_intervals.period_from)
                <> year(quantity_intervals.period_to)
                then 4
            when
                month(quantity_intervals.period_from)
                = month(quantity_intervals.period_to)
                then 2
            when
                year(quantity_intervals.period_from)
                = year(quantity_intervals.period_to)
                then 3
            else 4
        end as span
    from quantity_intervals
    inner join numbered on quantity_intervals.measure_id = numbered.measure_id
),

-- measure and first day in one number, and the month, the year and the whole
-- that a longer period lies in: two that meet are found by it alone
days as (
    select
        *,
        number * 1000000000 + first_day as place
    from intervals
    where span = 1
),

spans as (
    select
        2 as span,
        100 as days
    union all
    select
        3 as span,
        10000 as days
    union all
    select
        4 as span,
        1000000000 as days
),

longer as (
    select
        intervals.*,
        intervals.number * 1000000000
        + intervals.first_day - intervals.first_day % spans.days
            as place
    from intervals
    inner join spans on intervals.span = spans.span
),

placed as (
    select
        intervals.*,
        intervals.number * 1000000000
        + intervals.first_day - intervals.first_day % spans.days
            as place
    from intervals
    inner join spans on intervals.span <= spans.span
),

-- distinct, though nothing is repeated: so places are looked for as such, and
-- periods are compared only where one is found
sought as (
    select distinct
        longer.quantity_id,
        longer.number,
        comparable_measures.other_number,
        longer.place
        + (comparable_measures.other_number - longer.number) * 1000000000
            as other_place,
        longer.is_total,
        longer.period_from,
        longer.period_to,
        longer.lower_end,
        longer.upper_end,
        longer.span
    from longer
    inner join comparable_measures
        on longer.number = comparable_measures.number
),

-- periods that overlap share the place of the longer one: so nothing is
-- compared with everything
meetings as (
    select
        this.quantity_id,
        other.quantity_id as other_quantity_id,
        this.number,
        comparable_measures.other_number,
        this.lower_end,
        this.upper_end,
        other.lower_end as other_lower_end,
        other.upper_end as other_upper_end,
        false as is_longer
    from days as this
    inner join comparable_measures on this.number = comparable_measures.number
    inner join days as other
        on
            comparable_measures.other_number * 1000000000 + this.first_day
            = other.place
    union all
    select
        this.quantity_id,
        other.quantity_id as other_quantity_id,
        this.number,
        this.other_number,
        this.lower_end,
        this.upper_end,
        other.lower_end as other_lower_end,
        other.upper_end as other_upper_end,
        other.span < this.span as is_longer
    from sought as this
    inner join placed as other on this.other_place = other.place
    where
        this.period_from <= other.period_to
        and other.period_from <= this.period_to
        and (
            not (this.is_total or other.is_total)
            or (
                this.period_from = other.period_from
                and this.period_to = other.period_to
            )
        )
),

pairs as (
    select
        quantity_id,
        other_quantity_id,
        number,
        other_number,
        lower_end,
        upper_end,
        other_lower_end,
        other_upper_end
    from meetings
    union all
    -- the same from the side of the one with the shorter period
    select
        other_quantity_id as quantity_id,
        quantity_id as other_quantity_id,
        other_number as number,
        number as other_number,
        other_lower_end as lower_end,
        other_upper_end as upper_end,
        lower_end as other_lower_end,
        upper_end as other_upper_end
    from meetings
    where is_longer
)

select
    pairs.quantity_id,
    pairs.other_quantity_id,
    comparable_measures.measure_id,
    comparable_measures.other_measure_id,
    comparable_measures.unit,
    case
        when pairs.upper_end < pairs.other_lower_end then 'below'
        when pairs.lower_end > pairs.other_upper_end then 'above'
        when
            pairs.lower_end <= pairs.other_lower_end
            and pairs.upper_end >= pairs.other_upper_end
            then 'contains'
        when
            pairs.lower_end >= pairs.other_lower_end
            and pairs.upper_end <= pairs.other_upper_end
            then 'within'
        else 'overlaps'
    end as position,
    greatest(
        pairs.other_lower_end - pairs.upper_end,
        pairs.lower_end - pairs.other_upper_end,
        0
    ) as gap,
    comparable_measures.caveat
from pairs
inner join comparable_measures
    on
        pairs.number = comparable_measures.number
        and pairs.other_number = comparable_measures.other_number
where pairs.quantity_id <> pairs.other_quantity_id;

comment on view quantity_pairs is
'Every two intervals that may be compared, from the side of each. One row an ordered pair.';
comment on column quantity_pairs.position is
'Where this interval lies to the other: below, above, contains (also where equal), within or overlaps.';
comment on column quantity_pairs.gap is
'Distance between the two intervals in the unit of the row; 0 where they meet.';

-- Each stated interval in the canonical unit of its measure, and who stated it.
-- Grain: one row a quantity.
-- Reads: quantity_intervals, evidence, claims, origins, sources, speakers,
--     publishers
create or replace view quantity_statements as
select
    intervals.quantity_id,
    coalesce(intervals.claim_id, evidence.claim_id) as claim_id,
    intervals.evidence_id,
    intervals.mode,
    intervals.measure_id,
    coalesce(speakers.name, publishers.name) as stated_by,
    intervals.stated_as,
    intervals.lower,
    intervals.upper,
    intervals.unit,
    intervals.is_approximate,
    intervals.is_total,
    intervals.period,
    intervals.period_from,
    intervals.period_to
from quantity_intervals as intervals
left join evidence on intervals.evidence_id = evidence.evidence_id
left join claims on intervals.claim_id = claims.claim_id
left join origins on evidence.origin_id = origins.origin_id
left join sources on evidence.source_id = sources.source_id
left join speakers
    on coalesce(claims.speaker_id, origins.speaker_id) = speakers.speaker_id
left join publishers
    on
        coalesce(origins.publisher_id, sources.publisher_id)
        = publishers.publisher_id;

comment on view quantity_statements is
'Each stated interval in the canonical unit of its measure. One row a quantity.';
comment on column quantity_statements.claim_id is
'Claim that states the interval, or on which the evidence that states it bears.';
comment on column quantity_statements.stated_by is
'Speaker of the claim or of the origin; else the outlet that speaks for itself.';
comment on column quantity_statements.lower is
'Lower end in the unit of the row; null where the interval is open.';
comment on column quantity_statements.upper is
'Upper end in the unit of the row; null where the interval is open.';

-- How much evidence of each stance a claim has, and from how many roots.
-- Grain: one row a claim and stance of which there is evidence.
-- Reads: evidence_roots
create or replace view evidence_balance as
select
    claim_id,
    stance,
    count(*) as pieces,
    count(distinct source_id) as sources,
    count(distinct root_source_id) as root_sources,
    count(distinct root_origin_id) as root_origins,
    count(*) filter (where origin_id is null) as pieces_of_unknown_origin,
    count(*) filter (where not is_counted) as pieces_not_counted
from evidence_roots
group by claim_id, stance;

comment on view evidence_balance is
'How much evidence of each stance a claim has. One row a claim and stance.';
comment on column evidence_balance.pieces_not_counted is
'Context, and support of a content claim by its own speaker.';

-- What the evidence rule says, by what was recorded and what was public.
-- Takes: recorded_by (a moment: evidence added later is left out),
--     public_by (a day: evidence public later is left out); 'infinity' for all.
-- Grain: one row a claim.
-- Reads: claims, claim_kinds, forecasts, policy, evidence_roots
create or replace macro evidence_verdict_at(recorded_by, public_by) as table (
    with policy_value as (
        select value as min_independent_origins
        from policy
        where policy_id = 'min_independent_origins'
    ),

    counted as (
        select
            claim_id,
            stance,
            counted_root_id
        from evidence_roots
        where
            is_counted
            and added_at <= moment_utc(recorded_by)
            and public_on <= cast(public_by as date)
            and (
                retracted_on is null
                or retracted_on > cast(public_by as date)
            )
    ),

    distinct_roots as (
        select distinct
            claim_id,
            stance,
            counted_root_id
        from counted
    ),

    -- unknown origins together are one root at most and never add to known ones
    balance as (
        select
            claim_id,
            greatest(
                count(counted_root_id) filter (where stance = 'supports'),
                least(count(*) filter (where stance = 'supports'), 1)
            ) as s,
            greatest(
                count(counted_root_id) filter (where stance = 'refutes'),
                least(count(*) filter (where stance = 'refutes'), 1)
            ) as r,
            greatest(
                count(counted_root_id) filter (where stance = 'qualifies'),
                least(count(*) filter (where stance = 'qualifies'), 1)
            ) as q
        from distinct_roots
        group by claim_id
    ),

    criteria as (
        select
            claim_id,
            edtf_latest(resolved_on) as resolved_by
        from forecasts
    ),

    claim_counts as (
        select
            claims.claim_id,
            claims.checkability,
            claims.asserts_claim_id,
            claim_kinds.is_attribution,
            (claims.claim_kind = 'forecast' or criteria.claim_id is not null)
            and not coalesce(
                criteria.resolved_by <= cast(public_by as date), false
            ) as is_pending,
            policy_value.min_independent_origins as m,
            cast(coalesce(balance.s, 0) as integer) as s,
            cast(coalesce(balance.r, 0) as integer) as r,
            cast(coalesce(balance.q, 0) as integer) as q
        from claims
        cross join policy_value
        inner join claim_kinds on claims.claim_kind = claim_kinds.code
        left join criteria on claims.claim_id = criteria.claim_id
        left join balance on claims.claim_id = balance.claim_id
    ),

    -- being asserted never makes a claim supported, so one pass is enough
    supported_attributions as (
        select distinct asserts_claim_id as claim_id
        from claim_counts
        where
            is_attribution
            and evidence_rule(checkability, is_pending, s, r, q, false, m)
            = 'supported'
    ),

    judged as (
        select
            claim_counts.*,
            supported_attributions.claim_id is not null as is_asserted,
            evidence_rule(
                checkability, is_pending, s, r, q,
                supported_attributions.claim_id is not null, m
            ) as evidence_verdict,
            case when is_attribution then 'root sources' else 'root origins' end
                as counted_in
        from claim_counts
        left join supported_attributions
            on claim_counts.claim_id = supported_attributions.claim_id
    )

    select
        claim_id,
        evidence_verdict,
        s as supporting_origins,
        r as refuting_origins,
        q as qualifying_origins,
        counted_in,
        is_asserted,
        cast(m as integer) as min_independent_origins,
        case
            when
                evidence_verdict = 'not_checkable'
                then 'no evidence could settle it'
            when evidence_verdict = 'pending_outcome'
                then 'its outcome is not known yet'
            else
                case
                    when is_attribution then 'independent witnesses: '
                    else 'independent origins: '
                end
                || s || ' for, ' || r || ' against, ' || q || ' qualifying'
                || case
                    when evidence_verdict = 'contested' and s = 0
                        then
                            '; its speaker is on record with it, so '
                            || 'one against makes it contested'
                    when evidence_verdict = 'partly_supported'
                        then '; as many qualify it as support it'
                    when evidence_verdict = 'insufficient_evidence'
                        then
                            '; it takes ' || cast(m as integer)
                            || ' to support or refute it'
                    else ''
                end
        end as reason
    from judged
);

-- How the verdict of the evidence rule changed as evidence became public.
-- Grain: one row a claim and day on which evidence on it, or on an attribution
--     that asserts it, appeared or was withdrawn, or on which it resolved as a
--     forecast.
-- Reads: evidence_roots, claims, claim_kinds, forecasts, policy
create or replace view evidence_verdict_timeline as
with policy_value as (
    select value as min_independent_origins
    from policy
    where policy_id = 'min_independent_origins'
),

counted as (
    select
        claim_id,
        stance,
        counted_root_id,
        public_on,
        retracted_on
    from evidence_roots
    where is_counted
),

resolutions as (
    select
        claim_id,
        edtf_latest(resolved_on) as resolved_by
    from forecasts
),

-- each step is read once: old versions of DuckDB work out a step anew wherever
-- it is named, so what would be a union is told apart by a number
sides as (
    select 1 as side
    union all
    select 2 as side
),

-- evidence appears on one day and may be withdrawn on another
counted_days as (
    select
        counted.claim_id,
        case
            when sides.side = 1 then counted.public_on
            else counted.retracted_on
        end as on_day
    from counted
    cross join sides
),

-- evidence bears on its claim, and on the one that its claim asserts
bearing_days as (
    select distinct
        case
            when sides.side = 1 then claims.claim_id
            else claims.asserts_claim_id
        end as claim_id,
        counted_days.on_day
    from counted_days
    inner join claims on counted_days.claim_id = claims.claim_id
    cross join sides
    where isfinite(counted_days.on_day)
),

days as (
    select
        claim_id,
        on_day
    from bearing_days
    where claim_id is not null
    union
    select
        claim_id,
        resolved_by as on_day
    from resolutions
    where resolved_by is not null
),

-- the days of a claim also ask whether an attribution that asserts it holds
asking as (
    select
        case
            when sides.side = 1 then days.claim_id
            else asserting.claim_id
        end as claim_id,
        days.on_day,
        sides.side = 1 as is_told
    from days
    left join claims as asserting on days.claim_id = asserting.asserts_claim_id
    cross join sides
),

asked_days as (
    select
        claim_id,
        on_day,
        bool_or(is_told) as is_told
    from asking
    where claim_id is not null
    group by claim_id, on_day
),

roots_by_day as (
    select distinct
        asked_days.claim_id,
        asked_days.on_day,
        asked_days.is_told,
        counted.stance,
        counted.counted_root_id
    from asked_days
    left join counted
        on
            asked_days.claim_id = counted.claim_id
            and asked_days.on_day >= counted.public_on
            and (
                counted.retracted_on is null
                or asked_days.on_day < counted.retracted_on
            )
),

-- unknown origins together are one root at most and never add to known ones
balance as (
    select
        claim_id,
        on_day,
        is_told,
        cast(greatest(
            count(counted_root_id) filter (where stance = 'supports'),
            least(count(*) filter (where stance = 'supports'), 1)
        ) as integer) as s,
        cast(greatest(
            count(counted_root_id) filter (where stance = 'refutes'),
            least(count(*) filter (where stance = 'refutes'), 1)
        ) as integer) as r,
        cast(greatest(
            count(counted_root_id) filter (where stance = 'qualifies'),
            least(count(*) filter (where stance = 'qualifies'), 1)
        ) as integer) as q
    from roots_by_day
    group by claim_id, on_day, is_told
),

claim_counts as (
    select
        balance.claim_id,
        balance.on_day,
        balance.is_told,
        balance.s,
        balance.r,
        balance.q,
        claims.checkability,
        claims.asserts_claim_id,
        claim_kinds.is_attribution,
        (claims.claim_kind = 'forecast' or resolutions.claim_id is not null)
        and not coalesce(resolutions.resolved_by <= balance.on_day, false)
            as is_pending,
        policy_value.min_independent_origins as m
    from balance
    cross join policy_value
    inner join claims on balance.claim_id = claims.claim_id
    inner join claim_kinds on claims.claim_kind = claim_kinds.code
    left join resolutions on balance.claim_id = resolutions.claim_id
),

-- as in evidence_verdict_at: being asserted never makes a claim supported
supported_attributions as (
    select distinct
        asserts_claim_id as claim_id,
        on_day
    from claim_counts
    where
        is_attribution
        and evidence_rule(checkability, is_pending, s, r, q, false, m)
        = 'supported'
),

verdicts_by_day as (
    select
        claim_counts.claim_id,
        claim_counts.on_day,
        claim_counts.s,
        claim_counts.r,
        claim_counts.q,
        evidence_rule(
            claim_counts.checkability,
            claim_counts.is_pending,
            claim_counts.s,
            claim_counts.r,
            claim_counts.q,
            supported_attributions.claim_id is not null,
            claim_counts.m
        ) as evidence_verdict
    from claim_counts
    left join supported_attributions
        on
            claim_counts.claim_id = supported_attributions.claim_id
            and claim_counts.on_day = supported_attributions.on_day
    where claim_counts.is_told
)

select
    claim_id,
    on_day as public_on,
    evidence_verdict,
    (
        evidence_verdict is distinct from lag(evidence_verdict) over (
            partition by claim_id order by on_day
        )
    ) as is_change,
    s as supporting_origins,
    r as refuting_origins,
    q as qualifying_origins
from verdicts_by_day;

comment on view evidence_verdict_timeline is
'How the verdict of the evidence rule changed. One row a claim and day on which evidence appeared.';
comment on column evidence_verdict_timeline.public_on is
'Day on which evidence became public or was withdrawn, or the forecast resolved; undated sources count from the day they were read.';
comment on column evidence_verdict_timeline.is_change is
'Whether the verdict differs from that of the day before in the table.';
comment on column evidence_verdict_timeline.supporting_origins is
'Independent roots that support the claim by that day.';

-- A forecast beside what happened.
-- Grain: one row a forecast figure and outcome figure; one row where a forecast
--     has no outcome figure yet, and one row a forecast without any figure.
-- Reads: quantity_statements, quantity_pairs, forecasts, claims, speakers
create or replace view forecast_outcomes as
with outcomes as (
    select
        pairs.quantity_id as forecast_quantity_id,
        pairs.position,
        pairs.gap,
        pairs.caveat,
        outcome.*
    from quantity_pairs as pairs
    inner join quantity_statements as outcome
        on pairs.other_quantity_id = outcome.quantity_id
    where outcome.mode = 'observed'
),

figures as (
    select
        forecast.claim_id,
        forecast.quantity_id as forecast_quantity_id,
        forecast.stated_by as forecast_by,
        forecast.stated_as,
        forecast.measure_id,
        forecast.lower as forecast_lower,
        forecast.upper as forecast_upper,
        forecast.unit,
        forecast.is_approximate,
        outcomes.quantity_id as outcome_quantity_id,
        outcomes.stated_by as outcome_by,
        outcomes.lower as outcome_lower,
        outcomes.upper as outcome_upper,
        -- an outcome below the forecast: the forecast was too high
        case outcomes.position
            when 'above' then 'too_high'
            when 'below' then 'too_low'
            when 'contains' then 'held'
            when 'within' then 'within_outcome'
            else outcomes.position
        end as outcome,
        outcomes.gap,
        outcomes.caveat
    from quantity_statements as forecast
    left join outcomes
        on forecast.quantity_id = outcomes.forecast_quantity_id
    where forecast.mode = 'forecast'
),

without_figure as (
    select
        forecasts.claim_id,
        cast(null as varchar) as forecast_quantity_id,
        speakers.name as forecast_by,
        cast(null as varchar) as stated_as,
        cast(null as varchar) as measure_id,
        cast(null as double) as forecast_lower,
        cast(null as double) as forecast_upper,
        cast(null as varchar) as unit,
        cast(null as boolean) as is_approximate,
        cast(null as varchar) as outcome_quantity_id,
        cast(null as varchar) as outcome_by,
        cast(null as double) as outcome_lower,
        cast(null as double) as outcome_upper,
        cast(null as varchar) as outcome,
        cast(null as double) as gap,
        cast(null as varchar) as caveat
    from forecasts
    inner join claims on forecasts.claim_id = claims.claim_id
    left join speakers on claims.speaker_id = speakers.speaker_id
    left join figures on forecasts.claim_id = figures.claim_id
    where figures.claim_id is null
),

combined as (
    select * from figures
    union all
    select * from without_figure
)

select
    combined.*,
    forecasts.resolution_criterion,
    forecasts.resolves_by,
    forecasts.resolved_on
from combined
left join forecasts on combined.claim_id = forecasts.claim_id;

comment on view forecast_outcomes is
'A forecast beside what happened. One row a forecast figure and outcome figure.';
comment on column forecast_outcomes.claim_id is
'Claim that makes the forecast, or on which the evidence that carries it bears.';
comment on column forecast_outcomes.outcome is
'held (the forecast contains the outcome), too_low, too_high, overlaps or within_outcome; null while no outcome is known.';
comment on column forecast_outcomes.gap is
'By how much the outcome missed the forecast, in the unit of the row.';

-- What is not known about where things come from.
-- Grain: one row a record and gap.
-- Reads: sources, evidence, evidence_roots, origins, claims, claim_kinds,
--     attributions, speakers, articles
create or replace view provenance_gaps as
select
    'articles' as table_name,
    article_id as id,
    'published_on' as column_name,
    'the day is not known: ' || published_on_basis as gap
from articles
where published_on is null or position('/' in published_on) > 0
union all
select
    'sources' as table_name,
    source_id as id,
    'accessed_at' as column_name,
    'the source was not seen; others relay it' as gap
from sources
where accessed_at is null
union all
select
    'sources' as table_name,
    source_id as id,
    'published_on' as column_name,
    'the day is not known: ' || published_on_basis as gap
from sources
where published_on is null and accessed_at is not null
union all
select
    'evidence' as table_name,
    evidence_id as id,
    'origin_id' as column_name,
    'the origin is not known' as gap
from evidence
where origin_id is null
union all
select
    'origins' as table_name,
    origin_id as id,
    'speaker_id' as column_name,
    'neither a speaker nor an outlet is named' as gap
from origins
where speaker_id is null and publisher_id is null
union all
select
    'claims' as table_name,
    claims.claim_id as id,
    'claim_id' as column_name,
    'checkable, but there is no evidence that counts' as gap
from claims
where
    claims.checkability <> 'no'
    and claims.claim_id not in (
        select evidence_roots.claim_id
        from evidence_roots
        where
            evidence_roots.is_counted and evidence_roots.retracted_on is null
    )
union all
select
    'attributions' as table_name,
    attributions.claim_id as id,
    'speaker_id' as column_name,
    'hop ' || attributions.hop || ' is ' || speakers.name as gap
from attributions
inner join speakers on attributions.speaker_id = speakers.speaker_id
where speakers.kind = 'unnamed'
union all
select
    'claims' as table_name,
    claims.claim_id as id,
    'asserts_claim_id' as column_name,
    'an attribution without a chain' as gap
from claims
inner join claim_kinds on claims.claim_kind = claim_kinds.code
where
    claim_kinds.is_attribution
    and claims.claim_id not in (select attributions.claim_id from attributions);

comment on view provenance_gaps is
'What is not known about where things come from. One row a record and gap.';
comment on column provenance_gaps.table_name is
'Table in which something is not known.';
comment on column provenance_gaps.id is
'Key of its row.';
comment on column provenance_gaps.column_name is
'Column to fill once it is known.';

-- What each publisher contributed: its own knowledge, or words of others.
-- Grain: one row a publisher of at least one source.
-- Reads: publishers, sources, evidence_roots, origins
create or replace view publisher_record as
with pieces as (
    select
        sources.publisher_id,
        evidence_roots.evidence_id,
        evidence_roots.claim_id,
        evidence_roots.stance,
        evidence_roots.source_id,
        evidence_roots.root_source_id,
        -- its own report, or first hand from the body that knows
        (
            origins.publisher_id = sources.publisher_id or sources.is_primary
        ) is true as is_own_knowledge,
        evidence_roots.origin_id is null as is_of_unknown_origin
    from evidence_roots
    inner join sources on evidence_roots.source_id = sources.source_id
    left join origins on evidence_roots.origin_id = origins.origin_id
),

source_counts as (
    select
        publisher_id,
        count(*) as sources,
        count(*) filter (where accessed_at is null) as sources_not_seen
    from sources
    group by publisher_id
),

piece_counts as (
    select
        publisher_id,
        count(*) as pieces,
        count(distinct claim_id) as claims,
        count(distinct root_source_id) as root_sources,
        count(*) filter (where stance = 'supports') as supporting,
        count(*) filter (where stance = 'refutes') as refuting,
        count(*) filter (where stance = 'qualifies') as qualifying,
        count(*) filter (where is_own_knowledge) as own_knowledge,
        count(*) filter (
            where not is_own_knowledge and not is_of_unknown_origin
        ) as relayed
    from pieces
    group by publisher_id
)

select
    publishers.publisher_id,
    publishers.name,
    publishers.kind,
    publishers.reliability,
    source_counts.sources,
    source_counts.sources_not_seen,
    coalesce(piece_counts.root_sources, 0) as root_sources,
    coalesce(piece_counts.claims, 0) as claims,
    coalesce(piece_counts.pieces, 0) as pieces,
    coalesce(piece_counts.supporting, 0) as supporting,
    coalesce(piece_counts.refuting, 0) as refuting,
    coalesce(piece_counts.qualifying, 0) as qualifying,
    coalesce(piece_counts.own_knowledge, 0) as own_knowledge,
    coalesce(piece_counts.relayed, 0) as relayed,
    coalesce(piece_counts.relayed = piece_counts.pieces, false) as only_repeats
from publishers
inner join source_counts
    on publishers.publisher_id = source_counts.publisher_id
left join piece_counts on publishers.publisher_id = piece_counts.publisher_id;

comment on view publisher_record is
'What each publisher contributed. One row a publisher of at least one source.';
comment on column publisher_record.pieces is
'Pieces of evidence from its sources: the denominator of the counts after it.';
comment on column publisher_record.own_knowledge is
'Pieces that rest on its own report or come first hand.';
comment on column publisher_record.relayed is
'Pieces that rest on the word of others.';
comment on column publisher_record.only_repeats is
'Whether everything used from it was relayed from others.';

-- How the figures that are stated for one measure and period relate.
-- Grain: one row a pair of quantities that may be compared.
-- Reads: quantity_pairs, quantity_statements
create or replace view quantity_comparison as
with statements as (
    select
        quantity_id,
        claim_id,
        stated_by,
        mode,
        lower,
        upper,
        is_approximate,
        period
    from quantity_statements
)

select
    pairs.quantity_id,
    pairs.other_quantity_id,
    pairs.measure_id,
    pairs.other_measure_id,
    this.claim_id,
    other.claim_id as other_claim_id,
    this.stated_by,
    other.stated_by as other_stated_by,
    this.mode,
    other.mode as other_mode,
    this.lower,
    this.upper,
    other.lower as other_lower,
    other.upper as other_upper,
    pairs.unit,
    case
        when pairs.position in ('below', 'above') then 'disjoint'
        when pairs.position in ('within', 'contains') then 'within'
        else 'overlaps'
    end as relation,
    pairs.gap,
    this.is_approximate or other.is_approximate as is_approximate,
    this.period,
    other.period as other_period,
    pairs.caveat
from quantity_pairs as pairs
inner join statements as this on pairs.quantity_id = this.quantity_id
inner join statements as other
    on pairs.other_quantity_id = other.quantity_id
where pairs.quantity_id < pairs.other_quantity_id;

comment on view quantity_comparison is
'How the figures for one measure and period relate. One row a pair of quantities.';
comment on column quantity_comparison.relation is
'within (one lies in the other), overlaps or disjoint.';
comment on column quantity_comparison.gap is
'Distance between the two intervals in the unit of the row; 0 where they meet.';

-- Where repetition may look like corroboration.
-- Grain: one row a root origin that several sources relay (kind "origin"), and
--     one row a publisher of which nothing but relays was used (kind
--     "publisher").
-- Reads: evidence_roots, origins, sources, publisher_record
create or replace view circular_reporting as
with relayed_origins as (
    select
        'origin' as kind,
        evidence_roots.root_origin_id as id,
        any_value(origins.description) as label,
        count(distinct evidence_roots.source_id) as sources,
        count(distinct evidence_roots.root_source_id) as root_sources,
        count(distinct sources.publisher_id) as publishers,
        count(distinct evidence_roots.claim_id) as claims
    from evidence_roots
    inner join origins on evidence_roots.root_origin_id = origins.origin_id
    inner join sources on evidence_roots.source_id = sources.source_id
    group by evidence_roots.root_origin_id
    having count(distinct evidence_roots.source_id) > 1
),

repeating_publishers as (
    select
        'publisher' as kind,
        publisher_record.publisher_id as id,
        publisher_record.name as label,
        publisher_record.sources,
        publisher_record.root_sources,
        1 as publishers,
        publisher_record.claims
    from publisher_record
    where publisher_record.only_repeats
)

select * from relayed_origins
union all
select * from repeating_publishers;

comment on view circular_reporting is
'Where repetition may look like corroboration. One row a relayed origin or a publisher that only repeats.';
comment on column circular_reporting.kind is
'origin: several sources relay it; publisher: nothing but relays was used from it.';
comment on column circular_reporting.id is
'Id of the root origin or of the publisher.';
comment on column circular_reporting.root_sources is
'Sources left when copies and rewrites of one text count once.';

-- How each claim stood by what the log, the evidence and the claims held then.
-- Takes: moment (a timestamp, or a date for the end of that UTC day).
-- Grain: one row a claim that was recorded by the moment.
-- Reads: claims, assessments, assessors, evidence, sources, roots,
--     evidence_verdict_at, correction_requests
create or replace macro claim_status_as_of(moment) as table (
    with latest_entries as (
        select
            claim_id,
            stage,
            recorded_at
        from assessments
        where recorded_at <= moment_utc(moment)
        qualify row_number() over (partition by claim_id order by seq desc) = 1
    ),

    -- a decision holds until the claim is reopened or retracted
    rulings as (
        select
            claim_id,
            stage,
            verdict,
            confidence,
            recorded_at,
            assessor_id
        from assessments
        where
            recorded_at <= moment_utc(moment)
            and stage in ('decided', 'reopened', 'retracted')
        qualify row_number() over (partition by claim_id order by seq desc) = 1
    ),

    proposals as (
        select
            claim_id,
            stage,
            verdict,
            confidence
        from assessments
        where
            recorded_at <= moment_utc(moment)
            and stage in ('proposed', 'reopened', 'retracted')
        qualify row_number() over (partition by claim_id order by seq desc) = 1
    ),

    cited_sources as (
        select
            claim_id,
            source_id,
            max(added_at) as newest_evidence_at
        from evidence
        where added_at <= moment_utc(moment)
        group by claim_id, source_id
    ),

    evidence_counts as (
        select
            claim_id,
            count(*) as sources,
            max(newest_evidence_at) as newest_evidence_at
        from cited_sources
        group by claim_id
    ),

    -- read three times, so found once
    known_roots as (
        select
            kind,
            id,
            root_id
        from roots
    ),

    -- sources that were withdrawn, or relay one that was
    withdrawn_sources as (
        select
            known_roots.id as source_id,
            case
                when sources.retracted_on is null then known_roots.root_id
                else known_roots.id
            end as withdrawn_id
        from known_roots
        inner join sources on known_roots.id = sources.source_id
        inner join sources as root_sources
            on known_roots.root_id = root_sources.source_id
        where
            known_roots.kind = 'source'
            and coalesce(sources.retracted_on, root_sources.retracted_on)
            is not null
    ),

    withdrawn_directly as (
        select
            evidence.claim_id,
            string_agg(
                distinct withdrawn_sources.withdrawn_id,
                ', ' order by withdrawn_sources.withdrawn_id
            ) as source_ids
        from evidence
        inner join withdrawn_sources
            on evidence.source_id = withdrawn_sources.source_id
        where evidence.added_at <= moment_utc(moment)
        group by evidence.claim_id
    ),

    -- what a withdrawn source told, others may have from it
    doubtful_origins as (
        select distinct
            known_roots.root_id as root_origin_id,
            withdrawn_sources.withdrawn_id
        from evidence
        inner join withdrawn_sources
            on evidence.source_id = withdrawn_sources.source_id
        inner join known_roots
            on
                evidence.origin_id = known_roots.id
                and known_roots.kind = 'origin'
    ),

    withdrawn_by_origin as (
        select
            evidence.claim_id,
            string_agg(
                distinct doubtful_origins.withdrawn_id,
                ', ' order by doubtful_origins.withdrawn_id
            ) as source_ids
        from evidence
        inner join known_roots
            on
                evidence.origin_id = known_roots.id
                and known_roots.kind = 'origin'
        inner join doubtful_origins
            on known_roots.root_id = doubtful_origins.root_origin_id
        where
            evidence.added_at <= moment_utc(moment)
            and evidence.source_id not in (
                select withdrawn_sources.source_id from withdrawn_sources
            )
        group by evidence.claim_id
    ),

    open_requests as (
        select
            claim_id,
            count(*) as requests
        from correction_requests
        where
            received_at <= moment_utc(moment)
            and (answered_at is null or answered_at > moment_utc(moment))
        group by claim_id
    ),

    status as (
        select
            claims.claim_id,
            claims.article_id,
            claims.claim_kind,
            claims.speaker_id,
            claims.claim_text,
            latest_entries.stage,
            case when rulings.stage = 'decided' then rulings.verdict end
                as verdict,
            case when proposals.stage = 'proposed' then proposals.verdict end
                as proposed_verdict,
            case
                when rulings.stage = 'decided'
                    then coalesce(rulings.confidence, proposals.confidence)
                when proposals.stage = 'proposed' then proposals.confidence
            end as confidence,
            case when rulings.stage = 'decided' then rulings.recorded_at end
                as decided_at,
            case when rulings.stage = 'decided' then assessors.kind end
                as decided_by_kind,
            by_rule.evidence_verdict,
            by_rule.supporting_origins,
            by_rule.refuting_origins,
            by_rule.qualifying_origins,
            coalesce(evidence_counts.sources, 0) as sources,
            evidence_counts.newest_evidence_at,
            withdrawn_directly.source_ids as withdrawn_sources,
            withdrawn_by_origin.source_ids as origins_withdrawn_sources,
            open_requests.requests as open_requests
        from claims
        left join latest_entries on claims.claim_id = latest_entries.claim_id
        left join rulings on claims.claim_id = rulings.claim_id
        left join assessors on rulings.assessor_id = assessors.assessor_id
        left join proposals on claims.claim_id = proposals.claim_id
        left join evidence_counts on claims.claim_id = evidence_counts.claim_id
        left join withdrawn_directly
            on claims.claim_id = withdrawn_directly.claim_id
        left join withdrawn_by_origin
            on claims.claim_id = withdrawn_by_origin.claim_id
        left join open_requests on claims.claim_id = open_requests.claim_id
        left join evidence_verdict_at(moment, 'infinity') as by_rule
            on claims.claim_id = by_rule.claim_id
        -- without an entry by then it was not recorded yet, or never was
        where
            coalesce(latest_entries.recorded_at, cast('infinity' as timestamp))
            <= moment_utc(moment)
    ),

    judged as (
        select
            *,
            -- the rule has no word for what misleads
            case
                when coalesce(verdict, proposed_verdict) <> 'misleading'
                    then coalesce(verdict, proposed_verdict) = evidence_verdict
            end as agrees,
            coalesce(newest_evidence_at > decided_at, false) as is_stale
        from status
    )

    select
        claim_id,
        article_id,
        claim_kind,
        speaker_id,
        claim_text,
        stage,
        verdict,
        proposed_verdict,
        confidence,
        decided_at,
        decided_by_kind,
        evidence_verdict,
        agrees,
        supporting_origins,
        refuting_origins,
        qualifying_origins,
        sources,
        is_stale,
        nullif(concat_ws(
            '; ',
            case
                when stage is null then 'no entry in the log'
                when
                    stage in ('recorded', 'in_review')
                    then 'waits for a proposal'
                when stage = 'reopened' then 'reopened, waits for a review'
                when stage = 'proposed' and not agrees
                    then 'disputed: the evidence rule says ' || evidence_verdict
                when stage = 'proposed' then 'waits for a second assessor'
                when stage = 'decided' and not agrees
                    then 'the evidence rule says ' || evidence_verdict
            end,
            case when is_stale then 'evidence newer than the verdict' end,
            'a source has been withdrawn: ' || withdrawn_sources,
            'an origin was told by a source that has been withdrawn: '
            || origins_withdrawn_sources,
            case
                when open_requests = 1 then 'a correction request is open'
                when open_requests > 1
                    then open_requests || ' correction requests are open'
            end
        ), '') as attention
    from judged
    order by claim_id
);

-- What the evidence rule says of each claim now.
-- Grain: one row a claim.
-- Reads: evidence_verdict_at
create or replace view evidence_verdict as
select * from evidence_verdict_at('infinity', 'infinity');

comment on view evidence_verdict is
'What the evidence rule says of each claim now. One row a claim.';
comment on column evidence_verdict.supporting_origins is
'Independent roots that support the claim: witnesses of an attribution, origins of any other claim.';
comment on column evidence_verdict.refuting_origins is
'Independent roots that refute the claim.';
comment on column evidence_verdict.qualifying_origins is
'Independent roots that qualify the claim.';
comment on column evidence_verdict.is_asserted is
'Whether a supported attribution asserts the claim.';

-- What could have been known: the verdict of evidence public by a day.
-- Takes: day (a date, or a text like '2025-02-18').
-- Grain: one row a claim.
-- Reads: evidence_verdict_at
create or replace macro evidence_verdict_on(day) as table (
    select * from evidence_verdict_at('infinity', day)
);

-- Figures that cannot both hold: intervals on one measure that do not meet.
-- Grain: one row a pair of quantities.
-- Reads: quantity_comparison
create or replace view quantity_conflicts as
select *
from quantity_comparison
where relation = 'disjoint';

comment on view quantity_conflicts is
'Figures that cannot both hold. One row a pair of quantities.';
comment on column quantity_conflicts.gap is
'Distance between the two intervals in the unit of the row.';

-- How each claim stands now.
-- Grain: one row a claim.
-- Reads: claim_status_as_of
create or replace view claim_status as
select * from claim_status_as_of('infinity');

comment on view claim_status is
'How each claim stands now. One row a claim.';
comment on column claim_status.verdict is
'Verdict of the last decision; null while none was made, or while reopened or retracted.';
comment on column claim_status.proposed_verdict is
'Verdict of the last proposal since the claim was last reopened or retracted.';
comment on column claim_status.evidence_verdict is
'Verdict that the evidence rule gives.';
comment on column claim_status.agrees is
'Whether the verdict, or else the proposed one, is that of the evidence rule.';
comment on column claim_status.supporting_origins is
'Independent roots that support the claim: witnesses of an attribution, origins of any other claim.';
comment on column claim_status.refuting_origins is
'Independent roots that refute the claim.';
comment on column claim_status.qualifying_origins is
'Independent roots that qualify the claim.';
comment on column claim_status.sources is
'Distinct sources of evidence on the claim, however dependent on each other.';
comment on column claim_status.is_stale is
'Whether evidence was added after the decision.';
comment on column claim_status.attention is
'Why an editor should look; null where nothing calls for it.';

-- How the claims of an article stand, in counts with their denominators.
-- Grain: one row an article.
-- Reads: articles, claims, claim_kinds, claim_status
create or replace view article_scorecard as
select
    articles.article_id,
    articles.title,
    -- denominators
    count(claims.claim_id) as claims,
    count(*) filter (where claims.checkability <> 'no') as checkable,
    count(*) filter (where claim_kinds.is_attribution) as attributions,
    count(*) filter (where claim_status.verdict is not null) as decided,
    -- of all claims
    count(*) filter (where claim_status.stage = 'proposed') as proposed,
    count(*) filter (where not claim_status.agrees) as disputed,
    count(*) filter (where claim_status.attention is not null)
        as need_attention,
    -- of the decided
    count(*) filter (where claim_status.verdict = 'supported') as supported,
    count(*) filter (where claim_status.verdict = 'partly_supported')
        as partly_supported,
    count(*) filter (where claim_status.verdict = 'misleading') as misleading,
    count(*) filter (where claim_status.verdict = 'contested') as contested,
    count(*) filter (where claim_status.verdict = 'refuted') as refuted,
    count(*) filter (where claim_status.verdict = 'insufficient_evidence')
        as insufficient_evidence,
    count(*) filter (where claim_status.verdict = 'pending_outcome')
        as pending_outcome,
    count(*) filter (where claim_status.verdict = 'not_checkable')
        as not_checkable
from articles
left join claims on articles.article_id = claims.article_id
left join claim_kinds on claims.claim_kind = claim_kinds.code
left join claim_status on claims.claim_id = claim_status.claim_id
group by articles.article_id, articles.title;

comment on view article_scorecard is
'How the claims of an article stand, in counts. One row an article.';
comment on column article_scorecard.decided is
'Claims with a verdict: the denominator of the counts by verdict.';
comment on column article_scorecard.disputed is
'Claims on which the verdict, or else the proposed one, differs from that of the evidence rule.';

-- The backlog: claims without a verdict in force, oldest first.
-- Grain: one row a claim that is neither decided nor retracted.
-- Reads: claim_status, assessments
create or replace view open_claims as
with log_times as (
    select
        claim_id,
        min(recorded_at) as recorded_at,
        max(recorded_at) as last_entry_at
    from assessments
    group by claim_id
)

select
    claim_status.claim_id,
    claim_status.claim_text,
    claim_status.stage,
    claim_status.proposed_verdict,
    claim_status.evidence_verdict,
    claim_status.attention,
    log_times.recorded_at,
    log_times.last_entry_at,
    date_diff(
        'day',
        cast(log_times.recorded_at as date),
        cast(make_timestamp(epoch_us(now())) as date)
    ) as age_days
from claim_status
left join log_times on claim_status.claim_id = log_times.claim_id
where
    claim_status.stage is null
    or claim_status.stage not in ('decided', 'retracted')
order by log_times.recorded_at, claim_status.claim_id;

comment on view open_claims is
'The backlog: claims without a verdict in force. One row a claim.';
comment on column open_claims.age_days is
'Days since the claim was recorded.';

-- What was attributed to each speaker, and how it stands.
-- Grain: one row a speaker to whom a claim is attributed.
-- Reads: speakers, claim_status, claim_kinds
create or replace view speaker_record as
with spoken as (
    select
        claim_status.speaker_id,
        claim_kinds.is_attribution,
        claim_status.verdict
    from claim_status
    inner join claim_kinds on claim_status.claim_kind = claim_kinds.code
)

select
    speakers.speaker_id,
    speakers.name,
    speakers.kind,
    speakers.is_party,
    -- said
    count(*) filter (where is_attribution) as attributions,
    count(*) filter (where is_attribution and verdict is not null)
        as attributions_decided,
    count(*) filter (where is_attribution and verdict = 'supported')
        as attributions_supported,
    -- true
    count(*) filter (where not is_attribution) as assertions,
    count(*) filter (where not is_attribution and verdict is not null)
        as assertions_decided,
    count(*) filter (where not is_attribution and verdict = 'supported')
        as assertions_supported,
    count(*) filter (where not is_attribution and verdict = 'contested')
        as assertions_contested,
    count(*) filter (where not is_attribution and verdict = 'refuted')
        as assertions_refuted
from spoken
inner join speakers on spoken.speaker_id = speakers.speaker_id
group by
    speakers.speaker_id, speakers.name, speakers.kind, speakers.is_party;

comment on view speaker_record is
'What was attributed to each speaker, and how it stands. One row a speaker of a claim.';
comment on column speaker_record.attributions is
'Claims that the speaker said something: the denominator of attributions_decided.';
comment on column speaker_record.assertions is
'Claims that what the speaker said holds: the denominator of assertions_decided.';
