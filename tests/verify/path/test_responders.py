"""Judgement 3: what an OCSP answer proves, and what it does not."""

import pytest
from cryptography import x509
from cryptography.x509 import ocsp

from tests.verify.path.one_signer import (
    AFTER,
    NOW,
    OTHER,
    POLICY,
    ROOT,
    SIGNED,
    SIGNER,
    STRANGER,
    UNREVOKED,
    codes,
    judge,
)
from tests.verify.path.pki import OCSP_SIGNING, entity, ocsp_answer, root_of, store, utc
from verify.path import HelperSet, PathValidator
from verify.trust import Purpose

RESPONDER = entity("Responder", ROOT, extended=[OCSP_SIGNING])
NO_CHECK = [(x509.OCSPNoCheck(), False)]
TRUSTED_RESPONDER = entity("Unchecked", ROOT, extended=[OCSP_SIGNING], extensions=NO_CHECK)


def test_an_answer_of_the_issuer_proves() -> None:
    assert codes(judge(ocsps=(ocsp_answer(SIGNER, ROOT, AFTER),))) == UNREVOKED


@pytest.mark.parametrize("by_name", [True, False])
def test_an_answer_of_an_unchecked_delegate_proves(by_name: bool) -> None:
    answer = ocsp_answer(SIGNER, ROOT, AFTER, responder=TRUSTED_RESPONDER, by_name=by_name)
    assert codes(judge(ocsps=(answer,))) == UNREVOKED


@pytest.mark.parametrize("by_name", [True, False])
def test_a_delegates_certificate_may_lie_beside_its_answer(by_name: bool) -> None:
    answer = ocsp_answer(
        SIGNER, ROOT, AFTER, responder=TRUSTED_RESPONDER, by_name=by_name, embed=False
    )
    helpers = HelperSet.of(certificates=[TRUSTED_RESPONDER.der])
    assert codes(judge(ocsps=(answer,), helpers=helpers)) == UNREVOKED


def test_a_delegate_needs_revocation_data_of_its_own() -> None:
    answer = ocsp_answer(SIGNER, ROOT, AFTER, responder=RESPONDER)
    assert codes(judge(ocsps=(answer,))) == ["revocation.responder_not_authorised"]


def test_a_delegate_with_revocation_data_of_its_own_is_believed() -> None:
    answer = ocsp_answer(SIGNER, ROOT, AFTER, responder=RESPONDER)
    own = ocsp_answer(RESPONDER, ROOT, utc(2022), utc(2027))
    assert codes(judge(ocsps=(answer, own))) == UNREVOKED


def test_a_delegate_does_not_vouch_for_itself() -> None:
    answer = ocsp_answer(SIGNER, ROOT, AFTER, responder=RESPONDER)
    own = ocsp_answer(RESPONDER, ROOT, utc(2027), responder=RESPONDER)
    assert codes(judge(ocsps=(answer, own))) == ["revocation.responder_not_authorised"]


def test_a_revoked_delegate_is_not_believed_though_unchecked() -> None:
    answer = ocsp_answer(SIGNER, ROOT, AFTER, responder=TRUSTED_RESPONDER)
    dead = ocsp_answer(
        TRUSTED_RESPONDER, ROOT, AFTER, status=ocsp.OCSPCertStatus.REVOKED, revoked_at=utc(2022)
    )
    assert codes(judge(ocsps=(answer, dead))) == ["revocation.responder_not_authorised"]


def test_a_certificate_of_the_issuer_without_ocsp_signing_is_no_delegate() -> None:
    answer = ocsp_answer(SIGNER, ROOT, AFTER, responder=OTHER)
    assert codes(judge(ocsps=(answer,))) == ["revocation.responder_not_authorised"]


def test_a_foreign_responder_is_not_believed() -> None:
    foreign = entity("Foreign", STRANGER, extended=[OCSP_SIGNING], extensions=NO_CHECK)
    answer = ocsp_answer(SIGNER, ROOT, AFTER, responder=foreign)
    trust = store(ROOT, root_of(STRANGER), root_of(foreign), ocsps=[answer])
    validator = PathValidator(trust, POLICY, validation_time=NOW)
    result = validator.assess(SIGNER.der, Purpose.SIGNER).judge(SIGNED)
    assert codes(result) == ["revocation.responder_not_authorised"]


def test_an_expired_delegate_is_not_believed() -> None:
    old = entity(
        "Old responder", ROOT, extended=[OCSP_SIGNING], extensions=NO_CHECK,
        term=(utc(2020), utc(2022)),
    )  # fmt: skip
    answer = ocsp_answer(SIGNER, ROOT, AFTER, responder=old)
    assert codes(judge(ocsps=(answer,))) == ["revocation.responder_not_authorised"]


def test_an_answer_about_another_certificate_is_no_answer() -> None:
    assert codes(judge(ocsps=(ocsp_answer(OTHER, ROOT, AFTER),))) == ["revocation.absent"]


def test_an_answer_about_the_same_serial_of_another_issuer_is_no_answer() -> None:
    twin = entity("Twin", STRANGER, serial=SIGNER.serial)
    assert codes(judge(ocsps=(ocsp_answer(twin, STRANGER, AFTER),))) == ["revocation.absent"]


def test_an_unknown_status_proves_nothing() -> None:
    answer = ocsp_answer(SIGNER, ROOT, AFTER, status=ocsp.OCSPCertStatus.UNKNOWN)
    assert codes(judge(ocsps=(answer,))) == ["revocation.status_unknown"]


def test_an_answer_can_revoke() -> None:
    answer = ocsp_answer(
        SIGNER, ROOT, AFTER, status=ocsp.OCSPCertStatus.REVOKED, revoked_at=utc(2022),
        reason=x509.ReasonFlags.key_compromise,
    )  # fmt: skip
    result = judge(ocsps=(answer,))
    assert codes(result) == ["revocation.revoked_no_poe"]
    assert (result.revoked_at, result.revocation_reason) == (utc(2022), "keyCompromise")


def test_an_answer_issued_before_the_time_is_stale() -> None:
    answer = ocsp_answer(SIGNER, ROOT, utc(2022), utc(2022, 2))
    assert codes(judge(ocsps=(answer,))) == ["revocation.stale"]


def test_an_answer_without_next_update_is_never_in_force_for_later() -> None:
    assert codes(judge(ocsps=(ocsp_answer(SIGNER, ROOT, utc(2022)),))) == ["revocation.stale"]


def test_an_answer_issued_after_expiry_proves_nothing() -> None:
    answer = ocsp_answer(SIGNER, ROOT, utc(2025))
    assert codes(judge(ocsps=(answer,))) == ["revocation.issued_after_expiry"]


def test_an_altered_answer_is_not_believed() -> None:
    answer = bytearray(ocsp_answer(SIGNER, ROOT, AFTER))
    answer[-1] ^= 1
    assert codes(judge(ocsps=(bytes(answer),))) == ["revocation.signature_wrong"]
