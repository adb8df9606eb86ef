"""CMS messages are read as they were received, within their limits."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from asn1crypto import cms as asn1
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from fixtures.cms import (
    SIGNED_DATA,
    Signer,
    detached,
    sign,
    signed_data,
)
from fixtures.der import (
    DIGEST_OIDS,
    NULL,
    algorithm,
    explicit,
    integer,
    octet_string,
    oid,
    sequence,
    set_of,
    tlv,
)
from fixtures.pki import Answer, ocsp_response, parsed
from fixtures.world import crl_of, world
from verify.asn1.attributes import SignedAttributes
from verify.asn1.cms import DATA, SignedData, SignerInfo, content_type_of, decode_signed_data
from verify.errors import DecodeError

AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
CONTENT = b"contract\n" * 100
DIGEST = hashlib.sha256(CONTENT).digest()
RSA = world(1).lenders[0].signer
P256 = world(1).borrower(1).signer
WHO = Signer(identity=P256, at=AT)
DETACHED, (VALUE,) = detached(DIGEST, WHO)
SIGNATURE_TIMESTAMP = "1.2.840.113549.1.9.16.2.14"
NONSENSE = "2.999.1"
SHA256 = algorithm(DIGEST_OIDS["sha256"])
IDENTIFIER = sequence(sequence(), integer(7))
TAIL = (algorithm("1.2.840.10045.4.3.2"), octet_string(b"value"))


def _attribute(kind: str, *values: bytes) -> bytes:
    return sequence(oid(kind), tlv(0x31, b"".join(values)))


def _info(*attributes: bytes, unsigned: tuple[bytes, ...] = ()) -> bytes:
    """A SignerInfo with these attributes, in the order given."""
    return sequence(
        integer(1),
        IDENTIFIER,
        SHA256,
        tlv(0xA0, b"".join(attributes)),
        *TAIL,
        tlv(0xA1, b"".join(unsigned)) if unsigned else b"",
    )


def _message(*infos: bytes, middle: bytes = b"", content: bytes = b"") -> bytes:
    """A ContentInfo around these SignerInfos."""
    body = sequence(
        integer(1), set_of([SHA256]), content or sequence(oid(DATA)), middle, set_of(infos)
    )
    return sequence(oid(SIGNED_DATA), explicit(0, body))


def _signer(*attributes: bytes, unsigned: tuple[bytes, ...] = ()) -> SignerInfo:
    return decode_signed_data(_message(_info(*attributes, unsigned=unsigned))).signers[0]


def _only(message: bytes) -> tuple[SignedData, SignerInfo, SignedAttributes]:
    signed = decode_signed_data(message)
    assert signed.signers[0].attributes is not None
    return signed, signed.signers[0], signed.signers[0].attributes


def test_a_detached_message_has_no_content() -> None:
    signed = decode_signed_data(DETACHED)
    assert (signed.content_type, signed.content) == (DATA, None)


def test_an_enveloping_message_gives_its_content_as_it_stands() -> None:
    whole = signed_data([sign(WHO, DIGEST)], content=CONTENT, certificates=P256.path)
    assert decode_signed_data(whole).content == CONTENT


def test_an_empty_content_is_not_an_absent_one() -> None:
    whole = signed_data([sign(WHO, DIGEST)], content=b"")
    assert decode_signed_data(whole).content == b""


def test_the_signer_is_named_by_issuer_and_serial() -> None:
    _, signer, _ = _only(DETACHED)
    certificate = parsed(P256.certificate)
    expected = certificate.issuer.dump() + integer(certificate.serial_number)
    assert (signer.issuer_and_serial, signer.key_identifier) == (expected, None)


def test_the_signer_is_named_by_key_identifier() -> None:
    _, signer, _ = _only(detached(DIGEST, replace(WHO, by_key=True))[0])
    assert (signer.issuer_and_serial, signer.key_identifier) == (
        None,
        parsed(P256.certificate).key_identifier,
    )


def test_the_signature_and_its_algorithms_are_read() -> None:
    _, signer, _ = _only(DETACHED)
    assert (signer.digest, signer.signature_algorithm, signer.signature) == (
        "sha256",
        P256.key.algorithm(),
        VALUE,
    )


def test_an_unknown_digest_algorithm_has_no_name() -> None:
    info = sequence(integer(1), IDENTIFIER, algorithm(NONSENSE), *TAIL)
    assert decode_signed_data(_message(info)).signers[0].digest is None


def test_several_signers_are_read_in_the_order_in_which_they_stand() -> None:
    whole, _ = detached(DIGEST, WHO, Signer(identity=RSA, at=AT))
    theirs = asn1.ContentInfo.load(whole)["content"]["signer_infos"]
    found = [one.signature for one in decode_signed_data(whole).signers]
    assert found == [one["signature"].native for one in theirs]


def test_no_signer_at_all_is_read_as_none() -> None:
    assert decode_signed_data(_message()).signers == ()


def test_certificates_come_as_bytes() -> None:
    assert set(decode_signed_data(DETACHED).certificates) == set(P256.path)


def test_unsorted_certificates_keep_their_order() -> None:
    backwards = sorted(P256.path, reverse=True)
    whole = signed_data([sign(WHO, DIGEST)], certificates=backwards, unsorted=True)
    assert decode_signed_data(whole).certificates == tuple(backwards)


def test_certificates_of_other_kinds_are_passed_over() -> None:
    middle = tlv(0xA0, tlv(0xA1, NULL) + sequence(NULL) + tlv(0xA3, NULL))
    assert decode_signed_data(_message(middle=middle)).certificates == (sequence(NULL),)


def test_a_set_of_certificates_too_large_to_remember_is_read_as_well() -> None:
    large = sequence(octet_string(bytes(20_000)))
    assert decode_signed_data(_message(middle=tlv(0xA0, large))).certificates == (large,)


def test_crls_come_as_bytes() -> None:
    crl = crl_of(world(1).signer_p256.ca)
    assert decode_signed_data(detached(DIGEST, WHO, crls=[crl])[0]).crls == (crl,)


def test_ocsp_answers_among_the_revocation_data_are_told_apart() -> None:
    ca = world(1).signer_p256.ca
    answer = ocsp_response(P256.certificate, ca, ca, Answer(this_update=AT, next_update=None))
    carried = tlv(0xA1, explicit(1, oid("1.3.6.1.5.5.7.16.2"), answer))
    signed = decode_signed_data(_message(middle=carried))
    assert (signed.crls, signed.ocsps) == ((), (answer,))


def test_revocation_data_of_another_format_is_passed_over() -> None:
    carried = tlv(0xA1, explicit(1, oid(NONSENSE), NULL))
    signed = decode_signed_data(_message(middle=carried))
    assert (signed.crls, signed.ocsps) == ((), ())


def test_certificates_and_crls_may_stand_together() -> None:
    middle = tlv(0xA0, sequence(integer(1))) + tlv(0xA1, sequence(integer(2)))
    signed = decode_signed_data(_message(middle=middle))
    assert (signed.certificates, signed.crls) == ((sequence(integer(1)),), (sequence(integer(2)),))


def test_signature_timestamps_among_the_unsigned_attributes_are_read() -> None:
    _, signer, _ = _only(detached(DIGEST, replace(WHO, timestamp=lambda _: sequence(NULL)))[0])
    assert signer.timestamps == (sequence(NULL),)


def test_every_signature_timestamp_is_read() -> None:
    first = _attribute(SIGNATURE_TIMESTAMP, integer(1), integer(2))
    second = _attribute(SIGNATURE_TIMESTAMP, integer(3))
    assert _signer(unsigned=(first, second)).timestamps == (integer(1), integer(2), integer(3))


def test_other_unsigned_attributes_are_passed_over() -> None:
    assert _signer(unsigned=(_attribute(NONSENSE, NULL),)).timestamps == ()


def test_an_unsigned_attribute_of_another_shape_is_refused() -> None:
    with pytest.raises(DecodeError, match=r"^cms\.malformed"):
        _signer(unsigned=(sequence(oid(SIGNATURE_TIMESTAMP)),))


def test_signature_timestamps_over_the_limit_are_named_and_spoil_nothing() -> None:
    flood = _attribute(SIGNATURE_TIMESTAMP, *[NULL] * (LIMITS.cms_timestamps + 1))
    signer = _signer(unsigned=(flood,))
    assert signer.timestamps == (NULL,) * LIMITS.cms_timestamps
    assert signer.not_evaluated == ("further signature timestamps",)


def test_too_many_signers_are_refused_by_their_own_code() -> None:
    with pytest.raises(DecodeError, match=r"^cms\.too_many_signers"):
        decode_signed_data(_message(*[_info()] * (LIMITS.cms_signers + 1)))


def test_as_many_signers_as_the_limit_says_are_read() -> None:
    signed = decode_signed_data(_message(*[_info()] * LIMITS.cms_signers))
    assert len(signed.signers) == LIMITS.cms_signers


def test_too_many_certificates_are_refused_by_their_own_code() -> None:
    flood = tlv(0xA0, sequence(NULL) * (LIMITS.cms_certificates + 1))
    with pytest.raises(DecodeError, match=r"^cms\.too_many_certificates"):
        decode_signed_data(_message(middle=flood))


def test_a_message_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(DecodeError, match=r"^proof\.too_large"):
        decode_signed_data(bytes(LIMITS.proof_octets + 1))


def test_the_content_type_of_a_content_info_is_told() -> None:
    assert content_type_of(DETACHED) == SIGNED_DATA


@given(st.binary(max_size=2000))
def test_the_content_of_another_encoder_is_read(content: bytes) -> None:
    whole = asn1.ContentInfo({
        "content_type": "signed_data",
        "content": {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "data", "content": content},
            "signer_infos": [],
        },
    }).dump()  # fmt: skip
    assert decode_signed_data(whole).content == content
