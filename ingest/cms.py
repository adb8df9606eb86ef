"""Sign octets as CMS SignedData (RFC 5652), with the attributes that a CAdES signature needs.

For packages, receipts, decisions and hand-offs that this side signs. Signed are content-type,
message-digest, signing-time and signing-certificate-v2 (RFC 5035; EN 319 122-1 5.2.2): whoever
verifies knows which certificate was meant. The same input gives the same octets: ECDSA takes its
nonce from the message (RFC 6979). `fixtures.cms` is written apart from this, so that each is a
check of the other.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from asn1crypto import algos, cms, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
    load_pem_private_key,
)

from ingest.errors import SigningError

__all__ = ["PrivateKey", "read_certificates", "read_key", "sign_detached", "sign_enveloped"]

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
"""What is signed with here; SM2 is verified, not signed with."""

_NO_SM2 = "SM2 and other keys than RSA, ECDSA and Ed25519 are not signed with here"
_ARMOUR = b"-----BEGIN"
_LAST_UTC_TIME = 2049
_SEQUENCE, _SET, _OCTETS, _CONTEXT_0 = b"\x30", b"\x31", b"\x04", b"\xa0"
_UTC_TIME, _GENERALIZED_TIME = b"\x17", b"\x18"
_SHORT = 0x80
_VERSION = b"\x02\x01\x01"
_DATA = bytes.fromhex("06092a864886f70d010701")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_SIGNING_TIME = bytes.fromhex("06092a864886f70d010905")
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_OF_CURVE = {"secp256r1": "sha256", "secp384r1": "sha384", "secp521r1": "sha512"}
"""Curve to the digest of its strength (RFC 5480)."""


def sign_detached(
    data: bytes,
    key: PrivateKey,
    certificate: x509.Certificate,
    *,
    at: datetime,
    extra_certs: Iterable[x509.Certificate] = (),
) -> bytes:
    """Return a CMS signature over `data`, which it does not hold, in DER.

    Args:
        data: what is signed, octet by octet.
        key: signs; its public half stands in `certificate`.
        certificate: names the signer.
        at: when, by the signer's own clock: the signing-time attribute.
        extra_certs: the rest of the path, for who verifies.

    Raises:
        SigningError: the key is not the certificate's, or of a kind not signed with here.
    """
    return _signed(data, None, key, certificate, at, extra_certs)


def sign_enveloped(
    data: bytes,
    key: PrivateKey,
    certificate: x509.Certificate,
    *,
    at: datetime,
    extra_certs: Iterable[x509.Certificate] = (),
) -> bytes:
    """Return a CMS signature that holds `data`, in DER; as `sign_detached` otherwise."""
    return _signed(data, data, key, certificate, at, extra_certs)


def read_key(octets: bytes, password: bytes | None = None) -> PrivateKey:
    """Return the private key of a file, PEM or DER.

    Raises:
        SigningError: there is none, the password is wrong, or it is not signed with here.
    """
    load = load_pem_private_key if octets.lstrip().startswith(_ARMOUR) else load_der_private_key
    try:
        key = load(octets, password)
    except UnsupportedAlgorithm as error:
        raise SigningError(_NO_SM2) from error
    except (ValueError, TypeError) as error:
        raise SigningError(f"no private key: {error}") from error
    if not isinstance(key, PrivateKey):
        raise SigningError(_NO_SM2)
    return key


def read_certificates(octets: bytes) -> tuple[x509.Certificate, ...]:
    """Return the certificates of a file, PEM or DER: the signer's first, then its path.

    Raises:
        SigningError: there is none.
    """
    try:
        if octets.lstrip().startswith(_ARMOUR):
            return tuple(x509.load_pem_x509_certificates(octets))
        return (x509.load_der_x509_certificate(octets),)
    except ValueError as error:
        raise SigningError(f"no certificate: {error}") from error


def _signed(
    data: bytes,
    inside: bytes | None,
    key: PrivateKey,
    certificate: x509.Certificate,
    at: datetime,
    extra_certs: Iterable[x509.Certificate],
) -> bytes:
    digest, algorithm, sign = _way_of(key)
    if not _is_of(key, certificate):
        raise SigningError("the key is not that of the certificate")
    octets = certificate.public_bytes(Encoding.DER)
    named = _named(octets)
    attributes = _attributes(hashlib.new(digest, data).digest(), named, at)
    kind = _digest_algorithm(digest)
    signer = _tlv(
        _SEQUENCE, _VERSION, named.issuer_and_serial, kind, _tlv(_CONTEXT_0, attributes),
        _signature_algorithm(algorithm),
        # Signed as the SET OF that it is, not with the tag it is sent under (RFC 5652 5.4).
        _tlv(_OCTETS, sign(_tlv(_SET, attributes))),
    )  # fmt: skip
    path = {octets: None} | {one.public_bytes(Encoding.DER): None for one in extra_certs}
    content = b"" if inside is None else _tlv(_CONTEXT_0, _tlv(_OCTETS, inside))
    body = _tlv(
        _SEQUENCE, _VERSION, _tlv(_SET, kind), _tlv(_SEQUENCE, _DATA, content),
        _tlv(_CONTEXT_0, *sorted(path)), _tlv(_SET, signer),
    )  # fmt: skip
    return _tlv(_SEQUENCE, _SIGNED_DATA, _tlv(_CONTEXT_0, body))


class _Named(NamedTuple):
    """What a message says of its signer's certificate, encoded."""

    issuer_and_serial: bytes
    attribute: bytes
    """signing-certificate-v2."""


