"""SignedValue.dat: an electronic seal, or a CMS without one (GB/T 33190 18.2.5, GM/T 0099 7.2).

Which of them it is, its octets say; the list of signatures says it too, and may be wrong.
"""

from typing import NamedTuple

from anchors.digest import compute_digest, digests_of_size
from anchors.errors import DigestUnsupportedError
from verify.asn1.cms import SignedData, cms_form, decode_signed_data
from verify.asn1.eseal import SealSignature, decode_eseal
from verify.checks.covered import NEVER_ENOUGH
from verify.errors import DecodeError

__all__ = ["SEAL", "SIGN", "Value", "read_value"]

SEAL, SIGN = "Seal", "Sign"
"""Types of signature (18.1)."""


class Value(NamedTuple):
    """What a signed value is."""

    form: str
    """A row of `verify.proofs`; `raw` for a value without a certificate, which nobody verifies."""
    kind: str
    """The type of signature that it is."""
    message: SealSignature | SignedData | None
    """None where it cannot be read: whoever decodes it as a proof says why."""
    covered: bytes
    """What it is over: Signature.xml, or the digest of that which a CMS has for its content."""


def read_value(octets: bytes, kind: str, description: bytes) -> Value:
    """Return what a SignedValue.dat is.

    Args:
        octets: the file.
        kind: its type as the list of signatures has it.
        description: Signature.xml.
    """
    form = cms_form(octets)
    if form is not None:
        return _cms(octets, form, description)
    try:
        return Value("ses", SEAL, decode_eseal(octets), description)
    except DecodeError:
        form = "raw" if kind == SIGN else "ses"
        return Value(form, kind, None, description)


def _cms(octets: bytes, form: str, description: bytes) -> Value:
    try:
        message = decode_signed_data(octets)
    except DecodeError:
        return Value(form, SIGN, None, description)
    content = message.content
    if content is not None and _is_digest(content, description):
        return Value(form, SIGN, message, content)
    return Value(form, SIGN, message, description)


def _is_digest(content: bytes, description: bytes) -> bool:
    """Whether content is the digest of Signature.xml, which GM/T 0099 has signed in its place."""
    try:
        return any(
            compute_digest(name, description) == content
            for name in digests_of_size(len(content))
            if name not in NEVER_ENOUGH
        )
    except DigestUnsupportedError:
        return False
