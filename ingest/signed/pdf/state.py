"""One revision with its pages, annotations and fields, and one step from a revision to the next."""

from typing import NamedTuple

from ingest.signed.pdf.difference import Difference
from ingest.signed.pdf.document import View
from ingest.signed.pdf.fields import Field, Node, fields_of
from ingest.signed.pdf.pages import Page, PageTree, page_tree
from ingest.signed.pdf.syntax import PdfSyntaxError, Ref, Value, refs_of

__all__ = ["Delta", "State", "Step", "state_of", "step_of"]


class Delta(NamedTuple):
    """One thing that a step changed."""

    kind: str
    """signatures | form | annotations | content | unknown."""
    place: str
    field: str | None = None
    """The name of the field that was filled in."""
    was_empty: bool = True
    stamps: bool = False
    """Whether the signature added is a document time-stamp."""


class State(NamedTuple):
    """One revision."""

    view: View
    tree: PageTree
    fields: dict[str, Field]
    widgets: dict[Ref, Field]
    """What shows a field."""
    shown_on: dict[Ref, tuple[Page, ...]]
    """The pages in whose annotations a reference stands."""
    drawn_with: str | None
    """What it draws with though it is no drawing; None for nothing."""


class Step(NamedTuple):
    """Two revisions, one after the other."""

    before: State
    after: State
    difference: Difference
    overlay: float
    """The most of a page that one new signature may take up."""


def state_of(view: View, most: int) -> State:
    """Return a revision taken apart.

    Raises:
        PdfSyntaxError: it cannot be, or not in one way alone.
    """
    tree, fields = page_tree(view, most), fields_of(view)
    widgets = {
        node.ref: field
        for field in fields.values()
        for node in field.widgets
        if node.ref is not None
    }
    shown: dict[Ref, tuple[Page, ...]] = {}
    for page in tree.pages:
        for one in page.annotations:
            if isinstance(one, Ref):
                shown[one] = (*shown.get(one, ()), page)
    return State(view, tree, fields, widgets, shown, _drawn_with(view, tree, fields, most))


def _drawn_with(view: View, tree: PageTree, fields: dict[str, Field], most: int) -> str | None:
    """Return what a document draws with though it is no drawing: a page, a field, the catalog.

    Their entries are compared by what they mean there; as resources they would mean another thing.
    """
    nodes = [
        node for field in fields.values() for node in (field.own, *field.widgets, *field.above)
    ]  # fmt: skip
    whole = view.trailer.get("Root"), view.catalog.get("AcroForm")
    apart: set[Ref] = {*tree.nodes, *(one for one in whole if isinstance(one, Ref))}
    apart |= {node.ref for node in nodes if node.ref is not None}
    form: dict[str, Value] = view.dictionary(view.catalog.get("AcroForm")) or {}
    stack: list[Value] = [form.get("DR")]
    stack += [node.entries.get(key) for node in nodes for key in ("AP", "MK", "DR")]
    for page in tree.pages:
        stack += [page.entries.get("Resources"), page.entries.get("Contents")]
        apart |= {one for one in page.annotations if isinstance(one, Ref)}
        stack += [view.get(view.dictionary(one), "AP") for one in page.annotations]
    seen = {one for value in stack for one in refs_of(value)}
    ways = list(seen)
    while ways:
        ref = ways.pop()
        if ref in apart:
            return f"object {ref.number} is drawn with, and is no drawing"
        found = set(refs_of(view.object(ref))) - seen
        seen |= found
        ways += found
        if len(seen) > most:
            raise PdfSyntaxError("too many objects")
    return None


def step_of(before: State, after: State, most: int, overlay_percent: int) -> Step:
    """Return a step, its two revisions compared.

    Raises:
        PdfSyntaxError: they cannot be.
    """
    ends = set(before.tree.nodes) | before.shown_on.keys()
    root = before.view.trailer.get("Root")
    ends |= {root} if isinstance(root, Ref) else set()
    for field in before.fields.values():
        nodes: tuple[Node, ...] = (field.own, *field.widgets, *field.above)
        ends |= {node.ref for node in nodes if node.ref is not None}
    difference = Difference(before.view, after.view, ends, most)
    return Step(before, after, difference, overlay_percent / 100)
