"""Originals with signatures inside, read by their format; what each covers is digested as it calls.

One table from the kind of embedded signature to its reader: a new format is one row. A format is
read only where the file is one: a mark of PDF in another file leaves the mark unchecked.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from anchors.digest import new_hasher
from anchors.errors import DigestUnsupportedError
from anchors.limits import LIMITS, Limits
from ingest.signed.asic.read import read_asic
from ingest.signed.cms import read_cms
from ingest.signed.ofd.read import read_ofd
from ingest.signed.pdf.reading import read_pdf
from ingest.signed.raw import RawDocument, RawSignature
from verify.asn1.attributes import parses_as_attributes
from verify.context import VerificationContext
from verify.model import DigestSpec, InnerSignature, SignedDocument
from verify.plans import inner_digests
from verify.proofs import decode_octets

__all__ = ["FORMATS", "Format", "SignedReader"]

_SHA256 = DigestSpec("sha256")
_SET_TAG = 0x31
_ZIP, _SEQUENCE = b"PK\x03\x04", b"\x30"
_STOPPED = "embedded.over_limit"
"""Of a document that took up its time: cheap faults of form cost the others of a shard nothing."""


class Format(NamedTuple):
    """One format that is read."""

    is_one: Callable[[str, bytes], bool]
    """Whether a file of this media type with these octets is read as that format."""
    read: Callable[[bytes], RawDocument | None]
    """None where nothing of it is to be read: the mark that was seen stays unchecked."""


def _is_pdf(media_type: str, _: bytes) -> bool:
    return media_type == "application/pdf"


def _is_zip(_: str, octets: bytes) -> bool:
    return octets.startswith(_ZIP)


def _is_der(_: str, octets: bytes) -> bool:
    return octets.startswith(_SEQUENCE)


FORMATS: Mapping[str, Format] = {
    "pdf": Format(_is_pdf, read_pdf),
    "asic": Format(_is_zip, read_asic),
    "ofd": Format(_is_zip, read_ofd),
    "cms": Format(_is_der, read_cms),
}
"""Kind of embedded signature to how it is read."""


class SignedReader:
    """Reads the signed documents of one shard, each once however often it lies there."""

    def __init__(
        self,
        context: VerificationContext,
        limits: Limits = LIMITS,
        formats: Mapping[str, Format] = FORMATS,
    ) -> None:
        """Read under a context: what SM2 signs begins with a digest over its registered id."""
        self._context = context
        self._limits = limits
        self._formats = formats
        self._read: dict[tuple[bytes, str], SignedDocument] = {}
        self._failures = 0

    def wants(self, kinds: Iterable[str], size: int) -> bool:
        """Return whether a file with these kinds of embedded signature is to be read."""
        known = not self._formats.keys().isdisjoint(kinds)
        return known and size <= self._limits.signed_document_octets

    def documents(
        self, kinds: Iterable[str], media_type: str, digest: bytes, octets: bytes
    ) -> tuple[SignedDocument, ...]:
        """Return what is signed inside an original, by each format that it is read as.

        Args:
            kinds: kinds of embedded signature that were seen.
            media_type: as sniffed.
            digest: SHA-256 of the octets.
            octets: the original.
        """
        found = []
        for kind in kinds:
            row = self._formats.get(kind)
            if row is not None and row.is_one(media_type, octets):
                found.append(self._document(kind, row, digest, octets))
        return tuple([one for one in found if one is not None])

    def covered(self, kinds: Iterable[str], media_type: str, octets: bytes) -> list[bytes]:
        """Return the very octets that every signature inside an original covers, in order."""
        found = []
        for kind in kinds:
            row = self._formats.get(kind)
            raw = row.read(octets) if row is not None and row.is_one(media_type, octets) else None
            if raw is not None:
                found += [b"".join(one.pieces) for one in raw.signatures]
        return found

    def _document(
        self, kind: str, row: Format, digest: bytes, octets: bytes
    ) -> SignedDocument | None:
        key = digest, kind
        if key not in self._read:
            if self._failures >= self._limits.document_failures:
                return None
            raw = row.read(octets)
            if raw is None:
                return None
            self._failures += any(one.code == _STOPPED for one in raw.findings)
            self._read[key] = _digested(raw, self._context)
        return self._read[key]


def _digested(raw: RawDocument, context: VerificationContext) -> SignedDocument:
    """Return a document with the digests of what its signatures cover in place of the octets."""
    found = raw._asdict()
    found["signatures"] = tuple([_inner(one, context) for one in raw.signatures])
    return SignedDocument(**found)


def _inner(raw: RawSignature, context: VerificationContext) -> InnerSignature:
    message = decode_octets(raw.kind, raw.form, raw.octets)
    specs = dict.fromkeys([_SHA256, *inner_digests(message, context)])
    digests = {}
    for spec in specs:
        digest = _digest(spec, raw.pieces)
        if digest is not None:
            digests[spec] = digest
    size = sum([len(piece) for piece in raw.pieces])
    found = raw._asdict()
    del found["pieces"]
    is_attributes = _is_attributes(raw.pieces, size)
    return InnerSignature(**found, size=size, digests=digests, is_attributes=is_attributes)


def _digest(spec: DigestSpec, pieces: Iterable[bytes | memoryview]) -> bytes | None:
    """Return a digest over pieces end to end; None where it cannot be computed here."""
    try:
        hasher = new_hasher(spec.algorithm)
    except DigestUnsupportedError:
        return None
    hasher.update(spec.prefix)
    for piece in pieces:
        hasher.update(piece)
    return hasher.digest()


def _is_attributes(pieces: tuple[bytes | memoryview, ...], size: int) -> bool:
    """Whether what is covered is a SET OF Attribute; a larger one that could be counts as one."""
    first = next((piece[0] for piece in pieces if len(piece)), None)
    if first != _SET_TAG:
        return False
    return size > LIMITS.proof_octets or parses_as_attributes(b"".join(pieces))
