"""The fictional court's key and certificate, as the files that a court would sign with."""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from fixtures.world import world

COURT = world().court
CERTIFICATE = x509.load_der_x509_certificate(COURT.certificate)


def private_key() -> EllipticCurvePrivateKey:
    """Return the court's key."""
    found = COURT.key.private
    assert isinstance(found, EllipticCurvePrivateKey)
    return found


def court_files(folder: Path) -> tuple[Path, Path]:
    """Write key and certificate, and return where."""
    key, certificate = folder / "court-key.pem", folder / "court.pem"
    form = Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    key.write_bytes(private_key().private_bytes(*form))
    certificate.write_bytes(CERTIFICATE.public_bytes(Encoding.PEM))
    return key, certificate
