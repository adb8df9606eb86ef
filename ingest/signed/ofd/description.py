"""What an OFD writes of its signatures: OFD.xml, Signatures.xml, Signature.xml (GB/T 33190 18).

One namespace, every element where the standard has it once, or the file is not read: another reader
could find another list of references in it.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.errors import XmlError
from ingest.signed.xml import Element, has_comment, parse_xml

__all__ = [
    "Description", "Document", "Entries", "Listed", "Reference", "Stamp", "is_description", "named",
    "read_description", "read_documents", "read_list",
]  # fmt: skip

_NAMESPACE = "http://www.ofdspec.org/2016"
_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d{1,9})?", re.ASCII)
_BEGINS = frozenset({b"<", b"\xef", b"\xff", b"\xfe", b" ", b"\t", b"\r", b"\n"})
"""What XML can begin with: a byte order mark too, or blanks that some reader passes over."""
_MARKS = (b"SignedInfo", "SignedInfo".encode("utf-16-le"))
"""What every Signature.xml has in it: the second is within UTF-16 of either order."""
_IDENTIFIER = re.compile(r"[A-Za-z_]{0,8}\d{1,10}", re.ASCII)
"""The largest identifier of a list: a number, or `s` and a number (GM/T 0099 7.1)."""
_LEAST = 64
"""Octets of the shortest Signature.xml."""


class Document(NamedTuple):
    """One document of an OFD (7.4, DocBody), its paths as written."""

    root: str | None
    signatures: str | None


class Listed(NamedTuple):
    """One entry of Signatures.xml (18.1)."""

    id: str
    kind: str
    """`Seal` or `Sign`, as written."""
    location: str


class Entries(NamedTuple):
    """One Signatures.xml (18.1)."""

    listed: tuple[Listed, ...]
    words: tuple[str, ...]
    """What it says beside them. No signature has to cover a list, so that nobody may have said it.
    """


class Reference(NamedTuple):
    """One part that a signature covers (18.2.1)."""

    location: str
    value: bytes
    """Its digest."""


class Stamp(NamedTuple):
    """Where a seal is shown (18.2.4)."""

    id: str
    page: str
    """Identifier of the page."""
    boundary: str
    """Left, top, width and height on the page, in millimetres, as written."""

    @property
    def size(self) -> tuple[float, float] | None:
        """Width and height; None where they cannot be told."""
        parts = self.boundary.split()
        if len(parts) != 4 or not all(_NUMBER.fullmatch(part) for part in parts):
            return None
        return abs(float(parts[2])), abs(float(parts[3]))


class Description(NamedTuple):
    """One Signature.xml (18.2)."""

    method: str
    at: str
    """SignatureDateTime as written; empty where absent."""
    check: str
    """CheckMethod as written: MD5 where absent."""
    references: tuple[Reference, ...]
    stamps: tuple[Stamp, ...]
    seal: str | None
    value: str
    """Where the signed value lies."""


def named(local: str) -> str:
    """Return the name of an element of the standard as the XML reader has it."""
    return f"{{{_NAMESPACE}}}{local}"


_LISTED = {
    named("Signatures"): frozenset[str](),
    named("MaxSignId"): frozenset[str](),
    named("Signature"): frozenset({"ID", "Type", "BaseLoc"}),
}
"""The elements of a list, with their attributes (18.1)."""


def read_documents(octets: bytes) -> tuple[Document, ...]:
    """Return the documents that OFD.xml enters.

    Raises:
        XmlError: it is not read.
    """
    root = _root(octets, "OFD")
    found = []
    for body in root.all(named("DocBody")):
        places = [body.maybe_child(named(name)) for name in ("DocRoot", "Signatures")]
        found.append(Document(*[None if one is None else one.content() for one in places]))
    return tuple(found)


def read_list(octets: bytes) -> Entries:
    """Return the entries of a Signatures.xml, and what else it says.

    Raises:
        XmlError: it is not read.
    """
    root = _root(octets, "Signatures")
    known = {named("Signature"), named("MaxSignId")}
    other = next((one.tag for one in root.children if one.tag not in known), None)
    if other is not None:
        raise XmlError("unknown", other)
    listed = tuple([
        Listed(
            one.attribute("ID"), one.attributes.get("Type", "Seal"), one.attribute("BaseLoc")
        )
        for one in root.all(named("Signature"))
    ])  # fmt: skip
    words = [text for one in _below(root) for text in _words(one)]
    return Entries(listed, (*words, *(["<!-- -->"] if has_comment(octets) else [])))


def _words(element: Element) -> list[str]:
    """Return what an element of a list says for which the standard has no place."""
    known, text = _LISTED.get(element.tag), element.text.strip()
    if element.tag == named("MaxSignId") and _IDENTIFIER.fullmatch(text):
        text = ""
    more = [
        f"{name}={value}" for name, value in element.attributes.items() if name not in (known or ())
    ]
    return [*([] if known is not None else [element.local]), *([text] if text else []), *more]


def read_description(octets: bytes) -> Description:
    """Return what a Signature.xml says.

    Raises:
        XmlError: it is not read.
    """
    root = _root(octets, "Signature")
    info = root.only_child(named("SignedInfo"))
    references = info.only_child(named("References"))
    written = info.maybe_child(named("SignatureDateTime"))
    seal = info.maybe_child(named("Seal"))
    method = info.maybe_child(named("SignatureMethod"))
    return Description(
        "" if method is None else method.content(),
        "" if written is None else written.content(),
        references.attributes.get("CheckMethod", "MD5"),
        tuple([_reference(one) for one in references.all(named("Reference"))]),
        tuple([_stamp(one) for one in info.all(named("StampAnnot"))]),
        None if seal is None else seal.only_child(named("BaseLoc")).content(),
        root.only_child(named("SignedValue")).content(),
    )


def is_description(octets: bytes) -> bool:
    """Whether a part is a Signature.xml, whatever its name."""
    if octets[:1] not in _BEGINS or len(octets) < _LEAST:
        return False
    if all(mark not in octets for mark in _MARKS):
        return False
    try:
        return parse_xml(octets).tag == named("Signature")
    except XmlError:
        return _NAMESPACE.encode() in octets.replace(b"\0", b"")


def _root(octets: bytes, local: str) -> Element:
    root = parse_xml(octets)
    if root.tag != named(local):
        raise XmlError("root", f"{root.tag} in place of {local}")
    for one in _below(root):
        if one.namespace != _NAMESPACE:
            raise XmlError("namespace", f"{one.tag}, line {one.line}")
    return root


def _below(root: Element) -> Iterator[Element]:
    """Yield an element and every one below it; the depth is bounded by the reader of XML."""
    waiting = [root]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += one.children


def _reference(element: Element) -> Reference:
    text = element.only_child(named("CheckValue")).content()
    try:
        value = base64.b64decode("".join(text.split()).encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise XmlError("not_base64", f"CheckValue, line {element.line}") from None
    return Reference(element.attribute("FileRef"), value)


def _stamp(element: Element) -> Stamp:
    get = element.attributes.get
    return Stamp(get("ID", ""), get("PageRef", ""), get("Boundary", ""))
