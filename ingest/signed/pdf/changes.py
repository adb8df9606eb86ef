"""What was changed after each signature."""

from typing import NamedTuple

from ingest.signed.pdf.document import Document
from ingest.signed.pdf.revisions import Revision
from ingest.signed.pdf.signatures import Held

__all__ = ["Changes", "changes_of"]


class Changes(NamedTuple):
    """What was changed after one signature."""

    worst: str = "nothing"
    places: tuple[str, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


def changes_of(
    call: object, document: Document, revisions: list[Revision], read: list[tuple[Held, int]]
) -> list[Changes]:
    """Return what was changed after each of these signatures of a revision."""
    del call, document
    last = len(revisions) - 1
    return [Changes() if revision == last else Changes("unknown") for _, revision in read]
