"""A package sent as one archive: written and digested as it comes, looked into, accepted."""

from typing import TYPE_CHECKING

from anchors.limits import LIMITS
from ingest.errors import BlobDiffersError
from ingest.intake.accept import Parcel, Render, accept
from ingest.intake.apart import run_apart
from ingest.intake.arrival import Arrival, look_at_archive, many_members
from ingest.intake.errors import ApartError, IntakeRefusedError
from ingest.intake.keyed import KeyedRequest
from ingest.intake.quota import room_today
from ingest.intake.submission import Submission
from ingest.service import Service
from ingest.store.idempotency import StoredAnswer
from ingest.store.ids import new_id

if TYPE_CHECKING:
    from ingest.store.blobs import BlobWriter, Staged

__all__ = ["ArchiveIntake"]


class ArchiveIntake:
    """One archive on its way in; everything of it blocks, and belongs in a thread."""

    def __init__(self, service: Service, submission: Submission, render: Render) -> None:
        self._service = service
        self._submission = submission
        self._render = render
        self._keyed = KeyedRequest(service, submission)
        self._stage = new_id("upl")
        self._writer: BlobWriter | None = None
        self._room = 0
        self._octets = 0

    def take(self, octets: bytearray) -> StoredAnswer:
        """Take a small body that came whole; raises as the steps of a large one do."""
        known = self.begin(len(octets))
        if known is not None:
            return known
        if octets:
            self.write(octets)
        return self.finish()

    def begin(self, announced: int) -> StoredAnswer | None:
        """Return what was answered before; None where the archive is wanted.

        Raises:
            IntakeRefusedError: over the quota, or the key is another's.
        """
        promised = self._submission.promised
        known = self._keyed.fingerprint(promised) if promised else None
        with self._service.database.read() as connection:
            answer = self._keyed.answered(connection, known)
            if answer is not None:
                return answer
            if self._keyed.again:
                # Answered before: all that follows is to see that this is the same request.
                self._room = self._service.quotas.octets_a_day
            else:
                party = self._submission.sender.party
                self._room = room_today(connection, self._service, party, announced)
        return None

    def write(self, octets: bytearray) -> None:
        """Take the next octets.

        Raises:
            IntakeRefusedError: over the quota, or the key was given to another.
            BlobStoreError: they cannot be kept.
        """
        self._octets += len(octets)
        if self._octets > self._room:
            raise IntakeRefusedError("http.quota", "octets a day", retry_after=86_400)
        if len(octets) >= LIMITS.read_buffer_octets:
            self._say_running()
        if self._writer is None:
            self._writer = self._service.blobs.stage(self._stage)
        self._writer.write(memoryview(octets))

    def _say_running(self) -> None:
        """Say that the request takes longer than one buffer."""
        if self._keyed.held:
            self._keyed.beat()
        elif not self._keyed.again:
            self._keyed.hold()

    def finish(self) -> StoredAnswer:
        """Accept what was sent.

        Raises:
            IntakeRefusedError: it is not accepted.
            BlobStoreError: the store does not answer.
        """
        if self._writer is None:
            raise IntakeRefusedError("http.package_refused", "no octets")
        try:
            staged = self._writer.finish(self._submission.promised)
        except BlobDiffersError as error:
            raise IntakeRefusedError("http.digest_differs") from error
        fingerprint = self._keyed.fingerprint(staged.digest)
        answer = self._again(fingerprint) or self._accept(staged, fingerprint)
        self._keyed.release()
        return answer

    def _again(self, fingerprint: str) -> StoredAnswer | None:
        """Return what was answered before, now that the content is known."""
        if not self._keyed.again:
            return None
        with self._service.database.read() as connection:
            answer = self._keyed.answered(connection, fingerprint)
        if answer is not None:
            self._service.blobs.discard(self._stage)
        return answer

    def _accept(self, staged: "Staged", fingerprint: str) -> StoredAnswer:
        arrival = _look(self._service, self._stage, staged.digest)
        archive = staged.digest, staged.octets
        parcel = Parcel(
            arrival, "archive", self._stage, staged.digest, (staged.digest,), staged.octets, archive
        )
        return accept(
            self._service, self._submission, parcel, self._keyed, self._render,
            fingerprint=fingerprint,
        )  # fmt: skip

    def abort(self) -> None:
        """Leave nothing behind."""
        if self._writer is not None:
            self._writer.abort()
            self._service.blobs.discard(self._stage)
        self._keyed.release()


def _look(service: Service, stage: str, digest: str) -> Arrival:
    with service.blobs.staged_file(stage, digest) as path:
        if not many_members(path):
            return look_at_archive(path)
        try:
            return run_apart(look_at_archive, path, milliseconds=LIMITS.intake_milliseconds)
        except ApartError as error:
            raise IntakeRefusedError("http.package_refused", "not listed in time") from error
