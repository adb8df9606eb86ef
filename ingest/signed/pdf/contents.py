"""What a step changed in pages, annotations and the catalog: what a reader sees beside the form."""

from collections.abc import Iterator

from ingest.signed.pdf.pages import Page
from ingest.signed.pdf.state import Delta, Step
from ingest.signed.pdf.syntax import Dictionary, Ref, Value

__all__ = ["annotation_deltas", "catalog_deltas", "page_deltas"]

_FREE = frozenset({"DSS", "Extensions", "Metadata", "StructTreeRoot", "Version"})
"""Validation data, and what draws nothing (ETSI EN 319 142-1 5.4.2, 5.6; ISO 32000-1 14.7)."""
_ELSEWHERE = frozenset({"Pages", "AcroForm", "Names"})
_SHOWN = frozenset({"AA", "AF", "Collection", "OCProperties", "OpenAction"})
_SHOWN_NAMES = frozenset({
    "AP", "AlternatePresentations", "EmbeddedFiles", "JavaScript", "Pages", "Renditions",
    "Templates",
})  # fmt: skip
_FREE_TRAILER = frozenset({"DocChecksum", "ID", "Info", "Prev", "Root", "Size"})
_PAGE_ELSEWHERE = frozenset({"Annots", "Count", "Kids", "Parent"})
_PAGE_UNSHOWN = frozenset({"LastModified", "PieceInfo", "Tabs"})


def catalog_deltas(step: Step) -> Iterator[Delta]:
    """Yield what changed in the catalog and the trailer, pages and form left out."""
    one, other = step.before.view, step.after.view
    if one.trailer.get("Root") != other.trailer.get("Root"):
        yield Delta("unknown", "catalog")
    for key in _differing(step, one.trailer, other.trailer):
        if key not in _FREE_TRAILER:
            yield Delta("unknown", f"trailer {key}")
    for key in _differing(step, one.catalog, other.catalog):
        if key in _FREE:
            yield Delta("signatures", key)
        elif key not in _ELSEWHERE:
            yield Delta("content" if key in _SHOWN else "unknown", key)
    names = one.dictionary(one.catalog.get("Names")), other.dictionary(other.catalog.get("Names"))
    for key in _differing(step, names[0] or {}, names[1] or {}):
        yield Delta("content" if key in _SHOWN_NAMES else "unknown", f"Names {key}")


def page_deltas(step: Step) -> Iterator[Delta]:
    """Yield the pages whose content changed."""
    before, after = step.before.tree.pages, step.after.tree.pages
    if [page.ref for page in before] != [page.ref for page in after]:
        yield Delta("content", f"pages: {len(before)} → {len(after)}")
        return
    for number, (one, other) in enumerate(zip(before, after, strict=True), 1):
        for key in _differing(step, one.entries, other.entries):
            if key not in _PAGE_ELSEWHERE:
                kind = "signatures" if key in _PAGE_UNSHOWN else "content"
                yield Delta(kind, f"page {number} {key}")


def annotation_deltas(step: Step) -> Iterator[Delta]:
    """Yield annotations that were added, changed or removed; fields are looked at elsewhere."""
    pairs = zip(step.before.tree.pages, step.after.tree.pages, strict=False)
    for number, (one, other) in enumerate(pairs, 1):
        for delta in _annotations(step, one, other):
            yield delta._replace(place=f"page {number} {delta.place}")


def _annotations(step: Step, one: Page, other: Page) -> Iterator[Delta]:
    before, after = step.before, step.after
    kept = [ref for ref in one.annotations if ref in other.annotations]
    if [ref for ref in other.annotations if ref in one.annotations] != kept:
        yield Delta("annotations", "order of annotations")
    for value in one.annotations:
        if value not in other.annotations:
            yield _removed(step, value)
        elif not isinstance(value, Ref) or value not in before.widgets:
            first, second = before.view.dictionary(value), after.view.dictionary(value)
            if any(key not in ("P", "Parent") for key in _differing(step, first, second)):
                yield Delta("annotations", "annotation changed")
    for value in other.annotations:
        if value in one.annotations:
            continue
        field = after.widgets.get(value) if isinstance(value, Ref) else None
        if field is None or field.kind != "Sig":
            yield Delta("annotations", "annotation added")
        elif isinstance(value, Ref) and value in before.widgets:
            yield Delta("annotations", f"field {field.name} moved")


def _removed(step: Step, value: Value) -> Delta:
    field = step.before.widgets.get(value) if isinstance(value, Ref) else None
    if field is None:
        return Delta("annotations", "annotation removed")
    signed = field.kind == "Sig" and field.value is not None
    return Delta("content" if signed else "unknown", f"field {field.name} removed")


def _differing(
    step: Step,
    one: Dictionary | dict[str, Value] | None,
    other: Dictionary | dict[str, Value] | None,
) -> list[str]:
    """Return the keys under which the two show other things; a null is as good as none."""
    one, other = one or {}, other or {}
    return [
        key
        for key in sorted(one.keys() | other.keys())
        if not step.difference.same(one.get(key), other.get(key))
    ]
