"""One request under its Idempotency-Key: answered once, and the same way whenever it is sent again.

A request that takes long says that it is running, and says so again every ten seconds; a shorter
one is known once it is answered, and a second one beside it finds that answer. A request that says
nothing for a minute has died, and its key is free. What was refused is not kept: it is sent again,
put right, under the same key.
"""

import time
from datetime import timedelta

from sqlalchemy import Connection

from anchors.limits import LIMITS
from ingest.intake.errors import IntakeRefusedError
from ingest.intake.submission import Submission
from ingest.service import Service
from ingest.store.idempotency import (
    KnownRequest,
    StoredAnswer,
    hold_key,
    known_request,
    let_go,
    still_held,
    store_answer,
)
from ingest.store.ids import new_id
from verify.canonical import canonical_digest, rfc3339

__all__ = ["KeyedRequest"]

_SILENCE = timedelta(seconds=LIMITS.idempotency_silence_seconds)
_KEPT = timedelta(seconds=LIMITS.idempotency_seconds)
_BEAT_S = LIMITS.idempotency_silence_seconds / 6


class KeyedRequest:
    """What a request holds of its key while it runs."""

    def __init__(self, service: Service, submission: Submission) -> None:
        self._service = service
        self._submission = submission
        self._key = submission.idempotency
        self._holder = new_id("req")
        self._after: str | None = None
        self._next_beat: float | None = None
        self.again = False
        """Whether something was answered under this key before."""

    def fingerprint(self, *content: object) -> str:
        """Return what tells this request from another: its content, and what is said beside it."""
        sandboxed = self._submission.sandboxed
        return canonical_digest([*content, rfc3339(sandboxed.stated_at), sandboxed.court_profile])

    def answered(self, connection: Connection, fingerprint: str | None) -> StoredAnswer | None:
        """Return what was answered before; None where this is the first request under its key.

        Args:
            connection: of the caller; where it writes, the key is held until it ends.
            fingerprint: None where the content is not known yet: then nothing is answered yet.

        Raises:
            IntakeRefusedError: the key is another request's, or one is running under it.
        """
        known = known_request(connection, self._key)
        if known is None or known.holder == self._holder:
            return None
        if self._over(known):
            self._after = known.holder
            return None
        if known.answer is None:
            raise _running()
        self.again = True
        if fingerprint is None:
            return None
        if fingerprint != known.fingerprint:
            raise IntakeRefusedError("http.idempotency_key_reused")
        return known.answer

    def _over(self, known: KnownRequest) -> bool:
        """Whether what is known counts no more: its holder is silent, or its term is over."""
        now = self._service.clock()
        if known.answer is None:
            return abs(now - known.touched_at) > _SILENCE
        return now - known.created_at > _KEPT

    def hold(self) -> None:
        """Say that the request is running, unless it was answered before: the answer stays.

        Raises:
            IntakeRefusedError: another one is.
        """
        with self._service.database.write() as connection:
            self.answered(connection, None)
            if self.again:
                return
            now = self._service.clock()
            if not hold_key(connection, self._key, self._holder, now, after=self._after):
                raise _running()
        self._next_beat = time.monotonic() + _BEAT_S

    @property
    def held(self) -> bool:
        """Whether it was said that the request is running."""
        return self._next_beat is not None

    def beat(self) -> None:
        """Say again that it is running, where it is time to.

        Raises:
            IntakeRefusedError: its key was given to another.
        """
        if self._next_beat is None or time.monotonic() < self._next_beat:
            return
        with self._service.database.write() as connection:
            if not still_held(connection, self._key, self._holder, self._service.clock()):
                raise _running()
        self._next_beat = time.monotonic() + _BEAT_S

    def keep(self, connection: Connection, fingerprint: str, answer: StoredAnswer) -> None:
        """Keep the answer, in the transaction of what it says.

        Raises:
            IntakeRefusedError: another took the key meanwhile: what is said is undone.
        """
        now = self._service.clock()
        if not store_answer(
            connection, self._key, self._holder, fingerprint, answer, now,
            after=self._holder if self.held else self._after,
        ):  # fmt: skip
            raise _running()

    def release(self) -> None:
        """Forget the request: it ends without an answer to keep."""
        if self._next_beat is not None:
            self._next_beat = None
            with self._service.database.write() as connection:
                let_go(connection, self._key, self._holder)


def _running() -> IntakeRefusedError:
    return IntakeRefusedError("http.request_running", retry_after=1)
