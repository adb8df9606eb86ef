"""CMS messages are read as they were received, and refused where they are of another shape."""

import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from asn1crypto import cms as asn1
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from fixtures.cms import (
    CONTENT_TYPE,
    MESSAGE_DIGEST,
    SIGNED_DATA,
    Signer,
    detached,
    sign,
    signed_attributes,
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
    utc_time,
)
from fixtures.pki import Answer, ocsp_response, parsed
from fixtures.world import crl_of, world
from verify.asn1.cms import (
    DATA,
    EssCertId,
    SignedAttributes,
    SignedData,
    SignerInfo,
    content_type_of,
    decode_signed_data,
    parses_as_attributes,
)
from verify.errors import DecodeError

AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
CONTENT = b"contract\n" * 100
DIGEST = hashlib.sha256(CONTENT).digest()
RSA = world(1).lenders[0].signer
P256 = world(1).borrower(1).signer
WHO = Signer(identity=P256, at=AT)
DETACHED, (VALUE,) = detached(DIGEST, WHO)

SIGNING_TIME = "1.2.840.113549.1.9.5"
ESS_V1 = "1.2.840.113549.1.9.16.2.12"
ESS_V2 = "1.2.840.113549.1.9.16.2.47"
SIGNATURE_TIMESTAMP = "1.2.840.113549.1.9.16.2.14"
NONSENSE = "2.999.1"
SHA256 = algorithm(DIGEST_OIDS["sha256"])
IDENTIFIER = sequence(sequence(), integer(7))
TAIL = (algorithm("1.2.840.10045.4.3.2"), octet_string(b"value"))


def _attribute(kind: str, *values: bytes) -> bytes:
    return sequence(oid(kind), tlv(0x31, b"".join(values)))


def _ess(*certificates: bytes) -> bytes:
    return _attribute(ESS_V2, sequence(sequence(*certificates)))


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


def _attributes(*attributes: bytes) -> SignedAttributes:
    found = _signer(*attributes).attributes
    assert found is not None
    return found


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


def test_the_signed_octets_are_those_of_the_set() -> None:
    *_, attributes = _only(DETACHED)
    assert attributes.octets == signed_attributes(WHO, DIGEST)


def test_the_signed_attributes_are_read() -> None:
    *_, attributes = _only(DETACHED)
    assert attributes[1:4] == (DATA, DIGEST, AT)


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


def test_a_signer_without_attributes_has_none() -> None:
    whole = detached(DIGEST, replace(WHO, attributes=False), content=CONTENT)[0]
    assert decode_signed_data(whole).signers[0].attributes is None


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
    answer = ocsp_response(
        P256.certificate, ca, ca, Answer(this_update=AT, next_update=None)
    )
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


@pytest.mark.parametrize(("version", "digest"), [("v1", "sha1"), ("v2", "sha256")])
def test_the_signing_certificate_is_named_by_its_digest(version: str, digest: str) -> None:
    *_, attributes = _only(detached(DIGEST, replace(WHO, ess=version))[0])
    value = hashlib.new(digest, P256.certificate).digest()
    assert attributes.signing_certificates == (EssCertId(digest, value),)


def test_a_signing_certificate_that_is_not_named_is_none() -> None:
    *_, attributes = _only(detached(DIGEST, replace(WHO, ess=None))[0])
    assert attributes.signing_certificates is None


def test_a_signing_certificate_may_name_its_digest_algorithm() -> None:
    sm3 = algorithm(DIGEST_OIDS["sm3"])
    found = _attributes(_ess(sequence(sm3, octet_string(b"d"))))
    assert found.signing_certificates == (EssCertId("sm3", b"d"),)


def test_a_signing_certificate_by_an_unknown_digest_is_kept() -> None:
    found = _attributes(_ess(sequence(algorithm(NONSENSE), octet_string(b"d"))))
    assert found.signing_certificates == (EssCertId(None, b"d"),)


def test_further_certificates_that_are_named_follow_the_signers() -> None:
    found = _attributes(_ess(sequence(octet_string(b"a")), sequence(octet_string(b"b"))))
    assert found.signing_certificates == (EssCertId("sha256", b"a"), EssCertId("sha256", b"b"))


def test_where_both_versions_stand_the_second_is_read() -> None:
    v1 = _attribute(ESS_V1, sequence(sequence(sequence(octet_string(b"old")))))
    found = _attributes(v1, _ess(sequence(octet_string(b"new"))))
    assert found.signing_certificates == (EssCertId("sha256", b"new"),)


