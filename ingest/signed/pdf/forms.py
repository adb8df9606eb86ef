"""What a step changed in the form: signatures put in, fields filled in, and anything else.

A later signature may show itself, in a field of its own and on a small part of the page; more of a
page than that can hide what stands there (evil annotation and sneaky signature attacks on certified
documents). What shows a signature that was already made does not change any more.
"""

from collections.abc import Iterator

from ingest.signed.pdf.fields import Field, Node, is_empty
from ingest.signed.pdf.pages import box_of
from ingest.signed.pdf.state import Delta, State, Step
from ingest.signed.pdf.syntax import Dictionary, Name, Ref, Stream, Value

__all__ = ["form_deltas", "painted_by"]

_LOOK = frozenset({"AP", "AS", "MK"})
_NEW_FIELD = frozenset({
    "AP", "AS", "BS", "Border", "DA", "DR", "F", "FT", "Ff", "H", "Kids", "Lock", "M", "MK", "NM",
    "P", "Parent", "Q", "Rect", "SV", "StructParent", "Subtype", "T", "TM", "TU", "Type", "V",
})  # fmt: skip
_ALL = 1.0
_NOT_ON_SCREEN = 0x20 | 0x100
"""NoView, ToggleNoView (12.5.3): what is printed is not what is seen."""


def form_deltas(step: Step) -> Iterator[Delta]:
    """Yield what changed in the form."""
    yield from _dictionary(step)
    before, after = step.before, step.after
    known = {
        node.ref
        for field in before.fields.values()
        for node in (field.own, *field.widgets, *field.above)
    }
    for name, field in after.fields.items():
        if name not in before.fields:
            yield from _new(step, field, known)
    for name, field in before.fields.items():
        if name in after.fields:
            yield from _kept(step, field, after.fields[name])
        else:
            held = field.value is not None
            yield Delta("content" if held else "unknown", f"field {name} removed")


def _dictionary(step: Step) -> Iterator[Delta]:
    """Yield what changed in the form's own dictionary (12.7.2)."""
    before, after = step.before.view, step.after.view
    one: dict[str, Value] = before.dictionary(before.catalog.get("AcroForm")) or {}
    other: dict[str, Value] = after.dictionary(after.catalog.get("AcroForm")) or {}
    only_signatures = all(field.kind == "Sig" for field in step.after.fields.values())
    drawn = after.deref(other.get("NeedAppearances")) is True or any(
        _drawn_by_form(step.before, field) for field in step.before.fields.values()
    )
    for key in sorted(one.keys() | other.keys()):
        if key == "Fields" or step.difference.same(one.get(key), other.get(key)):
            continue
        harmless = key == "SigFlags" or (only_signatures and key in ("DA", "Q"))
        more = key == "DR" and _only_more(step, one.get(key), other.get(key))
        harmless = harmless or (more and not drawn)
        kind = "content" if key in ("DR", "XFA") and not more else "unknown"
        yield Delta("signatures" if harmless else kind, f"form {key}")


def _drawn_by_form(state: State, field: Field) -> bool:
    """Return whether a field shows something with what the form has for all (12.7.3.3)."""
    if field.kind == "Sig":
        return False
    view = state.view
    for widget in field.widgets:
        normal = view.get(view.get(widget.entries, "AP"), "N")
        looks = list(normal.values()) if isinstance(normal, dict) else [normal]
        streams = [one for one in map(view.deref, looks) if isinstance(one, Stream)]
        if not streams and not is_empty(view, field):
            return True
        if any("Resources" not in one.entries and view.raw(one) for one in streams):
            return True
    return False


def _only_more(step: Step, one: Value, other: Value) -> bool:
    """Return whether resources were only added to: what had a name has it still."""
    first, second = step.before.view.dictionary(one), step.after.view.dictionary(other)
    if first is None or second is None:
        return first is None
    for category, value in first.items():
        held = step.before.view.dictionary(value)
        more = step.after.view.dictionary(second.get(category))
        if held is None or more is None:
            if not step.difference.same(value, second.get(category)):
                return False
            continue
        if not all(key in more and step.difference.same(held[key], more[key]) for key in held):
            return False
    return True


def _new(step: Step, field: Field, known: set[Ref | None]) -> Iterator[Delta]:
    """Yield what a new field does: of signatures alone it is nothing more."""
    nodes = dict.fromkeys(id(node.entries) for node in (field.own, *field.widgets))
    fresh = [node for node in (field.own, *field.widgets) if node.ref not in known]
    keys = {key for node in fresh for key in node.entries}
    if field.kind != "Sig" or len(fresh) < len(nodes) or not keys <= _NEW_FIELD:
        yield Delta("annotations", f"field {field.name} added")
        return
    yield from _signed(step, field)
    yield from _covering(step, field)


def _signed(step: Step, field: Field) -> Iterator[Delta]:
    """Yield that a signature field has a value now, if it is a signature."""
    view = step.after.view
    value = view.deref(field.value)
    if value is None:
        shown = any(_shows(step.after, widget) for widget in field.widgets)
        yield Delta("annotations" if shown else "signatures", f"field {field.name}")
    elif isinstance(value, Dictionary) and "ByteRange" in value and "Contents" in value:
        stamps = view.deref(value.get("SubFilter")) == Name("ETSI.RFC3161")
        yield Delta("signatures", f"field {field.name}", field.name, stamps=stamps)
    else:
        yield Delta("unknown", f"field {field.name}")


