"""RSASSA-PSS-params (RFC 4055 3.1): of a signature, and as a restriction of a key.

Both digests have to be the same one that is known here, and the trailer field 1: nobody makes
anything else, and what differs between the two has been used to attack.
"""

from typing import NamedTuple

from anchors.limits import LIMITS
from verify.asn1.der import SEQUENCE, decode_integer, decode_oid, only_element
from verify.asn1.fields import Fields
from verify.crypto.identifiers import digest_name

__all__ = ["RSASSA_PSS", "PssParameters", "decode_pss"]

RSASSA_PSS = "1.2.840.113549.1.1.10"
_MGF1 = "1.2.840.113549.1.1.8"
_LONGEST_SALT = LIMITS.rsa_bits // 8
"""No longer salt fits under a modulus that is accepted (RFC 8017 9.1.1)."""


class PssParameters(NamedTuple):
    """The digest, of the message and of the mask, and the length of the salt."""

    digest: str
    salt: int
    """Octets; in a key the fewest that are allowed."""


def decode_pss(parameters: bytes) -> PssParameters | None:
    """Return the parameters in DER; None where they are well formed but not known here.

    Raises:
        DecodeError: the bytes are no RSASSA-PSS-params.
    """
    fields = Fields.of_sequence(parameters, only_element(parameters), "RSASSA-PSS-params")
    digest = _digest(fields)
    mask = _mask_digest(fields)
    salt = _number(fields, 2, 20)
    trailer = _number(fields, 3, 1)
    fields.finish()
    known = digest is not None and digest == mask
    if not known or digest is None or trailer != 1 or not 0 <= salt <= _LONGEST_SALT:
        return None
    return PssParameters(digest, salt)


def _digest(fields: Fields) -> str | None:
    element = fields.explicit(0)
    return "sha1" if element is None else digest_name(fields.raw(element))


def _mask_digest(fields: Fields) -> str | None:
    """Return the digest of MGF1; None for any other mask generation function."""
    element = fields.explicit(1)
    if element is None:
        return "sha1"
    inner = Fields.of_sequence(fields.data, element, "maskGenAlgorithm")
    oid = decode_oid(fields.data, inner.member())
    digest = digest_name(inner.raw(inner.take(SEQUENCE)))
    inner.finish()
    return digest if oid == _MGF1 else None


def _number(fields: Fields, place: int, default: int) -> int:
    element = fields.explicit(place)
    return default if element is None else decode_integer(fields.data, element)
