"""The fields of a document's form, as one revision has them (ISO 32000-1 12.7.3)."""

from collections.abc import Iterator
from typing import NamedTuple

from ingest.signed.pdf.document import View
from ingest.signed.pdf.syntax import Dictionary, Name, PdfSyntaxError, Ref, Value

__all__ = ["Field", "Node", "fields_of", "is_empty", "text_of"]

_DEEPEST = 16
_MOST = 20_000
"""Fields and widgets of one revision."""


class Node(NamedTuple):
    """A field's or a widget's dictionary."""

    ref: Ref | None
    """None where it stands in another's array itself."""
    entries: Dictionary


class Field(NamedTuple):
    """A field that has no others below it."""

    name: str
    """Its partial names, joined by full stops."""
    kind: str
    """Its `/FT`, inherited or its own."""
    value: Value
    """Its `/V` as it stands: mostly a reference."""
    holder: Node
    """Whose dictionary has the value: its own or one above."""
    own: Node
    widgets: tuple[Node, ...]
    """Where it shows; the field's own dictionary, where the two are one."""
    above: tuple[Node, ...]


def fields_of(view: View) -> dict[str, Field]:
    """Return every terminal field by its name.

    Raises:
        PdfSyntaxError: two have one name, one stands below itself, or there are too many.
    """
    form = view.dictionary(view.catalog.get("AcroForm"))
    found: dict[str, Field] = {}
    if form is not None:
        for field in _Walk(view).fields(view.array(form.get("Fields"))):
            if field.name in found:
                raise PdfSyntaxError(f"two fields {field.name!r}")
            found[field.name] = field
    return found


class _Walk:
    def __init__(self, view: View) -> None:
        self._view = view
        self._seen: set[Ref] = set()
        self._left = _MOST

    def fields(self, kids: list[Value], above: tuple[Node, ...] = ()) -> Iterator[Field]:
        for kid in kids:
            yield from self._field(self._node(kid), above)

    def _node(self, value: Value) -> Node:
        self._left -= 1
        if self._left < 0:
            raise PdfSyntaxError("too many fields")
        ref = value if isinstance(value, Ref) else None
        if ref is not None:
            if ref in self._seen:
                raise PdfSyntaxError(f"field {ref.number} twice")
            self._seen.add(ref)
        entries = self._view.dictionary(value)
        if entries is None:
            raise PdfSyntaxError("a field that is no dictionary")
        return Node(ref, entries)

    def _field(self, node: Node, above: tuple[Node, ...]) -> Iterator[Field]:
        if len(above) > _DEEPEST:
            raise PdfSyntaxError("fields nested too deep")
        chain = (*above, node)
        kids = [self._node(kid) for kid in self._view.array(node.entries.get("Kids"))]
        named = [kid for kid in kids if "T" in kid.entries]
        if named and len(named) < len(kids):
            raise PdfSyntaxError("fields and widgets below one field")
        if named:
            for kid in named:
                yield from self._field(kid, chain)
            return
        widgets = tuple(kids) or ((node,) if "Subtype" in node.entries else ())
        holder = next((one for one in reversed(chain) if "V" in one.entries), node)
        kind = next((one.entries["FT"] for one in reversed(chain) if "FT" in one.entries), None)
        yield Field(
            self._name(chain), self._text(kind), holder.entries.get("V"), holder, node, widgets,
            above,
        )  # fmt: skip

    def _text(self, value: Value) -> str:
        value = self._view.deref(value)
        return value if isinstance(value, Name) else ""

    def _name(self, chain: tuple[Node, ...]) -> str:
        parts = (self._view.deref(one.entries.get("T")) for one in chain)
        return ".".join(text_of(part) for part in parts if isinstance(part, bytes))


def is_empty(view: View, field: Field) -> bool:
    """Return whether a field has no value that anyone could read."""
    value = view.deref(field.value)
    if isinstance(value, bytes):
        return not value.removeprefix(b"\xfe\xff").strip(b"\0 \t\r\n")
    return value is None or value == Name("Off") or value == []


def text_of(value: bytes) -> str:
    """Return a text string (7.9.2.2)."""
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return value.decode("latin-1")
