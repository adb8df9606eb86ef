"""Signed attributes are read as they stand, each at most once."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from fixtures.ber import indefinite
from fixtures.cms import (
    CONTENT_TYPE,
    MESSAGE_DIGEST,
    content_timestamp,
    detached,
    signed_attributes,
)
from fixtures.der import (
    DIGEST_OIDS,
    NULL,
    algorithm,
    integer,
    octet_string,
    oid,
    sequence,
    set_of,
    tlv,
    utc_time,
)
from tests.verify.asn1.messages import (
    AT,
    CONTENT,
    DETACHED,
    DIGEST,
    NONSENSE,
    P256,
    SHA256,
    WHO,
    attribute_of,
    read_only_signer,
    read_signer,
)
from verify.asn1.attributes import EssCertId, SignedAttributes, parses_as_attributes
from verify.asn1.cms import DATA, decode_signed_data
from verify.errors import DecodeError

SIGNING_TIME = "1.2.840.113549.1.9.5"
ESS_V1 = "1.2.840.113549.1.9.16.2.12"
ESS_V2 = "1.2.840.113549.1.9.16.2.47"
DIRECTORY_NAME = tlv(0xA4, sequence(NULL))
ISSUER_SERIAL = sequence(sequence(DIRECTORY_NAME), integer(7))


def _ess(*certificates: bytes) -> bytes:
    return attribute_of(ESS_V2, sequence(sequence(*certificates)))


def _attributes(*attributes: bytes) -> SignedAttributes:
    found = read_signer(*attributes).attributes
    assert found is not None
    return found


def test_the_signed_octets_are_those_of_the_set() -> None:
    *_, attributes = read_only_signer(DETACHED)
    assert attributes.octets == signed_attributes(WHO, DIGEST)


def test_the_signed_attributes_are_read() -> None:
    *_, attributes = read_only_signer(DETACHED)
    assert attributes[1:4] == (DATA, DIGEST, AT)


def test_a_signer_without_attributes_has_none() -> None:
    whole = detached(DIGEST, replace(WHO, attributes=False), content=CONTENT)[0]
    assert decode_signed_data(whole).signers[0].attributes is None


@pytest.mark.parametrize(("version", "digest"), [("v1", "sha1"), ("v2", "sha256")])
def test_the_signing_certificate_is_named_by_its_digest(version: str, digest: str) -> None:
    *_, attributes = read_only_signer(detached(DIGEST, replace(WHO, ess=version))[0])
    value = hashlib.new(digest, P256.certificate).digest()
    (named,) = attributes.signing_certificates or ()
    assert (named.algorithm, named.digest) == (digest, value)


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_the_signing_certificate_is_named_by_issuer_and_serial_as_well(version: str) -> None:
    _, signer, attributes = read_only_signer(detached(DIGEST, replace(WHO, ess=version))[0])
    (named,) = attributes.signing_certificates or ()
    assert named.issuer_and_serial == signer.issuer_and_serial


@pytest.mark.parametrize(
    "rest",
    [
        (NULL,),
        (sequence(),),
        (sequence(sequence(DIRECTORY_NAME)),),
        (sequence(sequence(DIRECTORY_NAME), octet_string(b"\x07")),),
        (sequence(sequence(), integer(7)),),
        (sequence(sequence(DIRECTORY_NAME, DIRECTORY_NAME), integer(7)),),
        (sequence(sequence(tlv(0x82, b"ca.invalid")), integer(7)),),
        (ISSUER_SERIAL, ISSUER_SERIAL),
    ],
    ids=[
        "no_sequence", "empty", "no_serial", "serial_no_integer", "no_name", "two_names",
        "another_kind_of_name", "twice",
    ],
)  # fmt: skip
def test_an_issuer_and_serial_of_another_shape_is_refused(rest: tuple[bytes, ...]) -> None:
    with pytest.raises(DecodeError, match=r"^(cms|asn1)\.malformed"):
        read_signer(_ess(sequence(octet_string(b"d"), *rest)))


def test_an_issuer_and_serial_are_kept_as_they_stand() -> None:
    found = _attributes(_ess(sequence(octet_string(b"d"), ISSUER_SERIAL)))
    expected = EssCertId("sha256", b"d", sequence(NULL) + integer(7))
    assert found.signing_certificates == (expected,)


def test_a_signing_certificate_that_is_not_named_is_none() -> None:
    *_, attributes = read_only_signer(detached(DIGEST, replace(WHO, ess=None))[0])
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
    v1 = attribute_of(ESS_V1, sequence(sequence(sequence(octet_string(b"old")))))
    found = _attributes(v1, _ess(sequence(octet_string(b"new"))))
    assert found.signing_certificates == (EssCertId("sha256", b"new"),)


@pytest.mark.parametrize(
    "attribute",
    [
        attribute_of(ESS_V2, sequence()),
        _ess(),
        _ess(sequence()),
        _ess(sequence(SHA256)),
        _ess(sequence(integer(1))),
        _ess(octet_string(b"d")),
        attribute_of(ESS_V1, sequence(sequence(sequence(SHA256)))),
        attribute_of(ESS_V1, NULL),
    ],
    ids=[
        "no_list", "empty_list", "nothing_of_a_certificate", "no_digest", "digest_no_octets",
        "certificate_no_sequence", "v1_with_algorithm", "no_sequence",
    ],
)  # fmt: skip
def test_a_signing_certificate_attribute_of_another_shape_is_refused(attribute: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^(cms|asn1)\.malformed"):
        read_signer(attribute)


@pytest.mark.parametrize(
    "attribute",
    [
        attribute_of(CONTENT_TYPE, oid(DATA)),
        attribute_of(MESSAGE_DIGEST, octet_string(DIGEST)),
        attribute_of(MESSAGE_DIGEST, octet_string(bytes(64))),
        attribute_of(SIGNING_TIME, utc_time(AT)),
        _ess(sequence(octet_string(b"d"))),
        attribute_of(NONSENSE, NULL),
        attribute_of(NONSENSE, octet_string(bytes(1000))),
    ],
    ids=["type", "digest", "long_digest", "time", "certificate", "unknown", "unknown_and_long"],
)
def test_an_attribute_that_stands_twice_is_refused(attribute: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^cms\.attribute_twice"):
        read_signer(attribute, attribute)


def test_an_attribute_that_stands_twice_with_two_lengths_is_refused() -> None:
    first = attribute_of(MESSAGE_DIGEST, octet_string(bytes(32)))
    second = attribute_of(MESSAGE_DIGEST, octet_string(bytes(64)))
    with pytest.raises(DecodeError, match=r"^cms\.attribute_twice"):
        read_signer(first, second)


@pytest.mark.parametrize(
    "attribute",
    [
        attribute_of(CONTENT_TYPE, oid(DATA), oid(DATA)),
        attribute_of(MESSAGE_DIGEST, octet_string(DIGEST), octet_string(DIGEST)),
        attribute_of(SIGNING_TIME),
    ],
    ids=["two_types", "two_digests", "no_time"],
)
def test_a_known_attribute_without_exactly_one_value_is_refused(attribute: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^cms\.attribute_twice: \d values"):
        read_signer(attribute)


@pytest.mark.parametrize(
    "attribute",
    [
        attribute_of(CONTENT_TYPE, octet_string(b"")),
        attribute_of(MESSAGE_DIGEST, oid(DATA)),
        attribute_of(SIGNING_TIME, octet_string(b"")),
        attribute_of(SIGNING_TIME, tlv(0x17, b"24090102000xZ")),
        sequence(oid(NONSENSE)),
        sequence(oid(NONSENSE), NULL),
        tlv(0x31, oid(NONSENSE)),
    ],
    ids=["type", "digest", "time", "no_time", "no_values", "values_no_set", "no_sequence"],
)
def test_an_attribute_of_another_shape_is_refused(attribute: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^(cms|asn1)\.malformed"):
        read_signer(attribute)


def test_an_unknown_attribute_is_kept_in_the_signed_octets() -> None:
    unknown = attribute_of(NONSENSE, NULL, NULL)
    assert unknown in _attributes(unknown).octets


def test_attributes_that_are_not_there_are_none() -> None:
    assert _attributes()[1:] == (None, None, None, None, (), b"")


def test_attributes_in_another_order_are_put_into_that_of_der() -> None:
    first, second = sorted((attribute_of(NONSENSE, NULL), attribute_of("2.999.2", NULL)))
    received = tlv(0x31, second + first)
    assert _attributes(second, first) == _attributes(first, second)._replace(received=received)


def test_attributes_in_the_order_of_der_stay_as_received() -> None:
    attributes = sorted((attribute_of(NONSENSE, NULL), attribute_of("2.999.2", NULL)))
    assert _attributes(*attributes).octets == tlv(0x31, b"".join(attributes))


def test_every_content_timestamp_is_read() -> None:
    first, second = content_timestamp(integer(1)), content_timestamp(integer(2))
    assert _attributes(first, second).content_timestamps == (integer(1), integer(2))


def test_too_many_content_timestamps_are_refused_by_their_own_code() -> None:
    one = content_timestamp(integer(1))
    with pytest.raises(DecodeError, match=r"^cms\.too_many_timestamps"):
        _attributes(*[one] * (LIMITS.cms_timestamps + 1))


def test_a_signing_time_as_generalized_time_is_read() -> None:
    stated = tlv(0x18, b"20240901020000Z")
    assert _attributes(attribute_of(SIGNING_TIME, stated)).signing_time == AT


def test_a_message_digest_of_any_length_is_read() -> None:
    stated = attribute_of(MESSAGE_DIGEST, octet_string(bytes(64)))
    assert _attributes(stated).message_digest == bytes(64)


@pytest.mark.parametrize(
    "octets",
    [
        signed_attributes(WHO, DIGEST),
        set_of([attribute_of(NONSENSE, NULL)]),
        set_of([attribute_of(NONSENSE)]),
        indefinite(0x31, attribute_of(NONSENSE, NULL)),
        indefinite(0x31, indefinite(0x30, oid(NONSENSE), indefinite(0x31, NULL))),
    ],
    ids=["real", "unknown", "without_values", "ber_outside", "ber_throughout"],
)
def test_a_set_of_attributes_parses_as_one(octets: bytes) -> None:
    assert parses_as_attributes(octets)


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        CONTENT,
        set_of([]),
        sequence(attribute_of(NONSENSE, NULL)),
        set_of([attribute_of(NONSENSE, NULL)]) + b"\x00",
        set_of([sequence(oid(NONSENSE))]),
        set_of([sequence(oid(NONSENSE), NULL)]),
        set_of([sequence(integer(1), set_of([NULL]))]),
        set_of([NULL]),
        DETACHED,
        indefinite(0x31, attribute_of(NONSENSE, NULL))[:-2],
        indefinite(0x31, indefinite(0x30, oid(NONSENSE))),
    ],
    ids=[
        "nothing", "text", "empty_set", "sequence", "octets_after_it", "no_values",
        "values_no_set", "type_no_oid", "no_attribute", "message",
        "ber_without_its_end", "ber_no_values",
    ],
)  # fmt: skip
def test_nothing_else_parses_as_attributes(octets: bytes) -> None:
    assert not parses_as_attributes(octets)


@given(st.binary(max_size=100))
def test_the_test_for_attributes_never_raises(data: bytes) -> None:
    assert parses_as_attributes(set_of([data])) in (True, False)
