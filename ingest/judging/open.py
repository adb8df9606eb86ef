"""Stage "open": the package as a whole, once for a judgement; then one attempt a shard.

1. an earlier judgement of the package is not over: wait for it
2. a package that was judged before is judged by the facts that were stored then
3. else, or where its facts may have changed, it is read: step 1, what is known of its cases from
   elsewhere, the shared documents
4. a refused package ends here, without a verdict
"""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from ingest.batchvalue import batch_value
from ingest.errors import JudgementError
from ingest.facts import decode_facts, encode_facts
from ingest.jobs.port import Attempt, Turn
from ingest.judging.ask import READS
from ingest.judging.facts import FACTS, OPENING, RECALLS, OpeningFacts
from ingest.judging.finish import CLOSE, SHARD, left_to_newer, refuse
from ingest.judging.held import Rows, open_on_disk, rows_of, settings_of
from ingest.opening import Opened, collect_shared, open_judgement
from ingest.recall import check_package_id, take_recalls
from ingest.runs import CheckSettings, PackageRun
from ingest.service import Service
from ingest.store.judgements import (
    JudgementRow,
    JudgementState,
    is_stuck,
    judgements_of,
    lock_judgement,
    results_of,
    set_judgement,
    set_package_state,
)
from ingest.store.memorytable import MemoryTable, place_of
from ingest.store.verdicts import shards_of_cases

__all__ = ["open_stage"]

_AGAIN = timedelta(seconds=2)
"""How long an earlier judgement is left alone before it is looked at again."""


class _Opening(NamedTuple):
    """A package that was not refused, with what its shards need."""

    files: dict[str, str]
    shards: list[str]


def open_stage(service: Service, turn: Turn) -> None:
    """Open a judgement, and ask for its shards."""
    rows = rows_of(service, turn.attempt.subject)
    with service.database.read() as connection:
        earlier = [
            one
            for one in judgements_of(connection, rows.package.id)
            if one.no < rows.judgement.no and not is_stuck(connection, one.id)
        ]
    if any(not JudgementState(one.state).over for one in earlier):
        with service.database.write() as connection:
            turn.wait(connection, service.clock() + _AGAIN, "an earlier judgement is not over")
        return
    refused = next((one for one in earlier if one.state == JudgementState.REFUSED), None)
    if refused is not None:
        _end_as(service, turn, rows, refused)
        return
    if left_to_newer(service, turn, rows):
        return
    rows = _under_rules_of_today(service, rows)
    settings = settings_of(service, rows)
    closed = next((one for one in earlier if one.state == JudgementState.CLOSED), None)
    opened = (
        _read(service, rows, settings, closed) if closed is None or rows.judgement.cause in READS
        else _stored(service, rows, settings, closed)
    )  # fmt: skip
    if isinstance(opened, PackageRun):
        refuse(service, turn, rows, batch_value(opened, settings))
    else:
        _go_on(service, turn, rows, opened)


def _end_as(service: Service, turn: Turn, rows: Rows, refused: JudgementRow) -> None:
    """End a judgement of a package that was refused while this one waited for its turn."""
    with service.database.write() as connection:
        lock_judgement(connection, rows.package.id, rows.judgement.id)
        turn.finish(connection)
        set_judgement(
            connection, rows.judgement.id, JudgementState.REFUSED,
            summary=refused.summary, closed_at=service.clock(),
        )  # fmt: skip


def _under_rules_of_today(service: Service, rows: Rows) -> Rows:
    """Return a judgement that waited for its turn while this software was changed, with its rules.

    Nothing of it is judged yet, so no outcome is under other rules than the judgement names.
    """
    row = rows.judgement
    return Rows(row._replace(inputs={**row.inputs, "rules": service.rules.digest}), rows.package)


