"""Time-stamp tokens are read as RFC 3161 states them, and refused otherwise."""

import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import tsp
from hypothesis import given
from hypothesis import strategies as st

from fixtures.cms import DATA, Signer, detached, signed_data
from fixtures.der import (
    DIGEST_OIDS,
    NULL,
    algorithm,
    explicit,
    generalized_time,
    implicit,
    integer,
    octet_string,
    oid,
    sequence,
    tlv,
)
from fixtures.tsa import token
from fixtures.world import world
from verify.asn1.cms import TST_INFO
from verify.asn1.tst import TSTInfo, decode_response, decode_token, decode_tst_info
from verify.errors import DecodeError

AT = datetime(2024, 9, 1, 2, 3, 4, 567_000, UTC)
IMPRINT = hashlib.sha256(b"contract").digest()
TSA = world(1).tsas[1]
TOKEN = token(TSA, IMPRINT, AT, nonce=99)

VERSION, POLICY = integer(1), oid("2.999.3161.1")
MESSAGE_IMPRINT = sequence(algorithm(DIGEST_OIDS["sha256"]), octet_string(IMPRINT))
SERIAL, GEN_TIME = integer(42), generalized_time(AT)
HEAD = (VERSION, POLICY, MESSAGE_IMPRINT, SERIAL, GEN_TIME)
ACCURACY = sequence(integer(1), implicit(0, b"\x02"), implicit(1, b"\x03"))
ORDERING = tlv(0x01, b"\xff")
NONCE = integer(7)
NAME = explicit(0, tlv(0x82, b"tsa.invalid"))
EXTENSION = sequence(oid("2.999.7"), octet_string(NULL))
EXTENSIONS = explicit(1, EXTENSION)
OPTIONS = (ACCURACY, ORDERING, NONCE, NAME, EXTENSIONS)
WHOLE = sequence(*HEAD, *OPTIONS)


def _info(*options: bytes) -> TSTInfo:
    return decode_tst_info(sequence(*HEAD, *options))


def _accuracy(*parts: bytes) -> timedelta | None:
    return _info(sequence(*parts)).accuracy


def test_the_required_fields_are_read() -> None:
    info = _info()
    assert (info.policy, info.digest, info.imprint, info.serial, info.gen_time) == (
        "2.999.3161.1",
        "sha256",
        IMPRINT,
        42,
        AT,
    )


def test_optional_fields_that_are_not_there_are_none() -> None:
    assert _info()[5:] == (None, None)


def test_all_optional_fields_may_stand_together() -> None:
    info = _info(*OPTIONS)
    assert (info.accuracy, info.nonce) == (
        timedelta(seconds=1, milliseconds=2, microseconds=3),
        b"\x07",
    )


def test_a_serial_number_of_160_bits_is_read() -> None:
    parts = (*HEAD[:3], integer(2**159 + 1), GEN_TIME)
    assert decode_tst_info(sequence(*parts)).serial == 2**159 + 1


def test_an_imprint_by_an_unknown_digest_is_kept() -> None:
    imprint = sequence(algorithm("2.999.1"), octet_string(b"d"))
    info = decode_tst_info(sequence(VERSION, POLICY, imprint, SERIAL, GEN_TIME))
    assert (info.digest, info.imprint) == (None, b"d")


@pytest.mark.parametrize("name", ["sha256", "sha384", "sha512", "sha3-256", "sm3", "sha1", "md5"])
def test_the_imprints_digest_is_named(name: str) -> None:
    imprint = sequence(algorithm(DIGEST_OIDS[name]), octet_string(b"d"))
    assert decode_tst_info(sequence(VERSION, POLICY, imprint, SERIAL, GEN_TIME)).digest == name


@pytest.mark.parametrize(
    ("parts", "span"),
    [
        ((), timedelta()),
        ((integer(0),), timedelta()),
        ((integer(60),), timedelta(minutes=1)),
        ((implicit(0, b"\x01"),), timedelta(milliseconds=1)),
        ((implicit(1, b"\x01"),), timedelta(microseconds=1)),
        ((implicit(0, b"\x03\xe7"),), timedelta(milliseconds=999)),
        ((integer(1), implicit(1, b"\x05")), timedelta(seconds=1, microseconds=5)),
        ((implicit(0, b"\x04"), implicit(1, b"\x05")), timedelta(microseconds=4005)),
    ],
)
def test_an_accuracy_is_the_sum_of_what_it_states(
    parts: tuple[bytes, ...], span: timedelta
) -> None:
    assert _accuracy(*parts) == span


