-- rule: measure-comparability
-- severity: error
-- why: Two measures may be compared only with a caveat, in one unit and
--     both as totals or not.
-- fix: State the caveat, or leave both cells empty.
-- example: A measure names another to compare with, but no caveat.
-- reads: measures
-- scope: row
select
    'measures' as table_name,
    measures.measure_id as row_key,
    'comparable_with_measure_id' as column_name,
    measures.comparable_with_measure_id as value,
    case
        when
            (measures.comparable_with_measure_id is null)
            <> (measures.comparability_caveat is null)
            then 'the other measure and the caveat go together'
        when measures.comparable_with_measure_id = measures.measure_id
            then 'a measure is comparable with itself anyway'
        when measures.is_total <> other.is_total
            then 'one of the two adds up over its period, the other does not'
        else
            'the two are measured in ' || measures.unit || ' and '
            || other.unit || ', not in one unit'
    end as message
from measures
left join measures as other
    on measures.comparable_with_measure_id = other.measure_id
where
    (measures.comparable_with_measure_id is null)
    <> (measures.comparability_caveat is null)
    or measures.comparable_with_measure_id = measures.measure_id
    or measures.is_total <> other.is_total
    or measures.unit <> other.unit
