"""A CMS with its content inside, sent as an original: the signature is over that content.

A detached one is a signature over another file, and nothing inside is signed (RFC 5652 5.2).
"""

from ingest.signed.raw import RawDocument, RawSignature
from verify.asn1.cms import TST_INFO, cms_form, decode_signed_data
from verify.errors import DecodeError
from verify.model import ProofKind

__all__ = ["read_cms"]


def read_cms(octets: bytes) -> RawDocument | None:
    """Return the signature of an enveloping CMS over its own content; None where it is none."""
    try:
        signed = decode_signed_data(octets)
    except DecodeError:
        return None
    if signed.content is None or signed.content_type == TST_INFO:
        return None
    form = cms_form(octets) or "cms"
    one = RawSignature(
        "cms-1", "", ProofKind.SIGNATURE, form, octets, (signed.content,), True, ("content",)
    )
    return RawDocument("cms", (one,), parts=1)
