"""The pages of a document in their order, as one revision has them (ISO 32000-1 7.7.3)."""

from typing import NamedTuple

from ingest.signed.pdf.document import View
from ingest.signed.pdf.syntax import Dictionary, Name, PdfSyntaxError, Ref, Value

__all__ = ["Page", "PageTree", "box_of", "page_tree"]

_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")
_DEEPEST = 32


class Page(NamedTuple):
    """One page with what it inherits."""

    ref: Ref
    entries: dict[str, Value]
    annotations: list[Value]
    """As they stand in its `/Annots`."""

    def box(self, view: View) -> tuple[float, float, float, float] | None:
        """Return where the page is seen, left, below, right, above."""
        return box_of(view, self.entries.get("CropBox")) or box_of(
            view, self.entries.get("MediaBox")
        )


class PageTree(NamedTuple):
    """All pages."""

    pages: tuple[Page, ...]
    nodes: frozenset[Ref]
    """The dictionaries of pages and of what they stand under."""


def page_tree(view: View, most: int) -> PageTree:
    """Return the pages.

    Raises:
        PdfSyntaxError: the tree is none, or readers may count its pages in two ways.
    """
    walk = _Walk(view, most)
    walk.node(view.catalog.get("Pages"), {}, 0)
    return PageTree(tuple(walk.pages), frozenset(walk.nodes))


class _Walk:
    def __init__(self, view: View, most: int) -> None:
        self._view, self._most = view, most
        self.pages: list[Page] = []
        self.nodes: set[Ref] = set()

    def node(self, value: Value, inherited: dict[str, Value], depth: int) -> None:
        entries = self._entries(value, depth)
        kind = self._view.deref(entries.get("Type"))
        passed = inherited | {key: entries[key] for key in _INHERITED if key in entries}
        if "Kids" in entries:
            if kind == Name("Page"):
                raise PdfSyntaxError("a page with pages below it")
            before = len(self.pages)
            for kid in self._view.array(entries["Kids"]):
                self.node(kid, passed, depth + 1)
            if self._view.deref(entries.get("Count")) != len(self.pages) - before:
                raise PdfSyntaxError("another count of pages")
        elif kind != Name("Page") or not isinstance(value, Ref):
            raise PdfSyntaxError("a page that is none")
        else:
            annotations = self._view.array(entries.get("Annots"))
            self.pages.append(Page(value, {**entries, **passed}, annotations))

    def _entries(self, value: Value, depth: int) -> Dictionary:
        if isinstance(value, Ref):
            if value in self.nodes or len(self.nodes) >= self._most or depth > _DEEPEST:
                raise PdfSyntaxError("a page tree without an end")
            self.nodes.add(value)
        entries = self._view.dictionary(value)
        if entries is None:
            raise PdfSyntaxError("no page tree")
        return entries


def box_of(view: View, value: Value) -> tuple[float, float, float, float] | None:
    """Return a rectangle (7.9.5); None where it is none."""
    numbers = [view.deref(one) for one in view.array(value)]
    found = [float(one) for one in numbers if isinstance(one, (int, float))]
    if len(numbers) != 4 or len(found) != 4:
        return None
    left, right = sorted((found[0], found[2]))
    below, above = sorted((found[1], found[3]))
    return left, below, right, above
