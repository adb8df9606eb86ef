"""Corroboration: what is stated in two places, compared (Art. 5 (1), 7; 在线诉讼规则 18).

Element list, case line, package, receipts' signed fields, contract text and file metadata; who
signed is compared with the certificates in `checks.party`. A figure or a number that differs is the
sender's to correct; a name that differs, or is written otherwise or masked, is for a person, and so
is an order of times that cannot be. The metadata of a file prove no time, and are told only.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from anchors.limits import LIMITS
from verify.canonical import rfc3339
from verify.checks.party import may_be_same_number, plain_name
from verify.codes.table import finding
from verify.findings import CheckStatus
from verify.instants import BEIJING, stated_instant
from verify.judging import ItemOutcome
from verify.model import DocumentFacts
from verify.path.window import moved
from verify.rules.articles.material import Document
from verify.rules.case import CaseView
from verify.rules.clauses import contracts_of
from verify.rules.debt.rounding import money_text
from verify.rules.elements.masks import mask
from verify.rules.elements.rows import ElementRow
from verify.rules.elements.table import ELEMENTS
from verify.rules.events import day_window
from verify.rules.outcome import Issue
from verify.rules.scopes import lender_key

__all__ = ["hours_between", "of_account", "of_contract", "of_disbursements", "of_lender"]

_HOUR = timedelta(hours=1)
_PAID = "h_disbursements"


def hours_between(first: datetime, last: datetime) -> int:
    """Return the hours from one time to another, begun ones counted whole."""
    return -((first - last) // _HOUR)


def _differs(code: str, key: str, stated: str | None, expected: str) -> list[Issue]:
    """Return that an element is not what stands elsewhere; of one not stated, nothing."""
    if stated is None or stated == expected:
        return []
    found = finding(f"corroboration.{code}", key, observed=stated, expected=expected)
    return [Issue(found, (key,))]


# lender and contract


def of_lender(case: CaseView) -> list[Issue]:
    """Compare the lender of the element list with that of the package."""
    elements, head = case.elements, case.head
    found = _differs("lender_differs", "b_uscc", elements.text("b_uscc"), head.lender.uscc)
    name = elements.text("b_name")
    if name is not None and name != head.lender.name:
        same = plain_name(name) == plain_name(head.lender.name)
        found += [] if same else _differs("lender_differs", "b_name", name, head.lender.name)
    return found


def of_contract(case: CaseView, held: Iterable[Document]) -> list[Issue]:
    """Compare the contract's numbers, its text and its file with the element list."""
    elements = case.elements
    found = _differs(
        "contract_no_differs", "f_contract_no", elements.text("f_contract_no"), case.contract_no
    )
    found += _differs("loan_no_differs", "f_loan_no", elements.text("f_loan_no"), case.loan_no)
    found += _again(case)
    found += _receipts(case)
    contracts = list(held)
    found += _texts(contracts)
    for one in contracts:
        found += _made(case, one)
    return found[: LIMITS.article_issues]


_REFILED = "memory.refiled"
"""What memory tells of a loan that stands elsewhere, the places first: `package/case/item; …`."""


def _again(case: CaseView) -> list[Issue]:
    """Return that this very loan stands in another case: of this package, or of an earlier one."""
    told = [
        (one.evidence.id, each.observed or "")
        for one in case.items
        for each in one.findings
        if each.code == _REFILED
    ]
    if not told:
        return []
    own = f"{case.head.package_id}/"
    names, places = tuple([name for name, _ in told]), [places for _, places in told]
    twice = [one for text in places for one in text.split("; ") if one.startswith(own)]
    if twice:
        found = finding("corroboration.loan_twice", "f_loan_no", observed=twice[0])
    elif case.head.kind == _CORRECTION:
        return []
    else:
        found = finding("corroboration.loan_filed_before", "f_loan_no", observed=places[0])
    return [Issue(found, ("f_contract_no", "f_loan_no"), names)]


