"""What makes a document look otherwise though none of its octets changes.

Scripts and actions that run by themselves, forms drawn by XFA, images and streams that lie outside
the file, layers that are off or switched (ISO 32000-1 7.11, 8.10.4, 8.11, 12.6, 12.7.8). A document
with such parts cannot be taken to show what was signed. Links are no such part.
"""

import re
from collections.abc import Iterator

from ingest.signed.pdf.document import View
from ingest.signed.pdf.syntax import SPACE, Dictionary, Name, PdfSyntaxError, Ref, Stream, Value

__all__ = ["features"]

_SUSPECT = re.compile(
    rb"/(?:(?:JavaScript|JS|Launch|XFA|OCProperties|OPI|SubmitForm|ImportData|ResetForm|Hide"
    rb"|Rendition|RichMedia\w*|Movie|Sound|3D|Screen|GoTo3DView|GoToE|SetOCGState|Trans|Alternates"
    rb"|Ref|FFilter|Collection)(?![A-Za-z0-9])"
    rb"|F[" + SPACE + rb"]*(?:\(|<|\d+[" + SPACE + rb"]+\d+[" + SPACE + rb"]+R)"
    rb"|[A-Za-z0-9]{0,16}#[0-9A-Fa-f]{2})"
)
_ACTIONS = frozenset({
    "JavaScript", "Launch", "SubmitForm", "ImportData", "ResetForm", "Hide", "Rendition", "Movie",
    "Sound", "GoTo3DView", "RichMediaExecute", "SetOCGState", "GoToE", "Trans",
})  # fmt: skip
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
    if not _suspect(view):
        return
    seen = dict.fromkeys([*_opening(view), *_layers(view), *_parts(view)])
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
            if kind in _ACTIONS:
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
            stack.extend(one for one in value.values() if isinstance(one, (Ref, list, dict)))
        elif isinstance(value, list):
            stack.extend(one for one in value if isinstance(one, (Ref, list, dict)))


def _drawn_anew(view: View) -> bool:
    """Return whether readers are asked to draw the fields themselves (12.7.2)."""
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
