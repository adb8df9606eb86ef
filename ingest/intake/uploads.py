"""A package sent by parts: first the tag files, which say what is to come; then files; a commit.

What is missing is told by what this very upload has sent, so that nobody learns what others have
(threats 21). A file is sent at its digest, any number of times, and counts once it is on disk; an
upload is resumed by asking what is missing. Nothing of it is a package before the commit, which
names the digest of the tag manifest and finds every file there.
"""

import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from anchors.limits import LIMITS
from ingest.errors import BlobDiffersError
from ingest.intake.accept import Parcel, Render, accept
from ingest.intake.arrival import Arrival
from ingest.intake.caselines import real_cases
from ingest.intake.errors import IntakeFault, IntakeRefusedError
from ingest.intake.keyed import KeyedRequest
from ingest.intake.partslist import case_files, stage_list
from ingest.intake.plan import Digests, UploadPlan, is_planned, plan_at_work, read_plan
from ingest.intake.planning import Planned, plan_upload
from ingest.intake.quota import check_open_uploads, room_today
from ingest.intake.sent import SentOctets, sent_by
from ingest.intake.submission import Sandboxed, Submission
from ingest.package.head import decode_head
from ingest.service import Service
from ingest.store.blobs import BlobWriter
from ingest.store.database import Database
from ingest.store.idempotency import StoredAnswer
from ingest.store.senders import lock_sender
from ingest.store.uploads import (
    UploadRow,
    UploadState,
    end_upload,
    insert_upload,
    upload_of,
)
from verify.canonical import rfc3339
from verify.instants import stated_instant

__all__ = [
    "Missing", "PartIntake", "RenderUpload", "begin_upload", "commit_upload", "find_upload",
    "missing_of",
]  # fmt: skip

_NAMED_FAULTS = 100


class Missing(NamedTuple):
    """What an upload has not sent yet."""

    files: int
    digests: tuple[str, ...]
    """The first of them, ascending."""


RenderUpload = Callable[[UploadRow, UploadPlan, Missing], StoredAnswer]
"""Makes the answer to a new upload, which is kept and given."""


def begin_upload(
    service: Service, submission: Submission, tags: Path, digest: str, render: RenderUpload
) -> StoredAnswer:
    """Begin an upload from an archive of the tag files; return what is answered.

    Args:
        service: takes it.
        submission: who sends.
        tags: the archive, ZIP or tar, on local disk.
        digest: its SHA-256.
        render: makes the answer.

    Raises:
        IntakeRefusedError: it does not say what package is to come, is for another court or from
            another sender, or the sender has too many open.
        BlobStoreError: the store does not answer.
    """
    keyed = KeyedRequest(service, submission)
    if submission.promised not in (None, digest):
        raise IntakeRefusedError("http.digest_differs")
    fingerprint = keyed.fingerprint(digest)
    with service.database.read() as connection:
        answer = keyed.answered(connection, fingerprint)
        if answer is not None:
            return answer
        check_open_uploads(connection, service, submission.sender.party)
    with plan_at_work():
        planned = plan_upload(service, submission, tags)
        plan = planned.plan
        row = _row(service, submission, planned, service.blobs.put(plan.octets()))
    try:
        with service.database.write() as connection:
            answer = keyed.answered(connection, fingerprint)
            if answer is None:
                lock_sender(connection, row.environment, row.sender)
                check_open_uploads(connection, service, row.sender, row.octets)
                insert_upload(connection, row)
                answer = render(row, plan, _missing(plan, service.blobs.staged(row.id)))
                keyed.keep(connection, fingerprint, answer)
                return answer
    except BaseException:
        _forget(service, row)
        raise
    _forget(service, row)
    return answer


def _row(service: Service, submission: Submission, planned: Planned, blob: str) -> UploadRow:
    plan = planned.plan
    octets = planned.octets + decode_head(dict(plan.stated)).counts.bytes
    now, sandboxed = service.clock(), submission.sandboxed
    return UploadRow(
        plan.upload, service.environment, submission.sender.party, UploadState.OPEN.value, blob,
        planned.files, octets, None,
        {**sandboxed.settings, "stated_at": rfc3339(sandboxed.stated_at)},
        now, now + service.upload_term,
    )  # fmt: skip


def _forget(service: Service, row: UploadRow) -> None:
    service.blobs.discard(row.id)
    service.blobs.delete(row.tags)


def find_upload(service: Service, upload: str, party: str) -> UploadRow:
    """Return a sender's upload that is open.

    Raises:
        IntakeRefusedError: it has none of this id, or it is over.
    """
    with service.database.read() as connection:
        row = upload_of(connection, upload, environment=service.environment, sender=party)
    return _open(service, row)


def _found_lately(service: Service, upload: str, party: str) -> UploadRow:
    """Return a sender's upload as it stood within the last second; raises as `find_upload`.

    What is sent to one that ended meanwhile stays on a stage that is swept.
    """
    second = int(time.monotonic())
    return _open(service, _row_in(service.database, service.environment, party, upload, second))


@lru_cache(maxsize=256)
def _row_in(
    database: Database, environment: str, party: str, upload: str, _second: int
) -> UploadRow | None:
    with database.read() as connection:
        return upload_of(connection, upload, environment=environment, sender=party)


def _open(service: Service, row: UploadRow | None) -> UploadRow:
    if row is None or row.state == UploadState.MARKED:
        raise IntakeRefusedError("http.not_found")
    if row.state == UploadState.COMMITTED:
        raise IntakeRefusedError("http.conflict", "committed")
    if row.state != UploadState.OPEN or service.clock() >= row.expires_at:
        raise IntakeRefusedError("http.upload_expired")
    return row


