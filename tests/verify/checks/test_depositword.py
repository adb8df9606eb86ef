"""What a platform's signed fields say of a deposit."""

from dataclasses import replace
from datetime import UTC, datetime

from verify.checks.depositword import deposit_word
from verify.receipt import SignedReceipt
from verify.trust import Mandate, PlatformRecord, ReceiptMapping

AT = datetime(2024, 6, 8, 2, tzinfo=UTC)
FIELDS = {"/time": "2024-06-08T10:00:00", "/phase": "签约", "/contract": "HT1"}
MAPPING = ReceiptMapping(
    "f", ("/time", "/phase", "/contract"), "/s", "/d", "sha256", None, "/time", {}, "/contract",
    "/phase", {"签约": "contract"},
)  # fmt: skip
MANDATES = (Mandate("L", AT, None), Mandate("M", AT.replace(year=2025), None))
FACTS = {"from": "2020-01-01", "to": None, "shareholders": [{"name": "乙", "uscc": "92"}]}
RECORD = PlatformRecord("plat-a", "甲平台", "91", (), MANDATES, {}, None, False, FACTS)
RECEIPT = SignedReceipt(FIELDS)


def test_a_time_without_a_zone_is_of_beijing() -> None:
    assert deposit_word(RECEIPT, MAPPING, RECORD).deposited_at == AT


def test_a_field_that_is_not_signed_says_nothing() -> None:
    unsigned = MAPPING._replace(signed=("/phase", "/contract"))
    assert deposit_word(RECEIPT, unsigned, RECORD).deposited_at is None


def test_a_stage_is_the_event_that_the_record_says_it_is() -> None:
    assert deposit_word(RECEIPT, MAPPING, RECORD).event == "contract"


def test_a_stage_that_the_record_does_not_know_is_no_event() -> None:
    assert deposit_word(RECEIPT, MAPPING._replace(phases={}), RECORD).event is None


def test_the_contract_number_is_told() -> None:
    assert deposit_word(RECEIPT, MAPPING, RECORD).contract_no == "HT1"


def test_only_mandates_in_force_then_count() -> None:
    assert deposit_word(RECEIPT, MAPPING, RECORD).mandates == {"L"}


def test_a_platform_registered_later_was_not_registered_then() -> None:
    later = replace(RECORD, record={"from": "2025-01-01"})
    assert not deposit_word(RECEIPT, MAPPING, later).registered


def test_a_platform_in_force_then_was_registered() -> None:
    assert deposit_word(RECEIPT, MAPPING, RECORD).registered


def test_shareholders_are_among_those_who_stand_behind_it() -> None:
    assert {"乙", "92", "甲平台"} <= deposit_word(RECEIPT, MAPPING, RECORD).operators
