-- rule: attribution-asserts
-- severity: error
-- why: That words were said and that they are true are two claims: an
--     attribution points at the claim that it attributes.
-- fix: Fill asserts_claim_id of an attribution with another claim of the
--     article; leave it empty elsewhere.
-- example: A claim of the kind attribution has an empty asserts_claim_id.
-- reads: claims, claim_kinds
-- scope: row
select
    'claims' as table_name,
    claims.claim_id as row_key,
    'asserts_claim_id' as column_name,
    claims.asserts_claim_id as value,
    case
        when claims.asserts_claim_id is null
            then 'the attribution does not say what was asserted'
        when not claim_kinds.is_attribution
            then 'a claim of the kind ' || claims.claim_kind || ' asserts none'
        when claims.asserts_claim_id = claims.claim_id
            then 'the claim asserts itself'
        else 'the asserted claim is of another article'
    end as message
from claims
inner join claim_kinds on claims.claim_kind = claim_kinds.code
left join claims as asserted on claims.asserts_claim_id = asserted.claim_id
where
    claim_kinds.is_attribution <> (claims.asserts_claim_id is not null)
    or claims.asserts_claim_id = claims.claim_id
    or claims.article_id <> asserted.article_id
