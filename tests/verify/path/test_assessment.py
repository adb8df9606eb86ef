from datetime import datetime, timedelta

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from tests.verify.path.pki import Entity, crl, entity, root_of, store, utc, verdict
from verify.findings import CheckStatus
from verify.path import PathAssessment, PathResult, PathValidator
from verify.policy import DEFAULT_POLICY
from verify.trust import NoneIssued, Purpose, TrustStore

NOW = utc(2026)
ROOT = entity("Root")
CA = entity("Issuing CA", ROOT, ca=True)
SIGNER = entity("Signer", CA, term=(utc(2021), utc(2023)))
FRESH = (crl(ROOT, utc(2022, 6), utc(2022, 7)), crl(CA, utc(2022, 6), utc(2022, 7)))
"""Lists issued while the signer's certificate was in its term."""


def assess(trust: TrustStore, certificate: Entity = SIGNER) -> PathAssessment:
    validator = PathValidator(trust, DEFAULT_POLICY, validation_time=NOW)
    return validator.assess(certificate.der, Purpose.SIGNER)


def trusted(
    *crls: bytes, valid_from: datetime | None = None, valid_to: datetime | None = None
) -> TrustStore:
    root = root_of(ROOT, valid_from=valid_from, valid_to=valid_to)
    return store(root, intermediates=[CA], crls=crls)


def codes(result: PathResult) -> list[str]:
    return [finding.code for finding in result.findings]


def revoked(who: Entity, at: datetime, reason: str | None = None) -> TrustStore:
    issuer = CA if who is SIGNER else ROOT
    other = FRESH[0] if who is SIGNER else FRESH[1]
    listing = crl(issuer, utc(2022, 6), utc(2022, 7), revoked=[(who, at, reason)])
    return trusted(listing, other)


def test_a_sound_path_passes_without_a_finding() -> None:
    result = assess(trusted(*FRESH)).judge(utc(2022, 3))
    assert (result.status, result.findings) == (CheckStatus.PASSED, ())


def test_the_chain_runs_from_the_leaf_to_the_root() -> None:
    result = assess(trusted(*FRESH)).judge(utc(2022, 3))
    assert [one.der for one in result.chain] == [SIGNER.der, CA.der, ROOT.der]


def test_the_clean_window_is_closed_at_both_ends() -> None:
    assessment = assess(trusted(*FRESH))
    assert (assessment.clean_from, assessment.clean_to) == (utc(2021), utc(2022, 6))


def test_in_the_clean_window_the_one_result_is_returned() -> None:
    assessment = assess(trusted(*FRESH))
    assert assessment.judge(utc(2021)) is assessment.judge(utc(2022, 6))


def test_before_its_term_a_certificate_is_not_yet_valid() -> None:
    result = assess(trusted(*FRESH)).judge(utc(2020, 12))
    assert verdict(result) == (CheckStatus.INDETERMINATE, ["certificate.not_yet_valid"])


def test_after_its_term_without_a_lower_bound_nothing_is_contradicted() -> None:
    result = assess(trusted(*FRESH, crl(CA, utc(2022, 12), utc(2027)))).judge(utc(2023, 2))
    assert result.status is CheckStatus.INDETERMINATE
    assert "certificate.expired_no_poe" in codes(result)


def test_a_lower_bound_after_its_term_contradicts() -> None:
    result = assess(trusted(*FRESH)).judge(utc(2023, 2), not_before=utc(2023, 1, 2))
    assert result.status is CheckStatus.FAILED
    assert "certificate.signed_after_expiry" in codes(result)


def test_a_lower_bound_at_the_very_end_of_its_term_does_not_contradict() -> None:
    result = assess(trusted(*FRESH)).judge(utc(2023, 2), not_before=utc(2023))
    assert "certificate.expired_no_poe" in codes(result)


def test_a_result_says_whether_the_term_had_ended() -> None:
    assessment = assess(trusted(*FRESH))
    assert [assessment.judge(at).expired for at in (utc(2023), utc(2024))] == [False, True]


def test_revoked_before_the_upper_bound_without_a_lower_one_is_open() -> None:
    result = assess(revoked(SIGNER, utc(2022, 2))).judge(utc(2022, 3))
    assert verdict(result) == (CheckStatus.INDETERMINATE, ["revocation.revoked_no_poe"])


def test_revoked_at_the_lower_bound_contradicts() -> None:
    result = assess(revoked(SIGNER, utc(2022, 2))).judge(utc(2022, 3), not_before=utc(2022, 2))
    assert verdict(result) == (CheckStatus.FAILED, ["certificate.signed_after_revocation"])


def test_revoked_after_the_lower_bound_does_not_contradict() -> None:
    before = utc(2022, 2) - timedelta(seconds=1)
    result = assess(revoked(SIGNER, utc(2022, 2))).judge(utc(2022, 3), not_before=before)
    assert codes(result) == ["revocation.revoked_no_poe"]


def test_revoked_after_the_upper_bound_passes_and_is_still_told() -> None:
    result = assess(revoked(SIGNER, utc(2022, 5), "keyCompromise")).judge(utc(2022, 3))
    assert (CheckStatus.PASSED, utc(2022, 5), "keyCompromise") == (
        result.status,
        result.revoked_at,
        result.revocation_reason,
    )


