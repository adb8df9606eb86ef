"""Keys name one thing each, and a borrower is known without the number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from verify.memory import (
    IndexKey,
    KeyKind,
    borrower_of,
    deposit_key,
    digest_key,
    loan_key,
    numbers_of,
    proof_key,
    short,
)

NUMBER = "44010619900101001X"


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
        (loan_key("l", "a\nb", "c"), loan_key("l", "a b", "c")),
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


@pytest.mark.parametrize("number", [NUMBER, NUMBER.lower(), f" {NUMBER} ", "４４010619900101001X"])
def test_a_borrower_is_the_same_however_the_number_is_typed(number: str) -> None:
    expected = borrower_of({"d_id_type": "居民身份证", "d_id_no": NUMBER})
    assert borrower_of({"d_id_type": "居民身份证", "d_id_no": number}) == expected


def test_a_borrower_is_not_known_by_the_number() -> None:
    assert NUMBER not in borrower_of({"d_id_type": "居民身份证", "d_id_no": NUMBER})


def test_the_same_number_of_another_type_is_another_borrower() -> None:
    one, other = ({"d_id_type": kind, "d_id_no": "1"} for kind in ("居民身份证", "护照"))
    assert borrower_of(one) != borrower_of(other)


@pytest.mark.parametrize("number", [None, "", " ", 5, [], {}])
def test_who_has_no_number_is_nobody(number: object) -> None:
    assert borrower_of({"d_id_type": "居民身份证", "d_id_no": number}) == ""


def test_numbers_of_a_loan_are_its_vouchers_and_its_identity_check() -> None:
    elements = {"h_disbursements": [{"serial_no": "FK1"}, {"serial_no": "FK2"}], "g_serial_no": "S"}
    expected = [
        (KeyKind.VOUCHER, "FK1"),
        (KeyKind.VOUCHER, "FK2"),
        (KeyKind.IDENTIFICATION, "S"),
    ]
    assert [tuple(key) for _, key in numbers_of(elements)] == expected


@pytest.mark.parametrize("value", [None, 5, "FK", {}, [5], [{}], [{"serial_no": 5}], [[]]])
def test_an_element_of_another_form_has_no_numbers(value: object) -> None:
    assert list(numbers_of({"h_disbursements": value})) == []


def test_the_numbers_of_a_case_are_bounded() -> None:
    rows = [{"serial_no": str(number)} for number in range(LIMITS.case_numbers + 1)]
    assert len(list(numbers_of({"h_disbursements": rows}))) == LIMITS.case_numbers
