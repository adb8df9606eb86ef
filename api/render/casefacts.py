"""The facts of a case as its parties stated them: who, which contract, how much.

They are the elements of the case line, quoted: nothing here was established by a check. The page
of one case is the deciding person's own and shows them whole.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from api.render.columns import clipped
from api.render.edition import Edition
from api.render.inputs import Fact
from api.render.sums import money, per_cent

__all__ = ["case_facts"]

_VALUE = 160


def case_facts(edition: Edition, elements: Mapping[str, Any] | None) -> tuple[Fact, ...]:
    """What the case line states of the case; nothing where the report does not carry it."""
    return tuple(_facts(edition, elements)) if elements else ()


def _text(elements: Mapping[str, Any], key: str) -> str:
    value = elements.get(key)
    return clipped(value, _VALUE) if isinstance(value, str) else ""


def _facts(edition: Edition, elements: Mapping[str, Any]) -> Iterator[Fact]:
    def one(key: str) -> str:
        return _text(elements, key)

    def fact(label: str, value: str, also: str = "") -> Iterator[Fact]:
        if value:
            yield Fact(edition.say(label), value, said=True, also=also)

    yield from fact("lender", one("b_name"), one("b_uscc"))
    number = " ".join(filter(None, (one("d_id_type"), one("d_id_no"))))
    yield from fact("borrower", one("d_name"), number)
    yield from fact("contract", one("f_contract_no"), _more_of_contract(one))
    rate = per_cent(one("f_annual_rate")) if one("f_annual_rate") else ""
    yield from fact("amount", money(one("f_contract_amount")) or "", rate or "")
    term = " — ".join(filter(None, (one("f_start_date"), one("f_end_date"))))
    yield from fact("term", term, one("f_repayment_method"))
    yield from fact("owed", money(one("j_principal")) or "", one("j_cut_off"))
    yield from fact("claim", money(one("k_total")) or "")
    yield from fact("product_code", one("a_product_code"))


def _more_of_contract(one: Callable[[str], str]) -> str:
    loan, signed = one("f_loan_no"), one("f_signed_at")[:10]
    return " · ".join(filter(None, (loan if loan != one("f_contract_no") else "", signed)))
