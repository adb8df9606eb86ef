"""What a platform's signed fields say of a deposit."""

from dataclasses import replace
from datetime import UTC, datetime

from verify.checks.depositword import DepositWord, deposit_word
from verify.receipt import SignedReceipt
from verify.receipts.form import ReceiptForm, TimePlace
from verify.receipts.read import read_receipt
from verify.receipts.value import SignedFields
from verify.trust import Mandate, PlatformRecord

AT = datetime(2024, 6, 8, 2, tzinfo=UTC)
FIELDS = {"/time": "2024-06-08T10:00:00", "/phase": "签约", "/contract": "HT1"}
FORM = ReceiptForm(
    "f", (), deposited_at=TimePlace(("/time",)), contract_no=("/contract",), phase=("/phase",),
    phases={"签约": "contract"},
)  # fmt: skip
SIGNED = SignedFields(frozenset({"/time", "/phase", "/contract"}))
MANDATES = (Mandate("L", AT, None), Mandate("M", AT.replace(year=2025), None))
FACTS = {"from": "2020-01-01", "to": None, "shareholders": [{"name": "乙", "uscc": "92"}]}
RECORD = PlatformRecord("plat-a", "甲平台", "91", (), MANDATES, {}, None, False, FACTS)


def _word(
    form: ReceiptForm = FORM, record: PlatformRecord = RECORD, signed: SignedFields = SIGNED
) -> DepositWord:
    return deposit_word(read_receipt(SignedReceipt(FIELDS), form), record, signed)


def test_a_time_without_a_zone_is_of_beijing() -> None:
    assert _word().deposited_at == AT


def test_a_field_that_is_not_signed_says_nothing() -> None:
    signed = SignedFields(frozenset({"/phase", "/contract"}))
    assert _word(signed=signed).deposited_at is None


def test_a_signature_over_the_whole_signs_every_field() -> None:
    assert _word(signed=SignedFields(whole=True)).deposited_at == AT


def test_a_stage_is_the_event_that_the_record_says_it_is() -> None:
    assert _word().event == "contract"


def test_a_stage_that_the_record_does_not_know_is_no_event() -> None:
    assert _word(FORM._replace(phases={})).event is None


def test_the_contract_number_is_told() -> None:
    assert _word().contract_no == "HT1"


def test_only_mandates_in_force_then_count() -> None:
    assert _word().mandates == {"L"}


def test_a_platform_registered_later_was_not_registered_then() -> None:
    later = replace(RECORD, record={"from": "2025-01-01"})
    assert not _word(record=later).registered


def test_a_platform_in_force_then_was_registered() -> None:
    assert _word().registered


def test_shareholders_are_among_those_who_stand_behind_it() -> None:
    assert {"乙", "92", "甲平台"} <= _word().operators
