-- rule: forecast-criterion
-- severity: error
-- why: A forecast needs a criterion; a "could" without one is a
--     characterisation.
-- fix: Add the row in forecasts, or give the claim another kind.
-- example: A claim of the kind forecast has no row in forecasts.
-- reads: claims, forecasts
-- scope: claims
select
    'claims' as table_name,
    claims.claim_id as row_key,
    'claim_kind' as column_name,
    claims.claim_kind as value,
    case
        when forecasts.claim_id is null then 'the forecast has no criterion'
        else 'a criterion stands in forecasts for a claim of another kind'
    end as message
from claims
left join forecasts on claims.claim_id = forecasts.claim_id
where (claims.claim_kind = 'forecast') <> (forecasts.claim_id is not null)
