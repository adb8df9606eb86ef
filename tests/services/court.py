"""A court that could be real: keys, roots and clients of its own, none of the fixtures' world."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from joserfc.jwk import ECKey

from fixtures.trust import TrustDirectory

__all__ = ["COURT", "client_key", "court_trust", "production_file", "production_settings"]

COURT = "gzinternetcourt"
SECRET = "q7Vt2mWz9LkR4xYb6NcD8sHf3JgP5aEu"
COLUMN_KEY = bytes(range(7, 39)).hex()


@cache
def _own() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Court")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    begins = datetime.now(UTC) - timedelta(days=1)
    dated = builder.not_valid_before(begins).not_valid_after(begins + timedelta(days=365))
    return key, dated.sign(key, SHA256())


def court_trust(**head: object) -> Mapping[str, bytes]:
    """Return the files of a trust directory that production takes."""
    made = TrustDirectory(head={"environment": "production", "audience": COURT, **head})
    made.add("roots/court.pem", _own()[1].public_bytes(Encoding.PEM), "court")
    return made.files()


def production_settings(folder: Path) -> dict[str, object]:
    """Write what production settings name, and return the settings."""
    key, certificate = _own()
    files = {
        "court-key.pem": key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        "court.pem": certificate.public_bytes(Encoding.PEM),
        "clients.toml": _clients().encode(),
        **{f"trust/{name}": octets for name, octets in court_trust().items()},
    }
    for name, octets in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(0o600)
        path.write_bytes(octets)
    return {
        "environment": "production", "court": COURT, "data_dir": folder / "data",
        "public_url": "https://evidence.example", "token_secret": SECRET,
        "column_keys": {"2026": COLUMN_KEY}, "court_key": folder / "court-key.pem",
        "court_certificate": folder / "court.pem", "clients": folder / "clients.toml",
        "trust": folder / "trust",
    }  # fmt: skip


def production_file(folder: Path, **changed: object) -> Path:
    """Write production settings, and what they name, as a file."""
    given = {**production_settings(folder), **changed}
    keys = given.pop("column_keys")
    assert isinstance(keys, dict)
    lines = [
        f"{name} = {json.dumps(value if isinstance(value, bool) else str(value))}"
        for name, value in given.items()
    ]
    lines += ["[column_keys]", *(f"{name} = {json.dumps(key)}" for name, key in keys.items())]
    path = folder / "evidence.toml"
    path.write_text("\n".join(lines), "utf-8")
    return path


@cache
def client_key() -> ECKey:
    """Return the key of the one client that is registered, `platform-1`."""
    return ECKey.generate_key("P-256", {"kid": "1"})


def _clients() -> str:
    public = client_key().as_dict(private=False)
    head = {"id": "platform-1", "role": "platform", "party": "plat-1", "name": "Platform"}
    lines = [f"{name} = {json.dumps(value)}" for name, value in head.items()]
    keys = [f"{name} = {json.dumps(public[name])}" for name in ("kty", "crv", "kid", "x", "y")]
    since = "since = 2026-01-01T00:00:00Z"
    return "\n".join(("[[client]]", *lines, since, "[[client.keys]]", *keys, ""))
