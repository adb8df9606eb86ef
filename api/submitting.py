"""What the routes that take something in have in common: their headers, bodies and refusals."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple

from fastapi import Header, Request, Response
from starlette.requests import ClientDisconnect

from api.permissions import Role
from api.principal import Principal
from api.problems import Fault, ProblemError
from api.service import service_of
from api.stated import StatedInstant
from ingest.intake.errors import IntakeRefusedError
from ingest.intake.inflow import Inflow
from ingest.intake.submission import Sandboxed, Sender, Submission
from ingest.store.blobfiles import NO_ROOM
from ingest.store.idempotency import StoredAnswer

__all__ = [
    "ARCHIVE_BODY", "KEY", "REFUSALS", "Said", "answered", "digest_of_header", "inflow_of",
    "is_archive", "refusals", "said", "sender_of", "submission_of",
]  # fmt: skip

ARCHIVES = ("application/zip", "application/x-tar")
ARCHIVE_BODY: Mapping[str, Any] = MappingProxyType({
    "requestBody": {
        "required": True,
        "content": {
            one: {"schema": {"type": "string", "format": "binary"}} for one in ARCHIVES
        },
    },
})  # fmt: skip
"""What OpenAPI says of a body that is streamed."""
REFUSALS = (
    "http.unauthorized", "http.forbidden", "http.timed_out", "http.request_running",
    "http.too_large", "http.invalid", "http.idempotency_key_missing",
    "http.idempotency_key_reused", "http.digest_differs", "http.digest_unsupported",
    "http.package_refused", "http.sender_differs", "http.not_synthetic", "http.sandbox_only",
    "http.quota", "http.unavailable", "http.no_space",
)  # fmt: skip
"""Problems of every way in."""
_DIGEST = re.compile(r"(?:^|,)\s*([a-z0-9-]+)=:([A-Za-z0-9+/=]*):\s*(?=,|$)")
KEY = r"^[!-~]{1,128}$"
"""Form of an idempotency key."""
_PROFILE = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"


class Said(NamedTuple):
    """What the headers of a submission say."""

    key: str | None
    content_digest: str | None
    received_at: datetime | None
    court_profile: str


async def said(
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            pattern=KEY,
            examples=["7f3c1a52-2025-06-10-0001"],
            description="必填。同一键重发得到同一答复。Required: the same key, the same answer.",
        ),
    ] = None,
    content_digest: Annotated[
        str | None,
        Header(
            alias="Content-Digest",
            max_length=1024,
            examples=["sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"],
            description="RFC 9530, sha-256; checked while the body comes in",
        ),
    ] = None,
    received_at: Annotated[
        StatedInstant | None,
        Header(
            alias="Sandbox-Received-At",
            examples=["2025-06-10T11:00:00+08:00"],
            description="仅沙箱：按此收到时间核验 sandbox only: judged as received then",
        ),
    ] = None,
    court_profile: Annotated[
        str,
        Header(
            alias="Sandbox-Court-Profile",
            pattern=f"^$|{_PROFILE}",
            max_length=64,
            description="仅沙箱：法院配置 sandbox only: which profile of the court",
        ),
    ] = "",
) -> Said:
    """Return what the headers of a submission say."""
    return Said(key, content_digest, received_at, court_profile)


def sender_of(principal: Principal) -> Sender:
    """Return a principal as who sends."""
    return Sender(principal.sender, principal.role is Role.PLATFORM)


def submission_of(request: Request, principal: Principal, headers: Said) -> Submission:
    """Return one request to take something in.

    Raises:
        ProblemError: a header is missing, or not for this environment.
    """
    if headers.key is None:
        raise ProblemError("http.idempotency_key_missing")
    for name in ("Idempotency-Key", "Content-Digest"):
        if len(request.headers.getlist(name)) > 1:
            raise _invalid(name, "said twice")
    route: str = request.scope["route"].name
    return Submission(
        service_of(request).environment, sender_of(principal), route, headers.key,
        digest_of_header(headers.content_digest), _sandboxed(request, headers),
    )  # fmt: skip


def _sandboxed(request: Request, headers: Said) -> Sandboxed:
    sandboxed = Sandboxed(headers.received_at, headers.court_profile)
    if sandboxed != Sandboxed() and service_of(request).environment != "sandbox":
        raise ProblemError("http.sandbox_only")
    return sandboxed


def digest_of_header(stated: str | None) -> str | None:
    """Return the SHA-256 of a Content-Digest (RFC 9530) in hex; None without one.

    Raises:
        ProblemError: it gives no SHA-256, or several.
    """
    if stated is None:
        return None
    found = {value for name, value in _DIGEST.findall(stated) if name == "sha-256"}
    try:
        digest = base64.b64decode(found.pop(), validate=True) if len(found) == 1 else b""
    except binascii.Error:
        digest = b""
    if len(digest) != 32:
        raise ProblemError("http.digest_unsupported", "sha-256=:…: is called for")
    return digest.hex()


def is_archive(request: Request) -> None:
    """Make sure that a body is said to be an archive.

    Raises:
        ProblemError: it is said to be something else.
    """
    stated = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if stated not in ARCHIVES:
        raise ProblemError("http.media_type", " | ".join(ARCHIVES))


def inflow_of(request: Request, most: int) -> tuple[Inflow, int]:
    """Return the body of a request, and how many octets are announced.

    Raises:
        ProblemError: more are announced than are taken.
    """
    stated = request.headers.get("content-length", "")
    announced = int(stated) if stated.isascii() and stated.isdigit() else 0
    if announced > most:
        raise ProblemError("http.too_large", f"at most {most} octets")
    return Inflow(request.stream(), most), announced


@contextmanager
def refusals() -> Iterator[None]:
    """Answer what intake refuses, a body that was cut, and one without room, as problems."""
    try:
        yield
    except IntakeRefusedError as error:
        raise _problem(error) from error
    except ClientDisconnect as error:
        raise ProblemError("http.timed_out", "cut") from error
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise ProblemError("http.no_space") from error


def _problem(error: IntakeRefusedError) -> ProblemError:
    headers = {}
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    if error.links:
        headers["Link"] = ", ".join(f'<{url}>; rel="{kind}"' for kind, url in error.links)
    faults = [Fault(pointer=one.pointer, detail=one.detail, code=one.code) for one in error.faults]
    return ProblemError(error.code, error.detail, errors=faults, headers=headers)


def answered(answer: StoredAnswer) -> Response:
    """Return an answer, marked where it was given before."""
    again = {"Idempotent-Replayed": "true"} if answer.again else {}
    return Response(answer.body, answer.status, {**answer.headers, **again}, "application/json")


def _invalid(pointer: str, detail: str) -> ProblemError:
    return ProblemError("http.invalid", errors=[Fault(pointer=pointer, detail=detail)])
