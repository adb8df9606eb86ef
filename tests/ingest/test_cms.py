import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from asn1crypto import cms as asn1_cms
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate

from ingest.cms import PrivateKey, read_certificates, read_key, sign_detached, sign_enveloped
from ingest.errors import SigningError
from tests.conformance.openssl import P256, RSA, Workshop, changed, rooted
from verify.asn1.cms import decode_signed_data
from verify.checks.covered import CoveredOctets
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.objects.verify import verify_object
from verify.policy import DEFAULT_POLICY

DATA = "清单 manifest\n".encode() * 100
MADE = datetime(2025, 6, 10, 3, tzinfo=UTC)
LEAF = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n"
EC = ("-algorithm", "EC", "-pkeyopt")
KEYS = {
    "rsa": RSA,
    "p256": P256,
    "p384": (*EC, "ec_paramgen_curve:P-384"),
    "p521": (*EC, "ec_paramgen_curve:P-521"),
    "ed25519": ("-algorithm", "ED25519"),
}
OPENSSL_KEYS = [name for name in KEYS if name != "ed25519"]
"""openssl 3.0 neither makes nor verifies CMS with Ed25519."""


def now() -> datetime:
    """Return the clock's own time: openssl makes certificates, and verifies, at it."""
    return datetime.now(UTC)


class Signatory(NamedTuple):
    shop: Workshop
    root: bytes
    key: PrivateKey
    path: tuple[Certificate, ...]

    def sign(self, data: bytes = DATA, *, at: datetime | None = None) -> bytes:
        at = at or now()
        return sign_detached(data, self.key, self.path[0], at=at, extra_certs=self.path[1:])

    def wrap(self) -> bytes:
        return sign_enveloped(DATA, self.key, self.path[0], at=now(), extra_certs=self.path[1:])

    def status(self, signature: bytes, data: bytes | None = DATA) -> CheckStatus:
        context = VerificationContext(
            rooted(self.root), DEFAULT_POLICY, now() + timedelta(minutes=1)
        )
        covered = None if data is None else CoveredOctets(data)
        return verify_object(signature, covered, context, subject="object").status


@pytest.fixture(scope="module", name="signatories")
def _signatories(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Signatory]:
    """One signatory of each kind of key: openssl takes its time to make them."""
    return cache(lambda name: _signatory(tmp_path_factory.mktemp(name), KEYS[name]))


@pytest.fixture(params=KEYS)
def signatory(request: pytest.FixtureRequest, signatories: Callable[[str], Signatory]) -> Signatory:
    return signatories(request.param)


@pytest.fixture(params=OPENSSL_KEYS)
def known_to_openssl(
    request: pytest.FixtureRequest, signatories: Callable[[str], Signatory]
) -> Signatory:
    return signatories(request.param)


@pytest.fixture
def one(signatories: Callable[[str], Signatory]) -> Signatory:
    return signatories("p256")


def _signatory(folder: Path, kind: tuple[str, ...]) -> Signatory:
    shop = Workshop(folder)
    shop.key("root", *P256)
    shop.key("leaf", *kind)
    root = shop.root("root")
    shop.issue("leaf", "root", LEAF)
    path = read_certificates(shop.read("leaf.crt") + shop.read("root.crt"))
    return Signatory(shop, root, read_key(shop.read("leaf.key")), path)


def test_our_verifier_accepts_a_detached_signature(signatory: Signatory) -> None:
    assert signatory.status(signatory.sign()) is CheckStatus.PASSED


def test_our_verifier_accepts_an_enveloping_signature(signatory: Signatory) -> None:
    assert signatory.status(signatory.wrap(), None) is CheckStatus.PASSED


def test_openssl_accepts_a_detached_signature(known_to_openssl: Signatory) -> None:
    shop = known_to_openssl.shop
    shop.write("data", DATA)
    shop.write("signature", known_to_openssl.sign())
    found = shop.run(
        "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", "data",
        "-CAfile", "root.crt", "-purpose", "any",
    )  # fmt: skip
    assert found == DATA


def test_openssl_accepts_an_enveloping_signature(known_to_openssl: Signatory) -> None:
    shop = known_to_openssl.shop
    shop.write("signature", known_to_openssl.wrap())
    found = shop.run(
        "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-CAfile", "root.crt",
        "-purpose", "any", "-cades",
    )  # fmt: skip
    assert found == DATA


