"""Keys name one thing each, and a borrower is known without the number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from verify.memory import (
    Filing,
    IndexKey,
    KeyKind,
    borrower_of,
    deposit_key,
    digest_key,
    digest_keys,
    loan_key,
    numbers_of,
    proof_key,
    recalling,
    remembering,
    short,
)

NUMBER = "11010519491231002X"


def test_a_key_is_stored_by_a_digest_over_kind_and_value() -> None:
    assert IndexKey(KeyKind.VOUCHER, "FK1").digest != IndexKey(KeyKind.IDENTIFICATION, "FK1").digest


def test_a_digest_is_a_key_of_its_algorithm() -> None:
    assert digest_key("sha256", "ab") == IndexKey(KeyKind.DIGEST, "sha256:ab")


def test_a_proof_is_a_key_by_its_octets() -> None:
    assert proof_key(b"a") != proof_key(b"b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (deposit_key("a|b", "c"), deposit_key("a", "b|c")),
        (loan_key("l", "a|b", "c"), loan_key("l", "a", "b|c")),
        (loan_key("l", "a-b", "c"), loan_key("l", "ab", "c")),
        (loan_key("l", "a", "b"), loan_key("m", "a", "b")),
    ],
)
def test_two_things_have_two_keys(one: IndexKey, other: IndexKey) -> None:
    assert one != other


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_becomes_a_short_printable_one(text: str) -> None:
    value = short(text)
    assert value.isprintable()
    assert len(value) <= 128
    assert "|" not in value


@pytest.mark.parametrize("number", [NUMBER, NUMBER.lower(), f" {NUMBER} ", "１１010519491231002X"])
def test_a_borrower_is_the_same_however_the_number_is_typed(number: str) -> None:
    expected = borrower_of({"d_id_type": "居民身份证", "d_id_no": NUMBER})
    assert borrower_of({"d_id_type": "居民身份证", "d_id_no": number}) == expected


def test_a_borrower_is_not_known_by_the_number() -> None:
    assert NUMBER not in borrower_of({"d_id_type": "居民身份证", "d_id_no": NUMBER})


def test_a_borrower_is_the_same_whatever_the_type_is_called() -> None:
    one, other = (
        {"d_id_type": kind, "d_id_no": NUMBER} for kind in ("居民身份证", "二代居民身份证")
    )
    assert borrower_of(one) == borrower_of(other)


def test_an_organisation_is_known_by_its_code() -> None:
    code = "91440101F00000099X"
    assert borrower_of({"d_uscc": code}) == borrower_of({"d_id_no": code.lower()}) != ""


@pytest.mark.parametrize(
    "typed", ["FK-1x", " FK-1X ", "fk-1x\u200b", "ＦＫ－１Ｘ", "F\u00adK-1\u3164X", "FK-1\ufe0fX"]
)
def test_a_number_is_the_same_however_it_is_typed(typed: str) -> None:
    keys = (deposit_key("p", typed), loan_key("l", typed, typed), list(numbers_of(serial(typed))))
    expected = "FK-1X"
    assert keys == (
        deposit_key("p", expected),
        loan_key("l", expected, expected),
        list(numbers_of(serial(expected))),
    )


def serial(number: str) -> dict[str, object]:
    return {"h_disbursements": [{"serial_no": number}], "g_serial_no": number}


def test_numbers_that_nobody_sees_are_not_one_number() -> None:
    assert deposit_key("p", "\u200b") != deposit_key("p", "\u200b\u200b")


def test_the_digests_of_known_algorithms_alone_are_keys() -> None:
    declared: dict[str, object] = {f"{n:x}": "" for n in range(1000)}
    assert digest_keys({**declared, "sm3": "ab", "md5": 5}) == [digest_key("sm3", "ab")]


SEALED = Filing("pkg", "11" * 32, "lender-a", "plat-a")
KEY = IndexKey(KeyKind.DIGEST, "sha256:ab")


@pytest.mark.parametrize(
    ("was", "now", "recalled"),
    [
        (SEALED, SEALED._replace(sender="plat-b"), True),
        (SEALED, SEALED._replace(sender=""), True),
        (SEALED._replace(sender=""), SEALED, False),
        (SEALED._replace(sender=""), SEALED._replace(sender=""), True),
        (SEALED, SEALED._replace(lender="lender-b"), False),
    ],
)
def test_a_lender_answers_for_what_it_or_its_platform_sent(
    was: Filing, now: Filing, *, recalled: bool
) -> None:
    assert (remembering(KEY, was) in recalling(KEY, now)) is recalled


@pytest.mark.parametrize("number", [None, "", " ", 5, [], {}])
def test_who_has_no_number_is_nobody(number: object) -> None:
    assert borrower_of({"d_id_type": "居民身份证", "d_id_no": number}) == ""


@pytest.mark.parametrize(
    "number",
    [
        "110105194912310021",
        "110105199002300020",
        "1101051949123100",
        "110105491331002",
        "1101051949123100200",
        "1101******1002X",
        "张三",
    ],
)
def test_a_number_of_no_document_is_nobody_s(number: str) -> None:
    assert borrower_of({"d_id_no": number}) == ""


def test_fifteen_digits_name_the_same_citizen_as_eighteen() -> None:
    assert borrower_of({"d_id_no": "110105491231002"}) == borrower_of({"d_id_no": NUMBER}) != ""


@pytest.mark.parametrize("number", ["E12345678", "H1234567801", "12345678", "1234567890(B)"])
def test_the_number_of_any_other_document_names_its_holder(number: str) -> None:
    assert borrower_of({"d_id_no": number}) != ""


def test_a_credit_code_of_another_form_is_nobody_s() -> None:
    assert borrower_of({"d_uscc": "9144****F00000099X"}) == ""


def test_numbers_of_a_loan_are_its_vouchers_and_its_identity_check() -> None:
    elements = {"h_disbursements": [{"serial_no": "FK1"}, {"serial_no": "FK2"}], "g_serial_no": "S"}
    expected = [
        (KeyKind.VOUCHER, "fk1"),
        (KeyKind.VOUCHER, "fk2"),
        (KeyKind.IDENTIFICATION, "s"),
    ]
    assert [tuple(key) for _, key in numbers_of(elements)] == expected


@pytest.mark.parametrize("value", [None, 5, "FK", {}, [5], [{}], [{"serial_no": 5}], [[]]])
def test_an_element_of_another_form_has_no_numbers(value: object) -> None:
    assert list(numbers_of({"h_disbursements": value})) == []


def test_the_numbers_of_a_case_are_bounded() -> None:
    rows = [{"serial_no": str(number)} for number in range(LIMITS.case_numbers + 1)]
    assert len(list(numbers_of({"h_disbursements": rows}))) == LIMITS.case_numbers
