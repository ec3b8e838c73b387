-- Each stated interval in the canonical unit of its measure, and who stated it.
-- Grain: one row a quantity.
-- Reads: quantities, measures, units, evidence, claims, origins, sources,
--     speakers, publishers
create or replace view quantity_statements as
select
    quantities.quantity_id,
    coalesce(quantities.claim_id, evidence.claim_id) as claim_id,
    quantities.evidence_id,
    quantities.mode,
    quantities.measure_id,
    coalesce(speakers.name, publishers.name) as stated_by,
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
    edtf_earliest(quantities.period) as period_from,
    edtf_latest(quantities.period) as period_to
from quantities
inner join measures on quantities.measure_id = measures.measure_id
inner join units as stated_units on quantities.unit = stated_units.code
inner join units as canonical_units
    on
        measures.unit = canonical_units.code
        and stated_units.dimension = canonical_units.dimension
left join evidence on quantities.evidence_id = evidence.evidence_id
left join claims on quantities.claim_id = claims.claim_id
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
