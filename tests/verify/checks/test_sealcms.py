"""The signatures of a seal as messages: which digest goes with which algorithm."""

import pytest

from fixtures.der import algorithm
from verify.asn1.eseal import Seal, SealHeader
from verify.asn1.sealtime import SealTime
from verify.checks.sealcms import digest_of_scheme, seal_message
from verify.path.window import EARLIEST, LATEST


@pytest.mark.parametrize(
    ("oid", "size", "digest"),
    [
        ("1.2.156.10197.1.501", 32, "sm3"),
        ("1.2.156.10197.1.301", 32, "sm3"),
        ("1.2.156.10197.1.504", 32, "sm3"),
        ("1.2.840.113549.1.1.11", 32, "sha256"),
        ("1.2.840.113549.1.1.5", 20, "sha1"),
        ("1.2.840.113549.1.1.1", 32, "sha256"),
        ("1.2.840.113549.1.1.1", 64, "sha512"),
        ("1.2.840.113549.1.1.1", 7, None),
        ("2.999.1", 32, None),
    ],
)
def test_a_digest_goes_with_the_signature_algorithm(
    oid: str, size: int, digest: str | None
) -> None:
    assert digest_of_scheme(algorithm(oid), size) == digest


def test_a_certificate_that_cannot_be_read_names_nobody() -> None:
    at = SealTime(EARLIEST, zone_assumed=False)
    seal = Seal(
        b"", SealHeader("ES", 4, ""), "", 1, "", (), (), at, at, SealTime(LATEST, False),
        "", 0, (), b"no certificate", algorithm("1.2.156.10197.1.501"), b"", b"",
    )  # fmt: skip
    (signer,) = seal_message(seal).signers
    assert (signer.issuer_and_serial, signer.key_identifier) == (b"", None)
