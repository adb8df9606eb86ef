"""What makes a document look otherwise though none of its octets changes.

Scripts and actions that run by themselves, forms drawn by XFA, images and streams that lie outside
the file, layers that are off or switched (ISO 32000-1 7.11, 8.10.4, 8.11, 12.6, 12.7.8). A document
with such parts cannot be taken to show what was signed. Links are no such part.
"""

import re
from collections.abc import Iterator

from ingest.signed.pdf.document import View
from ingest.signed.pdf.fields import fields_of, is_empty
from ingest.signed.pdf.pages import box_of
from ingest.signed.pdf.syntax import (
    SPACE,
    Dictionary,
    Name,
    PdfSyntaxError,
    Ref,
    Stream,
    Value,
    same,
)

__all__ = ["features"]

_SUSPECT = re.compile(
    rb"/(?:(?:JavaScript|JS|Launch|XFA|OCProperties|OPI|SubmitForm|ImportData|ResetForm|Hide"
    rb"|Rendition|RichMedia\w*|Movie|Sound|3D|Screen|GoTo3DView|GoToE|SetOCGState|Trans|Alternates"
    rb"|Ref|FFilter|AA|AP|GoToR|NeedAppearances|ViewState|PrintState|ExportState|AllOff|AnyOff"
    rb"|VE)(?![A-Za-z0-9])"
    rb"|F[" + SPACE + rb"]*(?:\(|<|\d+[" + SPACE + rb"]+\d+[" + SPACE + rb"]+R)"
    rb"|[A-Za-z0-9]{0,16}#[0-9A-Fa-f]{2})"
)
_ACTIONS = frozenset({
    "JavaScript", "Launch", "SubmitForm", "ImportData", "ResetForm", "Hide", "Rendition", "Movie",
    "Sound", "GoTo3DView", "RichMediaExecute", "SetOCGState", "GoToE", "Trans",
})  # fmt: skip
_ON_OPENING = _ACTIONS | {"GoToR", "URI"}
"""What leads away from the document; behind a link it is honest, on opening it is not."""
_UNSEEN = 0x2 | 0x20 | 0x100
"""Hidden, NoView, ToggleNoView (12.5.3): what is printed, or seen later, is not what is seen."""
_USES = (("View", "ViewState"), ("Print", "PrintState"), ("Export", "ExportState"))
_DRAWN = frozenset({"RichMedia", "3D", "Movie", "Screen", "Sound"})
"""Annotations that play something."""
_BY_THEMSELVES = frozenset({"PO", "PC", "PV", "PI"})
"""Events of a page that a widget acts on (table 194)."""
_MOST = 200_000
_NEXT = 64


def features(view: View) -> Iterator[tuple[str, str]]:
    """Yield code and what was seen, once each.

    Raises:
        PdfSyntaxError: a part of the document cannot be read, or it is too large.
    """
    found = [*_opening(view)]
    if _suspect(view):
        found += [*_layers(view), *_parts(view)]
    seen = dict.fromkeys(found)
    told: set[str] = set()
    for code, _ in seen:
        if code not in told:
            told.add(code)
            same = [text for other, text in seen if other == code]
            yield code, ", ".join(dict.fromkeys(same))


def _suspect(view: View) -> bool:
    """Return whether any name of these stands in the file or in an object stream."""
    document = view.document
    if _SUSPECT.search(document.octets):
        return True
    packs = {
        entry.location.stream
        for entry in view.entries.values()
        if not isinstance(entry.location, int)
    }
    for number in packs:
        place = view.location(Ref(number, 0))
        if isinstance(place, int) and _SUSPECT.search(document.pack(view, number, place).data):
            return True
    return False


