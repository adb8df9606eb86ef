"""A rest that is called in wants proof that the notice arrived (debt conventions 6)."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from tests.verify.rules.cases import case_view, contract, item
from tests.verify.rules.elements.samples import HONEST
from verify.codes.table import CODES
from verify.findings import Effect, Scope
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.rules.articles import art7_9
from verify.rules.case import CaseView

if TYPE_CHECKING:
    from verify.rules.debt.account import Account

CODE = "debt.notice_unproven"
CALLED = str(HONEST["j_called_in"])


def _case(*items: ItemOutcome, called_in: bool = True, **record: str) -> CaseView:
    """Return a case with a record of collection of the day of the calling in."""
    account = cast(
        "Account", SimpleNamespace(issues=(), accelerated=called_in, rests_on_amount=False)
    )
    row = {
        "at": f"{CALLED}T10:00:00+08:00", "method": "短信", "number": "13800000000",
        "agency": "虚构", "result": "已送达", **record,
    }  # fmt: skip
    return case_view({"l_records": [row]}, items=items, account=account)


def _asked(case: CaseView) -> bool:
    return CODE in [one.finding.code for one in art7_9.judge(case)]


def _notice(result: ItemResult = ItemResult.CONSISTENT, *, here: bool = True) -> ItemOutcome:
    return item("notice", 10, "notice", result=result, here=here)


def test_without_anything_that_shows_the_notice_a_person_decides() -> None:
    assert _asked(_case())


@pytest.mark.parametrize("result", [ItemResult.CONSISTENT, ItemResult.UNPROVEN])
def test_an_original_of_the_notice_that_nothing_contradicts_is_enough(result: ItemResult) -> None:
    assert not _asked(_case(_notice(result)))


@pytest.mark.parametrize("result", [ItemResult.INCONSISTENT, ItemResult.UNVERIFIABLE])
def test_an_original_that_does_not_verify_shows_nothing(result: ItemResult) -> None:
    assert _asked(_case(_notice(result)))


def test_a_notice_whose_bytes_are_not_here_shows_nothing() -> None:
    assert _asked(_case(_notice(here=False)))


def test_a_record_of_a_delivery_that_names_an_original_is_enough() -> None:
    assert not _asked(_case(item("sms", 10, "collection"), evidence="sms"))


def test_a_record_without_an_original_is_the_lenders_word() -> None:
    assert _asked(_case(item("sms", 10, "collection")))


def test_a_record_that_names_what_is_not_here_shows_nothing() -> None:
    assert _asked(_case(item("sms", 10, "collection"), evidence="letter"))


@pytest.mark.parametrize("result", ["未送达", "无人接听", "送达失败"])
def test_a_record_of_no_delivery_shows_nothing(result: str) -> None:
    assert _asked(_case(item("sms", 10, "collection"), evidence="sms", result=result))


def test_a_delivery_before_the_calling_in_is_of_something_else() -> None:
    case = _case(item("sms", 10, "collection"), evidence="sms", at="2025-04-28T10:00:00+08:00")
    assert _asked(case)


def test_a_rest_that_is_not_called_in_wants_no_notice() -> None:
    assert not _asked(_case(called_in=False))


def test_the_question_is_the_cases_own_and_bars_it() -> None:
    asks = CODES[CODE].asks
    assert asks is not None
    assert (asks.scope, asks.effect) == (Scope.CASE, Effect.BLOCKING)


def _withheld(*items: ItemOutcome, rests_on_amount: bool = True) -> bool:
    """Whether it is asked what was received, of a loan with sums withheld."""
    account = SimpleNamespace(issues=(), accelerated=False, rests_on_amount=rests_on_amount)
    issues = art7_9.judge(case_view(items=items, account=cast("Account", account)))
    return "debt.received_unclear" in [one.finding.code for one in issues]


HOLDS, LACKS = contract(has=["f_contract_amount"]), contract(lacks=["f_contract_amount"])


@pytest.mark.parametrize("items", [(LACKS,), (HOLDS, LACKS), (contract(state="no_text"),), ()])
def test_an_amount_that_no_contract_bears_out_is_asked_about(
    items: tuple[ItemOutcome, ...],
) -> None:
    assert _withheld(*items)


def test_an_amount_in_the_text_of_the_contract_is_taken() -> None:
    assert not _withheld(HOLDS)


def test_an_amount_on_which_nothing_rests_is_not_asked_about_here() -> None:
    assert not _withheld(LACKS, rests_on_amount=False)
