"""Stage "open": the package as a whole, once for a judgement; then one attempt a shard.

1. an earlier judgement of the package is not over: wait for it
2. a package that was judged before is judged by the facts that were stored then
3. else it is read: step 1, what is known of its cases from elsewhere, the shared documents
4. a refused package ends here, without a verdict
"""

import tempfile
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from ingest.batchvalue import batch_value
from ingest.errors import JudgementError
from ingest.facts import decode_facts, encode_facts
from ingest.jobs.port import Attempt, Turn
from ingest.judging.facts import FACTS, OPENING, RECALLS, OpeningFacts
from ingest.judging.finish import CLOSE, SHARD, refuse
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
    results_of,
    set_judgement,
    set_package_state,
)
from ingest.store.memorytable import MemoryTable
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
    rows = _under_rules_of_today(service, rows)
    settings = settings_of(service, rows)
    closed = next((one for one in earlier if one.state == JudgementState.CLOSED), None)
    opened = (
        _read(service, rows, settings) if closed is None
        else _stored(service, rows, settings, closed)
    )  # fmt: skip
    if isinstance(opened, PackageRun):
        refuse(service, turn, rows, batch_value(opened, settings))
    else:
        _go_on(service, turn, rows, opened)


def _under_rules_of_today(service: Service, rows: Rows) -> Rows:
    """Return a judgement that waited for its turn while this software was changed, with its rules.

    Nothing of it is judged yet, so no outcome is under other rules than the judgement names.
    """
    row = rows.judgement
    return Rows(row._replace(inputs={**row.inputs, "rules": service.rules.digest}), rows.package)


def _read(service: Service, rows: Rows, settings: CheckSettings) -> PackageRun | _Opening:
    """Open a package out of its octets."""
    memory = MemoryTable(service.database, rows.package.environment)
    with ExitStack() as resources:
        package = open_on_disk(service, rows, resources)
        folder = Path(resources.enter_context(tempfile.TemporaryDirectory(dir=service.folder)))
        established = check_package_id(package.facts, memory)
        opened = open_judgement(established, settings)
        if isinstance(opened, PackageRun):
            return opened
        _check_rules(opened)
        recalls = take_recalls(package, opened.inputs.filing, memory, folder)
        shared = collect_shared(package, opened.context, recalls)
        facts = encode_facts(OpeningFacts(established, shared))
        files = {OPENING: service.blobs.put(facts)}
        for path in sorted(folder.iterdir()):
            files[f"{RECALLS}{path.name}"] = service.blobs.put(path.read_bytes())
        return _Opening(files, [ref.name for ref in package.shards])


def _stored(
    service: Service, rows: Rows, settings: CheckSettings, closed: JudgementRow
) -> PackageRun | _Opening:
    """Open a package by the facts of a judgement that was closed."""
    stored = service.blobs.read(closed.files[OPENING])
    opened = open_judgement(decode_facts(stored, OpeningFacts, OPENING).package, settings)
    if isinstance(opened, PackageRun):
        return opened
    _check_rules(opened)
    asked = rows.judgement.inputs["cases"]
    with service.database.read() as connection:
        facts = {
            name.removeprefix(FACTS): digest
            for name, digest in closed.files.items()
            if name.startswith(FACTS)
        }
        results = results_of(connection, closed.id, SHARD)
        facts |= {name: result["facts"] for name, result in results.items()}
        names = sorted(facts)
        if asked is not None:
            names = shards_of_cases(connection, rows.package.id, asked)
    files = {f"{FACTS}{name}": digest for name, digest in facts.items()}
    return _Opening({OPENING: closed.files[OPENING], **files}, names)


def _check_rules(opened: Opened) -> None:
    """Raise where there are no rules to judge by: a fault of ours, and nobody's verdict."""
    if opened.inputs.admission is None:
        raise JudgementError(f"{opened.inputs.head.audience}: no rules to judge by")


def _go_on(service: Service, turn: Turn, rows: Rows, opening: _Opening) -> None:
    row, package = rows.judgement, rows.package
    state = JudgementState.JUDGING if opening.shards else JudgementState.CLOSING
    attempts = [Attempt(SHARD, row.id, name) for name in opening.shards]
    with service.database.write() as connection:
        turn.finish(connection)
        set_judgement(connection, row.id, state, files=opening.files, inputs=row.inputs)
        set_package_state(connection, package.id, "judging", "received")
        for attempt in attempts or [Attempt(CLOSE, row.id)]:
            service.jobs.enqueue(
                connection, attempt,
                environment=row.environment, sender=row.sender, share=package.lender,
            )  # fmt: skip