def _covering(step: Step, field: Field) -> Iterator[Delta]:
    """Yield a look that takes up more of a page than a signature may."""
    for widget in field.widgets:
        flags = step.after.view.deref(widget.entries.get("F"))
        if isinstance(flags, int) and flags & _NOT_ON_SCREEN and _paints(step.after, widget):
            yield Delta("annotations", f"field {field.name} not on the screen")
        part = _part(step.after, widget)
        if part > step.overlay:
            yield Delta("annotations", f"field {field.name} over {part:.0%} of a page")


def _part(state: State, widget: Node) -> float:
    """Return how much of its pages a widget may paint over; all, where that cannot be said."""
    if not _paints(state, widget):
        return 0.0
    pages = state.shown_on.get(widget.ref, ()) if widget.ref is not None else ()
    box = box_of(state.view, widget.entries.get("Rect"))
    if box is None:
        return _ALL
    largest = 0.0
    for page in pages:
        seen = page.box(state.view)
        if seen is None:
            return _ALL
        width = min(box[2], seen[2]) - max(box[0], seen[0])
        height = min(box[3], seen[3]) - max(box[1], seen[1])
        whole = (seen[2] - seen[0]) * (seen[3] - seen[1])
        if whole <= 0:
            return _ALL
        largest = max(largest, max(width, 0) * max(height, 0) / whole)
    return largest


def painted_by(
    state: State, field: Field
) -> Iterator[tuple[Node, int, tuple[float, float, float, float]]]:
    """Yield where a field shows itself: its widget, the page, from 0, and the box on it."""
    places = {page.ref: number for number, page in enumerate(state.tree.pages)}
    for widget in field.widgets:
        box = box_of(state.view, widget.entries.get("Rect"))
        if widget.ref is not None and box is not None and _paints(state, widget):
            for page in state.shown_on.get(widget.ref, ()):
                yield widget, places[page.ref], box


def _shows(state: State, widget: Node) -> bool:
    """Return whether a field that nobody signed shows anything: no more than a comment is blank."""
    colours: dict[str, Value] = state.view.dictionary(widget.entries.get("MK")) or {}
    normal = state.view.get(state.view.get(widget.entries, "AP"), "N")
    if not isinstance(normal, Stream):
        return normal is not None or bool(colours.keys() & {"BG", "BC", "CA", "I"})
    return any(
        line.strip() and not line.strip().startswith(b"%")
        for line in state.view.decoded(normal).splitlines()
    )


def _paints(state: State, widget: Node) -> bool:
    if "MK" in widget.entries:
        return True
    look = state.view.get(widget.entries, "AP")
    normal = state.view.get(look, "N")
    if isinstance(normal, Stream):
        return bool(state.view.raw(normal))
    return look is not None


def _kept(step: Step, one: Field, other: Field) -> Iterator[Delta]:
    """Yield what changed in a field that was there before."""
    keys = _differing_keys(step, one, other)
    if one.kind != other.kind or keys is None:
        yield Delta("unknown", f"field {one.name}")
        return
    looks, rest = keys & _LOOK, keys - _LOOK - {"M", "V"}
    filled = not step.difference.same(one.value, other.value)
    held = one.value is not None and step.before.view.deref(one.value) is not None
    if one.kind == "Sig" and held:
        if filled or looks or rest & {"F", "Rect", "Kids"}:
            yield Delta("content", f"signed field {one.name}")
        elif rest:
            yield Delta("unknown", f"signed field {one.name}")
        return
    # A button has its looks before it is pressed.
    if rest or (looks and not filled) or (one.kind == "Btn" and looks - {"AS"}):
        yield Delta("unknown", f"field {one.name}")
    if filled and one.kind == "Sig":
        if looks and any(_shows(step.before, widget) for widget in one.widgets):
            yield Delta("annotations", f"field {one.name} showed something else")
        yield from _signed(step, other)
        yield from _covering(step, other)
    elif filled:
        empty = is_empty(step.before.view, one)
        yield Delta("form", f"field {one.name}", one.name, was_empty=empty)
        yield from _covering(step, other)


def _differing_keys(step: Step, one: Field, other: Field) -> set[str] | None:
    """Return the keys of its dictionaries that differ; None where they are not the same ones."""
    before = [*one.above, one.own, *(node for node in one.widgets if node is not one.own)]
    after = [*other.above, other.own, *(node for node in other.widgets if node is not other.own)]
    if [node.ref for node in before] != [node.ref for node in after]:
        return None
    found: set[str] = set()
    for place, (first, second) in enumerate(zip(before, after, strict=True)):
        for key in first.entries.keys() | second.entries.keys():
            # Further fields below one that is above this one are looked at by their own names.
            listed = key == "Kids" and place < len(one.above)
            if listed or key in ("P", "Parent"):
                continue
            if not step.difference.same(first.entries.get(key), second.entries.get(key)):
                found.add(key)
    return found
