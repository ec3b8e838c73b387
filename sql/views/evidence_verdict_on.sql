-- What could have been known: the verdict of evidence public by a day.
-- Takes: day (a date, or a text like '2025-02-18').
-- Grain: one row a claim.
-- Reads: evidence_verdict_at
create or replace macro evidence_verdict_on(day) as table (
    select * from evidence_verdict_at('infinity', day)
);
