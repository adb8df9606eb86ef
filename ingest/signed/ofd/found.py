"""The signatures of an OFD as found, before it is known what they leave uncovered.

From OFD.xml to every list of signatures, to every Signature.xml, to every signed value. What cannot
be followed is a finding about the document: a signature that is not read may contradict it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from anchors.limits import LIMITS
from ingest.errors import XmlError
from ingest.signed.ofd.coverage import Coverage, check_references
from ingest.signed.ofd.description import (
    Description,
    Document,
    Listed,
    read_description,
    read_documents,
    read_list,
)
from ingest.signed.ofd.parts import OutsideError, Parts
from ingest.signed.ofd.value import Value, read_value
from verify.codes.table import finding
from verify.findings import Finding

__all__ = ["ENTRY", "Found", "Search"]

ENTRY = "OFD.xml"
_SEAL_FILE = "Seal.esl"


class Found(NamedTuple):
    """One signature whose files are here."""

    listed: Listed
    path: str
    """Of Signature.xml."""
    description: Description
    value_path: str
    value: Value
    seal_path: str | None
    """Of the file that holds the seal once more; None where there is none."""
    coverage: Coverage

    @property
    def files(self) -> frozenset[str]:
        """Its own files, as far as they are such: they add nothing to what the document shows."""
        known = self.value.message is not None
        return frozenset((self.path, self.value_path) if known else (self.path,))


class Search:
    """One search for the signatures of an OFD."""

    findings: list[Finding]
    """About the document."""

    def __init__(self, parts: Parts) -> None:
        """Search these parts."""
        self._parts = parts
        self._references = 0
        self.entry = parts.locate(ENTRY, "")
        """Name of OFD.xml."""
        self.findings = []
        self.lists: list[str] = []
        """Names of the lists of signatures."""
        self.documents: tuple[Document, ...] = ()
        self.found: list[Found] = []
        self.paths: set[str] = set()
        """Of every Signature.xml that a list names."""
        if self.entry is not None:
            self._search(self.entry)

    def _search(self, entry: str) -> None:
        try:
            self.documents = read_documents(self._parts.members[entry])
        except XmlError as error:
            self._tell("ofd.xml_refused", entry, str(error))
            return
        for document in self.documents:
            if document.signatures is not None:
                self._read_list(document.signatures, entry)
        self._read_all(self._entries())

    def _tell(self, code: str, *observed: str) -> None:
        self.findings.append(finding(code, "", observed=_joined(observed)))

    def _at(self, written: str, base: str, code: str) -> str | None:
        """Return the part that a path leads to, or say that there is none."""
        try:
            name = self._parts.locate(written, base)
        except OutsideError:
            self._tell("ofd.path_outside", base, written)
            return None
        if name is None:
            self._tell(code, base, written)
        return name

    def _read_list(self, written: str, entry: str) -> None:
        name = self._at(written, entry, "ofd.list_absent")
        if name is not None and name not in self.lists:
            self.lists.append(name)

    def _entries(self) -> Iterator[tuple[Listed, str]]:
        """Yield every entry of every list, each Signature.xml once."""
        for name in self.lists:
            try:
                listed, words = read_list(self._parts.members[name])
            except XmlError as error:
                self._tell("ofd.xml_refused", name, str(error))
                continue
            if words:
                self._tell("ofd.list_words", name, *words[: LIMITS.inner_listed])
            identifiers = [one.id for one in listed]
            if len(set(identifiers)) != len(identifiers):
                self._tell("ofd.signature_twice", name)
            for one in listed:
                path = self._at(one.location, name, "ofd.signature_unreadable")
                if path is not None and path in self.paths:
                    self._tell("ofd.signature_twice", name, path)
                elif path is not None:
                    self.paths.add(path)
                    yield one, path

    def _read_all(self, entries: Iterable[tuple[Listed, str]]) -> None:
        for number, (listed, path) in enumerate(entries):
            if number >= LIMITS.inner_signatures or self._references > LIMITS.ofd_references:
                self._tell("embedded.too_many")
                return
            one = self._read(listed, path)
            if one is not None:
                self.found.append(one)

    def _read(self, listed: Listed, path: str) -> Found | None:
        octets = self._parts.members[path]
        try:
            description = read_description(octets)
        except XmlError as error:
            self._tell("ofd.signature_unreadable", path, str(error))
            return None
        self._references += len(description.references)
        if self._references > LIMITS.ofd_references:
            return None
        value_path = self._at(description.value, path, "ofd.value_absent")
        if value_path is None:
            return None
        value = read_value(self._parts.members[value_path], listed.kind, octets)
        coverage = check_references(description, path, self._parts)
        seal_path = self._seal_file(description, path)
        return Found(listed, path, description, value_path, value, seal_path, coverage)

    def _seal_file(self, description: Description, path: str) -> str | None:
        """Return the file that holds the seal: the one that is named, else the one that lies there.

        One that is named and missing is missed by the references.
        """
        try:
            return self._parts.locate(description.seal or _SEAL_FILE, path)
        except OutsideError:
            self._tell("ofd.path_outside", path, description.seal or "")
            return None


def _joined(observed: tuple[str, ...]) -> str | None:
    return " ".join([one[: LIMITS.inner_characters] for one in observed]) or None
