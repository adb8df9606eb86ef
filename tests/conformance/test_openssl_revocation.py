"""CRLs of `openssl ca` and OCSP answers of `openssl ocsp`, as objects and as revocation data."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conformance.openssl import P256, RSA, Workshop, changed, in_force, rooted
from verify.asn1.crl import decode_crl
from verify.asn1.ocsp import decode_ocsp
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.objects.result import ObjectResult
from verify.objects.verify import verify_object
from verify.pem import pem_blocks
from verify.policy import DEFAULT_POLICY
from verify.trust import TrustStore

ROOTS = {
    "p256": P256,
    "p384": ("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"),
    "rsa": RSA,
    "ed25519": ("-algorithm", "ED25519"),
}
LEAF = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
RESPONDER = f"{LEAF}extendedKeyUsage=OCSPSigning\nnoCheck=ignored\n"
ANSWERS = {
    "by_the_ca": ("p256", []),
    "by_the_ca_without_certificates": ("p256", ["-resp_no_certs"]),
    "by_a_delegate": ("responder", []),
    "by_a_delegate_named_by_key": ("responder", ["-resp_key_id"]),
    "by_a_delegate_sha384": ("responder", ["-rmd", "sha384"]),
}
"""Name to who answers, and what the command is told."""


class Made(NamedTuple):
    """One authority of each kind of key, with a good and a revoked certificate."""

    workshop: Workshop
    good: dict[str, bytes]
    revoked: dict[str, bytes]
    crls: dict[str, bytes]
    at: datetime
    """When the CRLs and answers are in force, and no certificate was made later."""

    def trust(self, root: str, **data: tuple[bytes, ...]) -> TrustStore:
        store = rooted(self.workshop.certificate(root), none_issued=False)
        return replace(store, crls=data.get("crls", ()), ocsps=data.get("ocsps", ()))

    def verified(self, octets: bytes, trust: TrustStore) -> ObjectResult:
        context = VerificationContext(trust, DEFAULT_POLICY, self.at)
        return verify_object(octets, None, context, subject="x")


@pytest.fixture(scope="module", name="made")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("revocation")
    places = {name: _authority(folder, name) for name in ROOTS}
    crls = {name: pem_blocks(one.read("crl"))[0] for name, one in places.items()}
    workshop = places["p256"]
    for name in ROOTS:
        workshop.write(f"{name}.crt", places[name].read(f"{name}.crt"))
    return Made(
        workshop,
        {name: one.certificate("good") for name, one in places.items()},
        {name: one.certificate("revoked") for name, one in places.items()},
        crls,
        in_force(),
    )


def _authority(parent: Path, name: str) -> Workshop:
    folder = parent / name
    folder.mkdir()
    workshop = Workshop(folder)
    workshop.key(name, *ROOTS[name])
    workshop.root(name)
    for leaf, extensions in (("good", LEAF), ("revoked", LEAF), ("responder", RESPONDER)):
        workshop.key(leaf, *P256)
        workshop.issue(leaf, name, extensions)
    signed = ["-cert", f"{name}.crt", "-keyfile", f"{name}.key"]
    workshop.run("ca", *signed, "-valid", "good.crt")
    workshop.run("ca", *signed, "-revoke", "revoked.crt", "-crl_reason", "superseded")
    # In force a little later, as a CRL that is fetched for the judgement is.
    later = in_force().strftime("%Y%m%d%H%M%SZ")
    workshop.run("ca", *signed, "-gencrl", "-crl_lastupdate", later, "-out", "crl")
    return workshop


def _answer(workshop: Workshop, certificate: str, by: str, options: list[str]) -> bytes:
    workshop.run(
        "ocsp", "-issuer", "p256.crt", "-cert", f"{certificate}.crt", "-no_nonce",
        "-reqout", "request",
    )  # fmt: skip
    workshop.run(
        "ocsp", "-index", "index.txt", "-CA", "p256.crt", "-rsigner", f"{by}.crt",
        "-rkey", f"{by}.key", "-reqin", "request", "-respout", "answer", "-ndays", "7", *options,
    )  # fmt: skip
    return workshop.read("answer")


@pytest.mark.parametrize("root", ROOTS)
def test_a_crl_by_openssl_passes(made: Made, root: str) -> None:
    result = made.verified(made.crls[root], made.trust(root))
    assert (result.status, result.findings) == (CheckStatus.PASSED, ())
    assert (result.kind, result.facts["signature_intact"]) == ("crl", True)


@pytest.mark.parametrize("root", ROOTS)
def test_one_changed_byte_of_a_crl_never_passes(made: Made, root: str) -> None:
    octets, trust = made.crls[root], made.trust(root)
    assert decode_crl(octets).this_update <= made.at
    assert _passing(made, octets, trust) == []


@pytest.mark.parametrize("root", ROOTS)
def test_a_crl_clears_one_certificate_and_bars_another(made: Made, root: str) -> None:
    trust = made.trust(root, crls=(made.crls[root],))
    good, revoked = made.verified(made.good[root], trust), made.verified(made.revoked[root], trust)
    assert (good.status, good.findings) == (CheckStatus.PASSED, ())
    assert [one.code for one in revoked.findings] == ["object.revoked"]
    assert revoked.status is not CheckStatus.PASSED


def test_without_revocation_data_a_certificate_stays_open(made: Made) -> None:
    result = made.verified(made.good["p256"], made.trust("p256"))
    assert [one.code for one in result.findings] == ["revocation.absent"]


def test_the_crl_of_another_authority_clears_nothing(made: Made) -> None:
    result = made.verified(made.good["p256"], made.trust("p256", crls=(made.crls["p384"],)))
    assert result.status is CheckStatus.INDETERMINATE


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("certificate", ["good", "revoked"])
def test_an_answer_by_openssl_passes(made: Made, name: str, certificate: str) -> None:
    octets = _answer(made.workshop, certificate, *ANSWERS[name])
    result = made.verified(octets, made.trust("p256"))
    assert (result.status, result.findings) == (CheckStatus.PASSED, ())
    assert [one.status for one in decode_ocsp(octets).responses] == [certificate]


def test_one_changed_byte_of_an_answer_never_passes(made: Made) -> None:
    octets = _answer(made.workshop, "good", *ANSWERS["by_the_ca_without_certificates"])
    response = decode_ocsp(octets)
    assert response.produced_at is not None
    assert response.produced_at <= datetime.now(UTC)
    assert _passing(made, octets, made.trust("p256")) == []


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_bars_a_revoked_certificate(made: Made, name: str) -> None:
    octets = _answer(made.workshop, "revoked", *ANSWERS[name])
    result = made.verified(made.revoked["p256"], made.trust("p256", ocsps=(octets,)))
    assert [one.code for one in result.findings] == ["object.revoked"]


def test_an_answer_by_one_who_may_not_answer_clears_nothing(made: Made) -> None:
    octets = _answer(made.workshop, "good", "good", [])
    result = made.verified(made.good["p256"], made.trust("p256", ocsps=(octets,)))
    assert result.status is CheckStatus.INDETERMINATE
    assert made.verified(octets, made.trust("p256")).status is not CheckStatus.PASSED


def _passing(made: Made, octets: bytes, trust: TrustStore) -> list[int]:
    """The places at which one changed bit leaves a pass."""
    return [
        at
        for at in range(len(octets))
        if made.verified(changed(octets, at), trust).status is CheckStatus.PASSED
    ]
