"""CMS messages of another shape are refused, and nothing else is ever raised."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.cms import (
    SIGNED_DATA,
)
from fixtures.der import (
    NULL,
    explicit,
    integer,
    octet_string,
    oid,
    sequence,
    set_of,
    tlv,
)
from fixtures.pki import parsed
from tests.verify.asn1.messages import CONTENT, DETACHED, IDENTIFIER, P256, SHA256, TAIL, message_of
from verify.asn1.cms import (
    DATA,
    content_type_of,
    decode_signed_data,
)
from verify.errors import DecodeError


@pytest.mark.parametrize(
    "whole",
    [
        sequence(oid(DATA), explicit(0, octet_string(CONTENT))),
        sequence(),
        tlv(0x31, oid(SIGNED_DATA) + explicit(0, sequence())),
        parsed(P256.certificate).dump(),
    ],
    ids=["data", "empty", "set", "certificate"],
)
def test_what_is_no_signed_data_is_refused_by_its_own_code(whole: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^cms\.not_signed_data"):
        decode_signed_data(whole)


_BODY = (integer(1), set_of([SHA256]), sequence(oid(DATA)), set_of([]))


@pytest.mark.parametrize(
    "whole",
    [
        sequence(oid(SIGNED_DATA), explicit(0, sequence(*_BODY)), NULL),
        sequence(oid(SIGNED_DATA), explicit(1, sequence(*_BODY))),
        sequence(oid(SIGNED_DATA), explicit(0, sequence(*_BODY), NULL)),
        sequence(oid(SIGNED_DATA), explicit(0, tlv(0x31, b"".join(_BODY)))),
    ],
    ids=["third_part", "another_tag", "two_contents", "content_a_set"],
)
def test_a_content_info_of_another_shape_is_refused(whole: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^cms\.malformed"):
        decode_signed_data(whole)


@pytest.mark.parametrize(
    "parts",
    [
        _BODY[:3],
        _BODY[1:],
        (_BODY[0], sequence(), *_BODY[2:]),
        (*_BODY[:2], octet_string(b""), _BODY[3]),
        (*_BODY[:3], sequence()),
        (*_BODY, NULL),
        (*_BODY[:3], tlv(0xA1, b""), tlv(0xA0, b""), _BODY[3]),
        (*_BODY[:3], tlv(0xA0, b"")),
    ],
    ids=[
        "no_signers", "no_version", "no_set_of_digests", "no_encapsulated_content",
        "signers_no_set", "something_after_the_signers", "crls_before_certificates",
        "certificates_but_no_signers",
    ],
)  # fmt: skip
def test_a_signed_data_of_another_shape_is_refused(parts: tuple[bytes, ...]) -> None:
    with pytest.raises(DecodeError, match=r"^cms\.malformed"):
        decode_signed_data(sequence(oid(SIGNED_DATA), explicit(0, sequence(*parts))))


@pytest.mark.parametrize(
    "content",
    [
        sequence(oid(DATA), octet_string(CONTENT)),
        sequence(oid(DATA), explicit(0, integer(1))),
        sequence(oid(DATA), explicit(0, octet_string(b"a"), octet_string(b"b"))),
        sequence(oid(DATA), explicit(0, octet_string(b"a")), explicit(0, octet_string(b"b"))),
        sequence(integer(1)),
        sequence(),
    ],
    ids=["untagged", "no_octets", "two_in_one_tag", "two_tags", "type_no_oid", "empty"],
)
def test_an_encapsulated_content_of_another_shape_is_refused(content: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^(cms|asn1)\.malformed"):
        decode_signed_data(message_of(content=content))


_SIGNER = (integer(1), IDENTIFIER, SHA256, *TAIL)


@pytest.mark.parametrize(
    "info",
    [
        sequence(*_SIGNER[:4]),
        sequence(*_SIGNER[1:], NULL),
        tlv(0x31, b"".join(_SIGNER)),
        sequence(integer(1), explicit(0, octet_string(b"k")), SHA256, *TAIL),
        sequence(integer(1), IDENTIFIER, NULL, *TAIL),
        sequence(integer(1), IDENTIFIER, SHA256, octet_string(b"v"), TAIL[0]),
        sequence(integer(1), IDENTIFIER, SHA256, tlv(0xA0, b""), TAIL[0]),
        sequence(*_SIGNER, tlv(0xA2, b"")),
        sequence(*_SIGNER, tlv(0xA1, b""), NULL),
    ],
    ids=[
        "no_signature", "no_version", "no_sequence", "key_identifier_constructed", "digest_null",
        "signature_before_algorithm", "attributes_but_no_signature", "unsigned_of_another_tag",
        "something_at_the_end",
    ],
)  # fmt: skip
def test_a_signer_info_of_another_shape_is_refused(info: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^(cms|asn1)\.malformed"):
        decode_signed_data(message_of(info))


def test_a_content_info_without_content_has_no_type() -> None:
    with pytest.raises(DecodeError, match=r"^cms\.malformed"):
        content_type_of(sequence(oid(DATA)))


@given(st.integers(0, len(DETACHED) - 1))
def test_a_message_cut_off_anywhere_is_refused(at: int) -> None:
    with pytest.raises(DecodeError):
        decode_signed_data(DETACHED[:at])


@given(st.integers(0, len(DETACHED) - 1), st.integers(0, 255))
def test_an_altered_message_raises_nothing_else(at: int, octet: int) -> None:
    with suppress(DecodeError):
        decode_signed_data(DETACHED[:at] + bytes((octet,)) + DETACHED[at + 1 :])


@given(st.binary(max_size=300))
def test_arbitrary_bytes_raise_nothing_else(data: bytes) -> None:
    with suppress(DecodeError):
        decode_signed_data(data)
    with suppress(DecodeError):
        decode_signed_data(sequence(oid(SIGNED_DATA), explicit(0, sequence(data))))