def _opening(view: View) -> Iterator[tuple[str, str]]:
    """Yield what runs when the document or a page is opened."""
    catalog = view.catalog
    names = view.dictionary(catalog.get("Names"))
    if names and names.get("JavaScript") is not None:
        yield "pdf.dynamic_content", "script of the document"
    for kind in _kinds(view, catalog.get("OpenAction")):
        yield "pdf.dynamic_content", f"on opening: {kind}"
    if view.dictionary(catalog.get("AA")):
        yield "pdf.dynamic_content", "actions of the document"
    form = view.dictionary(catalog.get("AcroForm"))
    if form and form.get("XFA") is not None:
        yield "pdf.dynamic_content", "XFA"
    if view.dictionary(catalog.get("Collection")) is not None:
        yield "pdf.dynamic_content", "shows a file attached to it"


def _kinds(view: View, action: Value) -> Iterator[str]:
    """Yield the kinds of an action and of those after it, if they are more than a way to a page."""
    stack = [action]
    for _ in range(_NEXT):
        if not stack:
            return
        one = view.deref(stack.pop())
        if isinstance(one, list):
            stack.extend(one)
        elif isinstance(one, dict):
            kind = view.deref(one.get("S"))
            if kind in _ON_OPENING:
                yield str(kind)
            stack.append(one.get("Next"))


def _layers(view: View) -> Iterator[tuple[str, str]]:
    """Yield layers that do not show at first, or that switch by themselves (8.11.4)."""
    layers = view.dictionary(view.catalog.get("OCProperties"))
    if layers is None:
        return
    if view.array(layers.get("Configs")):
        yield "pdf.hidden_layer", "further configurations"
    shown = view.dictionary(layers.get("D"))
    if shown is None:
        yield "pdf.hidden_layer", "no configuration"
        return
    if view.array(shown.get("OFF")):
        yield "pdf.hidden_layer", "off"
    if view.get(shown, "BaseState") not in (None, "ON"):
        yield "pdf.hidden_layer", "base state"
    if view.array(shown.get("AS")):
        yield "pdf.hidden_layer", "switched by use"
    if view.array(shown.get("RBGroups")):
        yield "pdf.hidden_layer", "one of several"


def _parts(view: View) -> Iterator[tuple[str, str]]:
    """Yield what stands anywhere that the catalog leads to."""
    drawn_anew = any(map(_drawn_anew, map(view.document.view, range(view.section + 1))))
    if drawn_anew and any(
        field.kind != "Sig" and not is_empty(view, field) for field in fields_of(view).values()
    ):
        yield "pdf.dynamic_content", "fields drawn by the reader"
    seen: set[Ref] = set()
    stack: list[Value] = [view.trailer.get("Root")]
    left = _MOST
    while stack:
        value = stack.pop()
        left -= 1
        if left < 0:
            raise PdfSyntaxError("too many objects")
        if isinstance(value, Ref):
            if value in seen:
                continue
            seen.add(value)
            value = view.object(value)
        if isinstance(value, Stream):
            yield from _outside(view, value)
            value = value.entries
        if isinstance(value, dict):
            yield from _acting(view, value, drawn_anew=drawn_anew)
            yield from _switched(view, value)
            yield from _looking(view, value)
            stack.extend(one for one in value.values() if isinstance(one, (Ref, list, dict)))
        elif isinstance(value, list):
            stack.extend(one for one in value if isinstance(one, (Ref, list, dict)))


def _drawn_anew(view: View) -> bool:
    """Return whether readers are asked to draw the fields themselves (12.7.2)."""
    if "Root" not in view.trailer:
        # The first section of a linearized file is no document yet.
        return False
    form = view.dictionary(view.catalog.get("AcroForm"))
    return view.get(form, "NeedAppearances") is True


def _outside(view: View, stream: Stream) -> Iterator[tuple[str, str]]:
    entries = stream.entries
    if entries.get("F") is not None or entries.get("FFilter") is not None:
        yield "pdf.dynamic_content", "stream in another file"
    if entries.get("OPI") is not None:
        yield "pdf.dynamic_content", "OPI"
    if view.get(entries, "Subtype") == "Form" and entries.get("Ref") is not None:
        yield "pdf.dynamic_content", "page of another file"
    if view.get(entries, "Subtype") == "Image" and entries.get("Alternates") is not None:
        yield "pdf.dynamic_content", "alternate images"


