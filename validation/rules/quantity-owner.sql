-- rule: quantity-owner
-- severity: error
-- why: An interval is stated by a claim or by a piece of evidence, never by
--     both or by nobody.
-- fix: Fill exactly one of claim_id and evidence_id.
-- example: A quantity has a claim_id and an evidence_id.
-- reads: quantities
-- scope: row
select
    'quantities' as table_name,
    quantity_id as row_key,
    'claim_id' as column_name,
    claim_id as value,
    case
        when claim_id is null then 'neither a claim nor evidence states it'
        else 'both ' || claim_id || ' and ' || evidence_id || ' state it'
    end as message
from quantities
where (claim_id is null) = (evidence_id is null)
