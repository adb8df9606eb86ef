"""One line of a package with the names that its originals and proofs have in a kit.

Names are a folder, a number and an ending by content; nothing in them is a sender's.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from anchors.ots import FORM as OTS
from ingest.kit.within import CoveredOctets
from verify.asn1.cms import SignedData
from verify.asn1.tst import TimeStampToken, decode_token
from verify.errors import DecodeError
from verify.judging import DecodedLine
from verify.model import ContentFacts, Evidence, OverKind, Proof, ProofKind
from verify.proofs import DecodedProof

__all__ = ["KitLine", "KitPart", "original_ending", "proof_ending"]

_ENDINGS = {
    "application/pdf": "pdf", "application/ofd": "ofd", "application/json": "json",
    "application/xml": "xml", "application/zip": "zip", "image/png": "png", "image/jpeg": "jpg",
    "image/gif": "gif", "image/tiff": "tif", "text/plain": "txt",
    "video/mp4": "mp4", "audio/mpeg": "mp3",
}  # fmt: skip
"""Sniffed media type to an ending; the sender's own never becomes one."""
_PROOF_ENDINGS = {
    ProofKind.SIGNATURE: "p7s", ProofKind.TIMESTAMP: "tst", ProofKind.ANCHOR: "json",
    ProofKind.RECEIPT: "receipt",
}  # fmt: skip


class KitPart(NamedTuple):
    """The case line, or a shared line that it refers to."""

    scope: str
    """Empty for the case line, else the id of the shared line."""
    shard: str
    line: DecodedLine
    contents: Mapping[str, ContentFacts]
    covered: Mapping[str, Sequence[CoveredOctets]] = MappingProxyType({})
    """Path of an original to what every signature inside of it covers, in order."""


class KitLine(NamedTuple):
    """One line with the names that its originals and proofs have in the kit."""

    part: KitPart
    originals: Mapping[str, str]
    names: Mapping[str, str]
    proofs: Mapping[str, DecodedProof]

    def evidence(self, proof: Proof) -> Evidence | None:
        """Return the row that a proof is over."""
        rows = self.part.line.evidence
        return next((row for row in rows if proof.over == (OverKind.ITEM, row.id)), None)

    def candidates(self, proof: Proof, files: dict[str, bytes]) -> list[str]:
        """Return the names of what a proof may cover; signature values are written to `files`."""
        over = proof.over
        if over.kind is OverKind.ITEM:
            return [self.originals[over.id]] if over.id in self.originals else []
        target = self.proofs.get(over.id)
        if target is None or over.kind is OverKind.TAGMANIFEST:
            return []
        if over.kind is OverKind.RECEIPT:
            return [f"{self.names[over.id]}.{proof_ending(target)}"]
        message = target.message
        signed = message.signed if isinstance(message, TimeStampToken) else message
        if not isinstance(signed, SignedData):
            return []
        found = {
            f"{self.names[over.id]}-signer{place}.sig": signer.signature
            for place, signer in enumerate(signed.signers, 1)
        }
        files.update(found)
        return list(found)


def original_ending(media_type: str) -> str:
    """Return the ending of an original's file, by what was sniffed of it."""
    return _ENDINGS.get(media_type, "bin")


def proof_ending(decoded: DecodedProof) -> str:
    """Return the ending of a proof's file; a whole time-stamp response is told by its octets."""
    if decoded.proof.kind is ProofKind.TIMESTAMP and decoded.message is not None:
        try:
            decode_token(decoded.octets or b"")
        except DecodeError:
            return "tsr"
    if decoded.proof.form == OTS:
        return "ots"
    return _PROOF_ENDINGS[decoded.proof.kind]
