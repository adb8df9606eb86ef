"""A CRL or OCSP response on its own: who signed it, and whether that one may."""

import pytest
from cryptography import x509

from tests.verify.objects.judged import codes, judge, outcome
from tests.verify.path.pki import (
    OCSP_SIGNING,
    Entity,
    crl,
    entity,
    key_of,
    ocsp_answer,
    utc,
)
from verify.findings import CheckStatus

ROOT = entity("Root")
SIGNER = entity("Signer", ROOT)
STRANGER_ROOT = entity("Stranger root")
STRANGER = entity("Stranger", STRANGER_ROOT)
FROM, TO = utc(2025, 12), utc(2026, 2)
NO_CHECK = [(x509.OCSPNoCheck(), False)]
PASSED, OPEN, FAILED = CheckStatus.PASSED, CheckStatus.INDETERMINATE, CheckStatus.FAILED
NOT_CHECKABLE = (OPEN, ["object.signature_not_checkable"], None)
UNENTITLED_CRL = ["revocation.issuer_not_authorised"]
UNENTITLED = (OPEN, ["revocation.responder_not_authorised"], True)


def _identified(issuer: Entity) -> list[tuple[x509.ExtensionType, bool]]:
    key = issuer.certificate.public_key()
    return [(x509.AuthorityKeyIdentifier.from_issuer_public_key(key), False)]  # type: ignore[arg-type]


def _flipped(octets: bytes) -> bytes:
    return octets[:-1] + bytes([octets[-1] ^ 1])


def _delegate(
    issuer: Entity = ROOT, *, extended: tuple[x509.ObjectIdentifier, ...] = (OCSP_SIGNING,)
) -> Entity:
    return entity("Responder", issuer, extended=extended, extensions=NO_CHECK)


def test_a_crl_of_a_trusted_ca_passes() -> None:
    assert outcome(judge(crl(ROOT, FROM, TO), ROOT)) == (PASSED, [], True)


def test_a_crl_by_a_key_without_crl_sign_is_not_authorised() -> None:
    other = entity("Other root", usages=("key_cert_sign",))
    assert outcome(judge(crl(other, FROM, TO), other)) == (OPEN, UNENTITLED_CRL, True)


def test_a_crl_by_an_end_entity_is_not_authorised() -> None:
    status = crl(STRANGER_ROOT, FROM, TO)
    result = judge(crl(STRANGER, FROM, TO), STRANGER_ROOT, known=[STRANGER], crls=[status])
    assert codes(result) == UNENTITLED_CRL


def test_a_crl_signer_that_is_no_ca_may_have_crl_sign() -> None:
    signer = entity("List signer", ROOT, usages=("crl_sign",))
    result = judge(crl(signer, FROM, TO), ROOT, known=[signer], crls=[crl(ROOT, FROM, TO)])
    assert outcome(result) == (PASSED, [], True)


def test_a_crl_of_a_ca_known_under_another_key_is_not_checkable() -> None:
    renewed = entity("Root", key=key_of("Root, renewed"))
    assert outcome(judge(crl(ROOT, FROM, TO), renewed)) == NOT_CHECKABLE


def test_a_crl_that_names_a_key_is_not_held_against_another_of_the_name() -> None:
    renewed = entity("Root", key=key_of("Root, renewed"))
    octets = crl(ROOT, FROM, TO, extensions=_identified(ROOT))
    assert outcome(judge(octets, renewed)) == NOT_CHECKABLE


def test_an_altered_crl_that_names_its_key_is_wrong() -> None:
    octets = _flipped(crl(ROOT, FROM, TO, extensions=_identified(ROOT)))
    assert outcome(judge(octets, ROOT)) == (FAILED, ["object.signature_wrong"], False)


def test_an_old_crl_is_judged_by_when_its_signer_claims_to_have_signed() -> None:
    old = entity("Old root", term=(utc(2020), utc(2025)))
    result = judge(crl(old, utc(2024), utc(2024, 2)), old)
    assert codes(result) == ["certificate.expired_no_poe", "object.not_in_force"]


def test_an_answer_of_the_issuer_passes() -> None:
    assert outcome(judge(ocsp_answer(SIGNER, ROOT, FROM, TO), ROOT)) == (PASSED, [], True)


@pytest.mark.parametrize("by_name", [True, False])
def test_an_answer_of_an_unchecked_delegate_passes(by_name: bool) -> None:
    octets = ocsp_answer(SIGNER, ROOT, FROM, TO, responder=_delegate(), by_name=by_name)
    assert outcome(judge(octets, ROOT)) == (PASSED, [], True)


def test_a_delegate_without_nocheck_needs_revocation_data() -> None:
    delegate = entity("Responder", ROOT, extended=[OCSP_SIGNING])
    octets = ocsp_answer(SIGNER, ROOT, FROM, TO, responder=delegate)
    assert codes(judge(octets, ROOT)) == ["revocation.absent"]


def test_an_unchecked_delegate_that_was_revoked_does_not_pass() -> None:
    delegate = _delegate()
    octets = ocsp_answer(SIGNER, ROOT, FROM, TO, responder=delegate)
    listed = crl(ROOT, FROM, TO, revoked=[(delegate, utc(2025), "superseded")])
    assert judge(octets, ROOT, crls=[listed]).status is not PASSED


def test_an_answer_by_an_end_entity_under_another_trusted_root_is_not_authorised() -> None:
    octets = ocsp_answer(SIGNER, ROOT, FROM, TO, responder=STRANGER)
    assert outcome(judge(octets, ROOT, STRANGER_ROOT)) == UNENTITLED


def test_an_answer_by_another_end_entity_of_the_issuer_is_not_authorised() -> None:
    octets = ocsp_answer(SIGNER, ROOT, FROM, TO, responder=_delegate(extended=()))
    assert outcome(judge(octets, ROOT)) == UNENTITLED


def test_an_answer_by_the_delegate_of_another_trusted_issuer_is_not_authorised() -> None:
    octets = ocsp_answer(SIGNER, ROOT, FROM, TO, responder=_delegate(STRANGER_ROOT))
    assert outcome(judge(octets, ROOT, STRANGER_ROOT)) == UNENTITLED


def test_a_delegate_that_answered_after_its_term_is_not_authorised() -> None:
    old = entity(
        "Old", ROOT, extended=[OCSP_SIGNING], extensions=NO_CHECK, term=(utc(2020), utc(2022))
    )
    assert outcome(judge(ocsp_answer(SIGNER, ROOT, FROM, TO, responder=old), ROOT)) == UNENTITLED


def test_an_answer_about_a_certificate_of_an_unknown_issuer_is_not_checkable() -> None:
    twin = entity("Twin", STRANGER_ROOT)
    octets = ocsp_answer(twin, STRANGER_ROOT, FROM, TO, responder=_delegate())
    assert outcome(judge(octets, ROOT)) == (OPEN, ["object.signature_not_checkable"], True)


def test_an_altered_answer_that_names_the_hash_of_its_key_is_wrong() -> None:
    octets = _flipped(ocsp_answer(SIGNER, ROOT, FROM, TO))
    assert outcome(judge(octets, ROOT)) == (FAILED, ["object.signature_wrong"], False)


def test_an_answer_by_a_name_whose_key_may_be_another_is_not_checkable() -> None:
    octets = _flipped(ocsp_answer(SIGNER, ROOT, FROM, TO, by_name=True))
    assert outcome(judge(octets, ROOT)) == NOT_CHECKABLE
