"""Errors of `ingest`.

IngestError
├── AnswerError      what a person answers is no decision on what is asked
├── BackupError      a backup cannot be written, or not be brought back
├── BlobStoreError       the store of blobs is not there, or refuses
│   ├── BlobDiffersError what is at a digest is something else
│   ├── BlobMissingError nothing is at a digest
│   └── BlobSpaceError   there is no room left
├── FactsError       stored facts are not what was written
├── FencedError      an attempt was given to another worker meanwhile
├── JudgementError   a judgement cannot be made as it was asked for
├── KitError         a kit cannot be made: no such case, or the package changed meanwhile
├── MalformedError   bytes from outside are not what they claim to be; carries the finding
├── MemoryFileError  the file of a memory cannot be opened, or is none
├── MigrationError   the tables were not brought to another version; they are as they were
├── SealedColumnError a value of a column does not open
├── SigningError     a key or certificate cannot be signed with
├── SourcesError     the operator's file of sources is refused
├── StampError       no time-stamp token that holds
├── WorkerLostError  others took this worker for dead
└── XmlError         XML out of a signed document is not read, or is not what was called for

Bad input raises `MalformedError` inside `ingest` only; the public functions of the package reader
turn it into the finding it carries.
"""

from verify.findings import Finding

__all__ = [
    "AnswerError",
    "BackupError",
    "BlobDiffersError",
    "BlobMissingError",
    "BlobSpaceError",
    "BlobStoreError",
    "FactsError",
    "FencedError",
    "IngestError",
    "JudgementError",
    "KitError",
    "MalformedError",
    "MemoryFileError",
    "MigrationError",
    "SealedColumnError",
    "SigningError",
    "SourcesError",
    "StampError",
    "WorkerLostError",
    "XmlError",
]


class IngestError(Exception):
    """Root of every error `ingest` raises."""


class AnswerError(IngestError):
    """What a person answers is no decision on what is asked; the message says why."""


class BackupError(IngestError):
    """A backup cannot be written, or not be brought back; the message says why."""


class BlobStoreError(IngestError):
    """The store of blobs is not there, or refuses; the message says what was asked."""


class BlobDiffersError(BlobStoreError):
    """What is at a digest is something else; the message names the digest."""


class BlobMissingError(BlobStoreError):
    """Nothing is at a digest; the message names it."""


class BlobSpaceError(BlobStoreError):
    """There is no room left for what is written."""


class FactsError(IngestError):
    """Stored facts are not what was written; the message names the file."""


class FencedError(IngestError):
    """An attempt was given to another worker meanwhile: what this one made is dropped."""


class JudgementError(IngestError):
    """A judgement cannot be made as it was asked for: what it was asked under is not there."""


class KitError(IngestError):
    """A kit cannot be made: no such case, or the package is not the one that was verified."""


class MalformedError(IngestError):
    """Bytes from outside are not what they claim to be; `finding` is what to report."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.code}: {finding.subject}: {finding.observed}")
        self.finding = finding


class MemoryFileError(IngestError):
    """The file of a memory cannot be opened, or is none of this version; the message names it."""


class MigrationError(IngestError):
    """The tables were not brought to another version; the message says at what it failed."""


class SealedColumnError(IngestError):
    """A value of a column does not open: key, place or octets are others."""


class SigningError(IngestError):
    """A key or certificate cannot be signed with; the message says why."""


class SourcesError(IngestError):
    """The operator's file of sources is refused; the message says why."""


class StampError(IngestError):
    """No time-stamp token that holds; the message says whether to ask again."""


class WorkerLostError(IngestError):
    """Others took this worker for dead and gave away what it had: its process has to end."""


class XmlError(IngestError):
    """XML is not read; `reason` is one word for the kind of fault, `detail` says where."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
