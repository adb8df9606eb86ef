"""Certificates, CRLs and OCSP answers as files: PEM or DER, told apart by content.

What cannot be decoded refuses the store it stands in (`TrustError`): it would be passed over in
silence when it is needed.
"""

import base64
import binascii
from collections.abc import Callable, Mapping

from verify.asn1.crl import decode_crl
from verify.asn1.der import SEQUENCE, children, only_element
from verify.asn1.ocsp import decode_ocsp
from verify.asn1.x509 import decode_certificate
from verify.errors import DecodeError, TrustError

__all__ = ["certificates_in", "check_form", "kind_of", "pem_blocks"]

_BEGIN = b"-----BEGIN "
_DASHES = b"-----"
_LABEL_OCTETS = 40
_SEQUENCE = b"\x30"


def pem_blocks(data: bytes) -> list[bytes]:
    """Return the DER of every PEM block, or the data itself where it is not PEM.

    Raises:
        TrustError: a block is not base64, or does not end.
    """
    if data[:1] == _SEQUENCE or _BEGIN not in data:
        return [data]
    return [_block(part) for part in data.split(_BEGIN)[1:]]


def _block(part: bytes) -> bytes:
    """Return the DER of what follows one BEGIN; linear, whatever the text."""
    label, dashes, rest = part.partition(_DASHES)
    body, end, _ = rest.partition(b"-----END " + label + _DASHES)
    if not dashes or not end or len(label) > _LABEL_OCTETS:
        raise TrustError("PEM block without its end")
    try:
        return base64.b64decode(b"".join(body.split()), validate=True)
    except binascii.Error as error:
        raise TrustError("PEM block is not base64") from error


def kind_of(der: bytes) -> str | None:
    """Tell a certificate, CRL and OCSP response apart by their shape."""
    try:
        outer = only_element(der)
        parts = children(der, outer.start, outer.stop) if outer.tag == SEQUENCE else []
        if len(parts) == 3 and parts[0].tag == SEQUENCE:
            first = children(der, parts[0].start, parts[0].stop)
            times = (0x17, 0x18)
            if len(first) >= 4 and (first[2].tag in times or first[3].tag in times):
                return "crl"
            return "certificate"
        decode_ocsp(der)
    except DecodeError:
        return None
    return "ocsp"


_DECODERS: Mapping[str, Callable[[bytes], object]] = {
    "certificate": decode_certificate,
    "crl": decode_crl,
    "ocsp": decode_ocsp,
}


def check_form(kind: str, der: bytes, path: str) -> None:
    """Refuse what cannot be decoded: it would be passed over in silence when it is needed."""
    try:
        _DECODERS[kind](der)
    except DecodeError as error:
        raise TrustError(f"{path}: {error}") from error


def certificates_in(files: Mapping[str, bytes], path: str) -> list[bytes]:
    """Return the certificates of a file."""
    blocks = pem_blocks(files[path])
    for der in blocks:
        check_form("certificate", der, path)
    return blocks
