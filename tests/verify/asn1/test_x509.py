"""Certificates: what is read, and what is refused."""

from contextlib import suppress
from typing import Any

import pytest
from asn1crypto import core
from asn1crypto import x509 as asn1
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from tests.verify.path.pki import OCSP_SIGNING, TIME_STAMPING, entity, name_of, utc
from verify.asn1.names import DNS_NAME, URI, name_key, name_text
from verify.asn1.x509 import Certificate, decode_certificate, subject_public_key
from verify.errors import DecodeError

ROOT = entity("Root")
POINTS = x509.CRLDistributionPoints(
    [
        x509.DistributionPoint(
            [x509.UniformResourceIdentifier("http://crl.invalid/1")],
            None,
            frozenset((x509.ReasonFlags.key_compromise,)),
            [x509.DirectoryName(name_of("CRL issuer"))],
        )
    ]
)
NAMES = x509.SubjectAlternativeName(
    [x509.DNSName("court.invalid"), x509.UniformResourceIdentifier("http://court.invalid/")]
)
LEAF = entity(
    "张三",
    ROOT,
    extended=[TIME_STAMPING, OCSP_SIGNING],
    term=(utc(2021), utc(2051)),
    extensions=[(POINTS, False), (NAMES, False), (x509.OCSPNoCheck(), False)],
)


def leaf() -> Certificate:
    return decode_certificate(LEAF.der)


def test_the_signed_part_is_a_slice_of_what_was_received() -> None:
    assert leaf().tbs == LEAF.certificate.tbs_certificate_bytes


def test_the_plain_fields_are_read() -> None:
    found = leaf()
    theirs = LEAF.certificate
    assert (found.serial, found.not_before, found.not_after, found.signature) == (
        theirs.serial_number,
        utc(2021),
        utc(2051),
        theirs.signature,
    )


def test_names_are_kept_as_bytes_and_shown_as_text() -> None:
    found = leaf()
    assert found.subject == LEAF.certificate.subject.public_bytes()
    assert found.issuer == ROOT.certificate.subject.public_bytes()
    assert found.subject_text == "CN=张三,O=某某机构,C=CN"
    assert found.common_name == "张三"


def test_the_identifier_of_a_cms_signer_is_issuer_and_serial() -> None:
    serial = core.Integer(LEAF.serial).dump()
    assert leaf().issuer_and_serial == ROOT.certificate.subject.public_bytes() + serial


def test_the_key_is_read_for_ocsp() -> None:
    key = asn1.Certificate.load(LEAF.der).public_key
    assert subject_public_key(leaf().spki) == bytes(key["public_key"])


def test_extensions_are_typed() -> None:
    found = leaf()
    assert found.basic_constraints == (False, None)
    assert found.key_usage == frozenset(("digitalSignature", "nonRepudiation"))
    assert found.extended_key_usage == (
        (TIME_STAMPING.dotted_string, OCSP_SIGNING.dotted_string),
        True,
    )
    assert found.ocsp_no_check is True
    assert [(name.kind, name.value) for name in found.subject_alt_names] == [
        (DNS_NAME, "court.invalid"),
        (URI, "http://court.invalid/"),
    ]


def test_key_identifiers_are_read() -> None:
    found, root = leaf(), decode_certificate(ROOT.der)
    assert found.authority_key_identifier is not None
    assert found.authority_key_identifier.key_identifier == root.subject_key_identifier


def test_distribution_points_are_read() -> None:
    (point,) = leaf().crl_distribution_points
    assert point.names is not None
    assert [name.value for name in point.names.full] == ["http://crl.invalid/1"]
    assert point.reasons == frozenset(("keyCompromise",))
    assert [name.value for name in point.crl_issuer] == [
        name_key(name_of("CRL issuer").public_bytes())
    ]


def test_constraints_and_policies_are_read() -> None:
    found = decode_certificate(
        entity(
            "Constrained",
            extensions=[
                (x509.NameConstraints([x509.DNSName("a.invalid")], None), True),
                (x509.CertificatePolicies(
                    [x509.PolicyInformation(x509.ObjectIdentifier("1.2.3"), ["text"])]), False),
                (x509.PolicyConstraints(1, 0), True),
                (x509.InhibitAnyPolicy(2), True),
            ],
        ).der
    )  # fmt: skip
    assert found.name_constraints is not None
    assert [s.base.value for s in found.name_constraints.permitted] == ["a.invalid"]
    assert found.certificate_policies == ("1.2.3",)
    assert found.policy_constraints == (1, 0)
    assert found.inhibit_any_policy == 2


def test_an_unknown_critical_extension_is_remembered() -> None:
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    found = decode_certificate(entity("Odd", extensions=[(unknown, True)]).der)
    assert found.unknown_critical == ("1.2.3.4",)


