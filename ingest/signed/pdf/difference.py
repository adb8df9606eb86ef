"""Whether what one revision shows in a place is what a later one shows there.

Objects keep their numbers over revisions. So a place shows the same in both, if it stands written
the same and no object that it leads to was changed: no digest is needed, only the way from the
changed objects back to what leads to them. The ways end at dictionaries that are compared by
themselves (pages, annotations, fields, the catalog): a page leads to its fields, and yet a field
filled in is no change of the page. A stream is never such an end, whoever lists it.
"""

from collections.abc import Iterable

from ingest.signed.pdf.document import Packed, View
from ingest.signed.pdf.syntax import Dictionary, PdfSyntaxError, Ref, Stream, Value, refs_of, same

__all__ = ["Difference"]

_DEEPEST = 64
_STEPS = 20_000


class Difference:
    """Two revisions of a document."""

    def __init__(self, before: View, after: View, ends: Iterable[Ref], most: int) -> None:
        """Compare them.

        Args:
            before: the earlier.
            after: the later.
            ends: dictionaries of the earlier that are compared by themselves.
            most: objects that are looked at.

        Raises:
            PdfSyntaxError: an object cannot be read, or there are more.
        """
        self.before, self.after = before, after
        self.changed = _changed(before, after)
        self._touched = _leading(before, self.changed, frozenset(ends), most)
        self._steps = _STEPS

    def same(self, one: Value, other: Value) -> bool:
        """Return whether a value of the earlier and one of the later revision show the same."""
        return self._same(one, other, 0)

    def _same(self, one: Value, other: Value, depth: int) -> bool:
        if isinstance(one, Ref) and one == other:
            return one not in self._touched
        self._steps -= 1
        if depth > _DEEPEST or self._steps < 0:
            return False
        if isinstance(one, Ref) or isinstance(other, Ref):
            first, second = self.before.deref(one), self.after.deref(other)
            if isinstance(first, Ref) or isinstance(second, Ref):
                return False
            return self._same(first, second, depth + 1)
        if isinstance(one, Stream) and isinstance(other, Stream):
            return self._same(_described(one), _described(other), depth + 1) and (
                self.before.raw(one) == self.after.raw(other)
            )
        if isinstance(one, dict) and isinstance(other, dict):
            return one.keys() == other.keys() and all(
                self._same(one[key], other[key], depth + 1) for key in one
            )
        if isinstance(one, list) and isinstance(other, list):
            return len(one) == len(other) and all(
                self._same(*pair, depth + 1) for pair in zip(one, other, strict=True)
            )
        return same(one, other)


def _described(stream: Stream) -> Dictionary:
    found = Dictionary({key: one for key, one in stream.entries.items() if key != "Length"})
    found.contents = None
    return found


def _changed(before: View, after: View) -> set[int]:
    """Return the numbers under which the two have something else."""
    numbers = {
        number
        for section in range(before.section + 1, after.section + 1)
        for number in after.document.sections[section].entries
    }
    # What lies in an object stream changes with it.
    for view in (before, after):
        numbers |= {
            number
            for number, entry in view.entries.items()
            if isinstance(entry.location, Packed) and entry.location.stream in numbers
        }
    return {number for number in numbers if not _unchanged(number, before, after)}


def _unchanged(number: int, before: View, after: View) -> bool:
    one, other = before.entries.get(number), after.entries.get(number)
    if one is None or other is None or one.generation != other.generation:
        return one == other
    if one == other and not isinstance(one.location, Packed):
        return True
    try:
        return _equal(Ref(number, one.generation), before, after)
    except PdfSyntaxError:
        return False


def _equal(ref: Ref, before: View, after: View) -> bool:
    first, second = before.object(ref), after.object(ref)
    if isinstance(first, Stream) and isinstance(second, Stream):
        return same(_described(first), _described(second)) and before.raw(first) == after.raw(
            second
        )
    return same(first, second)


def _leading(view: View, changed: set[int], ends: frozenset[Ref], most: int) -> set[Ref]:
    """Return every reference from which the way leads to a changed object."""
    above: dict[Ref, list[Ref]] = {}
    stack = [*refs_of(view.trailer)]
    seen = set(stack)
    while stack:
        ref = stack.pop()
        value = view.object(ref)
        for below in refs_of(value):
            if ref not in ends or isinstance(value, Stream):
                above.setdefault(below, []).append(ref)
            if below not in seen:
                seen.add(below)
                stack.append(below)
        if len(seen) > most:
            raise PdfSyntaxError("too many objects")
    # A reference to what was not there may lead to something now, whatever its generation.
    found = {ref for ref in seen if ref.number in changed}
    found = {ref for ref in found if ref not in ends or isinstance(view.object(ref), Stream)}
    stack = list(found)
    while stack:
        for ref in above.get(stack.pop(), ()):
            if ref not in found:
                found.add(ref)
                stack.append(ref)
    return found
