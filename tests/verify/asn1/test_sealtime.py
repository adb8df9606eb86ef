"""Times inside electronic seals, in the forms that makers write."""

from datetime import UTC, datetime

import pytest

from fixtures.der import generalized_time, octet_string, tlv, utc_time
from fixtures.eseal import bit_string
from verify.asn1.der import only_element
from verify.asn1.sealtime import SealTime, decode_seal_time, decode_time_info
from verify.errors import DecodeError

AT = datetime(2024, 9, 1, 2, 3, 4, tzinfo=UTC)
GENERALIZED, UTC_TAG = 0x18, 0x17


def _read(element: bytes) -> SealTime:
    return decode_seal_time(element, only_element(element))


def _info(element: bytes) -> SealTime | None:
    return decode_time_info(element, only_element(element))


@pytest.mark.parametrize(
    "element",
    [
        generalized_time(AT),
        utc_time(AT),
        tlv(GENERALIZED, b"20240901100304+0800"),
        tlv(GENERALIZED, b"20240831220304-04:00"),
        tlv(GENERALIZED, b"20240901020304.25Z"),
        tlv(UTC_TAG, b"20240901020304Z"),
    ],
)
def test_a_time_with_its_zone_is_read(element: bytes) -> None:
    assert _read(element) == (AT, False)


@pytest.mark.parametrize(
    "element", [tlv(GENERALIZED, b"20240901100304"), tlv(UTC_TAG, b"240901100304")]
)
def test_a_time_without_a_zone_is_beijing_time_and_that_is_said(element: bytes) -> None:
    assert _read(element) == (AT, True)


@pytest.mark.parametrize(
    "element",
    [
        tlv(GENERALIZED, b"240901020304Z"),
        tlv(GENERALIZED, b"20241301020304Z"),
        tlv(GENERALIZED, b"20240901020360Z"),
        tlv(GENERALIZED, b"20240901020304+9900"),
        tlv(GENERALIZED, b"00010101000000+0800"),
        tlv(GENERALIZED, b"20240901"),
        tlv(GENERALIZED, b""),
        tlv(GENERALIZED, b"2" * 5000),
        octet_string(b"20240901020304Z"),
    ],
)
def test_what_is_no_time_is_refused(element: bytes) -> None:
    with pytest.raises(DecodeError):
        _read(element)


@pytest.mark.parametrize(
    "element",
    [
        utc_time(AT),
        bit_string(utc_time(AT)),
        octet_string(generalized_time(AT)),
        bit_string(b"20240901020304Z"),
    ],
)
def test_the_time_of_an_old_seal_may_lie_in_a_bit_string(element: bytes) -> None:
    assert _info(element) == (AT, False)


def test_the_time_of_an_old_seal_may_be_a_text_in_local_time() -> None:
    assert _info(bit_string(b"2024-09-01 10:03:04")) == (AT, True)


def test_a_token_in_the_place_of_a_time_is_no_time() -> None:
    assert _info(bit_string(b"\x30\x03\x02\x01\x01")) is None


def test_the_time_of_an_old_seal_is_no_text_of_another_type() -> None:
    with pytest.raises(DecodeError):
        _info(tlv(0x0C, b"2024-09-01 10:03:04"))