def test_self_issued_is_told_by_name() -> None:
    assert [decode_certificate(one.der).self_issued for one in (ROOT, LEAF)] == [True, False]


def test_certificates_are_equal_where_their_bytes_are() -> None:
    one, other = leaf(), decode_certificate(bytes(bytearray(LEAF.der)))
    assert one == other
    assert hash(one) == hash(other)


def rebuilt(**changes: Any) -> bytes:
    """Return the leaf with members of its TBSCertificate replaced; nobody signed it."""
    certificate = asn1.Certificate.load(LEAF.der).copy()
    tbs = certificate["tbs_certificate"]
    for name, value in changes.items():
        tbs[name] = value
    return bytes(certificate.dump(force=True))


@pytest.mark.parametrize("serial", [0, -1, -129, 1 << 159])
def test_an_odd_serial_number_is_read(serial: int) -> None:
    assert decode_certificate(rebuilt(serial_number=serial)).serial == serial


def test_a_time_before_1950_is_written_in_four_digits_and_read() -> None:
    assert leaf().not_after.year == 2051


TWICE = [asn1.Certificate.load(LEAF.der)["tbs_certificate"]["extensions"][0]] * 2


@pytest.mark.parametrize(
    "changes",
    [
        {"extensions": TWICE},
        {"version": "v1"},
        {"version": "v2"},
        {"issuer_unique_id": b"\x01", "version": "v1", "extensions": None},
        {"issuer": asn1.Name.build({})},
        {"signature": {"algorithm": "sha384_ecdsa"}},
    ],
    ids=[
        "an_extension_twice", "extensions_in_version_1", "extensions_in_version_2",
        "unique_identifier_in_version_1", "issuer_without_a_name", "two_signature_algorithms",
    ],
)  # fmt: skip
def test_a_certificate_of_another_form_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(DecodeError, match=r"^certificate\.malformed"):
        decode_certificate(rebuilt(**changes))


def test_octets_after_the_certificate_are_refused() -> None:
    with pytest.raises(DecodeError, match=r"^certificate\.malformed"):
        decode_certificate(LEAF.der + b"\0")


def test_a_certificate_beyond_all_measure_is_refused() -> None:
    big = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), bytes(70_000))
    with pytest.raises(DecodeError, match="octets"):
        decode_certificate(entity("Big", extensions=[(big, False)]).der)


@given(data=st.binary(max_size=300))
def test_arbitrary_bytes_raise_nothing_else(data: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^certificate\.malformed"):
        decode_certificate(data)


@given(at=st.integers(0, len(LEAF.der) - 1), octet=st.integers(0, 255))
def test_an_altered_certificate_raises_nothing_else(at: int, octet: int) -> None:
    with suppress(DecodeError):
        decode_certificate(LEAF.der[:at] + bytes((octet,)) + LEAF.der[at + 1 :])


@given(stop=st.integers(0, len(LEAF.der) - 1))
def test_a_certificate_cut_short_is_refused(stop: int) -> None:
    with pytest.raises(DecodeError):
        decode_certificate(LEAF.der[:stop])


def named(value: str, kind: type[core.AbstractString] = core.UTF8String) -> bytes:
    pair = asn1.NameTypeAndValue(
        {"type": "common_name", "value": asn1.DirectoryString(name="utf8_string", value=value)}
    )
    if kind is core.PrintableString:
        pair["value"] = asn1.DirectoryString(name="printable_string", value=value)
    if kind is core.BMPString:
        pair["value"] = asn1.DirectoryString(name="bmp_string", value=value)
    rdn = asn1.RelativeDistinguishedName([pair])
    return bytes(asn1.Name(name="", value=asn1.RDNSequence([rdn])).dump())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (named("Court CA"), named("court  ca ")),
        (named("Court CA"), named("Court CA", core.PrintableString)),
        (named("法院"), named("法院", core.BMPString)),
        (named("ＣＡ"), named("ca")),
        (named("Straße"), named("STRASSE")),
    ],
    ids=["case_and_space", "printable", "bmp", "full_width", "folded"],
)
def test_names_that_mean_the_same_have_one_key(one: bytes, other: bytes) -> None:
    assert name_key(one) == name_key(other)


def test_names_that_differ_have_two_keys() -> None:
    assert name_key(named("CA 1")) != name_key(named("CA 2"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a,b+c", r"CN=a\,b\+c"),
        (" #a ", r"CN=\ #a\ "),
        ("a\u202eb", r"CN=a\e2\80\aeb"),
        ("a\x00b", r"CN=a\00b"),
        ("公司 有限", "CN=公司 有限"),
    ],
)
def test_a_name_is_shown_without_what_could_deceive(value: str, shown: str) -> None:
    assert name_text(named(value)) == shown
