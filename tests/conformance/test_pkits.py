"""NIST PKITS, whole: the expected result, and of what is invalid the reason."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Self

import cryptography_vectors
import pytest

from verify.asn1.extensions import ANY_POLICY
from verify.findings import CheckStatus
from verify.path import HelperSet, PathInputs, PathResult, PathValidator
from verify.policy import DEFAULT_POLICY
from verify.trust import Purpose, TrustedRoot, TrustStore

AT = datetime(2020, 6, 1, tzinfo=UTC)
"""Within the term of every certificate that is meant to be in its term."""
ANCHOR = "TrustAnchorRootCertificate.crt"
ANCHOR_CRL = "TrustAnchorRootCRL.crl"

DEVIATIONS = {
    "valid_dsa_signatures_test4": (
        "2026-11-22",
        ("certificate.algorithm_unsupported",),
        "DSA is in no policy that we know of and is not implemented: INDETERMINATE, not valid",
    ),
    "valid_dsa_parameter_inheritance_test5": (
        "2026-11-22",
        ("certificate.algorithm_unsupported",),
        "as above; keys that inherit their parameters are RFC 3279's and nobody issues them",
    ),
    "invalid_ca_signature_test2": (
        "2026-11-23",
        ("certificate.root_unknown", "certificate.malformed"),
        "the CA's BIT STRING ends in unused bits: it is not decoded, so it is nobody's issuer",
    ),
    "invalid_dsa_signature_test6": (
        "2026-11-23",
        ("certificate.malformed",),
        "the same fault of form, found before the algorithm is looked at",
    ),
    "invalid_name_chaining_ee_test1": (
        "2026-11-23",
        ("certificate.root_unknown",),
        "issuers are found by name: with a name that does not chain there is none, and no path",
    ),
    "invalid_name_chaining_order_test2": (
        "2026-11-23",
        ("certificate.root_unknown",),
        "as above: a name with its parts in another order is another name",
    ),
}
"""Name of the case to: since when, the codes it ends in instead, and why."""

_PATH, _REVOKED = "PathValidationError", "RevokedError"
_NO_DATA, _STALE = "InsufficientRevinfoError", "StaleRevinfoError"

REASONS: dict[tuple[str, str], tuple[str, ...]] = {
    ("4.1", _PATH): ("certificate.signature_wrong",),
    ("4.2", _PATH): ("certificate.expired_no_poe",),
    ("4.4", _REVOKED): ("revocation.revoked_no_poe",),
    ("4.4", _NO_DATA): ("revocation.absent",),
    ("4.4", _STALE): ("revocation.stale",),
    ("4.5", _PATH): ("certificate.issuer_not_ca",),
    ("4.5", _REVOKED): ("revocation.revoked_no_poe",),
    ("4.6", _PATH): ("certificate.path_length_exceeded",),
    ("4.7", _PATH): ("certificate.issuer_not_ca",),
    ("4.7", _NO_DATA): ("revocation.issuer_not_authorised",),
    ("4.8", _PATH): ("certificate.policy_unacceptable",),
    ("4.9", _PATH): ("certificate.policy_unacceptable",),
    ("4.10", _PATH): ("certificate.policy_unacceptable",),
    ("4.11", _PATH): ("certificate.policy_unacceptable",),
    ("4.12", _PATH): ("certificate.policy_unacceptable",),
    ("4.13", _PATH): ("certificate.name_constraint_violated",),
    ("4.14", _REVOKED): ("revocation.revoked_no_poe",),
    ("4.14", _NO_DATA): ("revocation.wrong_scope",),
    ("4.15", _REVOKED): ("revocation.revoked_no_poe",),
    ("4.15", _NO_DATA): ("revocation.wrong_scope",),
    ("4.16", _PATH): ("certificate.critical_extension_unknown",),
}
"""Section of PKITS and what the table calls the failure, to our codes; 4.3 deviates as a whole."""

REASONS_OF_CASES: dict[str, tuple[str, ...]] = {
    "invalid_ca_notbefore_date_test1": ("certificate.not_yet_valid",),
    "invalid_ee_notbefore_date_test2": ("certificate.not_yet_valid",),
    # Its CRL is of this century.
    "invalid_pre2000_utc_ee_notafter_date_test7": (
        "certificate.expired_no_poe",
        "revocation.issued_after_expiry",
    ),
    "invalid_revoked_ca_test2": ("revocation.revoked_ca_no_poe",),
    "invalid_bad_crl_signature_test4": ("revocation.absent", "revocation.crl_malformed"),
    "invalid_unknown_crl_entry_extension_test8": ("revocation.unsupported",),
    "invalid_unknown_crl_extension_test9": ("revocation.unsupported",),
    "invalid_unknown_crl_extension_test10": ("revocation.unsupported",),
    "invalid_separate_certificate_and_crl_keys_test21": ("revocation.issuer_not_authorised",),
    "invalid_missing_basicconstraints_test1": ("certificate.issuer_not_ca",),
    "invalid_ca_false_test2": ("certificate.issuer_not_ca",),
    "invalid_ca_false_test3": ("certificate.issuer_not_ca",),
    # Nobody authorised the issuer of the indirect CRL, so there is none.
    "invalid_idp_with_indirectcrl_test26": ("revocation.absent",),
    # The base is older than the delta builds on.
    "invalid_deltacrl_test10": ("revocation.stale",),
}
"""Cases whose reason is not that of their section."""


KNOWN = {
    "id", "name", "cert", "other_certs", "crls", "path_len", "params", "valid", "fails_with",
    "revocation", "path_intermediates",
}  # fmt: skip
"""Keys of a row; one that is not known here would be a condition that we do not test."""


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table."""

    name: str
    section: str
    """Of the PKITS document: 4.1 to 4.16."""
    certificate: str
    others: tuple[str, ...]
    crls: tuple[str, ...]
    length: int
    valid: bool
    fails_with: str | None
    inputs: PathInputs

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        assert row.keys() <= KNOWN
        params = dict(row.get("params", {}))
        wanted = params.pop("user_initial_policy_set", [ANY_POLICY])
        return cls(
            row["name"],
            f"4.{int(row['id'][1:3])}",
            row["cert"],
            tuple(row.get("other_certs", ())),
            tuple(row.get("crls", ())),
            row["path_len"],
            row["valid"],
            row.get("fails_with"),
            PathInputs(frozenset(wanted), **params),
        )

    @property
    def expected(self) -> tuple[str, ...]:
        """Codes that the case should end in; of 4.3 none is known."""
        if self.valid:
            return ()
        reason = REASONS.get((self.section, str(self.fails_with)), ("",))
        return REASONS_OF_CASES.get(self.name, reason)


