"""Errors of `ingest`.

IngestError
├── FactsError       stored facts are not what was written
└── MalformedError   bytes from outside are not what they claim to be; carries the finding

Bad input raises `MalformedError` inside `ingest` only; the public functions of the package reader
turn it into the finding it carries.
"""

from verify.findings import Finding

__all__ = ["FactsError", "IngestError", "MalformedError"]


class IngestError(Exception):
    """Root of every error `ingest` raises."""


class FactsError(IngestError):
    """Stored facts are not what was written; the message names the file."""


class MalformedError(IngestError):
    """Bytes from outside are not what they claim to be; `finding` is what to report."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.code}: {finding.subject}: {finding.observed}")
        self.finding = finding
