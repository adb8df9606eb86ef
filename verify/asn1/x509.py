"""X.509 certificates: bytes to one typed value (RFC 5280 4.1).

The bytes are kept as received: `tbs` is a slice of them and is what was signed. Strict where a
difference could hide something (versions, the two algorithm identifiers, extensions that stand
twice), tolerant of serial numbers that are zero, negative or long, which real certificates have.
Any fault of form is `certificate.malformed`.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from anchors.digest import compute_digest
from anchors.limits import LIMITS
from verify.asn1.der import (
    BIT_STRING,
    INTEGER,
    SEQUENCE,
    Element,
    decode_bits,
    decode_integer,
    decode_time,
    malformed,
    only_element,
)
from verify.asn1.extensions import Extensions, decode_extensions
from verify.asn1.fields import CONSTRUCTED, CONTEXT, Fields
from verify.asn1.names import NameKey, attribute_texts, name_key, name_text
from verify.errors import DecodeError

__all__ = ["Certificate", "decode_certificate", "subject_public_key"]

_V1, _V3 = 0, 2
_COMMON_NAME = "2.5.4.3"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Certificate(Extensions):
    """One certificate; two are equal where their bytes are."""

    der: bytes
    sha256: bytes
    """Digest of `der`."""
    tbs: bytes
    """TBSCertificate as received: what was signed."""
    signature_algorithm: bytes
    """AlgorithmIdentifier in DER; the outer one, to which the inner one is equal."""
    signature: bytes
    serial: int
    issuer: bytes
    """Name in DER."""
    subject: bytes
    """Name in DER."""
    not_before: datetime
    not_after: datetime
    spki: bytes
    """SubjectPublicKeyInfo in DER."""
    issuer_and_serial: bytes
    """Content octets of IssuerAndSerialNumber as a CMS signer identifier carries them."""
    issuer_key: NameKey
    """The issuer's name for comparison."""
    subject_key: NameKey
    """The subject's name for comparison."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Certificate) and self.der == other.der

    def __hash__(self) -> int:
        return hash(self.sha256)

    @property
    def self_issued(self) -> bool:
        """Whether subject and issuer are the same name."""
        return self.issuer_key == self.subject_key

    @property
    def subject_text(self) -> str:
        """The subject as text (RFC 4514)."""
        return name_text(self.subject)

    @property
    def issuer_text(self) -> str:
        """The issuer as text (RFC 4514)."""
        return name_text(self.issuer)

    @property
    def common_name(self) -> str | None:
        """The most specific common name of the subject."""
        names = attribute_texts(self.subject, _COMMON_NAME)
        return names[-1] if names else None


@lru_cache(maxsize=1024)
def decode_certificate(der: bytes) -> Certificate:
    """Return the certificate that `der` is.

    Raises:
        DecodeError: `certificate.malformed`.
    """
    try:
        return _decode(der)
    except DecodeError as error:
        raise DecodeError("certificate.malformed", error.detail) from error


@lru_cache(maxsize=256)
def subject_public_key(spki: bytes) -> bytes:
    """Return the key octets of a SubjectPublicKeyInfo: what OCSP digests (RFC 6960 4.1.1).

    Raises:
        DecodeError: the bytes are no SubjectPublicKeyInfo.
    """
    fields = Fields.of_sequence(spki, only_element(spki), "SubjectPublicKeyInfo")
    fields.take(SEQUENCE)
    octets, _ = decode_bits(spki, fields.take(BIT_STRING))
    return octets


def _decode(der: bytes) -> Certificate:
    if len(der) > LIMITS.certificate_octets:
        raise malformed(f"certificate of {len(der)} octets")
    outer = Fields.of_sequence(der, only_element(der), "Certificate")
    tbs = outer.take(SEQUENCE)
    algorithm = outer.raw(outer.take(SEQUENCE))
    signature, unused = decode_bits(der, outer.take(BIT_STRING))
    outer.finish()
    if unused:
        raise malformed("signature with unused bits")
    return Certificate(
        der=der,
        sha256=compute_digest("sha256", der),
        tbs=der[tbs.head : tbs.stop],
        signature_algorithm=algorithm,
        signature=signature,
        **_decode_tbs(der, tbs, algorithm),
    )


def _decode_tbs(der: bytes, tbs: Element, algorithm: bytes) -> dict[str, Any]:
    fields = Fields.of_sequence(der, tbs, "TBSCertificate")
    version = _version(fields)
    serial = fields.take(INTEGER)
    if fields.raw(fields.take(SEQUENCE)) != algorithm:
        raise malformed("the two signature algorithms differ")
    issuer = fields.raw(fields.take(SEQUENCE))
    not_before, not_after = _validity(der, fields.take(SEQUENCE))
    subject = fields.raw(fields.take(SEQUENCE))
    spki = fields.raw(fields.take(SEQUENCE))
    if not name_key(issuer):
        raise malformed("issuer without a name")
    return {
        "serial": decode_integer(der, serial),
        "issuer": issuer,
        "subject": subject,
        "not_before": not_before,
        "not_after": not_after,
        "spki": spki,
        "issuer_and_serial": issuer + fields.raw(serial),
        "issuer_key": name_key(issuer),
        "subject_key": name_key(subject),
        **_optional_parts(fields, version),
    }


def _version(fields: Fields) -> int:
    wrapped = fields.explicit(0)
    version = _V1 if wrapped is None else decode_integer(fields.data, wrapped)
    if not _V1 <= version <= _V3:
        raise malformed(f"certificate version {version + 1}")
    return version


def _validity(der: bytes, outer: Element) -> tuple[datetime, datetime]:
    fields = Fields.of_sequence(der, outer, "Validity")
    not_before, not_after = fields.member(), fields.member()
    fields.finish()
    return decode_time(der, not_before), decode_time(der, not_after)


def _optional_parts(fields: Fields, version: int) -> dict[str, Any]:
    """Read unique identifiers (versions 2 and 3) and extensions (version 3 alone)."""
    identifiers = [fields.optional(CONTEXT + 1), fields.optional(CONTEXT + 2)]
    if any(identifiers) and version == _V1:
        raise malformed("unique identifiers in a version 1 certificate")
    extensions = fields.explicit(3) if fields.peek() == CONSTRUCTED + 3 else None
    fields.finish()
    if extensions is None:
        return {}
    if version != _V3:
        raise malformed(f"extensions in a version {version + 1} certificate")
    return decode_extensions(fields.data, extensions)
