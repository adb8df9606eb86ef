"""Ask for a judgement: one row and its first attempt, in the transaction of who asks.

What it is made under is written down when it is asked for, so that a settings change meanwhile
makes another judgement and never another outcome of this one. The store of blobs may be slow or
gone, so the policy is kept before the transaction begins: `kept_policy`.
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from ingest.jobs.port import Attempt
from ingest.package.head import decode_head
from ingest.service import Service
from ingest.store.ids import new_id
from ingest.store.judgements import (
    JudgementRow,
    JudgementState,
    PackageRow,
    decisions_about,
    first_opened,
    insert_judgement,
    judgements_of,
    lock_package,
)
from verify.canonical import rfc3339
from verify.model import PackageHead

__all__ = [
    "CAUSES", "OPEN", "READS", "JudgementAsk", "ask_first_judgement", "ask_judgement",
    "kept_policy",
]  # fmt: skip

CAUSES = frozenset({"first", "facts", "policy", "trust", "rules", "decision", "correction"})
READS = frozenset({"first", "facts"})
"""Causes for which the package is read, and the memory with it."""
OPEN = "open"
"""The stage that every judgement begins with."""
PROFILE = "court_profile"
"""What a sandbox submission names its court profile by, among its settings."""


class JudgementAsk(NamedTuple):
    """What a judgement is asked for with; all else is what the service has at that moment."""

    cases: Collection[str] | None = None
    """Case keys that it is to name; None for all."""
    may_wait: bool = True
    """Whether a case waits for a source that is down, or is judged as it stands."""
    at: datetime | None = None
    """The court's receipt; None for that of the package."""


def kept_policy(service: Service) -> str:
    """Keep the policy, for judgements that name it within the hour; return its digest.

    Not to be called in a transaction. Raises `BlobStoreError`: the store is not there.
    """
    return service.blobs.put(service.policy.octets)


def ask_judgement(
    connection: Connection,
    service: Service,
    *,
    package: str,
    cause: str,
    policy: str,
    inputs: JudgementAsk = JudgementAsk(),  # noqa: B008 - a value that does not change
) -> str:
    """Return the id of the judgement that is asked for: a new one, or the last if it is the same.

    Facts are read anew, so only what has yet to be decided by them is the same.

    Args:
        connection: the transaction of who asks.
        service: what the court judges by.
        package: our id of it.
        cause: what changed.
        policy: what `kept_policy` returned before the transaction.
        inputs: what else is asked for.

    Raises:
        ValueError: there is no such package or cause.
    """
    if cause not in CAUSES:
        raise ValueError(f"no cause: {cause}")
    row = lock_package(connection, package)
    if row is None:
        raise ValueError(f"no package: {package}")
    earlier = judgements_of(connection, package)
    waited = bool(earlier) and _waited_out(connection, service, row)
    head = decode_head(dict(row.head))
    made_under = {
        "policy": policy,
        **_inputs(connection, service, row, head, inputs, waited=waited),
    }
    last = next((one for one in earlier if _stands(one)), None)
    if last is not None and last.inputs == made_under and _covers(last, cause):
        return last.id
    return _begin(
        connection, service, row, cause, made_under, no=earlier[0].no + 1 if earlier else 1
    )


def ask_first_judgement(
    connection: Connection, service: Service, package: PackageRow, head: PackageHead, policy: str
) -> str:
    """Ask for the judgement of a package that this very transaction writes; as `ask_judgement`."""
    inputs = _inputs(connection, service, package, head, JudgementAsk(), waited=False)
    return _begin(connection, service, package, "first", {"policy": policy, **inputs}, no=1)


def _stands(row: JudgementRow) -> bool:
    return row.state != JudgementState.CANCELLED


def _covers(row: JudgementRow, cause: str) -> bool:
    """Whether what a cause brought is seen by a judgement of the same inputs."""
    undecided = not JudgementState(row.state).over and not row.decided
    return cause not in READS or (row.cause in READS and undecided)


def _inputs(
    connection: Connection,
    service: Service,
    row: PackageRow,
    head: PackageHead,
    ask: JudgementAsk,
    *,
    waited: bool,
) -> dict[str, object]:
    """Return what decides, beside the policy, what comes of it: small enough for a row."""
    profile = str(row.settings.get(PROFILE, ""))
    return {
        "trust": service.trust.newest(connection, profile),
        "rules": service.rules.digest,
        "decisions": decisions_about(connection, row.environment, head),
        "at": rfc3339(ask.at or row.stated_at or row.received_at),
        "cases": None if ask.cases is None else sorted(ask.cases),
        "may_wait": ask.may_wait and not waited,
    }


def _waited_out(connection: Connection, service: Service, row: PackageRow) -> bool:
    """Whether the cases of a package have waited for as long as a case may."""
    first = first_opened(connection, row.id)
    return first is not None and service.clock() >= first + service.wait_term


def _begin(
    connection: Connection,
    service: Service,
    row: PackageRow,
    cause: str,
    made_under: dict[str, object],
    *,
    no: int,
) -> str:
    asked = JudgementRow(
        new_id("jud"), row.environment, row.sender, row.id, no,
        cause, JudgementState.OPENING, made_under, {}, 0,
    )  # fmt: skip
    insert_judgement(connection, asked, service.clock())
    service.jobs.enqueue(
        connection, Attempt(OPEN, asked.id),
        environment=row.environment, sender=row.sender, share=row.lender,
    )  # fmt: skip
    return asked.id
