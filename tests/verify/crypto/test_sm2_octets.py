"""SM2 in octets: one form of a key, Z as GM/T 0003.5 computes it, and signatures strictly read."""

import hashlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.der import algorithm, integer, oid, sequence, tlv
from fixtures.sm2 import ORDER
from verify.crypto.algorithms import DEFAULT_FORM, Sm2Form
from verify.crypto.sm2_octets import (
    message_digest,
    named_key,
    public_point,
    strict_der,
    user_digest,
)
from verify.errors import UnsupportedError

CURVE, EC_KEY = "1.2.156.10197.1.301", "1.2.840.10045.2.1"
RAW = Sm2Form(encoding="raw")
POINT = bytes.fromhex(
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
Z = "b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3"
E = "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640"
"""Key, Z and e of GM/T 0003.5 annex A.2."""


def _key(identifier: bytes, octets: bytes = b"\x04" + POINT, unused: int = 0) -> bytes:
    return sequence(identifier, tlv(0x03, bytes((unused,)) + octets))


NAMED = sequence(oid(EC_KEY), oid(CURVE))


def test_z_is_that_of_the_standard() -> None:
    assert user_digest(POINT, DEFAULT_FORM.id).hex() == Z


def test_the_digest_of_a_message_is_that_of_the_standard() -> None:
    assert message_digest(bytes.fromhex(Z), b"message digest").hex() == E


def test_the_digest_of_a_message_without_z_is_plain_sm3() -> None:
    assert message_digest(b"", b"abc") == hashlib.new("sm3", b"abc").digest()


@pytest.mark.parametrize("name", ["", "ALICE123@YAHOO.COM", "某平台", "1234567812345679"])
def test_another_user_id_is_another_z(name: str) -> None:
    assert user_digest(POINT, name) != user_digest(POINT, DEFAULT_FORM.id)


def test_a_user_id_as_long_as_its_length_field_allows_is_digested() -> None:
    assert len(user_digest(POINT, "1" * 8191)) == 32


@pytest.mark.parametrize("name", ["1" * 8192, "某" * 2731])
def test_a_longer_user_id_is_unsupported(name: str) -> None:
    with pytest.raises(UnsupportedError, match="too long"):
        user_digest(POINT, name)


@pytest.mark.parametrize(
    "spki", [_key(NAMED), _key(sequence(oid(CURVE), oid(CURVE)))], ids=["named", "by_curve"]
)
def test_an_uncompressed_point_on_the_named_curve_is_read(spki: bytes) -> None:
    assert public_point(spki) == POINT


def test_a_point_is_written_as_the_key_that_every_library_reads() -> None:
    assert named_key(POINT) == _key(NAMED)


@pytest.mark.parametrize(
    "spki",
    [
        b"",
        POINT,
        _key(NAMED, b"\x03" + POINT[:32]),
        _key(NAMED, b"\x06" + POINT),
        _key(NAMED, b"\x04" + POINT[:-1]),
        _key(NAMED, b"\x04" + POINT + b"\x00"),
        _key(NAMED, b"\x00"),
        _key(NAMED, unused=1),
        _key(NAMED) + b"\x00",
        _key(sequence(oid(EC_KEY), oid(CURVE), b"\x05\x00")),
        _key(algorithm(CURVE)),
        _key(sequence(oid(EC_KEY), sequence(integer(1)))),
    ],
    ids=[
        "nothing", "bare_point", "compressed", "hybrid", "short", "long", "infinity",
        "unused_bits", "octets_after_it", "parameters_and_more", "curve_alone", "explicit",
    ],
)  # fmt: skip
def test_a_key_in_any_other_form_is_unsupported(spki: bytes) -> None:
    with pytest.raises(UnsupportedError, match="no uncompressed point"):
        public_point(spki)


def _der(r: int, s: int) -> bytes:
    return sequence(integer(r), integer(s))


def _raw(r: int, s: int) -> bytes:
    return r.to_bytes(32) + s.to_bytes(32)


@pytest.mark.parametrize("r", [1, 127, 128, ORDER - 1])
@pytest.mark.parametrize("s", [1, 255, 256, ORDER - 1])
def test_numbers_in_range_are_read_in_both_forms(r: int, s: int) -> None:
    expected = _der(r, s)
    assert strict_der(expected, DEFAULT_FORM) == expected
    assert strict_der(_raw(r, s), RAW) == expected


@pytest.mark.parametrize(("r", "s"), [(0, 1), (1, 0), (0, 0), (ORDER, 1), (1, ORDER)])
def test_numbers_out_of_range_are_refused_in_both_forms(r: int, s: int) -> None:
    assert strict_der(_der(r, s), DEFAULT_FORM) is None
    assert strict_der(_raw(r, s), RAW) is None


GOOD = _der(5, 7)


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        sequence(),
        sequence(integer(5)),
        sequence(integer(5), integer(7), integer(9)),
        GOOD + b"\x00",
        b"\x30\x81" + GOOD[1:],
        b"\x30\x80" + GOOD[2:] + b"\x00\x00",
        b"\x31" + GOOD[1:],
        sequence(b"\x02\x02\x00\x05", integer(7)),
        sequence(b"\x02\x81\x01\x05", integer(7)),
        sequence(b"\x02\x00", integer(7)),
        _der(-5, 7),
        _der(5, -7),
        _der(5, ORDER + 7),
        _der(5, 1 << 256),
        _der(5, 1 << 4096),
        _raw(5, 7),
    ],
    ids=[
        "nothing", "empty", "one_number", "three_numbers", "octets_after_it",
        "length_not_minimal", "indefinite", "set", "number_not_minimal",
        "length_of_number_not_minimal", "number_without_octets", "negative_r", "negative_s",
        "s_and_the_order", "over_256_bits", "far_over_256_bits", "raw",
    ],
)  # fmt: skip
def test_anything_but_the_one_der_is_refused(signature: bytes) -> None:
    assert strict_der(signature, DEFAULT_FORM) is None


@pytest.mark.parametrize(
    "signature",
    [b"", GOOD, _raw(5, 7)[:-1], _raw(5, 7) + b"\x00", _raw(5, 7)[1:]],
    ids=["nothing", "der", "short", "long", "shifted"],
)
def test_anything_but_64_octets_is_refused_where_raw_is_registered(signature: bytes) -> None:
    assert strict_der(signature, RAW) is None


@given(st.binary(max_size=100), st.sampled_from([DEFAULT_FORM, RAW]))
def test_arbitrary_octets_are_read_or_refused(data: bytes, form: Sm2Form) -> None:
    for octets in (data, sequence(data)):
        found = strict_der(octets, form)
        assert found is None or strict_der(found, DEFAULT_FORM) == found


@given(st.binary(max_size=120))
def test_arbitrary_keys_raise_nothing_else(data: bytes) -> None:
    for octets in (data, _key(data), _key(NAMED, data)):
        with suppress(UnsupportedError):
            public_point(octets)