DATA = Path(__file__).parent / "data" / "pkits.json"
CASES = [Case.from_json(row) for row in json.loads(DATA.read_text("utf-8"))]


@cache
def certificate(name: str) -> bytes:
    return _vector("certs", name)


@cache
def crl(name: str) -> bytes:
    return _vector("crls", name)


def _vector(folder: str, name: str) -> bytes:
    with cryptography_vectors.open_vector_file(f"x509/PKITS_data/{folder}/{name}", "rb") as file:
        return bytes(file.read())


def judged(case: Case) -> PathResult:
    root = TrustedRoot(certificate(ANCHOR), frozenset((Purpose.SIGNER,)))
    trust = TrustStore("pkits", None, None, None, roots=(root,), crls=(crl(ANCHOR_CRL),))
    validator = PathValidator(trust, DEFAULT_POLICY, validation_time=AT, inputs=case.inputs)
    helpers = HelperSet.of(certificates=map(certificate, case.others), crls=map(crl, case.crls))
    return validator.assess(certificate(case.certificate), None, helpers).judge(AT)


def test_the_table_is_whole() -> None:
    assert len(CASES) == 246


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.valid and c.name not in DEVIATIONS], ids=lambda case: case.name
)
def test_a_valid_path_passes(case: Case) -> None:
    result = judged(case)
    assert (result.status, result.findings) == (CheckStatus.PASSED, ())
    assert len(result.chain) == case.length


@pytest.mark.parametrize("case", [c for c in CASES if not c.valid], ids=lambda case: case.name)
def test_an_invalid_path_does_not_pass(case: Case) -> None:
    assert judged(case).status is not CheckStatus.PASSED


@pytest.mark.parametrize(
    "case",
    [c for c in CASES if not c.valid and c.name not in DEVIATIONS],
    ids=lambda case: case.name,
)
def test_an_invalid_path_fails_for_its_own_reason(case: Case) -> None:
    assert tuple(finding.code for finding in judged(case).findings) == case.expected


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.name in DEVIATIONS], ids=lambda case: case.name
)
def test_a_deviation_is_what_the_table_says_and_not_what_was_expected(case: Case) -> None:
    _, codes, _ = DEVIATIONS[case.name]
    assert tuple(finding.code for finding in judged(case).findings) == codes
    assert codes != case.expected


def test_every_row_is_of_a_case() -> None:
    names = {case.name for case in CASES}
    assert DEVIATIONS.keys() | REASONS_OF_CASES.keys() <= names
    assert REASONS.keys() <= {(case.section, case.fails_with) for case in CASES}


def test_a_case_with_a_reason_of_its_own_differs_from_its_section() -> None:
    own = [case for case in CASES if case.name in REASONS_OF_CASES]
    assert [c.name for c in own if REASONS[c.section, str(c.fails_with)] == c.expected] == []