@pytest.mark.parametrize(
    "parts",
    [
        (integer(-1),),
        (integer(10**9),),
        (integer(2**64),),
        (implicit(0, b"\x03\xe8"),),
        (implicit(1, b"\x03\xe8"),),
        (implicit(0, b"\xff"),),
        (implicit(0, b""),),
        (implicit(0, b"\x00\x01"),),
        (integer(1), integer(1)),
        (implicit(0, b"\x01"), integer(1)),
        (implicit(1, b"\x01"), implicit(0, b"\x01")),
        (implicit(0, b"\x01"), implicit(0, b"\x01")),
        (implicit(2, b"\x01"),),
        (octet_string(b"\x01"),),
    ],
    ids=[
        "negative", "thirty_years", "absurd", "1000_millis", "1000_micros", "negative_millis",
        "empty_millis", "millis_not_minimal", "seconds_twice", "millis_before_seconds",
        "micros_before_millis", "millis_twice", "unknown_unit", "no_integer",
    ],
)  # fmt: skip
def test_an_accuracy_of_another_shape_or_out_of_range_is_refused(parts: tuple[bytes, ...]) -> None:
    with pytest.raises(DecodeError, match=r"^(timestamp|asn1)\.malformed"):
        _accuracy(*parts)


@pytest.mark.parametrize(
    "options",
    [
        (ORDERING, ACCURACY),
        (NONCE, ORDERING),
        (NONCE, ACCURACY),
        (NAME, NONCE),
        (EXTENSIONS, NAME),
        (ACCURACY, ACCURACY),
        (ORDERING, ORDERING),
        (NONCE, NONCE),
        (NAME, NAME),
        (EXTENSIONS, EXTENSIONS),
    ],
)
def test_optional_fields_out_of_order_or_twice_are_refused(options: tuple[bytes, ...]) -> None:
    with pytest.raises(DecodeError, match=r"^timestamp\.malformed: fields of TSTInfo out of order"):
        _info(*options)