def missing_of(service: Service, row: UploadRow) -> tuple[UploadPlan, Missing]:
    """Return what an upload is to bring, and what of it has not been sent.

    Raises:
        IntakeRefusedError: others are at work for the moment.
        BlobStoreError: the store does not answer.
    """
    with plan_at_work():
        plan = read_plan(service.blobs, row.tags)
        return plan, _missing(plan, service.blobs.staged(row.id))


def _missing(plan: UploadPlan, staged: Mapping[str, int]) -> Missing:
    absent = (one for one in plan.files if one not in staged)
    named = tuple(islice(absent, LIMITS.upload_missing))
    return Missing(len(named) + sum(1 for _ in absent), named)


class PartIntake:
    """One file of an upload on its way in; everything of it blocks, and belongs in a thread."""

    def __init__(self, service: Service, upload: str, party: str, digest: str) -> None:
        self._service = service
        self._upload = upload
        self._party = party
        self._digest = digest
        self._writer: BlobWriter | None = None
        self._sent: SentOctets | None = None
        self._most = 0
        self._octets = 0

    def write(self, octets: bytearray) -> None:
        """Take the next octets.

        Raises:
            IntakeRefusedError: there is no such upload, this file is none of it, or it has sent
                more than it said.
            BlobStoreError: they cannot be kept.
        """
        writer = self._begun()
        assert self._sent is not None
        self._octets += len(octets)
        if not self._sent.take(self._digest, len(octets), self._most):
            raise IntakeRefusedError("http.too_large", "more than counts.bytes of package.json")
        writer.write(memoryview(octets))

    def _begun(self) -> BlobWriter:
        if self._writer is None:
            row = _found_lately(self._service, self._upload, self._party)
            if not is_planned(self._service.blobs, row.tags, self._digest):
                raise IntakeRefusedError("http.not_found", "not a file of this upload")
            self._sent, self._most = sent_by(self._service.blobs, self._upload), row.octets
            self._writer = self._service.blobs.stage(self._upload)
        return self._writer

    def finish(self) -> None:
        """Count the file as sent.

        Raises:
            IntakeRefusedError: it is another file than its digest names.
            BlobStoreError: it cannot be kept.
        """
        try:
            self._begun().finish(self._digest)
        except BlobDiffersError as error:
            raise IntakeRefusedError("http.digest_differs") from error
        self._count(staged=True)

    def abort(self) -> None:
        """Leave nothing behind."""
        if self._writer is not None:
            self._writer.abort()
        self._count(staged=False)

    def _count(self, *, staged: bool) -> None:
        if self._sent is not None:
            self._sent.end(self._digest, self._octets, staged=staged)
            self._sent = None


def commit_upload(
    service: Service, submission: Submission, upload: str, digest: str, render: Render
) -> StoredAnswer:
    """Accept what was sent by parts; return what is answered.

    Args:
        service: takes it.
        submission: who commits; its key is the upload's id, so that a commit is answered once.
        upload: its id.
        digest: SHA-256 of the tag manifest, as the sender has it.
        render: makes the answer.

    Raises:
        IntakeRefusedError: it is over, files are missing, or the package is not accepted.
        BlobStoreError: the store does not answer.
    """
    keyed = KeyedRequest(service, submission)
    fingerprint = keyed.fingerprint(digest)
    with service.database.read() as connection:
        answer = keyed.answered(connection, fingerprint)
    if answer is not None:
        return answer
    row = find_upload(service, upload, submission.sender.party)
    plan = read_plan(service.blobs, row.tags)
    if digest != plan.digest:
        raise IntakeRefusedError("http.digest_differs", f"the tag manifest is {plan.digest}")
    with plan_at_work():
        parcel = _parcel(service, row, plan)
    with service.database.read() as connection:
        room_today(connection, service, row.sender, parcel.octets)

    def end(connection: Connection, package: str) -> None:
        if not end_upload(connection, upload, UploadState.OPEN, UploadState.COMMITTED, package):
            raise IntakeRefusedError("http.conflict", "committed")

    asked = submission._replace(sandboxed=_sandboxed(row))
    answer = accept(service, asked, parcel, keyed, render, fingerprint=fingerprint, also=end)
    _row_in.cache_clear()
    service.blobs.delete(row.tags)
    return answer


def _sandboxed(row: UploadRow) -> Sandboxed:
    profile = row.settings.get("court_profile", "")
    return Sandboxed(stated_instant(row.settings.get("stated_at")), str(profile))


def _parcel(service: Service, row: UploadRow, plan: UploadPlan) -> Parcel:
    """Return what was sent, whole.

    Raises:
        IntakeRefusedError: files are missing.
    """
    staged = service.blobs.staged(row.id)
    missing = _missing(plan, staged)
    if missing.files:
        named = [IntakeFault(one, "missing") for one in missing.digests[:_NAMED_FAULTS]]
        raise IntakeRefusedError("http.parts_missing", f"{missing.files} files", named)
    source = stage_list(service, plan, staged)
    head = decode_head(dict(plan.stated))
    real = real_cases(case_files(service, plan)) if head.environment == "sandbox" else ()
    arrival = Arrival((), head, plan.stated, plan.digest, real)
    wanted = Digests.of(chain(plan.files, plan.tags.values()))
    octets = sum(staged[one] for one in wanted)
    return Parcel(arrival, "parts", row.id, source, Digests.of((*wanted, source)), octets)
