"""CMS signatures that `openssl cms` makes: DER and streamed BER, with and without attributes."""

from typing import NamedTuple

import pytest

from tests.conformance.openssl import P256, RSA, Workshop, changed, in_force, rooted
from verify.asn1.cms import decode_signed_data
from verify.checks.covered import CoveredOctets
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.objects.result import ObjectResult
from verify.objects.verify import verify_object
from verify.path import HelperSet
from verify.policy import DEFAULT_POLICY

DATA = b"\x00\xff\r\n" + "借款合同 loan contract\n".encode() * 40
LEAF = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n"
EC = ("-algorithm", "EC", "-pkeyopt")
KEYS = {
    "p256": P256,
    "p384": (*EC, "ec_paramgen_curve:P-384"),
    "p521": (*EC, "ec_paramgen_curve:P-521"),
    "rsa": RSA,
}
PSS = ("-keyopt", "rsa_padding_mode:pss")

SIGNED = {
    "p256_detached": ("p256",),
    "p256_enveloping": ("p256", "-nodetach"),
    "p256_cades": ("p256", "-cades"),
    "p256_named_by_key": ("p256", "-keyid"),
    "p256_without_attributes": ("p256", "-noattr"),
    "p256_enveloping_without_attributes": ("p256", "-noattr", "-nodetach"),
    "p256_streamed": ("p256", "-nodetach", "-stream"),
    "p256_streamed_without_attributes": ("p256", "-noattr", "-nodetach", "-stream"),
    "p256_detached_indefinite": ("p256", "-stream"),
    "p256_without_smimecap": ("p256", "-nosmimecap"),
    "p256_sha512": ("p256", "-md", "sha512"),
    "p384": ("p384", "-md", "sha384"),
    "p384_sha256": ("p384", "-md", "sha256"),
    "p521": ("p521", "-md", "sha512"),
    "rsa": ("rsa",),
    "rsa_without_attributes": ("rsa", "-noattr"),
    "rsa_streamed": ("rsa", "-nodetach", "-stream"),
    "rsa_sha384": ("rsa", "-md", "sha384"),
    "pss": ("rsa", *PSS),
    "pss_salt_of_the_digest": ("rsa", *PSS, "-keyopt", "rsa_pss_saltlen:digest"),
    "pss_salt_as_long_as_can_be": ("rsa", *PSS, "-keyopt", "rsa_pss_saltlen:max"),
    "pss_sha512": ("rsa", *PSS, "-md", "sha512"),
    "pss_without_attributes": ("rsa", *PSS, "-noattr"),
}
"""Name to the signer and what `openssl cms -sign` is told."""
SEVERAL = {
    "two_signers": (),
    "two_signers_enveloping": ("-nodetach",),
    "two_signers_streamed": ("-nodetach", "-stream"),
    "two_signers_without_attributes": ("-noattr",),
}


class Made(NamedTuple):
    """Signatures by name, and what they are judged under."""

    workshop: Workshop
    context: VerificationContext
    octets: dict[str, bytes]

    def verified(self, octets: bytes, data: bytes | None = DATA) -> ObjectResult:
        covered = CoveredOctets(data) if data is not None else None
        return verify_object(octets, covered, self.context, subject="x")


@pytest.fixture(scope="module", name="made")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    workshop = Workshop(tmp_path_factory.mktemp("cms"))
    workshop.write("data", DATA)
    for name in ("stranger", "root"):
        workshop.key(name, *KEYS["p256"])
        root = workshop.root(name)
    for name, kind in KEYS.items():
        workshop.key(name, *kind)
        workshop.issue(name, "root", LEAF)
    octets = {
        name: _signed(workshop, options, signer) for name, (signer, *options) in SIGNED.items()
    }
    octets |= {
        name: _signed(workshop, list(options), "rsa", "p384") for name, options in SEVERAL.items()
    }
    return Made(workshop, VerificationContext(rooted(root), DEFAULT_POLICY, in_force()), octets)


def _signed(workshop: Workshop, options: list[str], *signers: str) -> bytes:
    named = [part for one in signers for part in ("-signer", f"{one}.crt", "-inkey", f"{one}.key")]
    # -keyopt belongs to the signer before it.
    return workshop.run(
        "cms", "-sign", "-binary", "-in", "data", "-outform", "DER", *named, *options
    )


