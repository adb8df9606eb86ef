"""Article 7 (9): the account of repayments and debt, and whether it can be computed again.

Where the account has the rest called in (J10), a person decides without proof that the notice
arrived (debt conventions 6; 民法典 137). Proof of arrival is, of the case's own evidence, an
original that is here and that no check contradicts (CONSISTENT, or sent without any proof), and

- is evidence of the event `notice`, or
- is named by a record of collection (L1) of the day of the calling in or later, whose result is
  one of the words for a delivery: the record alone is the lender's own word.

That such an original stands is all that is established; what it shows is for whoever reads it.

Where sums were withheld, the contract's amount says whether the stated disbursement is what was
received. An amount that the text of a contract sent does not hold is asked about (民法典 670).
"""

from verify.codes.table import finding
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.rules.articles.material import absent_or_present, documents, told_of
from verify.rules.case import CaseView
from verify.rules.clauses import clause_text
from verify.rules.corroboration import of_account
from verify.rules.court import court_day
from verify.rules.outcome import Issue

__all__ = ["judge"]

_ACCOUNT = 9
_NOTICE = "notice"
_SOUND = (ItemResult.CONSISTENT, ItemResult.UNPROVEN)
_ARRIVED = "delivered"
"""Names the words for a delivery in the rule set."""
_UNPROVEN = Issue(finding("debt.notice_unproven", "j_called_in"), ("j_called_in",))


_UNCLEAR = Issue(
    finding("debt.received_unclear", "f_contract_amount"), ("f_contract_amount", "h_disbursements")
)
_CONTRACT = 6


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 7 (9)."""
    held = documents(case, _ACCOUNT)
    own = [one for one in held if not one.kind]
    shared = tuple([one.name for one in held if one.kind and one.here])
    if shared and not any(one.here for one in own):
        first = Issue(finding("art7_9.shared_row_unnamed", "7(9)"), items=shared)
    else:
        first = absent_or_present(case, _ACCOUNT, own)
    issues = (first, *case.account.issues, *of_account(case), *told_of(case, _ACCOUNT, own))
    asked = [_UNPROVEN] if case.account.accelerated and not _arrived(case) else []
    asked += [_UNCLEAR] if case.account.rests_on_amount and not _amount_stands(case) else []
    return (*issues, *asked)


def _amount_stands(case: CaseView) -> bool:
    """Whether every contract here that holds text, and one does, holds the amount stated."""
    facts = [one.outcome.facts for one in documents(case, _CONTRACT, shared=False)]
    texts = [one.document for one in facts if one is not None and one.document is not None]
    answers = [one.found.get("f_contract_amount", False) for one in texts if one.state == "text"]
    return bool(answers) and all(answers)


def _arrived(case: CaseView) -> bool:
    """Whether something here shows that the notice of calling in arrived."""
    sound = [one for one in case.items if one.facts is not None and one.result.result in _SOUND]
    if any(one.evidence.event == _NOTICE for one in sound):
        return True
    named = {name for one in sound for name in _names(one)}
    return bool(named & _delivered(case))


def _names(one: ItemOutcome) -> tuple[str | None, ...]:
    return one.evidence.id, one.evidence.file_name, one.evidence.title


def _delivered(case: CaseView) -> set[str | None]:
    """Return the evidence of records that say a delivery, from the day of the calling in."""
    day, words = case.elements.day("j_called_in"), case.rules.clause(_ARRIVED)
    return {
        row.text("evidence")
        for row in case.elements.rows("l_records")
        if (at := row.instant("at")) is not None
        and day is not None
        and court_day(at) >= day
        and words.stand_in(clause_text(row.text("result") or ""))
    } - {None}
