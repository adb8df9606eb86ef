"""Whether everything that a document leads to can be read in one way alone.

A key given twice, a stream of another length, an object that is none: readers that mend files each
mend them in their own way, and show different documents to two people.
"""

from ingest.signed.pdf.document import Document, View
from ingest.signed.pdf.revisions import Revision
from ingest.signed.pdf.syntax import PdfSyntaxError, Ref, Stream, Value

__all__ = ["fault_of"]


def fault_of(document: Document, revisions: list[Revision], most: int) -> str | None:
    """Return what is wrong with the first object that is read strictly in no way; None for none.

    Args:
        document: to look at, as it is and as it was at each revision.
        revisions: of it.
        most: objects that are looked at; earlier revisions are left out where there are more.
    """
    for revision in reversed(revisions):
        walk = _Walk(document.view(revision.section))
        try:
            walk.run(most)
        except _TooManyError:
            return "too many objects" if revision is revisions[-1] else None
        except (PdfSyntaxError, RecursionError) as error:
            return str(error)
        most -= len(walk.seen)
    return None


class _TooManyError(Exception):
    pass


class _Walk:
    """Everything that one revision leads to."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.seen: set[Ref] = set()

    def _hold_generation(self, ref: Ref) -> None:
        """Refuse a reference to a number in use under another generation: some readers take it."""
        entry = self._view.entries.get(ref.number)
        if entry is not None and entry.generation != ref.generation:
            raise PdfSyntaxError(f"object {ref.number} of another generation")

    def run(self, most: int) -> None:
        stack: list[Value] = [self._view.trailer.get(key) for key in ("Root", "Info")]
        while stack:
            value = stack.pop()
            if isinstance(value, Ref):
                if value in self.seen:
                    continue
                self.seen.add(value)
                self._hold_generation(value)
                value = self._view.object(value)
            if len(self.seen) > most:
                raise _TooManyError
            if isinstance(value, Stream):
                self._view.raw(value)
                value = value.entries
            held = list(value.values()) if isinstance(value, dict) else value
            if isinstance(held, list):
                stack.extend(one for one in held if isinstance(one, (Ref, list, dict)))
