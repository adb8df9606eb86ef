"""One file held in memory, as the content facts that its own signatures are judged from."""

from hashlib import sha256

from anchors.limits import LIMITS
from ingest.package.embedded import EmbeddedSearch, kinds_in_head
from ingest.package.sniff import sniff_media_type
from ingest.signed.reader import SignedReader
from verify.context import VerificationContext
from verify.model import ContentFacts, DigestSpec

__all__ = ["single_facts"]


def single_facts(octets: bytes, context: VerificationContext) -> ContentFacts:
    """Return the facts of a file, what is signed inside of it included."""
    head = octets[: LIMITS.sniffed_octets]
    media_type, digest = sniff_media_type(head), sha256(octets).digest()
    search = EmbeddedSearch(head, media_type, len(octets))
    search.feed(octets, len(octets))
    if search.again:
        search.rewind()
        search.feed(octets, len(octets))
    kinds = tuple(sorted(kinds_in_head(head, media_type) | search.kinds))
    facts = ContentFacts(len(octets), {DigestSpec("sha256"): digest}, media_type, kinds)
    reader = SignedReader(context)
    if not reader.wants(kinds, len(octets)):
        return facts
    signed = reader.documents(kinds, media_type, digest, octets)
    return ContentFacts(len(octets), facts.digests, media_type, kinds, signed=signed)