def _switched(view: View, entries: Dictionary | dict[str, Value]) -> Iterator[tuple[str, str]]:
    """Yield a layer that shows in one use and not in another, or while others do not (8.11)."""
    usage = view.dictionary(entries.get("Usage"))
    if usage is not None and any(
        view.get(view.get(usage, use), state) == Name("OFF") for use, state in _USES
    ):
        yield "pdf.hidden_layer", "off in some use"
    if view.deref(entries.get("P")) in (Name("AllOff"), Name("AnyOff")):
        yield "pdf.hidden_layer", "shown while others are not"
    if isinstance(view.deref(entries.get("VE")), list):
        yield "pdf.hidden_layer", "shown by an expression"


def _looking(view: View, entries: Dictionary | dict[str, Value]) -> Iterator[tuple[str, str]]:
    """Yield an annotation that shows one thing now and another under other conditions (12.5.5)."""
    looks = view.dictionary(entries.get("AP"))
    if looks is None:
        return
    flags = view.deref(entries.get("F"))
    if (
        isinstance(flags, int)
        and flags & _UNSEEN
        and _has_room(view, entries)
        and _paints(view, looks.get("N"))
    ):
        yield "pdf.dynamic_content", "annotation not on the screen"
    others = [looks.get("R")]
    if not _is_button(view, entries):
        others.append(looks.get("D"))
    if any(one is not None and not _alike(view, one, looks.get("N")) for one in others):
        yield "pdf.dynamic_content", "annotation with another look under the pointer"


def _has_room(view: View, entries: Dictionary | dict[str, Value]) -> bool:
    box = box_of(view, entries.get("Rect"))
    return box is None or (box[2] > box[0] and box[3] > box[1])


def _paints(view: View, look: Value) -> bool:
    """Return whether a look, or that of any state, draws anything."""
    held = view.deref(look)
    states = list(held.values()) if isinstance(held, dict) else [held]
    streams = [one for one in map(view.deref, states) if isinstance(one, Stream)]
    return any(bytes(view.raw(one)).strip() for one in streams)


def _is_button(view: View, entries: Dictionary | dict[str, Value]) -> bool:
    """Return whether a widget is of a button, which looks otherwise while it is pressed."""
    kind = view.deref(entries.get("FT"))
    return (kind or view.get(view.dictionary(entries.get("Parent")), "FT")) == Name("Btn")


def _alike(view: View, one: Value, other: Value) -> bool:
    """Return whether two looks are one, or drawn by the same octets."""
    first, second = view.deref(one), view.deref(other)
    if isinstance(first, Stream) and isinstance(second, Stream):
        return one == other or (
            same(first.entries, second.entries) and view.raw(first) == view.raw(second)
        )
    return same(first, second)


def _acting(
    view: View, entries: Dictionary | dict[str, Value], *, drawn_anew: bool
) -> Iterator[tuple[str, str]]:
    kind = view.deref(entries.get("S"))
    if isinstance(kind, Name) and kind in _ACTIONS:
        yield "pdf.active_content", str(kind)
        if kind == "SetOCGState":
            yield "pdf.hidden_layer", "switched by an action"
    if isinstance(entries.get("JS"), (Ref, bytes)):
        yield "pdf.active_content", "JavaScript"
    drawn = view.deref(entries.get("Subtype"))
    if isinstance(drawn, Name) and drawn in _DRAWN:
        yield "pdf.active_content", str(drawn)
    events = view.dictionary(entries.get("AA"))
    if events is None:
        return
    if view.deref(entries.get("Type")) == "Page":
        yield "pdf.dynamic_content", "actions of a page"
    for event in _BY_THEMSELVES & events.keys():
        for named in _kinds(view, events[event]):
            yield "pdf.dynamic_content", f"as a page is shown: {named}"
    if drawn_anew and any(kind for one in events.values() for kind in _kinds(view, one)):
        yield "pdf.dynamic_content", "fields drawn by scripts"
