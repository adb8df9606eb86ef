"""Article 7 (8): evidence of disbursement, a voucher for each."""

from verify.codes.table import finding
from verify.rules.articles.material import absent_or_present, documents, told_of
from verify.rules.case import CaseView
from verify.rules.corroboration import of_disbursements
from verify.rules.outcome import Issue
from verify.rules.vouchers import match_disbursements

__all__ = ["judge"]

_VOUCHERS = 8


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 7 (8)."""
    held = documents(case, _VOUCHERS)
    own = [one for one in held if not one.kind]
    here = [one.outcome.evidence for one in own if one.here]
    rows = case.elements.rows("h_disbursements")
    matched = match_disbursements(here, rows)
    without = [no for no in range(1, len(rows) + 1) if no not in matched]
    told = (*of_disbursements(case), *told_of(case, _VOUCHERS, own))
    if not here or not without:
        unnamed = [one.name for one in held if one.kind and one.here]
        if unnamed and not here:
            code = "art7_8.shared_row_unnamed"
            return (Issue(finding(code, "7(8)"), items=tuple(unnamed)), *told)
        return (absent_or_present(case, _VOUCHERS, own), *told)
    missing = [
        Issue(
            finding("art7_8.voucher_absent", f"h_disbursements/{no}"),
            (f"h_disbursements/{no}/serial_no",),
        )
        for no in without
    ]
    return (*missing, *told)
