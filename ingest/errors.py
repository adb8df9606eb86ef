"""Errors of `ingest`.

IngestError
├── FactsError       stored facts are not what was written
├── KitError         a kit cannot be made: no such case, or the package changed meanwhile
├── MalformedError   bytes from outside are not what they claim to be; carries the finding
├── MemoryFileError  the file of a memory cannot be opened, or is none
├── SigningError     a key or certificate cannot be signed with
└── XmlError         XML out of a signed document is not read, or is not what was called for

Bad input raises `MalformedError` inside `ingest` only; the public functions of the package reader
turn it into the finding it carries.
"""

from verify.findings import Finding

__all__ = [
    "FactsError",
    "IngestError",
    "KitError",
    "MalformedError",
    "MemoryFileError",
    "SigningError",
    "XmlError",
]


class IngestError(Exception):
    """Root of every error `ingest` raises."""


class FactsError(IngestError):
    """Stored facts are not what was written; the message names the file."""


class KitError(IngestError):
    """A kit cannot be made: no such case, or the package is not the one that was verified."""


class MalformedError(IngestError):
    """Bytes from outside are not what they claim to be; `finding` is what to report."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.code}: {finding.subject}: {finding.observed}")
        self.finding = finding


class MemoryFileError(IngestError):
    """The file of a memory cannot be opened, or is none of this version; the message names it."""


class SigningError(IngestError):
    """A key or certificate cannot be signed with; the message says why."""


class XmlError(IngestError):
    """XML is not read; `reason` is one word for the kind of fault, `detail` says where."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