@pytest.mark.parametrize(
    "attribute",
    [
        _attribute(ESS_V2, sequence()),
        _ess(),
        _ess(sequence()),
        _ess(sequence(SHA256)),
        _ess(sequence(integer(1))),
        _ess(octet_string(b"d")),
        _attribute(ESS_V1, sequence(sequence(sequence(SHA256)))),
        _attribute(ESS_V1, NULL),
    ],
    ids=[
        "no_list", "empty_list", "nothing_of_a_certificate", "no_digest", "digest_no_octets",
        "certificate_no_sequence", "v1_with_algorithm", "no_sequence",
    ],
)  # fmt: skip
def test_a_signing_certificate_attribute_of_another_shape_is_refused(attribute: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^(cms|asn1)\.malformed"):
        _signer(attribute)


@pytest.mark.parametrize(
    "attribute",
    [
        _attribute(CONTENT_TYPE, oid(DATA)),
        _attribute(MESSAGE_DIGEST, octet_string(DIGEST)),
        _attribute(MESSAGE_DIGEST, octet_string(bytes(64))),
        _attribute(SIGNING_TIME, utc_time(AT)),
        _ess(sequence(octet_string(b"d"))),
        _attribute(NONSENSE, NULL),
        _attribute(NONSENSE, octet_string(bytes(1000))),
    ],
    ids=["type", "digest", "long_digest", "time", "certificate", "unknown", "unknown_and_long"],
)
def test_an_attribute_that_stands_twice_is_refused(attribute: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^cms\.attribute_twice"):
        _signer(attribute, attribute)


def test_an_attribute_that_stands_twice_with_two_lengths_is_refused() -> None:
    first = _attribute(MESSAGE_DIGEST, octet_string(bytes(32)))
    second = _attribute(MESSAGE_DIGEST, octet_string(bytes(64)))
    with pytest.raises(DecodeError, match=r"^cms\.attribute_twice"):
        _signer(first, second)


@pytest.mark.parametrize(
    "attribute",
    [
        _attribute(CONTENT_TYPE, oid(DATA), oid(DATA)),
        _attribute(MESSAGE_DIGEST, octet_string(DIGEST), octet_string(DIGEST)),
        _attribute(SIGNING_TIME),
    ],
    ids=["two_types", "two_digests", "no_time"],
)
def test_a_known_attribute_without_exactly_one_value_is_refused(attribute: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^cms\.attribute_twice: \d values"):
        _signer(attribute)


@pytest.mark.parametrize(
    "attribute",
    [
        _attribute(CONTENT_TYPE, octet_string(b"")),
        _attribute(MESSAGE_DIGEST, oid(DATA)),
        _attribute(SIGNING_TIME, octet_string(b"")),
        _attribute(SIGNING_TIME, tlv(0x17, b"24090102000xZ")),
        sequence(oid(NONSENSE)),
        sequence(oid(NONSENSE), NULL),
        tlv(0x31, oid(NONSENSE)),
    ],
    ids=["type", "digest", "time", "no_time", "no_values", "values_no_set", "no_sequence"],
)
def test_an_attribute_of_another_shape_is_refused(attribute: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^(cms|asn1)\.malformed"):
        _signer(attribute)


def test_an_unknown_attribute_is_kept_in_the_signed_octets() -> None:
    unknown = _attribute(NONSENSE, NULL, NULL)
    assert unknown in _attributes(unknown).octets


def test_attributes_that_are_not_there_are_none() -> None:
    assert _attributes()[1:] == (None, None, None, None)


def test_a_signing_time_as_generalized_time_is_read() -> None:
    stated = tlv(0x18, b"20240901020000Z")
    assert _attributes(_attribute(SIGNING_TIME, stated)).signing_time == AT


def test_a_message_digest_of_any_length_is_read() -> None:
    stated = _attribute(MESSAGE_DIGEST, octet_string(bytes(64)))
    assert _attributes(stated).message_digest == bytes(64)


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


def test_too_many_signature_timestamps_are_refused_by_their_own_code() -> None:
    flood = _attribute(SIGNATURE_TIMESTAMP, *[NULL] * (LIMITS.cms_timestamps + 1))
    with pytest.raises(DecodeError, match=r"^cms\.too_many_timestamps"):
        _signer(unsigned=(flood,))


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
        decode_signed_data(_message(content=content))


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
        decode_signed_data(_message(info))


def test_the_content_type_of_a_content_info_is_told() -> None:
    assert content_type_of(DETACHED) == SIGNED_DATA


def test_a_content_info_without_content_has_no_type() -> None:
    with pytest.raises(DecodeError, match=r"^cms\.malformed"):
        content_type_of(sequence(oid(DATA)))


@pytest.mark.parametrize(
    "octets",
    [
        signed_attributes(WHO, DIGEST),
        set_of([_attribute(NONSENSE, NULL)]),
        set_of([_attribute(NONSENSE)]),
    ],
    ids=["real", "unknown", "without_values"],
)
def test_a_set_of_attributes_parses_as_one(octets: bytes) -> None:
    assert parses_as_attributes(octets)


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        CONTENT,
        set_of([]),
        sequence(_attribute(NONSENSE, NULL)),
        set_of([_attribute(NONSENSE, NULL)]) + b"\x00",
        set_of([sequence(oid(NONSENSE))]),
        set_of([sequence(oid(NONSENSE), NULL)]),
        set_of([sequence(integer(1), set_of([NULL]))]),
        set_of([NULL]),
        DETACHED,
    ],
    ids=[
        "nothing", "text", "empty_set", "sequence", "octets_after_it", "no_values",
        "values_no_set", "type_no_oid", "no_attribute", "message",
    ],
)  # fmt: skip
def test_nothing_else_parses_as_attributes(octets: bytes) -> None:
    assert not parses_as_attributes(octets)


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


@given(st.binary(max_size=100))
def test_the_test_for_attributes_never_raises(data: bytes) -> None:
    assert parses_as_attributes(set_of([data])) in (True, False)


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
