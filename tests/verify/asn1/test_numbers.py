"""Numbers in the extensions of Chinese certificates: read in any form, and never refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.asn1.numbers import number_texts

NUMBER = b"440199198001010004"
BARE = b"\x13\x12" + NUMBER


@pytest.mark.parametrize(
    "value",
    [
        BARE,
        b"\x31\x14" + BARE,
        b"\x31\x14\x80\x12" + NUMBER,
        b"\x31\x16\xa0\x14" + BARE,
        b"\x04\x12" + NUMBER,
    ],
    ids=["bare", "set", "implicit", "explicit", "octets"],
)
def test_a_number_is_read_bare_or_tagged(value: bytes) -> None:
    assert number_texts(value) == (NUMBER.decode(),)


def test_a_set_may_hold_several() -> None:
    assert number_texts(b"\x31\x28" + BARE + BARE) == (NUMBER.decode(), NUMBER.decode())


@given(st.binary(max_size=40))
def test_arbitrary_octets_give_texts_or_nothing(value: bytes) -> None:
    assert all(isinstance(text, str) for text in number_texts(value))


def test_what_is_no_der_gives_nothing() -> None:
    assert number_texts(BARE + b"\0") == ()
