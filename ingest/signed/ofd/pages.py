"""What the parts of an OFD are in a reader's words: `第 1 页`, an annotation, an attachment.

Read from Document.xml and what it names (GB/T 33190 7.5). For words alone: a part that cannot be
named so is named by its path, and whatever cannot be read names nothing.
"""

from collections.abc import Iterator

from anchors.limits import LIMITS
from ingest.errors import XmlError
from ingest.signed.ofd.description import named
from ingest.signed.ofd.parts import OutsideError, Parts
from ingest.signed.xml import Element, parse_xml

__all__ = ["Pages"]

_LARGEST = 1024 * 1024
"""Octets of a list of pages, annotations or attachments that is read for words."""


class Pages:
    """Names of parts, and of the pages that there are."""

    def __init__(self, parts: Parts) -> None:
        """Name the parts of a container."""
        self._parts = parts
        self._labels: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        """Identifier of every page of every document to what it is called."""

    @property
    def named(self) -> frozenset[str]:
        """Parts that a reader of the document shows or follows."""
        return frozenset(self._labels)

    def label(self, name: str) -> str:
        """Return what a part is called."""
        shown = self._labels.get(name)
        text = name if shown is None else f"{shown}（{name}）"
        return text[: LIMITS.inner_characters]

    def add(self, root: str, number: int, *, several: bool) -> None:
        """Name the parts of the document whose Document.xml is `root`."""
        before = f"文档 {number} " if several else ""
        self._labels[root] = f"{before}文档结构"
        found = self._read(root)
        if found is None:
            return
        order = {}
        listed = [page for pages in found.all(named("Pages")) for page in pages.children]
        for at, page in enumerate(listed, 1):
            shown, name = f"{before}第 {at} 页", page.attributes.get("ID", "")
            self._name(page.attributes.get("BaseLoc", ""), root, shown)
            self.shown.setdefault(name, shown)
            order[name] = at
        for common in found.all(named("CommonData")):
            for one in common.all(named("TemplatePage")):
                self._name(one.attributes.get("BaseLoc", ""), root, f"{before}模板页")
        for name, page in self._files(found, "Annotations", root, "批注目录"):
            at = order.get(page.attributes.get("PageID", ""), 0)
            shown = f"{before}第 {at} 页批注" if at else f"{before}批注"
            self._within(page, name, shown)
        for name, one in self._files(found, "Attachments", root, "附件目录"):
            self._within(one, name, f"{before}附件 {one.attributes.get('Name', '')}".rstrip())

    def _files(
        self, document: Element, kind: str, root: str, shown: str
    ) -> Iterator[tuple[str, Element]]:
        """Yield the entries of the list of this kind, with the name of the part it lies in."""
        for one in document.all(named(kind)):
            name = self._name(one.text, root, shown)
            listed = None if name is None else self._read(name)
            if name is not None and listed is not None:
                for entry in listed.children:
                    yield name, entry

    def _within(self, entry: Element, base: str, shown: str) -> None:
        for place in entry.all(named("FileLoc")):
            self._name(place.text, base, shown)

    def _name(self, location: str, base: str, shown: str) -> str | None:
        try:
            name = self._parts.locate(location, base) if location.strip() else None
        except OutsideError:
            return None
        if name is not None:
            self._labels.setdefault(name, shown)
        return name

    def _read(self, name: str) -> Element | None:
        octets = self._parts.members[name]
        try:
            return parse_xml(octets) if len(octets) <= _LARGEST else None
        except XmlError:
            return None