def _read(
    service: Service, rows: Rows, settings: CheckSettings, closed: JudgementRow | None
) -> PackageRun | _Opening:
    """Open a package out of its octets; what was accepted before is not refused for its name."""
    memory = MemoryTable(service.database, rows.package.environment)
    with ExitStack() as resources:
        package = open_on_disk(service, rows, resources)
        folder = Path(resources.enter_context(tempfile.TemporaryDirectory(dir=service.folder)))
        with service.database.read() as connection:
            place = place_of(connection, rows.package.environment)
        established = (
            check_package_id(package.facts, memory) if closed is None
            else _opened_before(service, closed).package
        )  # fmt: skip
        opened = open_judgement(established, settings)
        if isinstance(opened, PackageRun):
            return opened
        _check_rules(opened)
        recalls = take_recalls(package, opened.inputs.filing, memory, folder)
        shared = collect_shared(package, opened.context, recalls)
        facts = encode_facts(OpeningFacts(established, shared, place))
        files = {OPENING: service.blobs.put(facts)}
        for path in sorted(folder.iterdir()):
            files[f"{RECALLS}{path.name}"] = service.blobs.put(path.read_bytes())
        names = _named(service, rows, [ref.name for ref in package.shards])
        kept = {} if closed is None else _facts_of(service, closed)
        files |= {f"{FACTS}{name}": one for name, one in kept.items() if name not in names}
        return _Opening(files, names)


def _opened_before(service: Service, closed: JudgementRow) -> OpeningFacts:
    return decode_facts(service.blobs.read(closed.files[OPENING]), OpeningFacts, OPENING)


def _named(service: Service, rows: Rows, every: Sequence[str]) -> list[str]:
    """Return the shards of the cases that a judgement is to name."""
    asked = rows.judgement.inputs["cases"]
    if asked is None:
        return list(every)
    with service.database.read() as connection:
        return shards_of_cases(connection, rows.package.id, asked)


def _facts_of(service: Service, closed: JudgementRow) -> dict[str, str]:
    """Return where the facts of each shard are kept, by its name, in order."""
    with service.database.read() as connection:
        results = results_of(connection, closed.id, SHARD)
    stored = {
        name.removeprefix(FACTS): digest
        for name, digest in closed.files.items()
        if name.startswith(FACTS)
    }
    return dict(sorted({**stored, **{n: r["facts"] for n, r in results.items()}}.items()))


def _stored(
    service: Service, rows: Rows, settings: CheckSettings, closed: JudgementRow
) -> PackageRun | _Opening:
    """Open a package by the facts of a judgement that was closed."""
    before = _opened_before(service, closed)
    opened = open_judgement(before.package, settings)
    if isinstance(opened, PackageRun):
        return opened
    _check_rules(opened)
    facts = _facts_of(service, closed)
    files = {OPENING: service.blobs.put(encode_facts(before._replace(memory=None)))}
    files |= {name: one for name, one in closed.files.items() if name.startswith(RECALLS)}
    files |= {f"{FACTS}{name}": digest for name, digest in facts.items()}
    return _Opening(files, _named(service, rows, list(facts)))


def _check_rules(opened: Opened) -> None:
    """Raise where there are no rules to judge by: a fault of ours, and nobody's verdict."""
    if opened.inputs.admission is None:
        raise JudgementError(f"{opened.inputs.head.audience}: no rules to judge by")


def _go_on(service: Service, turn: Turn, rows: Rows, opening: _Opening) -> None:
    row, package = rows.judgement, rows.package
    state = JudgementState.JUDGING if opening.shards else JudgementState.CLOSING
    attempts = [Attempt(SHARD, row.id, name) for name in opening.shards]
    with service.database.write() as connection:
        lock_judgement(connection, package.id, row.id)
        turn.finish(connection)
        set_judgement(connection, row.id, state, files=opening.files, inputs=row.inputs)
        set_package_state(connection, package.id, "judging", "received")
        for attempt in attempts or [Attempt(CLOSE, row.id)]:
            service.jobs.enqueue(
                connection, attempt,
                environment=row.environment, sender=row.sender, share=package.lender,
            )  # fmt: skip
