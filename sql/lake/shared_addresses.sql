-- Which addresses several packages use as a source, and for what.
-- Grain: one row an address that is a source of more than one package.
-- Reads: sources, evidence
create or replace view shared_addresses as
with addresses as (
    select
        sources.url,
        sources.package,
        sources.source_id,
        evidence.claim_id,
        evidence.origin_id
    from sources
    left join evidence on sources.source_id = evidence.source_id
    where sources.url is not null
)

select
    url,
    count(distinct package) as packages,
    string_agg(distinct package, ', ' order by package) as package_names,
    string_agg(distinct source_id, ', ' order by source_id) as source_ids,
    count(distinct claim_id) as claims,
    count(distinct origin_id) as origins
from addresses
group by url
having count(distinct package) > 1;

comment on view shared_addresses is
'Which addresses several packages use as a source. One row an address.';
comment on column shared_addresses.claims is
'Claims of all these packages on which the address is evidence.';
comment on column shared_addresses.origins is
'Origins that the packages name for it: each package has ids of its own, so one utterance counts once in each.';