@lru_cache(maxsize=16)
def _named(certificate: bytes) -> _Named:
    """Return how a certificate is named: encoded once, because names are slow to encode."""
    named = asn1_x509.Certificate.load(certificate)
    issuer, serial = named.issuer, named.serial_number
    identified = tsp.ESSCertIDv2({
        "cert_hash": hashlib.sha256(certificate).digest(),
        "issuer_serial": {
            "issuer": [asn1_x509.GeneralName("directory_name", issuer)],
            "serial_number": serial,
        },
    })  # fmt: skip
    attribute = {"type": "signing_certificate_v2", "values": [{"certs": [identified]}]}
    both = cms.IssuerAndSerialNumber({"issuer": issuer, "serial_number": serial})
    return _Named(both.dump(), cms.CMSAttribute(attribute).dump())


def _attributes(digest: bytes, named: _Named, at: datetime) -> bytes:
    """Return the signed attributes, in the order of a SET OF."""
    others = (
        (_CONTENT_TYPE, _DATA),
        (_MESSAGE_DIGEST, _tlv(_OCTETS, digest)),
        (_SIGNING_TIME, _time(at)),
    )
    attributes = [_tlv(_SEQUENCE, kind, _tlv(_SET, value)) for kind, value in others]
    return b"".join(sorted([named.attribute, *attributes]))


@lru_cache(maxsize=8)
def _digest_algorithm(name: str) -> bytes:
    return bytes(algos.DigestAlgorithm({"algorithm": name}).dump())


@lru_cache(maxsize=8)
def _signature_algorithm(name: str) -> bytes:
    return bytes(algos.SignedDigestAlgorithm({"algorithm": name}).dump())


def _tlv(tag: bytes, *parts: bytes) -> bytes:
    """Return an element in DER (X.690 8.1)."""
    body = b"".join(parts)
    size = len(body)
    if size < _SHORT:
        return tag + bytes((size,)) + body
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return tag + bytes((_SHORT | len(length),)) + length + body


def _time(at: datetime) -> bytes:
    """Return a signing-time as RFC 5652 11.3 wants it: UTCTime through 2049, whole seconds."""
    moment = at.astimezone(UTC)
    stated = f"{moment:%Y%m%d%H%M%SZ}".encode()
    if moment.year > _LAST_UTC_TIME:
        return _tlv(_GENERALIZED_TIME, stated)
    return _tlv(_UTC_TIME, stated[2:])


def _way_of(key: PrivateKey) -> tuple[str, str, Callable[[bytes], bytes]]:
    """Return digest, signature algorithm and signing of a key.

    Raises:
        SigningError: it is not signed with here.
    """
    if isinstance(key, rsa.RSAPrivateKey):
        return "sha256", "sha256_rsa", lambda m: key.sign(m, PKCS1v15(), _SHA256)
    if isinstance(key, ed25519.Ed25519PrivateKey):
        # RFC 8419 3: with signed attributes the digest is SHA-512.
        return "sha512", "ed25519", key.sign
    digest = _OF_CURVE.get(key.curve.name)
    if digest is None:
        raise SigningError(_NO_SM2)
    way = ec.ECDSA(_HASHES[digest], deterministic_signing=True)
    return digest, f"{digest}_ecdsa", lambda m: key.sign(m, way)


_SHA256 = _HASHES["sha256"]


def _is_of(key: PrivateKey, certificate: x509.Certificate) -> bool:
    form = Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    try:
        public = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return False
    return key.public_key().public_bytes(*form) == public.public_bytes(*form)