_CORRECTION = "correction"


def _receipts(case: CaseView) -> Iterator[Issue]:
    """Compare the contract number that platforms signed."""
    for one in case.items:
        for proof in one.proofs:
            word = proof.word if proof.status is CheckStatus.PASSED else None
            if word is not None and word.contract_no not in {None, case.contract_no}:
                found = finding(
                    "corroboration.receipt_contract_differs", proof.id,
                    observed=word.contract_no, expected=case.contract_no,
                )  # fmt: skip
                yield Issue(found, ("f_contract_no",), (one.evidence.id,))


_NAMED = ("f_contract_no", "d_name")
_WRITTEN = ("d_id_no", "f_contract_amount")
_SAID = frozenset({"text", "unreadable", "encrypted"})
"""States of a text of which nothing more is to be said: a file that does not open has its own."""


def _texts(held: Iterable[Document]) -> Iterator[Issue]:
    """Compare the text of the contract with what it was asked for.

    What is asked for stands in every original that is the contract: one that names somebody else
    is not made good by another. An original whose text cannot be read leaves out itself alone.
    """
    every = [one.outcome for one in held]
    texts = [_text(one) for one in contracts_of(every)]
    read = [(name, document) for name, document in texts if document and document.state == "text"]
    for code, asked in (("not_in_contract", _NAMED), ("written_otherwise", _WRITTEN)):
        gone = [(name, key) for name, one in read for key in asked if not one.found.get(key, True)]
        if gone:
            names = tuple(dict.fromkeys([name for name, _ in gone]))
            keys = tuple([key for key in asked if key in {each for _, each in gone}])
            told = finding(f"corroboration.{code}", names[0], expected=", ".join(keys))
            yield Issue(told, keys, names)
    unread = [
        (name, document.state)
        for name, document in map(_text, every)
        if document is not None and document.state not in _SAID
    ]
    if unread:
        code = "part_unread" if read else "contract_unread"
        names = tuple([name for name, _ in unread])
        told = finding(f"corroboration.{code}", names[0], observed=unread[0][1])
        yield Issue(told, items=names)


def _text(one: ItemOutcome) -> tuple[str, DocumentFacts | None]:
    """Return an original with what its text says."""
    return one.evidence.id, one.facts.document if one.facts is not None else None


def _made(case: CaseView, one: Document) -> Iterator[Issue]:
    """Compare what a contract's file says of its own making with the signing."""
    facts, signed = one.outcome.facts, case.elements.instant("f_signed_at")
    document = facts.document if facts is not None else None
    made = stated_instant(document.created_at) if document is not None else None
    if made is None or signed is None:
        return
    latest = moved(signed, max(case.policy.tolerances.clock, case.policy.lags["contract"]))
    if made > latest:
        told = finding(
            "corroboration.created_after_signing", one.name,
            observed=rfc3339(made), expected=rfc3339(latest),
        )  # fmt: skip
        yield Issue(told, ("f_signed_at",), (one.name,))


# disbursements


def of_disbursements(case: CaseView) -> list[Issue]:
    """Compare payee, payer, sum and days of the disbursements with borrower and contract."""
    rows = case.elements.rows(_PAID)
    found: list[Issue] = []
    borrower, lender = case.elements.text("d_name"), case.head.lender.name
    signed = case.elements.instant("f_signed_at")
    clock = case.policy.tolerances.clock
    for no, row in enumerate(rows, 1):
        payee, payer = row.text("payee_name"), row.text("payer_name")
        day = day_window(row.day("date"))
        if payee != borrower and payee is not None and borrower is not None:
            found += _payee(no, payee, borrower)
        if payer != lender and payer is not None and plain_name(payer) != plain_name(lender):
            found.append(_payer(case, no, payer))
        if day is not None and signed is not None and signed > moved(day.last, clock):
            found.append(_early(no, day.first, signed))
    return [*found[: LIMITS.article_issues], *_sum(case, rows)]


