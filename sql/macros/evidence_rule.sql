-- The evidence rule: the verdict that counted evidence supports.
-- Takes: checkability of the claim; is_pending (a forecast not resolved);
--     s, r, q (independent roots that support, refute, qualify);
--     is_asserted (a supported attribution asserts the claim);
--     m (policy.min_independent_origins). Returns: a code of verdicts.
-- First match wins. `misleading` is a person's word alone.
create or replace macro evidence_rule(
    checkability, is_pending, s, r, q, is_asserted, m
) as (
    case
        when checkability = 'no' then 'not_checkable'
        when is_pending then 'pending_outcome'
        when s >= 1 and r >= 1 then 'contested'
        when r >= m then 'refuted'
        when r >= 1 and is_asserted then 'contested'
        when s >= m and q < s then 'supported'
        when s >= m then 'partly_supported'
        else 'insufficient_evidence'
    end
);
