"""The loan read from its element list.

Reading never raises: what is missing or unreadable is named by its key, and without what the
account cannot do without there is no loan. Cells that the ledger may leave out read as nought.
"""

from datetime import date

from verify.rules.debt.conventions import MOST_DUE_DAY, read_conventions
from verify.rules.debt.loan import Disbursement, Instalment, Loan, Repayment
from verify.rules.elements.rows import ElementList, ElementRow

__all__ = ["read_loan"]

_NEEDED = ("f_repayment_method", "f_annual_rate", "f_penalty_rate", "j_cut_off")
_PLAN_CELLS = ("no", "due", "principal", "interest", "fee")
_LEDGER_CELLS = ("date", "amount", "principal", "interest", "penalty")


def read_loan(elements: ElementList) -> tuple[Loan | None, list[str]]:
    """Return the loan, None where it cannot be computed, and the keys that are missing."""
    missing = [key for key in _NEEDED if key not in elements.cells]
    disbursements = _disbursements(elements.rows("h_disbursements"), missing)
    ledger = _ledger(elements, missing)
    if missing:
        return None, missing
    plan = _plan(elements.rows("i_schedule"), missing)
    due = elements.count("f_due_day")
    if due is not None and not 1 <= due <= MOST_DUE_DAY:
        missing.append("f_due_day")
    return _loan(elements, disbursements, plan, ledger), missing


def _loan(
    elements: ElementList,
    disbursements: list[Disbursement],
    plan: tuple[Instalment, ...],
    ledger: list[Repayment],
) -> Loan:
    rate, penalty_rate = elements.rate("f_annual_rate") or 0, elements.rate("f_penalty_rate") or 0
    contract_amount = elements.money("f_contract_amount")
    start_day = date.fromordinal(disbursements[0].day).day
    return Loan(
        elements.text("f_repayment_method") or "",
        rate,
        penalty_rate,
        tuple(disbursements),
        _received(disbursements, contract_amount),
        contract_amount,
        _number(elements, "f_end_date"),
        plan,
        tuple(ledger),
        _number(elements, "j_cut_off") or 0,
        _number(elements, "j_called_in"),
        elements.money("f_fees"),
        read_conventions(elements, start_day, rate, penalty_rate),
        "j_formula" in elements.cells,
    )


def _number(elements: ElementRow, key: str) -> int | None:
    day = elements.day(key)
    return None if day is None else day.toordinal()


def _received(disbursements: list[Disbursement], contract_amount: int | None) -> int:
    """Return the sum received: what is stated less what was withheld of it.

    Where stated and withheld sums make up the contract's amount only together, the stated ones are
    those of the vouchers, from which the withheld ones are gone already.
    """
    stated = sum([one.amount for one in disbursements])
    withheld = sum([one.withheld for one in disbursements])
    if withheld and stated + withheld == contract_amount:
        return stated
    return max(stated - withheld, 0)


def _disbursements(rows: tuple[ElementRow, ...], missing: list[str]) -> list[Disbursement]:
    if not rows:
        missing.append("h_disbursements")
    read = []
    for number, row in enumerate(rows, 1):
        cells = row.cells
        day, amount, withheld = cells.get("date"), cells.get("amount"), cells.get("withheld", 0)
        if isinstance(day, date) and isinstance(amount, int) and isinstance(withheld, int):
            read.append(Disbursement(day.toordinal(), amount, withheld))
        else:
            missing += _gaps(row, ("date", "amount"), f"h_disbursements/{number}")
    read.sort()
    return read


def _plan(rows: tuple[ElementRow, ...], missing: list[str]) -> tuple[Instalment, ...]:
    before = len(missing)
    read = []
    for number, row in enumerate(rows, 1):
        cells = row.cells
        no, due, fee = cells.get("no"), cells.get("due"), cells.get("fee")
        principal, interest = cells.get("principal"), cells.get("interest")
        if (
            isinstance(due, date)
            and isinstance(no, int)
            and isinstance(principal, int)
            and isinstance(interest, int)
            and isinstance(fee, int)
        ):
            read.append(Instalment(no, due.toordinal(), principal, interest, fee, number))
        else:
            missing += _gaps(row, _PLAN_CELLS, f"i_schedule/{number}")
    if not rows:
        missing.append("i_schedule")
    if len(missing) > before:
        return ()
    read.sort()
    return tuple(read)


def _ledger(elements: ElementList, missing: list[str]) -> list[Repayment]:
    if "i_ledger" not in elements.lists:
        missing.append("i_ledger")
    read = []
    for number, row in enumerate(elements.rows("i_ledger"), 1):
        cells = row.cells
        day, amount, overpaid = cells.get("date"), cells.get("amount"), cells.get("overpaid", 0)
        principal, interest = cells.get("principal"), cells.get("interest")
        penalty, compound = cells.get("penalty"), cells.get("compound", 0)
        fee = cells.get("fee", 0)
        if (
            isinstance(day, date)
            and isinstance(amount, int)
            and isinstance(principal, int)
            and isinstance(interest, int)
            and isinstance(penalty, int)
            and isinstance(compound, int)
            and isinstance(fee, int)
            and isinstance(overpaid, int)
        ):
            split = (principal, interest, penalty, compound, fee)
            read.append(Repayment(number, day.toordinal(), amount, split, overpaid))
        else:
            missing += _gaps(row, _LEDGER_CELLS, f"i_ledger/{number}")
    read.sort(key=_by_day)
    return read


def _by_day(row: Repayment) -> int:
    return row.day


def _gaps(row: ElementRow, keys: tuple[str, ...], path: str) -> list[str]:
    return [f"{path}/{key}" for key in keys if key not in row.cells]