def _day(at: datetime | None) -> date | None:
    return None if at is None else at.astimezone(BEIJING).date()


def _payee(no: int, payee: str, borrower: str) -> list[Issue]:
    if plain_name(payee) == plain_name(borrower):
        code = "payee_variant"
    else:
        masked = ("*" in payee or "*" in borrower) and may_be_same_number(payee, borrower)
        code = "payee_variant" if masked or _odd(payee) or _odd(borrower) else "payee_differs"
    key = f"{_PAID}/{no}/payee_name"
    field = ELEMENTS["d_name"]
    told = finding(
        f"corroboration.{code}", key, observed=mask(field, payee), expected=mask(field, borrower)
    )
    return [Issue(told, (key, "d_name"))]


_EXTENSION_A, _COMMON_FIRST, _COMMON_LAST = "\u3400", "\u4e00", "\u9fff"
_STAND_INS = frozenset("?？□〇")
"""What systems write for a character that they lack."""


@lru_cache(maxsize=2048)
def _odd(name: str) -> bool:
    """Whether a name has a rare character, which systems write in different ways."""
    return any(
        one > _COMMON_LAST or _EXTENSION_A <= one < _COMMON_FIRST or one in _STAND_INS
        for one in name
    )


def _payer(case: CaseView, no: int, payer: str) -> Issue:
    key = f"{_PAID}/{no}/payer_name"
    told = finding(
        "corroboration.payer_differs", key, observed=payer, expected=case.head.lender.name
    )
    return Issue(told, (key, "b_name"), scope_key=lender_key(case.head, payer))


def _early(no: int, day: datetime, signed: datetime) -> Issue:
    key = f"{_PAID}/{no}/date"
    told = finding(
        "corroboration.disbursed_before_signing", key,
        observed=str(day.date()), expected=f"≥ {_day(signed)}",
    )  # fmt: skip
    return Issue(told, (key, "f_signed_at"))


def _sum(case: CaseView, rows: Sequence[ElementRow]) -> list[Issue]:
    """Compare what was paid out, with what is stated to be withheld, with the contract's amount."""
    amount = case.elements.money("f_contract_amount")
    paid = [row.money("amount") for row in rows]
    known = [one for one in paid if one is not None]
    if amount is None or not rows or len(known) != len(paid):
        return []
    total = sum(known) + sum([row.money("withheld") or 0 for row in rows])
    if total == amount:
        return []
    code = "disbursed_above_contract" if total > amount else "disbursed_below_contract"
    told = finding(
        f"corroboration.{code}", _PAID, observed=money_text(total), expected=money_text(amount)
    )
    return [Issue(told, (_PAID, "f_contract_amount"))]


# account


def of_account(case: CaseView) -> list[Issue]:
    """Compare the days of the account: disbursed, due, in default, drawn up, received."""
    elements = case.elements
    due = min([day for row in elements.rows("i_schedule") if (day := row.day("due"))], default=None)
    paid = min([day for row in elements.rows(_PAID) if (day := row.day("date"))], default=None)
    received = _day(case.at)
    return [
        *_order("due_before_disbursement", "i_schedule", due, paid),
        *_order("overdue_before_due", "j_overdue_from", elements.day("j_overdue_from"), due),
        *_order("cut_off_after_filing", "j_cut_off", received, elements.day("j_cut_off")),
    ]


_SECOND = {
    "due_before_disbursement": _PAID,
    "overdue_before_due": "i_schedule",
    "cut_off_after_filing": "j_cut_off",
}


def _order(code: str, key: str, later: date | None, earlier: date | None) -> list[Issue]:
    """Return that a day lies before one that it has to follow, or to be."""
    if later is None or earlier is None or earlier <= later:
        return []
    told = finding(f"corroboration.{code}", key, observed=str(later), expected=f"≥ {earlier}")
    return [Issue(told, tuple(dict.fromkeys((key, _SECOND[code]))))]
