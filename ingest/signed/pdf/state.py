"""One revision with its pages, annotations and fields, and one step from a revision to the next."""

from typing import NamedTuple

from ingest.signed.pdf.difference import Difference
from ingest.signed.pdf.document import View
from ingest.signed.pdf.fields import Field, Node, fields_of
from ingest.signed.pdf.pages import Page, PageTree, page_tree
from ingest.signed.pdf.syntax import Ref

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
    return State(view, tree, fields, widgets, shown)


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
