"""A certificate on its own: its path, and whose key signed it."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from tests.verify.objects.judged import AT, codes, judge, outcome
from tests.verify.path.pki import Entity, crl, entity, key_of, name_of, utc
from verify.findings import CheckStatus, SubIndication
from verify.items import ItemResult

ROOT = entity("Root")
RENEWED = entity("Root", key=key_of("Root, renewed"))
SIGNER = entity("Signer", ROOT)
LIST = crl(ROOT, utc(2025, 12), utc(2026, 2))
FAILED, OPEN = CheckStatus.FAILED, CheckStatus.INDETERMINATE


def _flipped(octets: bytes) -> bytes:
    return octets[:-1] + bytes([octets[-1] ^ 1])


def _plain(common: str, issuer: Entity | None = None) -> Entity:
    """Return a certificate without extensions, and so without key identifiers."""
    key = key_of(common)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name_of(common))
        .issuer_name(name_of(common) if issuer is None else issuer.name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(utc(2020))
        .not_valid_after(utc(2050))
    )
    return Entity(builder.sign(key if issuer is None else issuer.key, hashes.SHA256()), key)


def test_a_certificate_under_a_trusted_root_passes() -> None:
    assert outcome(judge(SIGNER.der, ROOT, crls=[LIST])) == (CheckStatus.PASSED, [], True)


def test_a_revoked_certificate_is_told_of_itself_and_contradicts_nothing() -> None:
    listed = crl(ROOT, utc(2025, 12), utc(2026, 2), revoked=[(SIGNER, utc(2025, 6), "superseded")])
    result = judge(SIGNER.der, ROOT, crls=[listed], at=AT)
    assert outcome(result) == (FAILED, ["object.revoked"], True)
    assert result.sub_indication is SubIndication.REVOKED
    assert result.result is ItemResult.UNVERIFIABLE


def test_an_altered_certificate_that_names_its_issuers_key_is_wrong() -> None:
    result = judge(_flipped(SIGNER.der), ROOT, crls=[LIST])
    assert outcome(result) == (FAILED, ["object.signature_wrong"], False)


def test_a_certificate_of_a_ca_known_under_another_key_is_not_wrong() -> None:
    assert outcome(judge(SIGNER.der, RENEWED, crls=[LIST])) == (
        OPEN, ["certificate.root_unknown"], None,
    )  # fmt: skip


def test_without_key_identifiers_a_signature_that_does_not_verify_is_not_checkable() -> None:
    result = judge(_plain("Signer", ROOT).der, RENEWED, crls=[LIST])
    assert "object.signature_not_checkable" in codes(result)
    assert (result.status, result.facts["signature_intact"]) == (OPEN, None)


def test_an_altered_self_signed_certificate_is_wrong() -> None:
    assert codes(judge(_flipped(ROOT.der))) == ["object.signature_wrong"]


def test_an_altered_self_signed_certificate_without_identifiers_is_wrong() -> None:
    assert codes(judge(_flipped(_plain("Old root").der))) == ["object.signature_wrong"]


def test_a_self_issued_certificate_under_an_unknown_older_key_is_not_wrong() -> None:
    rollover = entity("Root", ROOT, key=key_of("Root, renewed"), ca=True)
    result = judge(rollover.der)
    assert (result.status, result.facts["signature_intact"]) == (OPEN, None)


def test_a_trusted_certificate_passes_whoever_else_has_its_issuers_name() -> None:
    old = _plain("Signer", ROOT)
    assert judge(old.der, old, known=[RENEWED]).status is CheckStatus.PASSED


def test_pem_says_the_same_as_der() -> None:
    octets = SIGNER.certificate.public_bytes(Encoding.PEM)
    assert judge(octets, ROOT, crls=[LIST]).status is CheckStatus.PASSED
