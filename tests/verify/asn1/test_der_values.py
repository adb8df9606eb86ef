"""Values in DER are read strictly, and as another encoder wrote them."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from fixtures.der import NULL, tlv
from verify.asn1.der import (
    BIT_STRING,
    BOOLEAN,
    ENUMERATED,
    GENERALIZED_TIME,
    INTEGER,
    OBJECT_IDENTIFIER,
    UTC_TIME,
    decode_bits,
    decode_boolean,
    decode_integer,
    decode_oid,
    decode_time,
    only_element,
)
from verify.errors import DecodeError

DECODERS = [decode_integer, decode_boolean, decode_bits, decode_oid, decode_time]


def _instant(tag: int, text: bytes) -> datetime:
    der = tlv(tag, text)
    return decode_time(der, only_element(der))


def _integer(content: bytes) -> int:
    der = tlv(INTEGER, content)
    return decode_integer(der, only_element(der))


def _boolean(content: bytes) -> bool:
    der = tlv(BOOLEAN, content)
    return decode_boolean(der, only_element(der))


def _bits(content: bytes) -> tuple[bytes, int]:
    der = tlv(BIT_STRING, content)
    return decode_bits(der, only_element(der))


def _oid(content: bytes) -> str:
    der = tlv(OBJECT_IDENTIFIER, content)
    return decode_oid(der, only_element(der))


@pytest.mark.parametrize("decode", DECODERS)
def test_no_decoder_reads_an_element_of_another_tag(decode: object) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed"):
        decode(NULL, only_element(NULL))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("content", "value"),
    [(b"\x00", 0), (b"\x7f", 127), (b"\x00\x80", 128), (b"\x80", -128), (b"\xff\x7f", -129)],
)
def test_an_integer_is_read_as_twos_complement(content: bytes, value: int) -> None:
    assert _integer(content) == value


@pytest.mark.parametrize("content", [b"", b"\x00\x7f", b"\x00\x00", b"\xff\x80", b"\xff\xff"])
def test_an_integer_that_is_empty_or_not_minimal_is_refused(content: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed: INTEGER"):
        _integer(content)


def test_an_integer_of_a_kilobyte_is_read() -> None:
    assert _integer(b"\x01" + bytes(1023)) == 1 << 8184


def test_an_integer_over_a_kilobyte_is_refused() -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed: INTEGER"):
        _integer(b"\x01" + bytes(1024))


def test_an_enumerated_is_read_under_its_own_tag() -> None:
    der = tlv(ENUMERATED, b"\x06")
    assert decode_integer(der, only_element(der), tag=ENUMERATED) == 6


@pytest.mark.parametrize(("content", "value"), [(b"\xff", True), (b"\x00", False)])
def test_the_two_booleans_of_der_are_read(content: bytes, value: bool) -> None:
    assert _boolean(content) is value


@pytest.mark.parametrize("content", [b"", b"\x01", b"\xfe", b"\xff\xff", b"\x00\x00"])
def test_any_other_boolean_is_refused(content: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed: BOOLEAN"):
        _boolean(content)


@pytest.mark.parametrize(
    ("content", "value"),
    [(b"\x00", (b"", 0)), (b"\x00\xff", (b"\xff", 0)), (b"\x07\x80", (b"\x80", 7))],
)
def test_a_bit_string_gives_its_octets_and_unused_bits(
    content: bytes, value: tuple[bytes, int]
) -> None:
    assert _bits(content) == value


@pytest.mark.parametrize(
    "content",
    [b"", b"\x01", b"\x08\x00", b"\x07\x81", b"\x01\xff"],
    ids=["no_count", "unused_bits_of_nothing", "count_of_8", "unused_bit_set", "one_bit_set"],
)
def test_a_bit_string_with_a_wrong_count_or_set_unused_bits_is_refused(content: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed: BIT STRING"):
        _bits(content)


@pytest.mark.parametrize(
    ("content", "dotted"),
    [
        (b"\x00", "0.0"),
        (b"\x27", "0.39"),
        (b"\x28", "1.0"),
        (b"\x4f", "1.39"),
        (b"\x50", "2.0"),
        (b"\x88\x37", "2.999"),
        (bytes.fromhex("2a811ccf55018311"), "1.2.156.10197.1.401"),
    ],
)
def test_an_object_identifier_is_read_in_dotted_form(content: bytes, dotted: str) -> None:
    assert _oid(content) == dotted


@pytest.mark.parametrize(
    "content",
    [b"", b"\x80\x01", b"\x2a\x80\x01", b"\x2a\x86", b"\x2a" * 65],
    ids=["empty", "first_arc_padded", "arc_padded", "cut_off", "over_64_octets"],
)
def test_an_object_identifier_that_is_empty_padded_cut_off_or_overlong_is_refused(
    content: bytes,
) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed: OBJECT IDENTIFIER"):
        _oid(content)


@pytest.mark.parametrize(
    ("text", "year"), [(b"500101000000Z", 1950), (b"991231235959Z", 1999), (b"491231235959Z", 2049)]
)
def test_the_two_digits_of_a_utc_time_mean_1950_to_2049(text: bytes, year: int) -> None:
    assert _instant(UTC_TIME, text).year == year


def test_a_generalized_time_is_read_to_the_second() -> None:
    assert _instant(GENERALIZED_TIME, b"20250228235959Z") == datetime(
        2025, 2, 28, 23, 59, 59, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("text", "microsecond"),
    [
        (b"20250101000000.5Z", 500_000),
        (b"20250101000000.000001Z", 1),
        (b"20250101000000.123456Z", 123_456),
        (b"20250101000000.1234569Z", 123_456),
    ],
)
def test_a_fraction_of_a_second_is_read_to_the_microsecond(text: bytes, microsecond: int) -> None:
    assert _instant(GENERALIZED_TIME, text) == datetime(2025, 1, 1, 0, 0, 0, microsecond, UTC)


@pytest.mark.parametrize(
    "text",
    [
        b"20250101000000.50Z",
        b"20250101000000.0Z",
        b"20250101000000.Z",
        b"20250101000000,5Z",
        b"20250101000000.5",
        b"20250101000000.-5Z",
        b"202501010000005Z",
    ],
)
def test_a_fraction_of_another_form_is_refused(text: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed"):
        _instant(GENERALIZED_TIME, text)


@pytest.mark.parametrize(
    "text",
    [
        b"20250101000000",
        b"20250101000000+0800",
        b"202501010000Z",
        b"20250101000000z",
        b"2025010100000 Z",
        b"20250229000000Z",
        b"20251301000000Z",
        b"20250101250000Z",
        b"20250101006000Z",
        b"20250101000060Z",
        b"00000101000000Z",
        b"",
    ],
)
def test_a_generalized_time_of_another_form_or_of_no_day_is_refused(text: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed"):
        _instant(GENERALIZED_TIME, text)


@pytest.mark.parametrize(
    "text",
    [
        b"2501010000Z",
        b"250101000000",
        b"250101000000+0000",
        b"250101000000.5Z",
        b"250230000000Z",
        b"+50101000000Z",
        b"20250101000000Z",
    ],
)
def test_a_utc_time_of_another_form_or_of_no_day_is_refused(text: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed"):
        _instant(UTC_TIME, text)


_WHOLE_SECONDS = st.datetimes(datetime(1950, 1, 1), datetime(2049, 12, 31, 23, 59, 59)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
_ARCS = st.lists(st.integers(0, 2**32), max_size=6).map(lambda arcs: ".".join(map(str, arcs)))
_INSTANTS = st.datetimes(datetime(1000, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


@given(st.integers(-(2**200), 2**200))
def test_integers_of_another_encoder_are_read(value: int) -> None:
    der = core.Integer(value).dump()
    assert decode_integer(der, only_element(der)) == value


@given(st.integers(0, 2), st.integers(0, 39), _ARCS)
def test_object_identifiers_of_another_encoder_are_read(first: int, second: int, more: str) -> None:
    dotted = f"{first}.{second}.{more}".rstrip(".")
    der = core.ObjectIdentifier(dotted).dump()
    assert decode_oid(der, only_element(der)) == dotted


@given(st.binary(max_size=300))
def test_bit_strings_of_another_encoder_are_read(octets: bytes) -> None:
    der = core.OctetBitString(octets).dump()
    assert decode_bits(der, only_element(der)) == (octets, 0)


@given(st.booleans())
def test_booleans_of_another_encoder_are_read(value: bool) -> None:
    der = core.Boolean(value).dump()
    assert decode_boolean(der, only_element(der)) is value


@given(_WHOLE_SECONDS)
def test_utc_times_of_another_encoder_are_read(at: datetime) -> None:
    der = core.UTCTime(at).dump()
    assert decode_time(der, only_element(der)) == at


@given(_INSTANTS)
def test_generalized_times_of_another_encoder_are_read(at: datetime) -> None:
    der = core.GeneralizedTime(at).dump()
    assert decode_time(der, only_element(der)) == at


@given(st.sampled_from(DECODERS), st.integers(0, 0x1E), st.binary(max_size=80))
def test_decoders_of_arbitrary_content_raise_nothing_else(
    decode: object, tag: int, content: bytes
) -> None:
    der = tlv(tag, content)
    with suppress(DecodeError):
        decode(der, only_element(der))  # type: ignore[operator]


@given(st.integers(0, 999_999))
def test_a_fraction_is_read_as_it_was_written(micros: int) -> None:
    at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
    text = f"20250101000000.{micros:06}".rstrip("0").rstrip(".") if micros else "20250101000000"
    assert _instant(GENERALIZED_TIME, f"{text}Z".encode()) == at


@given(st.text("0123456789.Z+-", max_size=24))
def test_any_time_text_is_read_or_refused(text: str) -> None:
    for_utc, general = tlv(UTC_TIME, text.encode()), tlv(GENERALIZED_TIME, text.encode())
    with suppress(DecodeError):
        decode_time(for_utc, only_element(for_utc))
    with suppress(DecodeError):
        decode_time(general, only_element(general))
