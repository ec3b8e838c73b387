-- rule: correction
-- severity: error
-- why: A correction names the decision that it corrects and what was wrong in
--     it, after the claim was reopened.
-- fix: Reopen the claim, then decide again with corrects_seq and
--     what_was_wrong.
-- reads: assessments
with entries as (
    select
        assessments.*,
        corrected.stage as corrected_stage,
        (
            select count(*)
            from assessments as between_entries
            where
                between_entries.claim_id = assessments.claim_id
                and between_entries.stage = 'reopened'
                and between_entries.seq > assessments.corrects_seq
                and between_entries.seq < assessments.seq
        ) as reopenings
    from assessments
    left join assessments as corrected
        on
            assessments.claim_id = corrected.claim_id
            and assessments.corrects_seq = corrected.seq
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
        else 'the claim was not reopened after the decision'
    end as message
from entries
where
    (corrects_seq is null) <> (what_was_wrong is null)
    or (
        corrects_seq is not null
        and (
            stage <> 'decided'
            or corrected_stage is distinct from 'decided'
            or reopenings = 0
        )
    )
