"""`evidence attempts`: what workers gave up, and its way back to them."""

import json

import typer

from api.cli.exits import refuse
from api.cli.stores import open_stores
from api.settings import Settings
from api.wiring import now
from ingest.store.attempts import FailedAttempt, failed_attempts, retry_attempt, retry_every
from verify.canonical import rfc3339

__all__ = ["run_attempts", "run_retry", "run_retry_every"]

_LISTED = 1000


def run_attempts(settings: Settings, *, as_json: bool) -> int:
    """Print what was given up and is still wanted, a line an attempt, the oldest first."""
    with open_stores(settings) as stores, stores.database.read() as connection:
        found = failed_attempts(connection, settings.environment, limit=_LISTED + 1)
    for attempt in found[:_LISTED]:
        stated = _stated(attempt)
        columns = "  ".join(value or "-" for value in stated.values())
        typer.echo(json.dumps(stated, ensure_ascii=False) if as_json else columns)
    if len(found) > _LISTED:
        typer.echo(f"仅列出最早的 only the oldest {_LISTED}", err=True)
    return 0


def run_retry(attempt: str, settings: Settings) -> int:
    """Have one attempt tried again; exit 2 where it was not given up."""
    with open_stores(settings) as stores, stores.database.write() as connection:
        if not retry_attempt(connection, settings.environment, attempt, now()):
            raise refuse(f"没有这一放弃的任务 nothing of this id was given up: {attempt}")
    return _told(1)


def run_retry_every(settings: Settings) -> int:
    """Have everything tried again that was given up."""
    with open_stores(settings) as stores, stores.database.write() as connection:
        count = retry_every(connection, settings.environment, now())
    return _told(count)


def _told(count: int) -> int:
    typer.echo(f"重新尝试 tried again: {count}")
    return 0


def _stated(attempt: FailedAttempt) -> dict[str, str | None]:
    return {
        "id": attempt.id, "kind": attempt.kind, "subject": attempt.subject, "part": attempt.part,
        "reason": attempt.reason, "created_at": rfc3339(attempt.created_at),
    }  # fmt: skip
