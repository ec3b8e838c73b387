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
