"""RFC 3161 tokens that `openssl ts` makes, over SHA-2 and SM3 imprints."""

from typing import NamedTuple

import pytest

from tests.conformance.openssl import P256, RSA, Workshop, changed, in_force, rooted
from verify.asn1.cms import decode_signed_data
from verify.asn1.tst import decode_response
from verify.checks.covered import CoveredOctets
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.objects.result import ObjectResult
from verify.objects.verify import verify_object
from verify.path import HelperSet
from verify.policy import DEFAULT_POLICY

DATA = "还款流水 repayment ledger\n".encode() * 10
CA = "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\n"
TSA = "keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"

TOKENS = {
    "p256_sha256": ("p256", ["-sha256"], []),
    "p256_sha384": ("p256", ["-sha384"], []),
    "p256_sha512": ("p256", ["-sha512"], []),
    "p256_sm3": ("p256", ["-sm3"], []),
    "p256_bare_token": ("p256", ["-sha256"], ["-token_out"]),
    "p256_without_nonce": ("p256", ["-sha256", "-no_nonce"], []),
    "p256_of_a_policy": ("p256", ["-sha256", "-tspolicy", "1.2.156.112599.1"], []),
    "p256_ess_v1": ("p256", ["-sha256"], ["-section", "v1"]),
    "rsa_sha256": ("rsa", ["-sha256"], []),
    "rsa_sm3": ("rsa", ["-sm3"], []),
    "rsa_bare_token_sha512": ("rsa", ["-sha512"], ["-token_out"]),
    "rsa_ess_v1": ("rsa", ["-sha256"], ["-section", "v1"]),
}
"""Name to the authority, what the query is told, and what the reply is."""


class Made(NamedTuple):
    """Tokens by name, and what they are judged under."""

    workshop: Workshop
    root: bytes
    context: VerificationContext
    octets: dict[str, bytes]

    def verified(self, octets: bytes, data: bytes = DATA) -> ObjectResult:
        return verify_object(octets, CoveredOctets(data), self.context, subject="x")


@pytest.fixture(scope="module", name="made")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    workshop = Workshop(tmp_path_factory.mktemp("ts"))
    workshop.write("data", DATA)
    workshop.key("root", *P256)
    root = workshop.root("root")
    workshop.key("ca", *P256)
    workshop.issue("ca", "root", CA)
    for name, kind in (("p256", P256), ("rsa", RSA)):
        workshop.key(name, *kind)
        workshop.issue(name, "ca", TSA)
    octets = {name: answer(workshop, *row) for name, row in TOKENS.items()}
    return Made(
        workshop, root, VerificationContext(rooted(root), DEFAULT_POLICY, in_force()), octets
    )


def answer(
    workshop: Workshop, authority: str, asked: list[str], replied: list[str], *asked_for: str
) -> bytes:
    """What an authority answers over the data; with its certificates unless asked otherwise."""
    workshop.run(
        "ts", "-query", "-data", "data", *(asked_for or ("-cert",)), *asked, "-out", "query"
    )
    workshop.run(
        "ts", "-reply", "-queryfile", "query", "-signer", f"{authority}.crt",
        "-inkey", f"{authority}.key", "-chain", "ca.crt", "-out", "reply", *replied,
    )  # fmt: skip
    return workshop.read("reply")


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_by_openssl_passes(made: Made, name: str) -> None:
    result = made.verified(made.octets[name])
    assert result.status is CheckStatus.PASSED, result.findings
    assert (result.facts["signature_intact"], result.facts["digest_intact"]) == (True, True)


@pytest.mark.parametrize("name", TOKENS)
def test_the_form_of_the_answer_is_told(made: Made, name: str) -> None:
    assert made.verified(made.octets[name]).kind == ("tst" if "bare" in name else "tsr")


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_over_other_data_fails(made: Made, name: str) -> None:
    result = made.verified(made.octets[name], DATA + b"\n")
    assert (result.status, result.facts["digest_intact"]) == (CheckStatus.FAILED, False)


@pytest.mark.parametrize("name", TOKENS)
def test_one_changed_byte_in_what_is_signed_never_passes(made: Made, name: str) -> None:
    octets = made.octets[name]
    passed = [
        at
        for at in _signed_places(octets)
        if made.verified(changed(octets, at)).status is CheckStatus.PASSED
    ]
    assert passed == []


def _signed_places(octets: bytes) -> list[int]:
    """Every second place of the TSTInfo, the attributes and the signature value."""
    token = octets if octets[4:6] == b"\x06\x09" else decode_response(octets).token or b""
    signed = decode_signed_data(token)
    (signer,) = signed.signers
    assert signer.attributes is not None
    places: list[int] = []
    for part in (signed.content or b"", signer.attributes.octets[1:], signer.signature):
        at = octets.index(part)
        places += range(at, at + len(part), 2)
    return places


def test_a_token_without_certificates_needs_them_beside_it(made: Made) -> None:
    bare = answer(made.workshop, "p256", ["-sha256"], [], "-no_nonce")
    assert made.verified(bare).status is CheckStatus.INDETERMINATE
    helpers = HelperSet.of(
        certificates=[made.workshop.certificate(name) for name in ("p256", "ca")]
    )
    known = VerificationContext(
        made.context.trust, DEFAULT_POLICY, made.context.at, helpers=helpers
    )
    assert made._replace(context=known).verified(bare).status is CheckStatus.PASSED


def test_a_query_is_no_token(made: Made) -> None:
    made.workshop.run("ts", "-query", "-data", "data", "-sha256", "-out", "query")
    assert made.verified(made.workshop.read("query")).status is not CheckStatus.PASSED


def test_what_openssl_refuses_is_no_token(made: Made) -> None:
    octets = answer(made.workshop, "p256", ["-sha1"], [])
    result = made.verified(octets)
    assert (result.status, [one.code for one in result.findings]) == (
        CheckStatus.FAILED,
        ["timestamp.not_granted"],
    )
