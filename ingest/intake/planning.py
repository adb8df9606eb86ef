"""The first step of an upload by parts: its tag files staged, and what is to come with them."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ingest.errors import MalformedError
from ingest.intake.addressee import check_arrival
from ingest.intake.arrival import Arrival, TagParcel, open_tags
from ingest.intake.errors import IntakeRefusedError, faults_of
from ingest.intake.plan import UploadPlan
from ingest.intake.submission import Submission
from ingest.service import Service
from ingest.store.blobs import Staged
from ingest.store.ids import new_id
from verify.findings import Finding

__all__ = ["Planned", "plan_upload", "stage_pieces"]


class Planned(NamedTuple):
    """An upload that can begin."""

    plan: UploadPlan
    files: int
    """That the manifest names."""
    octets: int
    """Of its tag files."""


def plan_upload(service: Service, submission: Submission, tags: Path) -> Planned:
    """Return what an archive of tag files says is to come; they are staged.

    Raises:
        IntakeRefusedError: it does not say so, or it is not for us or not from this sender.
        BlobStoreError: the store does not answer.
    """
    with open_tags(tags) as found:
        if isinstance(found, Arrival):
            raise _refused(found.findings)
        sandboxed = submission.sandboxed
        at = sandboxed.stated_at or service.clock()
        check_arrival(found.arrival, submission.sender, service, sandboxed.court_profile, at)
        return _staged(service, found)


def _staged(service: Service, found: TagParcel) -> Planned:
    upload, arrival = new_id("upl"), found.arrival
    try:
        staged = {name: stage_pieces(service, upload, found.pieces(name)) for name in found.names}
    except MalformedError as error:
        service.blobs.discard(upload)
        raise _refused((*arrival.findings, error.finding)) from error
    digests = {name: one.digest for name, one in staged.items()}
    plan = UploadPlan(upload, arrival.digest, arrival.stated, digests, found.digests)
    return Planned(plan, found.files, sum(one.octets for one in staged.values()))


def stage_pieces(service: Service, upload: str, pieces: Iterable[bytes | memoryview]) -> Staged:
    """Stage a file of an upload as it is made; raises `BlobStoreError`."""
    writer = service.blobs.stage(upload)
    try:
        for piece in pieces:
            writer.write(piece)
        return writer.finish()
    finally:
        writer.abort()


def _refused(findings: tuple[Finding, ...]) -> IntakeRefusedError:
    return IntakeRefusedError("http.package_refused", faults=faults_of(findings))
