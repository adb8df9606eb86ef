"""Findings of the reader: made in one line, collected up to a limit.

A hostile package can be wrong in a million places; the first thousand are kept and the rest
counted, so that memory stays constant and the report says that there are more.
"""

from collections.abc import Iterable

from ingest.errors import MalformedError
from verify.codes.table import CODES
from verify.findings import CheckStatus, Finding

__all__ = ["Faults", "failed", "in_words", "malformed", "quoted", "undecided"]

_QUOTED = 200


def failed(
    code: str, subject: str, observed: str | None = None, expected: str | None = None
) -> Finding:
    """Return a finding that refuses the package."""
    return Finding(code, CheckStatus.FAILED, subject, observed, expected)


def undecided(
    code: str, subject: str, observed: str | None = None, expected: str | None = None
) -> Finding:
    """Return a finding that something could not be checked."""
    return Finding(code, CheckStatus.INDETERMINATE, subject, observed, expected)


def malformed(
    code: str, subject: str, observed: str | None = None, expected: str | None = None
) -> MalformedError:
    """Return the error that carries `failed` of the same arguments."""
    return MalformedError(failed(code, subject, observed, expected))


def quoted(value: bytes | str) -> str:
    """Return a name or text from outside as a finding may show it: printable and short.

    What is not printable, bidirectional controls included, is shown by its code point.
    """
    text = value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else value
    clipped = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
    if clipped.isprintable():
        return clipped
    return "".join(c if c.isprintable() else f"\\u{{{ord(c):x}}}" for c in clipped)


def in_words(cause: Finding) -> str:
    """Return what the package reader found, for a finding of another that stands for it."""
    parts = (CODES[cause.code].zh, cause.subject, cause.observed)
    return " ".join(part for part in parts if part)


class Faults:
    """Findings in the order they were made, the first `limit` of them kept."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: list[Finding] = []
        self._dropped = 0

    def add(self, finding: Finding) -> None:
        """Keep one finding, or count it where the limit is reached."""
        if len(self._kept) < self._limit:
            self._kept.append(finding)
        else:
            self._dropped += 1

    def extend(self, findings: Iterable[Finding]) -> None:
        """Keep several findings."""
        for finding in findings:
            self.add(finding)

    def fail(
        self, code: str, subject: str, observed: str | None = None, expected: str | None = None
    ) -> None:
        """Keep a finding that refuses the package."""
        self.add(failed(code, subject, observed, expected))

    def found(self) -> tuple[Finding, ...]:
        """Return what was kept, and one finding more that counts what was not."""
        if not self._dropped:
            return tuple(self._kept)
        more = failed("package.more_findings", "package", str(self._dropped), str(self._limit))
        return (*self._kept, more)
