"""A body held against the digest that was promised for it."""

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from ingest.intake.errors import IntakeRefusedError

__all__ = ["PromisedBody"]

_Value = TypeVar("_Value")


class PromisedBody:
    """A body that somebody else takes, digested on its way there where a digest was promised."""

    def __init__(self, promised: str | None, take: Callable[[bytearray], None]) -> None:
        """Take the promised SHA-256 in hex, and who takes the octets."""
        self._promised = promised
        self._take = take
        self._hasher = sha256()

    def write(self, octets: bytearray) -> None:
        """Pass the next octets on."""
        if self._promised is not None:
            self._hasher.update(octets)
        self._take(octets)

    def held(self, end: Callable[[], _Value]) -> _Value:
        """Return what `end` gives, if the body is the promised one.

        Raises:
            IntakeRefusedError: it is another.
        """
        if self._promised not in (None, self._hasher.hexdigest()):
            raise IntakeRefusedError("http.digest_differs")
        return end()
