"""Messages in BER are read as the DER of the same structure, and their certificates as they are."""

import hashlib
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from fixtures.ber import ber, indefinite
from fixtures.cms import DATA as CMS_DATA
from fixtures.cms import SIGNED_DATA, Signer, detached, sign, signed_data
from fixtures.der import NULL, explicit, integer, octet_string, oid, sequence, set_of, tlv
from fixtures.tsa import token
from fixtures.world import crl_of, world
from verify.asn1.ber import Place, der_of
from verify.asn1.cms import decode_signed_data
from verify.asn1.tst import decode_response
from verify.errors import DecodeError
from verify.proofs import decode_timestamp

AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
CONTENT = b"contract\n" * 1000
DIGEST = hashlib.sha256(CONTENT).digest()
P256 = world(1).borrower(1).signer
WHO = Signer(identity=P256, at=AT)
CRL = crl_of(world(1).hierarchies[0].ca)
DETACHED = detached(DIGEST, WHO, crls=[CRL])[0]
ENVELOPING = signed_data([sign(WHO, DIGEST)], content=CONTENT, certificates=P256.path)
TSA = world(1).tsas[1]
TOKEN = token(TSA, DIGEST, AT)
OTHER = Place.OTHER
LONG = b"\x30\x84\x00\x00\x00"
"""A SEQUENCE whose length of one octet is written in four."""


def _long(data: bytes) -> bytes:
    """Return a short SEQUENCE with its length in the form that is not minimal."""
    return LONG + data[1:]


@pytest.mark.parametrize("message", [DETACHED, ENVELOPING, TOKEN], ids=["bare", "whole", "token"])
def test_what_is_der_already_stays_as_it_is(message: bytes) -> None:
    assert der_of(message) == message


@pytest.mark.parametrize("message", [DETACHED, ENVELOPING, TOKEN], ids=["bare", "whole", "token"])
def test_a_message_in_ber_is_that_in_der(message: bytes) -> None:
    assert der_of(ber(message)) == message


@pytest.mark.parametrize("message", [DETACHED, ENVELOPING], ids=["bare", "whole"])
def test_a_message_in_ber_says_the_same_and_that_it_was_ber(message: bytes) -> None:
    assert decode_signed_data(ber(message)) == decode_signed_data(message)._replace(ber=True)


def test_a_message_in_der_was_not_ber() -> None:
    assert not decode_signed_data(DETACHED).ber


def test_signed_attributes_in_another_order_are_read_as_they_were_signed() -> None:
    (mine,) = decode_signed_data(ber(DETACHED, unsorted=True)).signers
    (signed,) = decode_signed_data(DETACHED).signers
    assert mine.attributes is not None
    assert mine.attributes.reordered
    assert mine.attributes._replace(received=b"") == signed.attributes


@pytest.mark.parametrize("pieces", [1, 7, 1000, 10**6])
def test_content_in_pieces_of_any_size_is_one(pieces: int) -> None:
    message = signed_data([sign(WHO, DIGEST)], content=CONTENT[:900])
    assert decode_signed_data(ber(message, pieces=pieces)).content == CONTENT[:900]


def test_pieces_may_be_in_pieces() -> None:
    inner = indefinite(0x24, octet_string(b"b"), octet_string(b"c"))
    data = indefinite(0x24, octet_string(b"a"), inner, tlv(0x24, octet_string(b"d")))
    assert der_of(data, OTHER) == octet_string(b"abcd")


def test_a_string_of_no_pieces_is_empty() -> None:
    assert der_of(indefinite(0x24), OTHER) == octet_string(b"")


def test_definite_pieces_alone_are_noticed() -> None:
    pieces = tlv(0x24, octet_string(b"ab") + octet_string(b"cd"))
    inside = sequence(oid(CMS_DATA), explicit(0, pieces))
    body = sequence(integer(1), set_of([]), inside, set_of([]))
    read = decode_signed_data(sequence(oid(SIGNED_DATA), explicit(0, body)))
    assert (read.content, read.ber) == (b"abcd", True)


