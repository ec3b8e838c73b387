-- rule: attribution-chain
-- severity: warning
-- why: An attribution says through whom the words came.
-- fix: Add the hops, nearest the article first; an unnamed speaker is one too.
-- example: An attribution has no row in attributions.
-- reads: claims, claim_kinds, attributions
-- scope: claims
select
    'claims' as table_name,
    claims.claim_id as row_key,
    'claim_id' as column_name,
    claims.claim_id as value,
    'the attribution has no chain' as message
from claims
inner join claim_kinds on claims.claim_kind = claim_kinds.code
where
    claim_kinds.is_attribution
    and not exists (
        select 1 from attributions
        where attributions.claim_id = claims.claim_id
    )