def test_ed25519_signs_the_attributes_as_a_set(signatories: Callable[[str], Signatory]) -> None:
    signatory = signatories("ed25519")
    signer = asn1_cms.ContentInfo.load(signatory.sign())["content"]["signer_infos"][0]
    signed = b"\x31" + signer["signed_attrs"].dump()[1:]
    key = signatory.key.public_key()
    assert isinstance(key, ed25519.Ed25519PublicKey)
    key.verify(signer["signature"].native, signed)


def test_it_covers_these_octets_alone(signatory: Signatory) -> None:
    assert signatory.status(signatory.sign(), changed(DATA, 7)) is CheckStatus.FAILED


def test_a_detached_signature_holds_no_content(one: Signatory) -> None:
    assert decode_signed_data(one.sign()).content is None


def test_it_states_when_it_was_made(one: Signatory) -> None:
    (signer,) = decode_signed_data(one.sign(at=MADE)).signers
    assert signer.attributes is not None
    assert signer.attributes.signing_time == MADE


def test_it_names_its_certificate_by_digest(one: Signatory) -> None:
    (signer,) = decode_signed_data(one.sign()).signers
    assert signer.attributes is not None
    assert signer.attributes.signing_certificates is not None
    digest = hashlib.sha256(one.path[0].public_bytes(Encoding.DER)).digest()
    assert [named.digest for named in signer.attributes.signing_certificates] == [digest]


def test_it_carries_the_path_given(one: Signatory) -> None:
    assert len(decode_signed_data(one.sign()).certificates) == 2


def test_the_same_input_gives_the_same_octets(signatory: Signatory) -> None:
    assert signatory.sign(at=MADE) == signatory.sign(at=MADE)


def test_a_time_after_2049_is_written_in_full(one: Signatory) -> None:
    late = sign_detached(DATA, one.key, one.path[0], at=datetime(2050, 1, 1, tzinfo=UTC))
    assert b"20500101000000Z" in late


def test_the_key_of_another_certificate_is_refused(one: Signatory) -> None:
    with pytest.raises(SigningError, match="not that of the certificate"):
        sign_detached(DATA, one.key, one.path[1], at=now())


@pytest.mark.parametrize("curve", [ec.SECP256K1(), ec.BrainpoolP256R1()], ids=["k1", "brainpool"])
def test_other_curves_are_refused(one: Signatory, curve: ec.EllipticCurve) -> None:
    with pytest.raises(SigningError, match="SM2 and other keys"):
        sign_detached(DATA, ec.generate_private_key(curve), one.path[0], at=now())


def test_an_sm2_key_is_refused_by_name(tmp_path: Path) -> None:
    shop = Workshop(tmp_path)
    shop.key("national", "-algorithm", "SM2")
    with pytest.raises(SigningError, match="SM2"):
        read_key(shop.read("national.key"))


def test_a_key_under_a_password_is_read_with_it(one: Signatory) -> None:
    one.shop.run("pkey", "-in", "leaf.key", "-aes256", "-passout", "pass:secret", "-out", "locked")
    locked = one.shop.read("locked")
    assert read_key(locked, b"secret").public_key() == one.key.public_key()


@pytest.mark.parametrize("password", [None, b"other"])
def test_a_key_under_a_password_is_refused_without_it(
    one: Signatory, password: bytes | None
) -> None:
    one.shop.run("pkey", "-in", "leaf.key", "-aes256", "-passout", "pass:secret", "-out", "locked")
    with pytest.raises(SigningError, match="no private key"):
        read_key(one.shop.read("locked"), password)


def test_a_key_in_der_is_read(one: Signatory) -> None:
    one.shop.run("pkey", "-in", "leaf.key", "-outform", "DER", "-out", "leaf.der")
    assert read_key(one.shop.read("leaf.der")).public_key() == one.key.public_key()


def test_a_certificate_in_der_is_read(one: Signatory) -> None:
    assert read_certificates(one.root) == one.path[1:]


@pytest.mark.parametrize("octets", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\n"])
def test_what_is_no_key_is_refused(octets: bytes) -> None:
    with pytest.raises(SigningError, match="no private key"):
        read_key(octets)


@pytest.mark.parametrize("octets", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\n"])
def test_what_is_no_certificate_is_refused(octets: bytes) -> None:
    with pytest.raises(SigningError, match="no certificate"):
        read_certificates(octets)
