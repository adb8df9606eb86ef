"""The element list that a lender with such books fills in."""

from collections.abc import Mapping
from datetime import date, timedelta

from tests.verify.rules.debt.lender import Books, Paid, keep_books
from tests.verify.rules.debt.spec import Spec
from verify.rules.debt import Account, recompute
from verify.rules.elements.decode import decode_elements
from verify.rules.elements.rows import ElementList

__all__ = ["Elements", "account", "account_on", "codes", "money", "read", "stated", "subjects"]

Elements = dict[str, object]


def money(cents: int) -> str:
    """An amount as an element states it."""
    return f"{cents // 100}.{cents % 100:02}"


def _rate(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"


def stated(spec: Spec, **changes: object) -> Elements:
    """The element list of a loan, with some elements stated otherwise; None leaves one out."""
    books = keep_books(spec)
    elements = {**_terms(spec, books), **_conventions(spec), **_paid(books), **_owed(books)}
    elements |= changes
    return {key: value for key, value in elements.items() if value is not None}


def _terms(spec: Spec, books: Books) -> Elements:
    return {
        "f_contract_amount": money(spec.principal),
        "f_start_date": spec.start.isoformat(),
        "f_end_date": books.plan[-1][0].isoformat(),
        "f_annual_rate": _rate(spec.rate),
        "f_penalty_rate": _rate(spec.penalty_rate),
        "f_fees": money(spec.fee * spec.count),
        "f_repayment_method": spec.method,
        "h_disbursements": [{"date": spec.start.isoformat(), "amount": money(spec.principal)}],
        "b_type": "银行",
    }


def _conventions(spec: Spec) -> Elements:
    elements: Elements = {
        "f_day_basis": str(spec.basis),
        "f_interest_count": "按日" if spec.by_days else "按月",
        "f_due_day": str(spec.start.day),
        "f_grace_days": str(spec.grace),
        "f_penalty_base": "逾期本金和利息" if spec.on_interest else "逾期本金",
        "f_compound": "有" if spec.compound else "无",
        "f_allocation_order": spec.order,
        "f_allocation_scope": "合并" if spec.together else "逐期",
    }
    if spec.compound:
        elements["f_compound_rate"] = _rate(spec.compound[0])
        elements["f_compound_rate_after"] = _rate(spec.compound[1])
        elements["f_compound_days"] = str(spec.compound_days)
    return elements


def _paid(books: Books) -> Elements:
    fee = money(books.spec.fee)
    return {
        "i_schedule": [
            {"no": str(k), "due": due.isoformat(), "principal": money(p), "interest": money(i),
             "fee": fee}
            for k, (due, p, i) in enumerate(books.plan, 1)
        ],
        "i_ledger": [_row(paid) for paid in books.ledger],
        "i_paid_principal": money(sum(one.split["principal"] for one in books.ledger)),
        "i_paid_interest": money(sum(one.split["interest"] for one in books.ledger)),
    }  # fmt: skip


def _row(paid: Paid) -> Mapping[str, str]:
    split = {name: money(value) for name, value in paid.split.items()}
    return {
        "date": paid.day.isoformat(), "amount": money(paid.amount), **split,
        "overpaid": money(paid.left),
    }  # fmt: skip


def _owed(books: Books) -> Elements:
    parts = ("principal", "interest", "penalty", "compound", "fee")
    owed = [books.owed(part) for part in parts]
    overdue = books.overdue
    since = None if overdue is None else (overdue + timedelta(days=1)).isoformat()
    keys = ("j_principal", "j_interest", "j_penalty", "j_compound", "j_fees")
    called = books.called
    return {
        **{key: money(value) for key, value in zip(keys, owed, strict=True)},
        "j_cut_off": books.cut.isoformat(),
        "j_total": money(sum(owed)),
        "j_overdue_from": since,
        "j_overdue_days": str((books.cut - overdue).days if overdue else 0),
        "j_called_in": None if called is None else called.isoformat(),
        "k_principal": money(owed[0]),
        "k_interest": money(sum(owed[1:4])),
        "k_enforcement_costs": "300.00",
        "k_total": money(sum(owed) + 300_00),
    }


def read(elements: Elements) -> ElementList:
    """The list as the rules read it."""
    return decode_elements(elements)


def account(spec: Spec, **changes: object) -> Account:
    """The account of a loan, some elements of which are stated otherwise."""
    return recompute(read(stated(spec, **changes)))


def account_on(spec: Spec, day: date) -> Account:
    """The account of a loan on any day."""
    return recompute(read(stated(spec)), as_of=day)


def codes(one: Account) -> list[str]:
    """The codes of an account's issues."""
    return [issue.finding.code for issue in one.issues]


def subjects(one: Account) -> list[str]:
    """What they are about."""
    return [issue.finding.subject for issue in one.issues]
