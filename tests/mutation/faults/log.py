"""Faults in the log: entries that were changed, lost, or made against the rules."""

from ..edits import Edit, add, change, rechain, remove
from ..fault import also, fault, in_file

OTHER_HASH = "0" * 64


def decided_again(corrects_seq: str = "4", what_was_wrong: str = "Misread.") -> tuple[Edit, ...]:
    """Reopen C001, which was decided in entry 4, and decide it again in entry 8."""

    def entry(seq: int, like: int, **cells: str) -> Edit:
        return add(
            "assessments",
            like=f"C001-{like:02}",
            assessment_id=f"C001-{seq:02}",
            seq=str(seq),
            **cells,
        )

    def basis(seq: int) -> Edit:
        return add("assessment_evidence", assessment_id=f"C001-{seq:02}", evidence_id="C001-E01")

    return (
        entry(5, like=2, stage="reopened"),
        entry(6, like=2),
        entry(7, like=3),
        entry(8, like=4, corrects_seq=corrects_seq, what_was_wrong=what_was_wrong),
        basis(7),
        basis(8),
        rechain("C001"),
    )


FAULTS = [
    fault(
        "assessment-evidence-own-claim",
        "an entry rests on evidence about another claim",
        change("assessment_evidence", "C001-03/C001-E05", evidence_id="C002-E01"),
        rechain("C001"),
        at="assessment_evidence C001-03/C002-E01 evidence_id",
        says="bears on C002, the entry on C001",
    ),
    fault(
        "correction",
        "a correction does not say what was wrong",
        *decided_again(what_was_wrong=""),
        at="assessments C001-08 corrects_seq",
        says="go together",
    ),
    fault(
        "correction",
        "what was wrong is told, but not where",
        *decided_again(corrects_seq=""),
        at="assessments C001-08 corrects_seq",
        says="go together",
    ),
    fault(
        "correction",
        "an entry that is no decision corrects one",
        add(
            "assessments",
            like="C001-02",
            assessment_id="C001-05",
            seq="5",
            stage="reopened",
            corrects_seq="4",
            what_was_wrong="Misread.",
        ),
        rechain("C001"),
        at="assessments C001-05 corrects_seq",
        says="only a decision can correct",
    ),
    fault(
        "correction",
        "a proposal is corrected",
        *decided_again(corrects_seq="3"),
        at="assessments C001-08 corrects_seq",
        says="entry 3 of the claim is no decision",
    ),
    fault(
        "correction",
        "an entry is corrected that is not there",
        *decided_again(corrects_seq="99"),
        at="assessments C001-08 corrects_seq",
        says="entry 99 of the claim is no decision",
    ),
    fault(
        "correction",
        "a decision corrects itself",
        *decided_again(corrects_seq="8"),
        at="assessments C001-08 corrects_seq",
        says="entry 8 is not before this one",
    ),
    fault(
        "decision",
        "the assessor who proposed decides",
        change("assessments", "C001-04", assessor_id="research-desk"),
        rechain("C001"),
        at="assessments C001-04 assessor_id",
        says="decided by the assessor who proposed it",
    ),
    fault(
        "decision",
        "another verdict is decided than was proposed",
        change("assessments", "C001-04", verdict="refuted"),
        rechain("C001"),
        at="assessments C001-04 verdict",
        says="the proposed verdict was supported",
    ),
    fault(
        "every-claim-recorded",
        "a claim has no log",
        remove("assessments", "C045-01", "C045-02", "C045-03", "C045-04"),
        at="claims C045 claim_id",
        says="no entry in the log",
        implied=(
            also("row-count", in_file("claims/assessments.csv", value="244"), "four are lost"),
            also(
                "distinct-count",
                in_file("claims/assessments.csv", column="claim_id", value="64"),
                "a claim is missing from the log",
            ),
        ),
    ),
    fault(
        "log-chain",
        "the rationale of an entry was changed",
        change("assessments", "C001-03", rationale="Quite another reason."),
        at="assessments C001-03 entry_hash",
        says="was changed",
    ),
    fault(
        "log-chain",
        "evidence was taken from an entry",
        remove("assessment_evidence", "C007-03/C007-E09"),
        at="assessments C007-03 entry_hash",
        says="was changed",
        implied=also(
            "distinct-count",
            in_file("claims/assessment_evidence.csv", column="evidence_id", value="167"),
            "no other entry names this evidence",
        ),
    ),
    fault(
        "log-chain",
        "an entry follows another entry than the one before it",
        change("assessments", "C045-04", previous_hash=OTHER_HASH),
        rechain("C045", keep_previous_hash_of=4),
        at="assessments C045-04 previous_hash",
        says="the entry before it has the hash",
    ),
    fault(
        "log-chain",
        "the first entry follows another",
        change("assessments", "C045-01", previous_hash=OTHER_HASH),
        rechain("C045", keep_previous_hash_of=1),
        at="assessments C045-01 previous_hash",
        says="(there is none)",
    ),
    fault(
        "log-chain",
        "an entry in the middle was deleted",
        remove("assessments", "C007-02"),
        at="assessments C007-03 previous_hash",
        says="the entry before it has the hash",
        implied=(
            also("log-sequence", "assessments C007-03 seq", "a number is missing"),
            also("stage-transition", "assessments C007-03 stage", "a step is missing"),
            also("row-count", in_file("claims/assessments.csv", value="247"), "one is lost"),
        ),
    ),
    fault(
        "log-sequence",
        "an entry is missing",
        change("assessments", "C045-04", assessment_id="C045-05", seq="5"),
        rechain("C045"),
        at="assessments C045-05 seq",
        says="entry 4 of the claim is missing",
    ),
    fault(
        "log-sequence",
        "an entry is earlier than the one before it",
        change("assessments", "C045-04", recorded_at="2025-12-31T00:00:00Z"),
        rechain("C045"),
        at="assessments C045-04 recorded_at",
        says="earlier than the entry before it",
        implied=also(
            "minimum-value",
            in_file("claims/assessments.csv", column="recorded_at", value="2025-12-31T00:00:00Z"),
            "nothing was recorded so early",
        ),
    ),
    fault(
        "misleading-by-person",
        "an organisation proposes that a claim misleads",
        change("assessments", "C007-03", verdict="misleading"),
        rechain("C007"),
        at="assessments C007-03 verdict",
        says="of the kind organisation",
    ),
    fault(
        "misleading-by-person",
        "software decides that a claim misleads",
        add("assessors", assessor_id="jana", name="Jana", kind="person"),
        change("assessments", "C001-03", verdict="misleading", assessor_id="jana"),
        change("assessments", "C001-04", verdict="misleading"),
        rechain("C001"),
        at="assessments C001-04 verdict",
        says="of the kind software",
    ),
    fault(
        "stage-transition",
        "the first entry is not recorded",
        remove("assessments", "C045-03", "C045-04"),
        change("assessments", "C045-01", stage="in_review"),
        change("assessments", "C045-02", stage="proposed", verdict="not_checkable"),
        rechain("C045"),
        at="assessments C045-01 stage",
        says="must be recorded",
        implied=also("row-count", in_file("claims/assessments.csv", value="246"), "two are lost"),
    ),
    fault(
        "stage-transition",
        "a proposal is reopened",
        change("assessments", "C045-04", stage="reopened", verdict="", confidence=""),
        rechain("C045"),
        at="assessments C045-04 stage",
        says="no step leads from proposed to reopened",
    ),
    fault(
        "verdict-evidence",
        "a verdict rests on no evidence",
        remove("assessment_evidence", "C044-03/C044-E01"),
        rechain("C044"),
        at="assessments C044-03 verdict",
        implied=also(
            "distinct-count",
            in_file("claims/assessment_evidence.csv", column="evidence_id", value="167"),
            "no other entry names this evidence",
        ),
        says="names no evidence",
    ),
    fault(
        "stage-verdict",
        "a proposal has no verdict",
        change("assessments", "C007-03", verdict=""),
        rechain("C007"),
        at="assessments C007-03 verdict",
        says="that is proposed needs a verdict",
    ),
    fault(
        "stage-verdict",
        "a review has a verdict",
        change("assessments", "C045-02", verdict="supported"),
        rechain("C045"),
        at="assessments C045-02 verdict",
        says="that is in_review carries no verdict",
    ),
    fault(
        "stage-verdict",
        "a review has a confidence",
        change("assessments", "C045-02", confidence="high"),
        rechain("C045"),
        at="assessments C045-02 confidence",
        says="confidence without a verdict",
    ),
]