@pytest.mark.parametrize("name", [*SIGNED, *SEVERAL])
def test_a_signature_by_openssl_passes(made: Made, name: str) -> None:
    result = made.verified(made.octets[name])
    assert result.status is CheckStatus.PASSED, result.findings
    assert result.facts["signature_intact"] is True


@pytest.mark.parametrize(
    "name", [name for name in (*SIGNED, *SEVERAL) if "enveloping" in name or "streamed" in name]
)
def test_an_enveloping_signature_needs_no_data_beside_it(made: Made, name: str) -> None:
    assert made.verified(made.octets[name], None).status is CheckStatus.PASSED


@pytest.mark.parametrize("name", SEVERAL)
def test_every_signer_is_told(made: Made, name: str) -> None:
    signers = made.verified(made.octets[name]).facts["signers"]
    assert isinstance(signers, list)
    assert sorted(one["subject"] for one in signers) == ["CN=p384", "CN=rsa"]


@pytest.mark.parametrize("name", [*SIGNED, *SEVERAL])
def test_other_data_never_passes(made: Made, name: str) -> None:
    for data in (DATA[:-1], DATA + b"\n", b""):
        result = made.verified(made.octets[name], data)
        assert result.status is CheckStatus.FAILED, result.findings


@pytest.mark.parametrize("name", [*SIGNED, *SEVERAL])
def test_one_changed_byte_in_what_is_signed_never_passes(made: Made, name: str) -> None:
    octets = made.octets[name]
    passed = [
        at
        for at in _signed_places(octets)
        if made.verified(changed(octets, at)).status is CheckStatus.PASSED
    ]
    assert passed == []


def _signed_places(octets: bytes) -> set[int]:
    """Every third place of attributes, signature values and enveloped content."""
    signed = decode_signed_data(octets)
    places: set[int] = set()
    for signer in signed.signers:
        attributes = signer.attributes.octets[1:] if signer.attributes else b""
        for part in (attributes, signer.signature, signed.content or b""):
            at = octets.index(part)
            places |= set(range(at, at + len(part), 3))
    return places


def test_certificates_may_come_beside_the_signature(made: Made) -> None:
    bare = _signed(made.workshop, ["-nocerts"], "p256")
    assert made.verified(bare).status is CheckStatus.INDETERMINATE
    helpers = HelperSet.of(certificates=[made.workshop.certificate("p256")])
    known = VerificationContext(
        made.context.trust, DEFAULT_POLICY, made.context.at, helpers=helpers
    )
    assert made._replace(context=known).verified(bare).status is CheckStatus.PASSED


@pytest.mark.parametrize("name", [*SIGNED, *SEVERAL])
def test_under_no_root_a_good_signature_is_open(made: Made, name: str) -> None:
    stranger = rooted(made.workshop.certificate("stranger"))
    context = VerificationContext(stranger, DEFAULT_POLICY, made.context.at)
    result = made._replace(context=context).verified(made.octets[name])
    assert (result.status, result.facts["signature_intact"]) == (CheckStatus.INDETERMINATE, True)


@pytest.mark.parametrize("options", [[], ["-noattr"]], ids=["attributes", "without_attributes"])
def test_content_in_many_pieces_is_read_as_one(made: Made, options: list[str]) -> None:
    content = DATA * 200
    made.workshop.write("large", content)
    octets = made.workshop.run(
        "cms", "-sign", "-binary", "-in", "large", "-outform", "DER", "-nodetach", "-stream",
        "-signer", "p256.crt", "-inkey", "p256.key", *options,
    )  # fmt: skip
    assert content not in octets
    assert made.verified(octets, content).status is CheckStatus.PASSED
    assert made.verified(octets, None).status is CheckStatus.PASSED
    assert made.verified(octets, content[:-1]).status is CheckStatus.FAILED
    middle = octets.index(DATA, len(octets) // 2)
    assert made.verified(changed(octets, middle), None).status is CheckStatus.FAILED


@pytest.mark.parametrize("command", ["cms", "smime"])
def test_a_signature_in_pem_passes(made: Made, command: str) -> None:
    octets = made.workshop.run(
        command, "-sign", "-binary", "-in", "data", "-outform", "PEM",
        "-signer", "rsa.crt", "-inkey", "rsa.key",
    )  # fmt: skip
    result = made.verified(octets)
    assert (result.kind, result.status) == ("cms", CheckStatus.PASSED)