def test_a_signature_value_in_pieces_is_one() -> None:
    (one,) = decode_signed_data(DETACHED).signers
    value = octet_string(one.signature)
    pieces = tlv(0x24, octet_string(one.signature))
    made = der_of(ber(DETACHED).replace(value, pieces))
    assert made == DETACHED


@pytest.mark.parametrize(
    ("data", "der"),
    [
        (_long(sequence(integer(7))), sequence(integer(7))),
        (sequence(b"\x02\x81\x01\x07"), sequence(integer(7))),
        (b"\x30\x8a" + bytes(9) + b"\x03\x02\x01\x07", sequence(integer(7))),
        (indefinite(0x30, integer(7)), sequence(integer(7))),
        (indefinite(0x30), sequence()),
        (indefinite(0x30, indefinite(0x31, indefinite(0xA3))), sequence(set_of([tlv(0xA3, b"")]))),
        (indefinite(0x30, octet_string(bytes(200))), sequence(octet_string(bytes(200)))),
        (indefinite(0x30, octet_string(bytes(70_000))), sequence(octet_string(bytes(70_000)))),
        (indefinite(0x30, octet_string(b"\0\0"), NULL), sequence(octet_string(b"\0\0"), NULL)),
    ],
    ids=[
        "four_octets", "primitive", "ten_octets", "indefinite", "empty", "nested", "over_127",
        "over_65535", "zeros_inside",
    ],
)  # fmt: skip
def test_every_length_becomes_the_shortest_definite_one(data: bytes, der: bytes) -> None:
    assert der_of(data, OTHER) == der


