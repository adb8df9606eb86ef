"""NIST PKITS, whole: the expected result, and for the right kind of reason."""

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
        "certificate.algorithm_unsupported",
        "DSA is in no policy that we know of and is not implemented: INDETERMINATE, not valid",
    ),
    "valid_dsa_parameter_inheritance_test5": (
        "2026-11-22",
        "certificate.algorithm_unsupported",
        "as above; keys that inherit their parameters are RFC 3279's and nobody issues them",
    ),
}
"""Name of the case to: since when, the code it ends in instead, and why."""

REASONS = {
    "PathValidationError": ("certificate.",),
    "RevokedError": ("revocation.revoked_no_poe", "revocation.revoked_ca_no_poe"),
    "InsufficientRevinfoError": ("revocation.",),
    "StaleRevinfoError": ("revocation.stale",),
}
"""What the table calls a failure to: what our codes for it begin with."""


KNOWN = {
    "id", "name", "cert", "other_certs", "crls", "path_len", "params", "valid", "fails_with",
    "revocation", "path_intermediates",
}  # fmt: skip
"""Keys of a row; one that is not known here would be a condition that we do not test."""


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table."""

    name: str
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
            row["cert"],
            tuple(row.get("other_certs", ())),
            tuple(row.get("crls", ())),
            row["path_len"],
            row["valid"],
            row.get("fails_with"),
            PathInputs(frozenset(wanted), **params),
        )


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
def test_an_invalid_path_does_not_pass_and_says_why(case: Case) -> None:
    result = judged(case)
    assert result.status is not CheckStatus.PASSED
    codes = [finding.code for finding in result.findings]
    assert any(code.startswith(REASONS[str(case.fails_with)]) for code in codes), codes


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.name in DEVIATIONS], ids=lambda case: case.name
)
def test_a_deviation_is_still_what_the_table_says(case: Case) -> None:
    _, code, _ = DEVIATIONS[case.name]
    assert [finding.code for finding in judged(case).findings] == [code]


def test_every_deviation_names_a_case() -> None:
    assert DEVIATIONS.keys() <= {case.name for case in CASES}
