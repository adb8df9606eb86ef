"""The two signatures of an electronic seal as messages of the form that every signature has.

Neither is CMS, but each is a value of one certificate over octets that are here: a `SignedData`
whose only signer has no signed attributes (RFC 5652 5.4). So one verifier judges them all.
"""

from collections.abc import Mapping

from anchors.digest import digests_of_size
from verify.asn1.cms import DATA, SignedData, SignerInfo
from verify.asn1.eseal import Seal, SealSignature
from verify.asn1.x509 import decode_certificate
from verify.crypto.algorithms import SIGNATURE_OIDS, SIGNER_OIDS
from verify.crypto.identifiers import decode_identifier
from verify.errors import DecodeError

__all__ = ["digest_of_scheme", "seal_message", "use_message"]

_DIGESTS_ALONE: Mapping[str, str] = {"1.2.156.10197.1.504": "sm3"}
"""Schemes that cannot be verified here, whose digest is known all the same: SM3 with RSA."""
_NOBODY = b""
"""Names no certificate: the one that the structure holds is none."""


def digest_of_scheme(algorithm: bytes, size: int) -> str | None:
    """Return the digest that goes with a signature algorithm; None where it is not known here.

    Args:
        algorithm: AlgorithmIdentifier in DER.
        size: octets of the digest that stands beside it, for those that name none.
    """
    oid = decode_identifier(algorithm).oid
    alone = _DIGESTS_ALONE.get(oid)
    if alone is not None:
        return alone
    row = SIGNATURE_OIDS.get(oid) or SIGNER_OIDS.get(oid)
    if row is None:
        return None
    return row[1] or next(iter(digests_of_size(size)), None)


def use_message(message: SealSignature) -> SignedData:
    """Return the signature of a seal's user over TBS_Sign, with the token over its value."""
    stamps = () if message.timestamp is None else (message.timestamp,)
    size = len(message.data_hash)
    return _message(message.certificate, message.algorithm, size, message.signature, stamps)


def seal_message(seal: Seal) -> SignedData:
    """Return the signature of a seal's maker over the seal."""
    return _message(seal.maker, seal.algorithm, 0, seal.signature, ())


def _message(
    certificate: bytes, algorithm: bytes, size: int, signature: bytes, stamps: tuple[bytes, ...]
) -> SignedData:
    try:
        named = decode_certificate(certificate).issuer_and_serial
    except DecodeError:
        named = _NOBODY
    digest = digest_of_scheme(algorithm, size)
    signer = SignerInfo(named, None, digest, None, algorithm, signature, stamps)
    return SignedData(DATA, None, (certificate,), (), (), (signer,))
