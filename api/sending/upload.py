"""One package sent by parts, so that a sending that was cut goes on where it was.

1. The tag files are sent under a key that follows from the package: whoever sends it again is
   given the same upload.
2. The service says which files are missing; they are sent side by side, each at its digest.
3. Once none is missing the upload is committed, which is answered with the court's receipt however
   often it is asked.
"""

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple

from api.sending.errors import BegunError, RefusedError
from api.sending.parcel import Parcel
from api.sending.patience import patiently
from evidence_client import AuthenticatedClient
from evidence_client.api.intake import begin_parts, commit_parts, read_upload, send_part
from evidence_client.models import AcceptedModel, CommitModel, Problem, UploadModel
from evidence_client.types import UNSET, File, Response

__all__ = ["Sandboxed", "Sent", "send_parcel"]

Progress = Callable[[int, int], None]
"""Called with files that are there, and all."""

_SIDE_BY_SIDE = 4
_KEPT, _COMMITTED, _OVER = 204, 409, 410
_LIVES = 10
"""Uploads of one package that were left to expire, one after another."""


class Sandboxed(NamedTuple):
    """What only a sandbox takes."""

    received_at: str = ""
    court_profile: str = ""


class Sent(NamedTuple):
    """A package that was received."""

    accepted: AcceptedModel
    files: int
    sent: int
    """Files that were sent this time; the others were there."""


def send_parcel(
    client: AuthenticatedClient,
    parcel: Parcel,
    *,
    sandboxed: Sandboxed = Sandboxed(),  # noqa: B008 - an immutable value
    resume: bool = False,
    progress: Progress | None = None,
) -> Sent:
    """Send a package, and return its receipt.

    Args:
        client: of a service, that speaks as the sender.
        parcel: the package.
        sandboxed: what only a sandbox takes.
        resume: go on with an earlier sending that was cut.
        progress: told how far it is.

    Raises:
        RefusedError: the service does not take it.
        BegunError: an earlier sending was cut, and it is not to be gone on with.
        UnreachableError: the service could not be reached.
    """
    for life in range(_LIVES):
        begun = _begun(client, parcel, sandboxed, life)
        try:
            sent = _fill(client, parcel, begun, resume=resume, progress=progress)
            accepted = _committed(client, begun.upload_id, parcel.digest)
        except RefusedError as error:
            if error.status != _OVER:
                raise
        else:
            return Sent(accepted, len(parcel.files), sent)
    raise BegunError(f"{_LIVES} uploads of this package were left to expire")


def _begun(
    client: AuthenticatedClient, parcel: Parcel, sandboxed: Sandboxed, life: int
) -> UploadModel:
    said = "\n".join((parcel.digest, *sandboxed, str(life)))
    answer = patiently(
        lambda: begin_parts.sync_detailed(
            client=client,
            body=File(io.BytesIO(parcel.tags)),
            idempotency_key=sha256(said.encode()).hexdigest(),
            sandbox_received_at=sandboxed.received_at or UNSET,
            sandbox_court_profile=sandboxed.court_profile or UNSET,
        )
    )
    if not isinstance(answer.parsed, UploadModel):
        raise RefusedError(answer.status_code, answer.parsed)
    return answer.parsed


def _fill(
    client: AuthenticatedClient,
    parcel: Parcel,
    begun: UploadModel,
    *,
    resume: bool,
    progress: Progress | None,
) -> int:
    """Send what is missing; return how many files that were."""
    sent, upload = 0, begun.upload_id
    while missing := _missing(client, upload):
        there = len(parcel.files) - missing.missing_count
        if there > sent and not resume:
            raise BegunError(f"{there} / {len(parcel.files)}")
        for one in _side_by_side(client, parcel, missing):
            sent += 1
            if progress is not None:
                progress(there + one, len(parcel.files))
    return sent


def _missing(client: AuthenticatedClient, upload: str) -> UploadModel | None:
    """Return what is missing; None where nothing is, or the upload is committed."""
    answer = patiently(lambda: read_upload.sync_detailed(upload, client=client))
    if isinstance(answer.parsed, UploadModel):
        return answer.parsed if answer.parsed.missing_count else None
    if answer.status_code == _COMMITTED:
        return None
    raise RefusedError(answer.status_code, answer.parsed)


def _side_by_side(
    client: AuthenticatedClient, parcel: Parcel, missing: UploadModel
) -> Iterator[int]:
    """Send the files that are named, and yield how many are there after each."""
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        send = partial(_send, client, parcel, missing.upload_id)
        sending = [pool.submit(send, digest) for digest in missing.missing]
        try:
            for number, one in enumerate(as_completed(sending), 1):
                one.result()
                yield number
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _send(client: AuthenticatedClient, parcel: Parcel, upload: str, digest: str) -> None:
    def ask() -> Response[Any | Problem]:
        with parcel.open(digest) as file:
            return send_part.sync_detailed(upload, digest, client=client, body=File(file))

    answer = patiently(ask)
    if answer.status_code != _KEPT:
        raise RefusedError(answer.status_code, answer.parsed)


def _committed(client: AuthenticatedClient, upload: str, digest: str) -> AcceptedModel:
    answer = patiently(
        lambda: commit_parts.sync_detailed(upload, client=client, body=CommitModel(digest))
    )
    if not isinstance(answer.parsed, AcceptedModel):
        raise RefusedError(answer.status_code, answer.parsed)
    return answer.parsed
