"""Acceptance: once, durably, with a receipt; the last step of every way in.

    1  what was staged reaches its final keys, on disk           blobs before rows; nothing of what
                                                                 is accepted already
    2  one transaction: package, receipt, first judgement and its attempt, the receipt's stamp, the
       end of an upload, the answer under its key
    3  the stage is dropped, whichever request was the one to be accepted

What ends between 1 and 2 leaves blobs that nothing refers to, and the stage to try again from. A
package id is a name for good: the same octets again are answered with the receipt of the first.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from ingest.errors import BlobStoreError
from ingest.intake.addressee import check_arrival
from ingest.intake.arrival import Arrival
from ingest.intake.errors import IntakeRefusedError
from ingest.intake.keyed import KeyedRequest
from ingest.intake.quota import room_today
from ingest.intake.receipt import Archive, signed_receipt
from ingest.intake.submission import Submission
from ingest.jobs.port import Attempt
from ingest.judging.ask import ask_first_judgement, kept_policy
from ingest.service import Service
from ingest.store.columns import as_kept
from ingest.store.idempotency import StoredAnswer
from ingest.store.ids import new_id
from ingest.store.packages import KnownPackage, NewPackage, insert_package, known_package
from ingest.store.receipts import ReceiptRow, insert_receipt, receipt_of_package
from ingest.store.senders import lock_sender
from verify.model import PackageHead

__all__ = ["STAMP", "Accepted", "Parcel", "Render", "accept"]

STAMP = "stamp"
"""The stage that brings a receipt its token."""
_log = logging.getLogger(__name__)


class Parcel(NamedTuple):
    """What is to be accepted, staged under an upload's id."""

    arrival: Arrival
    form: str
    stage: str
    source: str
    """Blob: the archive, or the list of parts."""
    adopted: Iterable[str]
    """Digests of everything that the package is made of."""
    octets: int
    archive: Archive | None = None


class Accepted(NamedTuple):
    """What was accepted, now or when it was sent first."""

    id: str
    package_id: str
    package_digest: str
    received_at: datetime
    receipt: ReceiptRow
    again: bool
    """Whether it had been accepted before."""


Render = Callable[[Accepted], StoredAnswer]
"""Makes the answer that is kept and given."""
Also = Callable[[Connection, str], None]
"""What else is written in the same transaction, with the package's id."""


def accept(
    service: Service,
    submission: Submission,
    parcel: Parcel,
    keyed: KeyedRequest,
    render: Render,
    *,
    fingerprint: str,
    also: Also | None = None,
) -> StoredAnswer:
    """Accept a package that is for us and from this sender; return what is answered.

    Raises:
        IntakeRefusedError: it is not, its id names another, or its key is another request's.
        BlobStoreError: the store does not answer.
        sqlalchemy.exc.OperationalError: the database does not.
    """
    now = as_kept(service.clock())
    sandboxed = submission.sandboxed
    head = check_arrival(
        parcel.arrival, submission.sender, service, sandboxed.court_profile,
        sandboxed.stated_at or now,
    )  # fmt: skip
    package, receipt = _rows(service, submission, parcel, head, now)
    with service.database.read() as connection:
        first = _first(connection, package)
    if first is None:
        service.blobs.adopt(parcel.stage, parcel.adopted)
    policy = kept_policy(service)
    try:
        with service.database.write() as connection:
            lock_sender(connection, package.environment, package.sender)
            answer = keyed.answered(connection, fingerprint)
            if answer is None:
                accepted = (
                    first
                    or _first(connection, package)
                    or _insert(connection, service, package, head, receipt, policy)
                )
                if also is not None:
                    also(connection, accepted.id)
                answer = render(accepted)
                keyed.keep(connection, fingerprint, answer)
    except IntegrityError as error:
        # Two at once, of which the other was first.
        raise IntakeRefusedError("http.request_running", retry_after=1) from error
    _discard(service, parcel.stage)
    return answer


def _rows(
    service: Service, submission: Submission, parcel: Parcel, head: PackageHead, now: datetime
) -> tuple[NewPackage, ReceiptRow]:
    kept_for, stated_at = service.kept_for, submission.sandboxed.stated_at
    package = NewPackage(
        id=new_id("pkg"),
        environment=service.environment,
        sender=submission.sender.party,
        package_id=head.package_id,
        package_digest=parcel.arrival.digest,
        form=parcel.form,
        source=parcel.source,
        octets=parcel.octets,
        head=parcel.arrival.stated,
        lender=head.lender.uscc,
        platform=head.platform_id,
        received_at=now,
        stated_at=None if stated_at is None else as_kept(stated_at),
        settings=submission.sandboxed.settings,
        delete_at=None if kept_for is None else now + kept_for,
    )
    receipt = new_id("rcp")
    value = signed_receipt(
        service.court_key, receipt=receipt, package_id=head.package_id,
        package_digest=package.package_digest, archive=parcel.archive, received_at=now,
        sender=package.sender, environment=package.environment,
    )  # fmt: skip
    issued = ReceiptRow(receipt, package.environment, package.sender, package.id, value, now)
    return package, issued


def _first(connection: Connection, package: NewPackage) -> Accepted | None:
    """Return what was accepted before under this id, octet for octet.

    A tag manifest need not cover all that came with it, so it does not tell packages apart.

    Raises:
        IntakeRefusedError: it was another package, or other octets.
    """
    known = known_package(
        connection, environment=package.environment, sender=package.sender,
        lender=package.lender, package_id=package.package_id,
    )  # fmt: skip
    if known is None:
        return None
    if known.package_digest != package.package_digest:
        _log.warning("package id reused", extra={"package": known.id})
        raise IntakeRefusedError("http.package_id_reused", package.package_id)
    if known.source != package.source:
        _log.warning("package sent as other octets", extra={"package": known.id})
        raise IntakeRefusedError(
            "http.package_id_reused", f"{package.package_id} was received as other octets"
        )
    return _accepted(connection, known, package.package_id)


def _accepted(connection: Connection, known: KnownPackage, package_id: str) -> Accepted:
    receipt = receipt_of_package(connection, known.id)
    assert receipt is not None
    return Accepted(
        known.id, package_id, known.package_digest, known.received_at, receipt, again=True
    )


def _insert(
    connection: Connection,
    service: Service,
    package: NewPackage,
    head: PackageHead,
    receipt: ReceiptRow,
    policy: str,
) -> Accepted:
    room_today(connection, service, package.sender, package.octets)
    insert_package(connection, package)
    insert_receipt(connection, receipt)
    ask_first_judgement(connection, service, package.row, head, policy)
    service.jobs.enqueue(
        connection, Attempt(STAMP, receipt.id), environment=package.environment,
        sender=package.sender, share=package.lender,
    )  # fmt: skip
    return Accepted(
        package.id, package.package_id, package.package_digest, package.received_at, receipt,
        again=False,
    )  # fmt: skip


def _discard(service: Service, stage: str) -> None:
    """Drop a stage that is not needed any more; what stays is swept."""
    try:
        service.blobs.discard(stage)
    except BlobStoreError as error:
        _log.warning("stage kept: %s", error, extra={"upload": stage})
