"""An element list with its attachments, made into a package and accepted (Art. 6 paragraph 2).

Reading and packing happen in a process of their own. Where the list has a fault, nothing is
accepted: every fault is told by its cell, and the list with its faults marked can be fetched for a
day.
"""

from datetime import datetime, timedelta
from pathlib import Path

from anchors.limits import LIMITS
from ingest.adapters.elements.faults import SheetFault
from ingest.adapters.elements.pack import PackOptions
from ingest.intake.accept import Parcel, Render, accept
from ingest.intake.apart import run_apart
from ingest.intake.errors import ApartError, IntakeFault, IntakeRefusedError
from ingest.intake.keyed import KeyedRequest
from ingest.intake.packing import (
    MARKED_FILE,
    PACKAGE_FILE,
    ListSent,
    PackedList,
    pack_list,
)
from ingest.intake.quota import room_today
from ingest.intake.submission import Submission
from ingest.service import Service
from ingest.store.blobs import Blobs, Staged
from ingest.store.idempotency import StoredAnswer
from ingest.store.ids import new_id
from ingest.store.uploads import UploadRow, UploadState, insert_upload, upload_of
from verify.codes.table import CODES
from verify.instants import BEIJING

__all__ = ["MARKED", "find_marked", "take_element_list"]

MARKED = "marked"
"""The link of a refusal that names a marked list."""
_KEPT = timedelta(days=1)


def take_element_list(
    service: Service, submission: Submission, sent: ListSent, folder: Path, render: Render
) -> StoredAnswer:
    """Make a package of an element list, and accept it; return what is answered.

    Args:
        service: takes it.
        submission: who sends.
        sent: the list and its attachments.
        folder: of this request alone, on local disk.
        render: makes the answer.

    Raises:
        IntakeRefusedError: the list has faults, or the package is not accepted.
        BlobStoreError: the store does not answer.
    """
    keyed = KeyedRequest(service, submission)
    fingerprint = keyed.fingerprint(*sent.digests)
    with service.database.read() as connection:
        answer = keyed.answered(connection, fingerprint)
        if answer is not None:
            return answer
        room_today(connection, service, submission.sender.party, sent.octets)
    keyed.hold()
    try:
        return _take(service, submission, sent, folder, render, keyed, fingerprint)
    finally:
        keyed.release()


def _take(
    service: Service,
    submission: Submission,
    sent: ListSent,
    folder: Path,
    render: Render,
    keyed: KeyedRequest,
    fingerprint: str,
) -> StoredAnswer:
    options = _options(service, sent, submission.sandboxed.stated_at or service.clock())
    packed = _packed(sent, folder, options, keyed)
    if packed.arrival is None:
        raise _faulty(service, submission, packed, folder)
    stage = new_id("upl")
    try:
        kept = _stage(service.blobs, stage, folder / PACKAGE_FILE)
        parcel = Parcel(packed.arrival, "elements", stage, kept.digest, (kept.digest,), kept.octets)
        return accept(service, submission, parcel, keyed, render, fingerprint=fingerprint)
    finally:
        service.blobs.discard(stage)


def _options(service: Service, sent: ListSent, at: datetime) -> PackOptions:
    """Return what the package says beside its cases."""
    day = at.astimezone(BEIJING).replace(microsecond=0)
    rules = service.rules.at(service.court, at)
    required = rules.required_categories() if rules is not None else {}
    return PackOptions(
        sent.filing_date or day.date(), day, service.court, service.environment, sent.stage,
        dict(required),
    )  # fmt: skip


def _packed(sent: ListSent, folder: Path, options: PackOptions, keyed: KeyedRequest) -> PackedList:
    most = LIMITS.element_list_milliseconds
    try:
        return run_apart(pack_list, sent, folder, options, milliseconds=most, beat=keyed.beat)
    except ApartError as error:
        raise IntakeRefusedError("http.elements_faulty", "not read in time") from error


def _stage(blobs: Blobs, stage: str, path: Path) -> Staged:
    writer = blobs.stage(stage)
    try:
        with path.open("rb") as file:
            while octets := file.read(LIMITS.read_buffer_octets):
                writer.write(octets)
        return writer.finish()
    finally:
        writer.abort()


def _faulty(
    service: Service, submission: Submission, packed: PackedList, folder: Path
) -> IntakeRefusedError:
    """Return the refusal with every fault, the marked list kept."""
    links = []
    if packed.marked:
        marked = _keep_marked(service, submission, folder / MARKED_FILE)
        links.append((MARKED, f"/v1/element-lists/{marked}/marked"))
    faults = [_fault(one) for one in packed.faults]
    return IntakeRefusedError("http.elements_faulty", faults=faults, links=links)


def _keep_marked(service: Service, submission: Submission, path: Path) -> str:
    """Keep a marked list for a day; return its id."""
    marked, now = new_id("lst"), service.clock()
    kept = _stage(service.blobs, marked, path)
    service.blobs.adopt(marked, (kept.digest,))
    row = UploadRow(
        marked, service.environment, submission.sender.party, UploadState.MARKED.value,
        kept.digest, 1, kept.octets, None, {}, now, now + _KEPT,
    )  # fmt: skip
    with service.database.write() as connection:
        insert_upload(connection, row)
    service.blobs.discard(marked)
    return marked


def find_marked(service: Service, marked: str, party: str) -> UploadRow:
    """Return a sender's marked list.

    Raises:
        IntakeRefusedError: it has none of this id, or it is gone.
    """
    with service.database.read() as connection:
        row = upload_of(connection, marked, environment=service.environment, sender=party)
    if row is None or row.state != UploadState.MARKED or service.clock() >= row.expires_at:
        raise IntakeRefusedError("http.not_found")
    return row


def _fault(one: SheetFault) -> IntakeFault:
    row = CODES[one.code]
    label = f"{one.label}: " if one.label else ""
    seen = [f"现值 found {one.observed}"] if one.observed else []
    seen += [f"应为 expected {one.expected}"] if one.expected else []
    return IntakeFault(one.place or "-", "; ".join([f"{label}{row.zh} {row.en}", *seen]), one.code)