def test_a_revoked_issuer_is_told_apart() -> None:
    result = assess(revoked(CA, utc(2022, 2))).judge(utc(2022, 3))
    assert codes(result) == ["revocation.revoked_ca_no_poe"]


def test_use_after_the_revocation_of_an_issuer_is_open_and_no_contradiction() -> None:
    result = assess(revoked(CA, utc(2022, 2))).judge(utc(2022, 3), not_before=utc(2022, 3))
    assert codes(result) == ["revocation.revoked_ca_no_poe"]


def test_a_key_in_other_hands_before_its_revocation_is_open() -> None:
    since = [(x509.InvalidityDate(utc(2022, 1)), False)]
    listing = crl(
        CA,
        utc(2022, 6),
        revoked=[(SIGNER, utc(2022, 5), "keyCompromise")],
        entry_extensions=since,
    )
    assessment = assess(trusted(listing, FRESH[0]))
    assert codes(assessment.judge(utc(2022, 3))) == ["revocation.invalid_since"]
    assert assessment.judge(utc(2021, 12)).status is CheckStatus.PASSED


def test_without_any_revocation_data_the_status_is_absent_for_each_certificate() -> None:
    result = assess(trusted()).judge(utc(2022, 3))
    assert codes(result) == ["revocation.absent", "revocation.absent"]


def test_registered_practice_stands_in_for_revocation_data_and_is_told() -> None:
    practice = NoneIssued(utc(2020), utc(2024), "one-time certificates")
    trust = store(root_of(ROOT, none_issued=practice), intermediates=[CA])
    result = assess(trust).judge(utc(2022, 3))
    assert result.status is CheckStatus.PASSED
    assert codes(result) == ["revocation.none_issued", "revocation.none_issued"]
    assert all("one-time certificates" in text for text in result.assumptions)


def test_registered_practice_ends_with_its_date() -> None:
    practice = NoneIssued(utc(2020), utc(2022), "one-time certificates")
    trust = store(root_of(ROOT, none_issued=practice), intermediates=[CA])
    assert assess(trust).judge(utc(2022, 3)).status is CheckStatus.INDETERMINATE


def test_registered_practice_excuses_no_revocation() -> None:
    practice = NoneIssued(utc(2020), None, "one-time certificates")
    listing = crl(CA, utc(2022, 6), revoked=[(SIGNER, utc(2022, 2), None)])
    trust = store(root_of(ROOT, none_issued=practice), intermediates=[CA], crls=[listing])
    assert "revocation.revoked_no_poe" in codes(assess(trust).judge(utc(2022, 3)))


def test_a_root_is_trusted_only_within_its_entry() -> None:
    assessment = assess(trusted(*FRESH, valid_from=utc(2022), valid_to=utc(2022, 4)))
    statuses = [
        assessment.judge(at).status for at in (utc(2021, 12), utc(2022), utc(2022, 4), utc(2022, 5))
    ]
    open_, passed = CheckStatus.INDETERMINATE, CheckStatus.PASSED
    assert statuses == [open_, passed, passed, open_]


def test_a_root_out_of_its_own_term_is_open_and_the_courts_matter() -> None:
    root = entity("Short root", term=(utc(2020), utc(2022)))
    signer = entity("Signer of a short root", root)
    trust = store(root, crls=[crl(root, utc(2021), utc(2027))])
    result = assess(trust, signer).judge(utc(2022, 3), not_before=utc(2022, 3))
    assert verdict(result) == (CheckStatus.INDETERMINATE, ["certificate.root_out_of_term"])


def test_the_better_of_two_paths_is_taken() -> None:
    other = entity("Second root")
    crossed = entity(
        "Issuing CA", other, ca=True, key=CA.key, serial=77, term=(utc(2020), utc(2021, 6))
    )
    trust = store(ROOT, other, intermediates=[CA, crossed], crls=[*FRESH, crl(other, utc(2022, 6))])
    assert assess(trust).judge(utc(2022, 3)).status is CheckStatus.PASSED


def test_of_two_open_paths_one_speaks() -> None:
    other = entity("Second root")
    crossed = entity("Issuing CA", other, ca=True, key=CA.key, serial=77)
    dead = crl(ROOT, utc(2022, 6), revoked=[(CA, utc(2021), None)])
    trust = store(ROOT, other, intermediates=[CA, crossed], crls=[dead, FRESH[1]])
    result = assess(trust).judge(utc(2022, 3), not_before=utc(2022, 3))
    assert result.status is CheckStatus.INDETERMINATE
    assert len(result.findings) == 1


def test_findings_are_about_the_subject_asked_for() -> None:
    result = assess(trusted()).judge(utc(2022, 3), subject="P1")
    assert {finding.subject for finding in result.findings} == {"P1"}


@pytest.fixture(scope="module")
def dated() -> PathAssessment:
    listing = crl(CA, utc(2022, 6), revoked=[(SIGNER, utc(2022, 5), None)])
    return assess(trusted(listing, FRESH[0], valid_from=utc(2021, 3)))


@given(days=st.integers(0, 2200))
def test_the_clean_window_is_exactly_where_the_path_passes(
    dated: PathAssessment, days: int
) -> None:
    at = utc(2019) + timedelta(days=days)
    (path,) = dated.candidates
    passes = path.judge(at, None).status is CheckStatus.PASSED
    assert dated.clean_from is not None
    assert dated.clean_to is not None
    assert passes == (dated.clean_from <= at <= dated.clean_to)
