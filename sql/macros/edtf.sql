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
