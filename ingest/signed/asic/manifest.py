"""A manifest: which signature it belongs to, and the digests of what that signature covers.

ETSI EN 319 162-1 annex A.4; the schema of TS 102 918 before it is the same.
"""

import binascii
from collections.abc import Iterator
from typing import NamedTuple

from anchors.digest import DIGEST_ALGORITHMS
from ingest.errors import XmlError
from ingest.signed.xml import Element, parse_xml

__all__ = ["WEAK", "Manifest", "Reference", "decode_manifest"]

WEAK = frozenset({"md5", "sha1"})
"""Algorithms that never suffice (judgement 3)."""

_ASIC = (
    "{http://uri.etsi.org/02918/v1.2.1#}", "{http://uri.etsi.org/02918/v1.1.1#}",
    "{http://uri.etsi.org/2918/v1.2.1#}", "{http://uri.etsi.org/2918/v1.1.1#}",
)  # fmt: skip
"""Its namespace, and those that writers of the older standard have used for it."""
_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_ALGORITHMS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
    "http://www.w3.org/2007/05/xmldsig-more#sha3-256": "sha3-256",
    "http://www.w3.org/2007/05/xmldsig-more#sha3-512": "sha3-512",
    "http://www.w3.org/2000/09/xmldsig#sha1": "sha1",
    "http://www.w3.org/2001/04/xmldsig-more#md5": "md5",
    "urn:oid:1.2.156.10197.1.401": "sm3",
    "1.2.156.10197.1.401": "sm3",
}
"""XML Encryption 5.7, RFC 9231 2.1; SM3 has no name there but its object identifier."""
_TRUE = frozenset({"true", "1"})


class Reference(NamedTuple):
    """One file with its digest, as stated."""

    uri: str
    algorithm: str | None
    """By our names; None where it is not known here."""
    stated: str
    """The algorithm as it stands there."""
    digest: bytes


class Manifest(NamedTuple):
    """One manifest as read."""

    name: str
    signature: str
    """The reference to the signature or time-stamp that covers this manifest."""
    references: tuple[Reference, ...]
    critical: bool
    """Whether an extension says that it must be understood."""


def decode_manifest(name: str, octets: bytes) -> Manifest:
    """Return what a manifest states.

    Raises:
        XmlError: it is not of the form that the standard gives.
    """
    root = parse_xml(octets)
    if root.tag not in {f"{one}ASiCManifest" for one in _ASIC}:
        raise XmlError("root", root.tag)
    within = root.tag.removesuffix("ASiCManifest")
    signature = root.only_child(f"{within}SigReference").attribute("URI")
    references = tuple(_reference(one) for one in root.all(f"{within}DataObjectReference"))
    if not references:
        raise XmlError("count", "no DataObjectReference")
    critical = any(_is_critical(one) for one in _below(root))
    return Manifest(name, signature, references, critical)


def _is_critical(element: Element) -> bool:
    if not element.tag.endswith("}Extension"):
        return False
    return element.attributes.get("Critical", "").strip() in _TRUE


def _reference(element: Element) -> Reference:
    method = element.only_child(f"{_DS}DigestMethod").attribute("Algorithm")
    text = element.only_child(f"{_DS}DigestValue").content()
    try:
        digest = binascii.a2b_base64("".join(text.split()), strict_mode=True)
    except (binascii.Error, ValueError):
        raise XmlError("base64", f"line {element.line}") from None
    algorithm = _ALGORITHMS.get(method)
    if algorithm is not None and len(digest) != DIGEST_ALGORITHMS[algorithm].size:
        raise XmlError("digest", f"{len(digest)} octets at line {element.line}")
    return Reference(element.attribute("URI"), algorithm, method, digest)


def _below(element: Element) -> Iterator[Element]:
    """Yield every element below one, in no order; the depth is bounded by the reader of XML."""
    open_ones = [element]
    while open_ones:
        below = open_ones.pop().children
        yield from below
        open_ones += [one for one in below if one.children]
