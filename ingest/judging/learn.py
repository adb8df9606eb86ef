"""The memory learns of an accepted package, and what it is judged by is held against the memory.

Recalls are taken when a judgement is opened, and packages are judged side by side: what another one
brought meanwhile was not there to be recalled. So a judgement is decided while no other of its
environment is, and only where nothing came that speaks of its keys; from then on every later one
sees this package. The package itself is read before: what writes waits for no reading.
"""

import json
import tempfile
from collections.abc import Collection, Iterable, Iterator
from typing import IO, NamedTuple

from sqlalchemy import Connection

from ingest.jobs.port import Attempt
from ingest.judging.held import HeldJudgement
from ingest.package.census import Stated, census, stated_by_document
from ingest.package.package import Package
from ingest.package.shard import read_shared
from ingest.recall import keys_of_strangers, sightings_of
from ingest.service import Service
from ingest.store.judgements import JudgementState, judgement_row, set_judgement
from ingest.store.memorytable import (
    MemoryPlace,
    has_learned,
    hold_memory,
    place_of,
    remember,
)
from verify.memory import Contradicted, Filing, IndexKey, KeyKind, Sighting, recalling

__all__ = ["MATCH", "learn"]

MATCH = "match"
"""The stage that has earlier cases judged again which share an item with another borrower's."""
_FIRST = "first"
"""Cause of judgements whose matches are new; a later one finds what asked for it."""


def learn(
    service: Service, one: HeldJudgement, told: Collection[Contradicted], summary: str
) -> bool:
    """Decide a judgement, in one transaction with what the memory learns of it.

    Args:
        service: database and jobs.
        one: an accepted package, every shard of it judged.
        told: what was contradicted in it.
        summary: where what it came to is kept.

    Returns:
        False where its recalls are outdated: nothing is written then.
    """
    seen, is_first = one.facts.memory, one.rows.judgement.cause == _FIRST
    with tempfile.TemporaryFile(dir=service.folder) as spool:
        if seen is not None:
            _write(spool, sightings_of(one.package, one.judge.inputs.filing))
        lesson = _Lesson(spool, told, summary, is_first and _meets_strangers(one))
        while True:
            with service.database.read() as connection:
                now = place_of(connection, one.rows.package.environment)
                if seen is not None and _is_outdated(connection, one, seen, now):
                    return False
            if _decides(service, one, lesson, None if seen is None else now):
                return True
            seen = now


class _Lesson(NamedTuple):
    """What is written once a judgement is decided."""

    spool: IO[bytes]
    """Its sightings, a line each."""
    told: Collection[Contradicted]
    summary: str
    meets: bool
    """Whether it is the first to share an item with another borrower's case."""


def _decides(
    service: Service, one: HeldJudgement, lesson: _Lesson, read: MemoryPlace | None
) -> bool:
    """Decide a judgement; False where the memory learned more than was read, if any was."""
    package = one.rows.package
    with service.database.write() as connection:
        row = judgement_row(connection, one.rows.judgement.id, lock=True)
        if row is None or row.state != JudgementState.CLOSING or row.decided:
            return True  # cancelled, or decided by another worker: whoever goes on finds it so
        hold_memory(connection, row.environment)
        if read is not None and place_of(connection, row.environment) != read:
            return False
        filing, sightings = one.judge.inputs.filing, _read(lesson.spool)
        remember(connection, row.environment, filing, sightings, lesson.told)
        set_judgement(connection, row.id, JudgementState.CLOSING, summary=lesson.summary)
        if lesson.meets:
            service.jobs.enqueue(
                connection, Attempt(MATCH, row.id),
                environment=row.environment, sender=row.sender, share=package.lender,
            )  # fmt: skip
    return True


def _write(spool: IO[bytes], sightings: Iterable[tuple[IndexKey, Sighting]]) -> None:
    for key, one in sightings:
        spool.write(json.dumps([key.kind.value, key.value, *one]).encode() + b"\n")


def _read(spool: IO[bytes]) -> Iterator[tuple[IndexKey, Sighting]]:
    spool.seek(0)
    for line in spool:
        kind, value, *one = json.loads(line)
        yield IndexKey(KeyKind(kind), value), Sighting(*one)


def _meets_strangers(one: HeldJudgement) -> bool:
    recalls = one.judge.recalls
    return recalls is not None and bool(keys_of_strangers(recalls, one.refs))


def _is_outdated(
    connection: Connection, one: HeldJudgement, seen: MemoryPlace, now: MemoryPlace
) -> bool:
    """Whether anything that came after a place speaks of what the package states."""
    if now == seen:
        return False
    environment, filing = one.rows.package.environment, one.judge.inputs.filing
    for part, matched in _stated(one.package, filing):
        keys = {each.key for each in part if matched and each.indexed}
        recalled = {form for each in part for form in recalling(each.key, filing)}
        if has_learned(connection, environment, filing, seen, list(keys), list(recalled)):
            return True
    return False


def _stated(package: Package, filing: Filing) -> Iterator[tuple[Collection[Stated], bool]]:
    """Yield what a package states, part by part, and whether a part is matched with others'."""
    shared = read_shared(package)
    for line in shared.shared if shared is not None else ():
        yield stated_by_document(line), False
    for cases in census(package, filing, every=True):
        yield {each for case in cases for each in case.stated}, True
