"""A compromise is known whatever else a certificate was revoked for, and when."""

import pytest
from cryptography import x509
from cryptography.x509 import ocsp

from tests.verify.path.one_signer import AFTER, ROOT, SIGNED, SIGNER, codes, judge
from tests.verify.path.pki import crl, ocsp_answer, utc
from verify.findings import CheckStatus

EARLY = utc(2022, 4, 10)
LATE = utc(2022, 5)
ISSUED = utc(2022, 6)
SUPERSEDED = crl(ROOT, ISSUED, revoked=[(SIGNER, EARLY, "superseded")])


@pytest.mark.parametrize(
    "reason", [None, "unspecified", "keyCompromise", "cACompromise", "aACompromise"]
)
def test_an_earlier_ordinary_revocation_does_not_hide_a_compromise(reason: str | None) -> None:
    compromised = crl(ROOT, ISSUED, revoked=[(SIGNER, LATE, reason)], number=2)
    result = judge(SUPERSEDED, compromised)
    assert (result.revoked_at, result.revocation_reason) == (EARLY, "superseded")
    assert result.compromised_at == LATE


def test_an_answer_that_tells_of_a_compromise_counts_beside_a_list() -> None:
    answer = ocsp_answer(
        SIGNER,
        ROOT,
        ISSUED,
        status=ocsp.OCSPCertStatus.REVOKED,
        revoked_at=LATE,
        reason=x509.ReasonFlags.key_compromise,
    )
    assert judge(SUPERSEDED, ocsps=(answer,)).compromised_at == LATE


def test_two_entries_of_one_list_both_count() -> None:
    rows = [(SIGNER, EARLY, "superseded"), (SIGNER, LATE, "keyCompromise")]
    assert judge(crl(ROOT, ISSUED, revoked=rows)).compromised_at == LATE


def test_of_two_compromises_the_earlier_counts() -> None:
    lists = [
        crl(ROOT, ISSUED, revoked=[(SIGNER, at, "keyCompromise")], number=number)
        for number, at in enumerate((LATE, EARLY))
    ]
    assert judge(*lists).compromised_at == EARLY


def test_an_ordinary_revocation_is_no_compromise() -> None:
    assert judge(SUPERSEDED).compromised_at is None


def test_a_certificate_that_was_not_revoked_is_not_compromised() -> None:
    assert judge(crl(ROOT, AFTER)).compromised_at is None


def test_a_compromise_is_known_within_the_clean_window() -> None:
    compromised = crl(ROOT, ISSUED, revoked=[(SIGNER, LATE, "keyCompromise")], number=2)
    result = judge(SUPERSEDED, compromised, at=SIGNED)
    assert (result.status, result.compromised_at) == (CheckStatus.PASSED, LATE)


def test_the_invalidity_date_of_a_hidden_compromise_counts() -> None:
    since = [(x509.InvalidityDate(utc(2022, 2)), False)]
    compromised = crl(
        ROOT, ISSUED, revoked=[(SIGNER, LATE, "keyCompromise")], number=2, entry_extensions=since
    )
    assert codes(judge(SUPERSEDED, compromised)) == ["revocation.invalid_since"]
