"""SM2 certificates of Tongsuo's tests: paths, forms of signature as registered, broken keys."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.objects import verify_path
from ingest.runs import CheckSettings
from ingest.trust import load_helpers, load_trust
from tests.conformance.material import Vector, by_name, vectors
from tests.verify.path.pki import utc
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.objects.result import ObjectResult
from verify.policy import DEFAULT_POLICY
from verify.trust import NoneIssued, Purpose, Sm2Form, TrustStore

AT = utc(2026, 6)
ROWS = by_name(vectors("sm2-cert"))
KEYS = [name for name, row in ROWS.items() if row.scope == "primitive"]
STANDARD, WITHOUT_Z, EMPTY_ID = Sm2Form(), Sm2Form(z=False), Sm2Form(id="")

CHAINS = {
    "sm2-cert.pem": "sm2-root-cert.pem",
    "sm2-first-crt.pem": "sm2-root-cert.pem",
    "sm2-leaf.crt": "sm2-chain-ca.crt",
    "server_sign.crt": "chain-ca.crt",
    "server_enc.crt": "chain-ca.crt",
    "server_sign_expire.crt": "chain-ca.crt",
    "sm2-noza-cert.pem": "sm2-noza-root-cert.pem",
}
"""A certificate to the file that ends its path; the index names no chains."""
WITH_Z = [name for name in CHAINS if not name.startswith(("sm2-noza", "server_sign_expire"))]

DEVIATIONS = {
    "sm2-first-crt.pem": (
        "2026-11-22",
        "PASSED",
        "the index knows no issuer of it; sm2-root-cert.pem is one, and its signature verifies",
    ),
}
"""Name to: since when, what it comes to under a root with the standard form, and why."""


def material() -> frozenset[Path]:
    """Every file that the tests here read."""
    names = {*CHAINS, *CHAINS.values(), *KEYS}
    return frozenset(ROWS[name].path for name in names)


def trust(name: str, form: Sm2Form | None) -> TrustStore:
    """The chain of a certificate as roots that sign in a form and issue no revocation data."""
    none = NoneIssued(utc(2000), None, "not kept with the certificates")
    store = load_trust([ROWS[CHAINS[name]].path])
    roots = [replace(one, none_issued=none, sm2=form) for one in store.roots]
    return replace(store, roots=tuple(roots))


def verified(row: Vector, store: TrustStore) -> ObjectResult:
    settings = CheckSettings(store, DEFAULT_POLICY, AT)
    return verify_path(row.path, None, settings, VerificationContext(store, DEFAULT_POLICY, AT))


def judged(name: str, form: Sm2Form | None) -> ObjectResult:
    return verified(ROWS[name], trust(name, form))


def test_the_material_is_whole() -> None:
    assert (len(ROWS), len(CHAINS), len(KEYS)) == (14, 7, 3)


@pytest.mark.parametrize("name", [name for name in CHAINS if name not in DEVIATIONS])
def test_a_certificate_comes_to_what_the_index_says(name: str) -> None:
    words = {"valid": "PASSED", "invalid": "FAILED", "indeterminate": "INDETERMINATE"}
    assert judged(name, None).status == words[ROWS[name].expected]


@pytest.mark.parametrize("name", DEVIATIONS)
def test_a_deviation_is_still_what_the_table_says(name: str) -> None:
    assert judged(name, STANDARD).status == DEVIATIONS[name][1]
    assert ROWS[name].expected == "indeterminate"


@pytest.mark.parametrize("name", WITH_Z)
def test_a_certificate_signed_as_registered_passes(name: str) -> None:
    result = judged(name, STANDARD)
    assert (result.status, result.facts["signature_intact"]) == (CheckStatus.PASSED, True)
    assert {one.code for one in result.findings} <= {"revocation.none_issued"}


@pytest.mark.parametrize("name", WITH_Z)
@pytest.mark.parametrize("form", [WITHOUT_Z, EMPTY_ID], ids=["without-z", "empty-id"])
def test_no_other_form_than_the_registered_one_is_tried(name: str, form: Sm2Form) -> None:
    result = judged(name, form)
    assert (result.status, result.facts["signature_intact"]) == (CheckStatus.FAILED, False)


def test_an_expired_certificate_is_intact_and_failed() -> None:
    result = judged("server_sign_expire.crt", STANDARD)
    assert (result.status, result.facts["signature_intact"]) == (CheckStatus.FAILED, True)
    assert [one.code for one in result.findings] == ["object.expired"]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        (None, CheckStatus.INDETERMINATE),
        (STANDARD, CheckStatus.FAILED),
        (WITHOUT_Z, CheckStatus.PASSED),
    ],
    ids=["unregistered", "standard", "without-z"],
)
def test_a_signature_without_z_is_good_only_where_that_is_registered(
    form: Sm2Form | None, status: CheckStatus
) -> None:
    assert judged("sm2-noza-cert.pem", form).status is status


def test_the_certificate_of_an_encryption_pair_signs_nothing() -> None:
    context = VerificationContext(trust("server_enc.crt", STANDARD), DEFAULT_POLICY, AT)
    octets = load_helpers([ROWS["server_enc.crt"].path]).certificates[0]
    assessment = context.validator.assess(octets, Purpose.SIGNER, context.helpers)
    codes = {one.code for one in assessment.judge(AT).findings}
    assert "certificate.usage_wrong" in codes


@pytest.mark.parametrize("name", KEYS)
def test_a_private_key_is_no_evidence(name: str) -> None:
    result = verified(ROWS[name], load_trust([]))
    assert [one.code for one in result.findings] == ["object.kind_unknown"]


@pytest.mark.parametrize("name", KEYS)
def test_a_private_key_out_of_range_is_one_for_openssl_too(name: str) -> None:
    command = ["openssl", "pkey", "-check", "-noout", "-in", str(ROWS[name].path)]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
