"""CMS messages are read as they were received, within their limits."""

from dataclasses import replace

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
    NULL,
    algorithm,
    explicit,
    integer,
    octet_string,
    oid,
    sequence,
    tlv,
)
from fixtures.pki import Answer, ocsp_response, parsed
from fixtures.world import crl_of, world
from tests.verify.asn1.messages import (
    AT,
    CONTENT,
    DETACHED,
    DIGEST,
    IDENTIFIER,
    NONSENSE,
    P256,
    TAIL,
    VALUE,
    WHO,
    attribute_of,
    message_of,
    read_only_signer,
    read_signer,
    signer_info,
)
from verify.asn1.cms import DATA, cms_form, content_type_of, decode_signed_data
from verify.errors import DecodeError

RSA = world(1).lenders[0].signer
SIGNATURE_TIMESTAMP = "1.2.840.113549.1.9.16.2.14"


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
    _, signer, _ = read_only_signer(DETACHED)
    certificate = parsed(P256.certificate)
    expected = certificate.issuer.dump() + integer(certificate.serial_number)
    assert (signer.issuer_and_serial, signer.key_identifier) == (expected, None)


def test_the_signer_is_named_by_key_identifier() -> None:
    _, signer, _ = read_only_signer(detached(DIGEST, replace(WHO, by_key=True))[0])
    assert (signer.issuer_and_serial, signer.key_identifier) == (
        None,
        parsed(P256.certificate).key_identifier,
    )


def test_the_signature_and_its_algorithms_are_read() -> None:
    _, signer, _ = read_only_signer(DETACHED)
    assert (signer.digest, signer.signature_algorithm, signer.signature) == (
        "sha256",
        P256.key.algorithm(),
        VALUE,
    )


def test_an_unknown_digest_algorithm_has_no_name() -> None:
    info = sequence(integer(1), IDENTIFIER, algorithm(NONSENSE), *TAIL)
    assert decode_signed_data(message_of(info)).signers[0].digest is None


def test_several_signers_are_read_in_the_order_in_which_they_stand() -> None:
    whole, _ = detached(DIGEST, WHO, Signer(identity=RSA, at=AT))
    theirs = asn1.ContentInfo.load(whole)["content"]["signer_infos"]
    found = [one.signature for one in decode_signed_data(whole).signers]
    assert found == [one["signature"].native for one in theirs]


def test_no_signer_at_all_is_read_as_none() -> None:
    assert decode_signed_data(message_of()).signers == ()


def test_certificates_come_as_bytes() -> None:
    assert set(decode_signed_data(DETACHED).certificates) == set(P256.path)


def test_unsorted_certificates_keep_their_order() -> None:
    backwards = sorted(P256.path, reverse=True)
    whole = signed_data([sign(WHO, DIGEST)], certificates=backwards, unsorted=True)
    assert decode_signed_data(whole).certificates == tuple(backwards)


def test_certificates_of_other_kinds_are_passed_over() -> None:
    middle = tlv(0xA0, tlv(0xA1, NULL) + sequence(NULL) + tlv(0xA3, NULL))
    assert decode_signed_data(message_of(middle=middle)).certificates == (sequence(NULL),)


def test_a_set_of_certificates_too_large_to_remember_is_read_as_well() -> None:
    large = sequence(octet_string(bytes(20_000)))
    assert decode_signed_data(message_of(middle=tlv(0xA0, large))).certificates == (large,)


def test_crls_come_as_bytes() -> None:
    crl = crl_of(world(1).signer_p256.ca)
    assert decode_signed_data(detached(DIGEST, WHO, crls=[crl])[0]).crls == (crl,)


def test_ocsp_answers_among_the_revocation_data_are_told_apart() -> None:
    ca = world(1).signer_p256.ca
    answer = ocsp_response(P256.certificate, ca, ca, Answer(this_update=AT, next_update=None))
    carried = tlv(0xA1, explicit(1, oid("1.3.6.1.5.5.7.16.2"), answer))
    signed = decode_signed_data(message_of(middle=carried))
    assert (signed.crls, signed.ocsps) == ((), (answer,))