@pytest.mark.parametrize(
    "data",
    [
        indefinite(0x30, integer(7))[:-2],
        indefinite(0x30, integer(7))[:-1],
        sequence(indefinite(0x30, integer(7))[:-2]) + b"\0\0",
        b"\x04\x80\x00\x00",
        b"\x30\xff" + bytes(200),
        b"\x30\x05\x02\x01\x07",
        b"\x30\x84\x01",
        indefinite(0x30, b"\x00\x01\x00"),
        sequence(b"\0\0"),
        b"\x3f\x21\x00",
        b"\xbf\x21\x00",
        indefinite(0x23, b"\x03\x02\x00\x01"),
        indefinite(0x2C, b"\x0c\x01a"),
        indefinite(0x24, integer(7)),
        b"\x30",
        b"",
    ],
    ids=[
        "no_end", "half_an_end", "end_outside_its_parent", "primitive", "reserved_length",
        "leaves_its_parent", "length_cut_off", "tag_zero", "end_in_a_definite_one", "long_tag",
        "long_context_tag", "bits_in_pieces", "text_in_pieces", "piece_of_another_type",
        "no_length", "nothing",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_malformed(data: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed"):
        der_of(data, OTHER)


def test_octets_after_the_message_are_refused() -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.trailing_bytes"):
        decode_signed_data(ber(DETACHED) + b"\0\0")


def test_a_message_in_ber_cut_off_anywhere_is_refused() -> None:
    whole = ber(DETACHED)
    for stop in range(0, len(whole), 7):
        with pytest.raises(DecodeError):
            decode_signed_data(whole[:stop])


def _nested(levels: int) -> bytes:
    data = NULL
    for _ in range(levels):
        data = indefinite(0x30, data)
    return data


def test_nesting_up_to_the_limit_is_read() -> None:
    assert der_of(_nested(LIMITS.ber_depth), OTHER).endswith(NULL)


@pytest.mark.parametrize("levels", [LIMITS.ber_depth + 1, 5000])
def test_deeper_nesting_is_refused(levels: int) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.too_many_elements: 32 levels"):
        der_of(_nested(levels), OTHER)


def test_strings_nested_deeper_are_refused() -> None:
    data = octet_string(b"a")
    for _ in range(LIMITS.ber_depth + 1):
        data = indefinite(0x24, data)
    with pytest.raises(DecodeError, match=r"^asn1\.too_many_elements: 32 levels"):
        der_of(data, OTHER)


def test_more_elements_than_the_limit_are_refused_by_their_own_code() -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.too_many_elements"):
        der_of(indefinite(0x30, NULL * LIMITS.ber_elements), OTHER)


def test_as_many_elements_as_the_limit_says_are_read() -> None:
    data = NULL * (LIMITS.ber_elements - 1)
    assert der_of(indefinite(0x30, data), OTHER) == sequence(data)


BROKEN = _long(sequence(integer(7), _long(sequence(integer(8)))))
"""Stands for a certificate whose own octets are not DER."""


def _message(certificates: bytes = b"", unsigned: bytes = b"") -> bytes:
    info = sequence(integer(1), sequence(), unsigned)
    body = (integer(1), set_of([]), sequence(oid("2.999.1")), certificates)
    signed = indefinite(0x30, *body, indefinite(0x31, info))
    return indefinite(0x30, oid("2.999.2"), indefinite(0xA0, signed))


@pytest.mark.parametrize("tag", [0xA0, 0xA1], ids=["certificates", "crls"])
@pytest.mark.parametrize("wrap", [tlv, indefinite], ids=["definite", "indefinite"])
def test_no_certificate_and_no_crl_is_repaired(tag: int, wrap: object) -> None:
    made = _message(wrap(tag, BROKEN + NULL))  # type: ignore[operator]
    assert tlv(tag, BROKEN + NULL) in der_of(made)


def test_no_value_of_an_unsigned_attribute_is_repaired() -> None:
    attribute = indefinite(0x30, oid("2.999.3"), indefinite(0x31, BROKEN))
    made = _message(unsigned=indefinite(0xA1, attribute))
    assert tlv(0xA1, sequence(oid("2.999.3"), tlv(0x31, BROKEN))) in der_of(made)


def test_a_certificate_of_indefinite_length_gets_a_length_and_keeps_its_members() -> None:
    made = _message(indefinite(0xA0, indefinite(0x30, BROKEN)))
    assert tlv(0xA0, sequence(BROKEN)) in der_of(made)


def test_the_certificates_of_a_message_in_ber_are_the_octets_received() -> None:
    assert set(decode_signed_data(ber(DETACHED)).certificates) == set(P256.path)


def test_a_response_in_ber_gives_its_token() -> None:
    status, body = sequence(integer(0)), ber(TOKEN)
    made = decode_response(indefinite(0x30, status, body))
    assert (made.granted, made.token, made.ber) == (True, TOKEN, True)


@pytest.mark.parametrize(
    "octets",
    [
        ber(TOKEN),
        sequence(sequence(integer(0)), ber(TOKEN)),
        indefinite(0x30, sequence(integer(0)), TOKEN),
        indefinite(0x30, indefinite(0x30, integer(0)), ber(TOKEN)),
    ],
    ids=["token", "token_in_a_response", "response_around_a_token", "both"],
)
def test_a_token_in_ber_says_so_however_it_comes(octets: bytes) -> None:
    assert decode_timestamp(octets).signed == decode_signed_data(TOKEN)._replace(ber=True)


def test_a_token_in_a_response_in_der_was_not_ber() -> None:
    assert not decode_timestamp(sequence(sequence(integer(0)), TOKEN)).signed.ber


def test_a_response_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(DecodeError, match=r"^proof\.too_large"):
        decode_response(bytes(LIMITS.proof_octets + 1))


@given(st.binary(max_size=60))
def test_no_octets_raise_anything_else(data: bytes) -> None:
    for wrapped in (data, indefinite(0x30, data), indefinite(0x24, data)):
        try:
            der = der_of(wrapped)
        except DecodeError:
            continue
        assert der_of(der) == der


@given(st.integers(0, len(ber(DETACHED)) - 1), st.integers(1, 255))
def test_an_altered_message_in_ber_raises_nothing_else(place: int, change: int) -> None:
    octets = bytearray(ber(DETACHED))
    octets[place] ^= change
    with suppress(DecodeError):
        decode_signed_data(bytes(octets))
