"""OFD documents with seals, of one world, as tests of their reader need them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from fixtures.archive import stored, zip_archive
from fixtures.cms import Signer
from fixtures.eseal import Sealing, platform_seal, seal_owner
from fixtures.ofd import Ofd, Stamp, document
from fixtures.world import world
from ingest.signed.ofd import read_ofd
from ingest.signed.raw import RawDocument

__all__ = [
    "AT", "ATTACHED", "LIST", "NOTED", "PAGE", "SIGN", "codes", "made", "packed", "reading",
    "sealed", "sealing", "signer",
]  # fmt: skip

WORLD = world(1)
PLATFORM = WORLD.platforms[0]
AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
PAGE = "Doc_0/Pages/Page_0/Content.xml"
NOTED = "Doc_0/Annots/Page_0/Annotation.xml"
ATTACHED = "Doc_0/Attachs/data.txt"
SIGN = "Doc_0/Signs/Sign_0"
LIST = "Doc_0/Signs/Signatures.xml"


def made() -> Ofd:
    """A document of two pages with an annotation and an attachment, not yet sealed."""
    lines = [f"第{number}条" for number in range(40)]
    return document(lines, title="借款合同", notes=["副本"], attachments={"data.txt": b"text"})


def sealing(*, hours: int = 0, **said: Any) -> Sealing:
    """The platform's use of its seal."""
    plain = Sealing(platform_seal(WORLD, PLATFORM), seal_owner(WORLD, PLATFORM), AT)
    return replace(plain, at=AT + timedelta(hours=hours), **said)


def signer() -> Signer:
    """The platform as a signer without a seal."""
    return Signer(identity=seal_owner(WORLD, PLATFORM), at=AT)


def sealed(**stamp: Any) -> Ofd:
    """The document with one seal."""
    found = made()
    found.seal(sealing(), Stamp(at=AT, **stamp))
    return found


def packed(parts: dict[str, bytes]) -> bytes:
    """Parts as one file."""
    return zip_archive([stored(name, octets) for name, octets in parts.items()])


def reading(found: Ofd) -> RawDocument:
    """What is read of a document."""
    return read_ofd(packed(found.parts))


def codes(document: RawDocument) -> list[tuple[str, str]]:
    """What is said, and of what."""
    return [(one.code, one.subject) for one in document.findings]
