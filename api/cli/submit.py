"""`evidence submit`: a package by parts to a service, the receipt, and the verdicts if asked for.

Exit codes: 0 received; with `--wait` those of `check`. 1 refused, 2 usage (an address, key or
secret that cannot be used, an earlier sending to be gone on with), 4 not to be reached.
"""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import httpx
import typer

from anchors.limits import LIMITS
from api.cli.exits import EXIT_OF, EXIT_USAGE, exit_of_routes, files_in_reach
from api.cli.progress import progress_lines
from api.sending.credentials import Bearer, Credentials, checked_address, read_client_key
from api.sending.errors import (
    BegunError,
    RefusedError,
    SendingError,
    UnreachableError,
    UnusableError,
)
from api.sending.following import follow
from api.sending.parcel import open_parcel
from api.sending.upload import Sandboxed, Sent, send_parcel
from evidence_client import AuthenticatedClient
from evidence_client.models import BatchDetail
from ingest.trust import read_bounded
from verify.canonical import canonical_json
from verify.findings import CheckStatus
from verify.rules.verdictwords import ROUTE_WORDS

__all__ = ["Asked", "run_submit"]

_TIMEOUT_S = 120.0
_REFUSED, _UNDECIDED = EXIT_OF[CheckStatus.FAILED], EXIT_OF[CheckStatus.INDETERMINATE]


class Asked(NamedTuple):
    """What is sent, where to, and by whom."""

    package: Path
    url: str
    client: str
    key: Path | None
    secret_file: Path | None
    sandboxed: Sandboxed


def run_submit(asked: Asked, *, resume: bool, wait: bool, as_json: bool) -> int:
    """Send a package; return the exit code."""
    try:
        with files_in_reach():
            sent, judged = _submit(asked, resume=resume, wait=wait, as_json=as_json)
    except SendingError as error:
        typer.echo(f"{_words(error)}{error}", err=True)
        return _exit_of_error(error)
    if as_json:
        sys.stdout.buffer.write(canonical_json(_value(sent, judged)) + b"\n")
        sys.stdout.buffer.flush()
    elif judged is not None:
        typer.echo(_verdicts(judged))
    return 0 if judged is None else _exit_of_batch(judged)


def _submit(
    asked: Asked, *, resume: bool, wait: bool, as_json: bool
) -> tuple[Sent, BatchDetail | None]:
    address = checked_address(asked.url)
    with ExitStack() as stack:
        parcel = stack.enter_context(open_parcel(asked.package))
        client = stack.enter_context(_client(address, _credentials(asked)))
        with progress_lines("提交 sending") as bar:
            sent = send_parcel(
                client, parcel, sandboxed=asked.sandboxed, resume=resume, progress=bar
            )
        if not as_json:
            typer.echo(_receipt(address, sent))
        if not wait:
            return sent, None
        with progress_lines("审查 judging") as bar:
            return sent, follow(client, sent.accepted.id, bar)


def _client(address: str, credentials: Credentials) -> AuthenticatedClient:
    return AuthenticatedClient(
        address,
        token="",
        timeout=httpx.Timeout(_TIMEOUT_S),
        httpx_args={"auth": Bearer(address, credentials)},
    )


def _credentials(asked: Asked) -> Credentials:
    if not asked.client or (asked.key is None) is (asked.secret_file is None):
        raise UnusableError("--client, and --key or --secret-file")
    if asked.key is not None:
        return Credentials(asked.client, key=read_client_key(asked.key))
    assert asked.secret_file is not None
    secret = read_bounded(asked.secret_file, LIMITS.certificate_octets).decode("utf-8").strip()
    return Credentials(asked.client, secret=secret)


def _words(error: SendingError) -> str:
    if isinstance(error, BegunError):
        return "此前的提交未完成，续传请加 --resume: sent in part before, --resume goes on: "
    if isinstance(error, UnreachableError):
        return "无法连接，可用 --resume 续传 not to be reached, --resume goes on later: "
    return "未被接收 refused: " if isinstance(error, RefusedError) else "无法提交 cannot send: "


def _exit_of_error(error: SendingError) -> int:
    if isinstance(error, UnreachableError):
        return _UNDECIDED
    return _REFUSED if isinstance(error, RefusedError) else EXIT_USAGE


def _exit_of_batch(judged: BatchDetail) -> int:
    if judged.state != "judged":
        return _REFUSED
    return exit_of_routes(list(judged.routes.to_dict()), is_whole=not judged.waiting.cases)


def _receipt(address: str, sent: Sent) -> str:
    accepted = sent.accepted
    return "\n".join((
        f"{accepted.receipt.title} {accepted.receipt.id}",
        f"证据包 package     {accepted.package_id}  sha256:{accepted.package_digest}",
        f"收到 received      {accepted.received_at.isoformat()}",
        f"文件 files         {sent.files}，本次发送 sent now {sent.sent}",
        f"回执 receipt       {address}{accepted.receipt.links['self']}",
        f"进度 status        {address}{accepted.links['batch']}",
    ))  # fmt: skip


def _verdicts(judged: BatchDetail) -> str:
    routes = judged.routes.to_dict()
    told = [f"状态 state         {judged.state}"]
    return "\n".join(told + [_verdict(route, count) for route, count in sorted(routes.items())])


def _verdict(route: str, count: int) -> str:
    """Name a verdict by its word and code; a later service may know more of them."""
    words = ROUTE_WORDS.get(route)
    return f"{count:>5} {route}" if words is None else f"{count:>5} {words.full[0]} {route}"


def _value(sent: Sent, judged: BatchDetail | None) -> dict[str, object]:
    return {
        "v": 1,
        "accepted": sent.accepted.to_dict(),
        "files": sent.files,
        "sent": sent.sent,
        "batch": None if judged is None else judged.to_dict(),
    }
