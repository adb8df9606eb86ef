"""What an account rests on beside its conventions, said wherever it is shown."""

from collections.abc import Iterator

from verify.rules.debt.figures import Words
from verify.rules.debt.loan import Loan
from verify.rules.debt.state import State

__all__ = ["assumptions"]

_LATER_DAY = Words(
    "复算日晚于欠款截止日：假定其间没有还款。",
    "The day lies after the cut-off: no further payment is assumed.",
)
_NOT_CALLED = Words(
    "提前到期宣布日晚于复算日，未计提前到期。",
    "The rest is called in after the day of the account: it is not yet due.",
)
_BEFORE = Words(
    "复算日早于放款日：当日尚无借款，各项欠款为零。",
    "The day lies before the disbursement: there is no loan yet, and nothing is owed.",
)
_PAID_LATER = Words(
    "复算日之后的放款未计入本金。",
    "Sums paid out after the day of the account are not part of the principal.",
)
_CALLED = Words(
    "按所填的提前到期宣布日计算，以提前到期通知已到达借款人为前提。",
    "The rest falls due on the stated day, provided that the notice arrived.",
)
_RECEIVED = Words(
    "本金以借款人实际收到的数额为准（民法典第六百七十条）。",
    "The principal is what the borrower received.",
)
_GRACE = Words(
    "宽限期内还清的不计罚息；逾宽限期未还的，自还款日次日起计。",
    "What is paid within the grace bears no penalty; what is not, bears it from the due day.",
)
_DAMAGES = Words(
    "未列入还款计划的约定费用，视为逾期后方应支付的违约金。",
    "Agreed fees that no instalment has are taken for damages owed on default.",
)
_PREPAID = Words(
    "提前部分还款按实际天数计息，期限不变，自下一期起重新计算（民法典第六百七十七条）。",
    "Early part-payments bear interest for the actual days; the term is kept.",
)


def assumptions(loan: Loan, state: State) -> Iterator[Words]:
    """Yield what the account rests on beside the conventions."""
    later = sum([row.day > state.day for row in loan.ledger])
    if later:
        yield Words(
            f"复算日之后的 {later} 行还款流水未计入。",
            f"{later} ledger rows after the day of the account are left out.",
        )
    if state.day > loan.cut_off:
        yield _LATER_DAY
    if state.day < loan.start:
        yield _BEFORE
    elif state.day < loan.paid_out_by:
        yield _PAID_LATER
    if loan.called_in is not None and loan.called_in > state.day:
        yield _NOT_CALLED
    if state.called_in:
        yield _CALLED
    if any(one.withheld for one in loan.disbursements):
        yield _RECEIVED
    if loan.conventions.grace:
        yield _GRACE
    if loan.fees and not any(one.fee for one in loan.plan):
        yield _DAMAGES
    if any(one.prepaid for one in state.entries):
        yield _PREPAID
