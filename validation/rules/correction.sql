-- rule: correction
-- severity: error
-- why: A correction names the earlier decision that it corrects and what was
--     wrong in it.
-- fix: Reopen the claim, then decide again with corrects_seq and
--     what_was_wrong.
-- example: A decision after reopening has corrects_seq 4, but an empty
--     what_was_wrong.
-- reads: assessments
-- scope: claims
with correcting as (
    select *
    from assessments
    where corrects_seq is not null or what_was_wrong is not null
),

-- what is corrected is looked up for entries that correct: they are few
corrected as (
    select
        claim_id,
        seq,
        stage
    from assessments
    where exists (
        select 1
        from correcting
        where
            correcting.claim_id = assessments.claim_id
            and correcting.corrects_seq = assessments.seq
    )
),

entries as (
    select
        correcting.*,
        corrected.stage as corrected_stage
    from correcting
    left join corrected
        on
            correcting.claim_id = corrected.claim_id
            and correcting.corrects_seq = corrected.seq
)

select
    'assessments' as table_name,
    assessment_id as row_key,
    'corrects_seq' as column_name,
    cast(corrects_seq as varchar) as value,
    case
        when (corrects_seq is null) <> (what_was_wrong is null)
            then 'corrects_seq and what_was_wrong go together'
        when stage <> 'decided' then 'only a decision can correct one'
        when (corrected_stage is distinct from 'decided')
            then 'entry ' || corrects_seq || ' of the claim is no decision'
        else 'entry ' || corrects_seq || ' is not before this one'
    end as message
from entries
where
    (corrects_seq is null) <> (what_was_wrong is null)
    or (
        corrects_seq is not null
        and (
            stage <> 'decided'
            or corrected_stage is distinct from 'decided'
            -- stage-transition sees to it that the claim was reopened
            or corrects_seq >= seq
        )
    )
