"""The text of contract originals, read by a child process: what is asked stands there, or not.

Judgement 8: a clause is found in the text of this case's own contract original. A document that
cannot be read becomes a state and never an exception, whatever it does to its reader: the child is
killed, another takes its place (`ingest.confined.readers`).
"""

import re
from collections.abc import Mapping

from anchors.limits import LIMITS, Limits
from ingest.confined import ConfinedError, TimedOutError
from ingest.confined.readers import readers
from ingest.text.document import DocumentCall, read_document
from verify.documents import Asked
from verify.model import DocumentFacts

__all__ = ["DocumentReader"]

_READABLE = frozenset({"application/pdf", "text/plain"})
_STATES = frozenset({"text", "no_text", "unreadable", "encrypted", "too_large"})
_DIGEST = re.compile("[0-9a-f]{64}|")
_INSTANT_CHARACTERS = 40


class DocumentReader:
    """Reads the documents of one shard, each once however often it lies there."""

    def __init__(self, asked: Mapping[str, Asked], limits: Limits = LIMITS) -> None:
        """Read what `asked` names, path to what is looked for."""
        self._asked = asked
        self._limits = limits
        self._read: dict[tuple[bytes, object], DocumentFacts] = {}
        self._failures = 0

    def wants(self, path: str, size: int) -> bool:
        """Return whether the octets of this original are to be kept for `facts`."""
        return path in self._asked and size <= self._limits.document_octets

    def facts(
        self, path: str, media_type: str, digest: bytes, octets: bytes | None
    ) -> DocumentFacts | None:
        """Return what the text of an original says; None where nothing was asked of it.

        Args:
            path: the original's.
            media_type: as sniffed.
            digest: SHA-256 of its octets.
            octets: None where it is larger than `wants` takes.
        """
        asked = self._asked.get(path)
        if asked is None:
            return None
        if media_type not in _READABLE:
            return _nothing("unsupported")
        if octets is None or self._failures >= self._limits.document_failures:
            return _nothing("too_large")
        key = digest, tuple(asked.items())
        if key not in self._read:
            self._read[key] = self._ask(DocumentCall(media_type, octets, asked, *self._most()))
        return self._read[key]

    def _most(self) -> tuple[int, int]:
        return self._limits.document_pages, self._limits.document_characters

    def _ask(self, call: DocumentCall) -> DocumentFacts:
        seconds = self._limits.document_milliseconds / 1000
        try:
            answer = readers().run(read_document, call, seconds=seconds)
        except TimedOutError:
            self._failures += 1
            return _nothing("too_large")
        except ConfinedError:
            return _nothing("unreadable")
        return _decoded(answer, call.asked) or _nothing("unreadable")


def _nothing(state: str) -> DocumentFacts:
    return DocumentFacts(state, 0, 0, "", {}, None)


def _decoded(answer: object, asked: Asked) -> DocumentFacts | None:
    """Return the facts of an answer; None where it is none: a hostile file may have spoken."""
    match answer:
        case {
            "state": str(state),
            "pages": int(pages),
            "characters": int(characters),
            "text_digest": str(digest),
            "found": dict(found),
            "created_at": str() | None as created_at,
        }:
            pass
        case _:
            return None
    sane = (
        state in _STATES
        and pages >= 0
        and characters >= 0
        and _DIGEST.fullmatch(digest)
        and found.keys() == (asked.keys() if state == "text" else set())
        and all(isinstance(one, bool) for one in found.values())
        and len(created_at or "") <= _INSTANT_CHARACTERS
    )
    facts = DocumentFacts(state, pages, characters, digest, found, created_at)
    return facts if sane else None
