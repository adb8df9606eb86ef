"""What is asked of the child process, and the function that it runs."""

from typing import NamedTuple

__all__ = ["LOADS", "PdfCall", "read_signatures"]

LOADS = ("ingest.signed.pdf.child",)
"""What the child process loads with this module, before a document's time runs."""


class PdfCall(NamedTuple):
    """One document to read."""

    octets: bytes
    signatures: int
    """The most that are told."""
    revisions: int
    """The most cross-reference sections."""
    stored: int
    """The most certificates, CRLs and OCSP answers each."""
    stored_octets: int
    objects: int
    """The most objects that are compared."""
    second_objects: int
    """The most objects, of all revisions together, that are read a second time, by pyHanko."""
    overlay_percent: int
    """The most of a page that a new signature or a filled field may cover."""


def read_signatures(call: PdfCall) -> dict[str, object]:
    """Return the signatures of a document as JSON."""
    # The library is loaded in the child alone.
    from ingest.signed.pdf.child import signatures_in  # noqa: PLC0415

    return signatures_in(call)