def test_revocation_data_of_another_format_is_passed_over() -> None:
    carried = tlv(0xA1, explicit(1, oid(NONSENSE), NULL))
    signed = decode_signed_data(message_of(middle=carried))
    assert (signed.crls, signed.ocsps) == ((), ())


def test_certificates_and_crls_may_stand_together() -> None:
    middle = tlv(0xA0, sequence(integer(1))) + tlv(0xA1, sequence(integer(2)))
    signed = decode_signed_data(message_of(middle=middle))
    assert (signed.certificates, signed.crls) == ((sequence(integer(1)),), (sequence(integer(2)),))


def test_signature_timestamps_among_the_unsigned_attributes_are_read() -> None:
    _, signer, _ = read_only_signer(
        detached(DIGEST, replace(WHO, timestamp=lambda _: sequence(NULL)))[0]
    )
    assert signer.timestamps == (sequence(NULL),)


def test_every_signature_timestamp_is_read() -> None:
    first = attribute_of(SIGNATURE_TIMESTAMP, integer(1), integer(2))
    second = attribute_of(SIGNATURE_TIMESTAMP, integer(3))
    assert read_signer(unsigned=(first, second)).timestamps == (integer(1), integer(2), integer(3))


def test_other_unsigned_attributes_are_passed_over() -> None:
    assert read_signer(unsigned=(attribute_of(NONSENSE, NULL),)).timestamps == ()


def test_an_unsigned_attribute_of_another_shape_is_refused() -> None:
    with pytest.raises(DecodeError, match=r"^cms\.malformed"):
        read_signer(unsigned=(sequence(oid(SIGNATURE_TIMESTAMP)),))


def test_signature_timestamps_over_the_limit_are_named_and_spoil_nothing() -> None:
    flood = attribute_of(SIGNATURE_TIMESTAMP, *[NULL] * (LIMITS.cms_timestamps + 1))
    signer = read_signer(unsigned=(flood,))
    assert signer.timestamps == (NULL,) * LIMITS.cms_timestamps
    assert signer.not_evaluated == ("further signature timestamps",)


def test_too_many_signers_are_refused_by_their_own_code() -> None:
    with pytest.raises(DecodeError, match=r"^cms\.too_many_signers"):
        decode_signed_data(message_of(*[signer_info()] * (LIMITS.cms_signers + 1)))


def test_as_many_signers_as_the_limit_says_are_read() -> None:
    signed = decode_signed_data(message_of(*[signer_info()] * LIMITS.cms_signers))
    assert len(signed.signers) == LIMITS.cms_signers


def test_too_many_certificates_are_refused_by_their_own_code() -> None:
    flood = tlv(0xA0, sequence(NULL) * (LIMITS.cms_certificates + 1))
    with pytest.raises(DecodeError, match=r"^cms\.too_many_certificates"):
        decode_signed_data(message_of(middle=flood))


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


@pytest.mark.parametrize(
    ("oid", "form"),
    [
        ("06092a864886f70d010702", "cms"),
        ("060a2a811ccf550601040202", "gm-cms"),
        ("06092a864886f70d010701", None),
    ],
)
@pytest.mark.parametrize("head", ["3040", "3080", "308190", "30820400", "3083010000"])
def test_the_form_is_told_by_the_type_that_a_message_begins_with(
    oid: str, form: str | None, head: str
) -> None:
    assert cms_form(bytes.fromhex(head + oid) + bytes(64)) == form


@pytest.mark.parametrize("octets", ["", "30", "3020", "04090609 2a864886f70d010702", "30200500"])
def test_octets_that_begin_otherwise_have_no_form(octets: str) -> None:
    late = bytes.fromhex("06092a864886f70d010702") if octets == "30200500" else b""
    assert cms_form(bytes.fromhex(octets) + late) is None
