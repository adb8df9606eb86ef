"""Digests and times are read in every writing that platforms use, and in no other."""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.receipts.transform import algorithm_of, has_zone, instant_of, octets_of, span_of

OCTETS = bytes(range(0xE0, 0x100))
HEX = OCTETS.hex()
AT = datetime(2021, 3, 26, 1, 6, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", [HEX, HEX.upper(), f"0x{HEX}", f"0X{HEX.upper()}", base64.b64encode(OCTETS).decode()]
)
def test_a_digest_is_the_same_in_every_writing(text: str) -> None:
    assert octets_of(text) == OCTETS


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2024-06-01", 86_400),
        ("2024-06-01T10", 3600),
        ("20240601T10", 3600),
        ("2024-06-01 10:31", 60),
        ("2024-06-01T10:31+08:00", 60),
        ("2024-06-01 10:31:00", 0),
        ("2024-06-01T10:31:00.5Z", 0),
        ("1717209060", 0),
    ],
)
def test_a_time_means_all_of_the_unit_that_it_ends_in(text: str, seconds: int) -> None:
    assert span_of(text).total_seconds() == seconds


@pytest.mark.parametrize("text", ["2024-W22", "2024-W22-6"])
def test_a_week_is_no_time(text: str) -> None:
    assert instant_of(text, "iso") is None


@pytest.mark.parametrize("text", ["", "0x", HEX[:-1], f"{HEX} ", "摘要", "ab=cd", "=" * 4])
def test_what_is_no_writing_of_a_digest_is_none(text: str) -> None:
    assert octets_of(text) is None


@given(st.binary(min_size=1, max_size=64))
def test_hexadecimal_is_never_read_as_base64(octets: bytes) -> None:
    assert octets_of(octets.hex()) == octets


@given(st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    octets_of(text)
    instant_of(text, "ms")
    has_zone(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("2021-03-26 09:06:05", "iso"),
        ("2021-03-26T09:06:05+08:00", "iso"),
        ("2021-03-26T01:06:05Z", "iso"),
        ("1616720765", "s"),
        ("1616720765000", "ms"),
        ("2021-03-26 09:06:05", "ms"),
    ],
)
def test_a_time_is_the_same_in_every_writing(text: str, unit: str) -> None:
    assert instant_of(text, unit) == AT


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1616720765", "ms"),
        ("1616720765000", "s"),
        ("1616720765000", "iso"),
        ("20210326", "iso"),
        ("1" * 30, "ms"),
        ("9999999999999999999", "s"),
        ("2008-12-31T00:00:00Z", "iso"),
        ("2100-01-01T00:00:00Z", "iso"),
        ("-1616720765000", "ms"),
        ("yesterday", "iso"),
        ("", "iso"),
    ],
    ids=["seconds", "milliseconds", "number", "digits", "long", "overflow", "early", "late",
         "negative", "word", "nothing"],
)  # fmt: skip
def test_a_time_that_can_be_no_deposit_s_is_none(text: str, unit: str) -> None:
    assert instant_of(text, unit) is None


@pytest.mark.parametrize(
    ("text", "zoned"),
    [
        ("2021-03-26 09:06:05", False),
        ("2021-03-26", False),
        ("2021-03-26T09:06:05.123", False),
        ("2021-03-26T09:06:05Z", True),
        ("2021-03-26T09:06:05+08:00", True),
        ("2021-03-26T09:06:05+0800", True),
        ("2021-03-26T09:06:05-08", True),
        ("1616720765000", True),
    ],
)
def test_a_zone_is_told_from_none(text: str, *, zoned: bool) -> None:
    assert has_zone(text) is zoned


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("SHA-256", "sha256"), ("sha256", "sha256"), ("SM3", "sm3"), ("0", "sm3"),
        ("SHA3_256", "sha3-256"), ("9", None), ("", None),
    ],
)  # fmt: skip
def test_a_label_is_the_platform_s_own_or_the_algorithm_s_name(
    label: str, name: str | None
) -> None:
    assert algorithm_of(label, {"0": "sm3"}) == name