@pytest.mark.parametrize("option", [octet_string(b""), NULL, explicit(2, NULL), implicit(1, b"")])
def test_an_optional_field_that_nobody_knows_is_refused(option: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^timestamp\.malformed"):
        _info(option)


def test_an_ordering_that_is_no_boolean_of_der_is_refused() -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed: BOOLEAN"):
        _info(tlv(0x01, b"\x01"))


def test_an_unknown_critical_extension_is_refused_by_its_own_code() -> None:
    critical = explicit(1, sequence(oid("2.999.7"), tlv(0x01, b"\xff"), octet_string(NULL)))
    with pytest.raises(DecodeError, match=r"^timestamp\.critical_extension: 2\.999\.7"):
        _info(critical)


def test_a_critical_extension_behind_another_is_refused_as_well() -> None:
    critical = sequence(oid("2.999.8"), tlv(0x01, b"\xff"), octet_string(NULL))
    with pytest.raises(DecodeError, match=r"^timestamp\.critical_extension: 2\.999\.8"):
        _info(explicit(1, EXTENSION, critical))


@pytest.mark.parametrize(
    "extension",
    [EXTENSION, sequence(oid("2.999.7"), tlv(0x01, b"\x00"), octet_string(NULL))],
    ids=["by_default", "as_stated"],
)
def test_an_extension_that_is_not_critical_is_passed_over(extension: bytes) -> None:
    assert _info(explicit(1, extension)).gen_time == AT


@pytest.mark.parametrize(
    "extension",
    [NULL, sequence(oid("2.999.7"), tlv(0x01, b"\x01"), octet_string(NULL))],
    ids=["no_sequence", "no_boolean"],
)
def test_an_extension_of_another_shape_is_refused(extension: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed"):
        _info(explicit(1, extension))


@pytest.mark.parametrize("version", [integer(0), integer(2), integer(257), tlv(0x02, b"")])
def test_another_version_is_refused(version: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^timestamp\.malformed: TSTInfo of another version"):
        decode_tst_info(sequence(version, *HEAD[1:]))


@pytest.mark.parametrize(
    "whole",
    [
        sequence(*HEAD[:4]),
        tlv(0x31, b"".join(HEAD)),
        sequence(octet_string(b"\x01"), *HEAD[1:]),
        sequence(*HEAD[:3], octet_string(b"\x01"), GEN_TIME),
        sequence(VERSION, octet_string(b""), *HEAD[2:]),
        sequence(VERSION, POLICY, NULL, SERIAL, GEN_TIME),
        sequence(VERSION, POLICY, sequence(), SERIAL, GEN_TIME),
        sequence(VERSION, POLICY, sequence(*[MESSAGE_IMPRINT] * 2), SERIAL, GEN_TIME),
        sequence(*HEAD[:4], integer(1)),
        sequence(*HEAD[:4], tlv(0x18, b"20240901")),
    ],
    ids=[
        "too_short", "set", "version_no_integer", "serial_no_integer", "policy_no_oid",
        "imprint_null", "imprint_empty", "imprint_no_octets", "time_no_time", "time_without_time",
    ],
)  # fmt: skip
def test_a_tst_info_of_another_shape_is_refused(whole: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^(timestamp|asn1)\.malformed"):
        decode_tst_info(whole)


def test_octets_after_a_tst_info_are_refused() -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.trailing_bytes"):
        decode_tst_info(WHOLE + b"\x00")


@pytest.mark.parametrize("tsa", world(1).tsas, ids=["rsa", "p256"])
def test_a_token_says_what_another_reader_reads(tsa: object) -> None:
    made = token(tsa, IMPRINT, AT, nonce=99)  # type: ignore[arg-type]
    inner = tsp.ContentInfo.load(made)["content"]["encap_content_info"]["content"].parsed
    info = decode_token(made).info
    assert (info.policy, info.serial, info.gen_time, info.imprint, info.nonce) == (
        inner["policy"].dotted,
        inner["serial_number"].native,
        inner["gen_time"].native,
        inner["message_imprint"]["hashed_message"].native,
        inner["nonce"].contents,
    )


def test_a_token_keeps_the_message_that_was_signed() -> None:
    signed = decode_token(TOKEN).signed
    assert signed.content_type == TST_INFO
    assert decode_tst_info(signed.content or b"") == decode_token(TOKEN).info


def test_a_token_without_certificates_is_read() -> None:
    made = token(replace(TSA, certificates=False), IMPRINT, AT)
    assert decode_token(made).signed.certificates == ()


def test_a_token_without_accuracy_states_none() -> None:
    assert decode_token(token(replace(TSA, accuracy=None), IMPRINT, AT)).info.accuracy is None


@pytest.mark.parametrize(
    "made",
    [
        detached(IMPRINT, Signer(identity=TSA.signer.identity))[0],
        signed_data([], content=WHOLE, kind=DATA),
        signed_data([], kind=TST_INFO),
    ],
    ids=["signature", "data_inside", "nothing_inside"],
)
def test_a_message_that_holds_no_tst_info_is_refused_by_its_own_code(made: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^timestamp\.not_tstinfo"):
        decode_token(made)


_INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC)
)
_PARTS = st.tuples(st.integers(0, 10**6), st.integers(1, 999), st.integers(1, 999))


@given(_PARTS, st.integers(0, 2**64), st.integers(1, 2**64), _INSTANTS)
def test_what_another_encoder_states_is_read(
    accuracy: tuple[int, int, int], nonce: int, serial: int, at: datetime
) -> None:
    seconds, millis, micros = accuracy
    whole = tsp.TSTInfo({
        "version": "v1",
        "policy": "2.999.3161.1",
        "message_imprint": {
            "hash_algorithm": {"algorithm": "sha256"}, "hashed_message": IMPRINT,
        },
        "serial_number": serial,
        "gen_time": at,
        "accuracy": {"seconds": seconds, "millis": millis, "micros": micros},
        "nonce": nonce,
    }).dump()  # fmt: skip
    info = decode_tst_info(whole)
    span = timedelta(seconds=seconds, milliseconds=millis, microseconds=micros)
    assert (info.accuracy, info.gen_time, info.serial) == (span, at, serial)
    assert int.from_bytes(info.nonce or b"") == nonce


@given(st.integers(0, len(TOKEN) - 1))
def test_a_token_cut_off_anywhere_is_refused(at: int) -> None:
    with pytest.raises(DecodeError):
        decode_token(TOKEN[:at])


@given(st.integers(0, len(WHOLE) - 1))
def test_a_tst_info_cut_off_anywhere_is_refused(at: int) -> None:
    with pytest.raises(DecodeError):
        decode_tst_info(WHOLE[:at])


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_an_altered_tst_info_raises_nothing_else(at: int, octet: int) -> None:
    with suppress(DecodeError):
        decode_tst_info(WHOLE[:at] + bytes((octet,)) + WHOLE[at + 1 :])


@given(st.binary(max_size=200))
def test_arbitrary_bytes_raise_nothing_else(data: bytes) -> None:
    with suppress(DecodeError):
        decode_token(data)
    with suppress(DecodeError):
        decode_tst_info(sequence(*HEAD, data))
    with suppress(DecodeError):
        decode_response(sequence(sequence(data)))
