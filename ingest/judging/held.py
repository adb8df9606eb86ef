"""Judgements as one process holds them while it judges their shards: opened once, a few at a time.

Everything is made from what the judgement wrote down when it was asked for and opened, so that any
process makes the same of it. The package itself is opened only where originals are called for.
"""

import tempfile
import weakref
from collections import OrderedDict
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from anchors.limits import LIMITS
from ingest.errors import JudgementError
from ingest.facts import decode_facts
from ingest.judging.facts import OPENING, RECALLS, OpeningFacts
from ingest.opening import Opened, judge_shared_facts, open_judgement
from ingest.package.read import Package, ShardRef, open_package
from ingest.recall import Recalls
from ingest.runs import CheckSettings, PackageRun
from ingest.service import Service
from ingest.sharding import Judge
from ingest.store.decisions import decisions_at
from ingest.store.judgements import JudgementRow, PackageRow, judgement_row, package_row
from ingest.store.ondisk import package_on_disk
from verify.policyfile import decode_policy

__all__ = [
    "HeldJudgement", "HeldJudgements", "Rows", "open_on_disk", "recalls_of", "rows_of",
    "settings_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """A judgement and its package, as the tables have them."""

    judgement: JudgementRow
    package: PackageRow


def rows_of(service: Service, judgement: str) -> Rows:
    """Return a judgement that an attempt names."""
    with service.database.read() as connection:
        row = judgement_row(connection, judgement)
        if row is None:
            raise JudgementError(f"{judgement}: no such judgement")
        return Rows(row, package_row(connection, row.package))


def settings_of(service: Service, rows: Rows) -> CheckSettings:
    """Return what a judgement is made under, as it was written down.

    Raises:
        JudgementError: its rules are those of another version of this software.
    """
    made_under = rows.judgement.inputs
    if made_under["rules"] != service.rules.digest:
        raise JudgementError(f"{rows.judgement.id}: its rules are not those of this software")
    trust = service.trust.version(made_under["trust"])
    policy, at = service.policy, datetime.fromisoformat(made_under["at"])
    if made_under["policy"] != policy.digest:
        policy = decode_policy(service.blobs.read(made_under["policy"]))
    with service.database.read() as connection:
        decisions = decisions_at(connection, service, trust, at, made_under["decisions"])
    return CheckSettings(
        trust, policy, at, rules=service.rules, decisions=decisions, sender=rows.judgement.sender
    )


def open_on_disk(service: Service, rows: Rows, resources: ExitStack) -> Package:
    """Open a package where its octets are kept; it is closed with `resources`."""
    kept = package_on_disk(service.blobs, rows.package.form, rows.package.source)
    return resources.enter_context(open_package(resources.enter_context(kept)))


@dataclass
class HeldJudgement:
    """One judgement with what its shards are judged with."""

    rows: Rows
    settings: CheckSettings
    facts: OpeningFacts
    opened: Opened
    judge: Judge
    service: Service
    resources: ExitStack = field(default_factory=ExitStack)

    @cached_property
    def package(self) -> Package:
        """The package, opened when it is first asked for."""
        return open_on_disk(self.service, self.rows, self.resources)

    @cached_property
    def refs(self) -> dict[str, ShardRef]:
        """Where each shard lies, by its name."""
        return {ref.name: ref for ref in self.package.shards}


class HeldJudgements:
    """The judgements that one process holds; the one that was used longest ago makes room."""

    def __init__(self, service: Service) -> None:
        """Hold none."""
        self._service = service
        self._held: OrderedDict[str, HeldJudgement] = OrderedDict()
        weakref.finalize(self, _let_go, self._held)

    def get(self, judgement: str) -> HeldJudgement:
        """Return a judgement that was opened, with what its shards are judged with.

        Raises:
            JudgementError: it is not there, or was opened by another version.
            BlobStoreError: what was kept of it is not there.
        """
        if judgement not in self._held:
            while len(self._held) >= LIMITS.judgements_held:
                self.drop(next(iter(self._held)))
            self._held[judgement] = _hold(self._service, rows_of(self._service, judgement))
        self._held.move_to_end(judgement)
        return self._held[judgement]

    def drop(self, judgement: str) -> None:
        """Let go of a judgement that is over."""
        held = self._held.pop(judgement, None)
        if held is not None:
            held.resources.close()


def _let_go(held: OrderedDict[str, HeldJudgement]) -> None:
    for one in held.values():
        one.resources.close()


def _hold(service: Service, rows: Rows) -> HeldJudgement:
    files, settings = rows.judgement.files, settings_of(service, rows)
    facts = decode_facts(service.blobs.read(files[OPENING]), OpeningFacts, OPENING)
    opened = open_judgement(facts.package, settings)
    if isinstance(opened, PackageRun):
        raise JudgementError(f"{rows.judgement.id}: refused by another version")
    inputs = opened.inputs._replace(judgement_no=rows.judgement.no, cause=rows.judgement.cause)
    with ExitStack() as resources:
        recalls = recalls_of(service, rows, resources)
        outcomes = judge_shared_facts(facts.shared, inputs, opened.context)
        return HeldJudgement(
            rows, settings, facts, opened._replace(inputs=inputs),
            Judge(outcomes, inputs, opened.context, recalls), service, resources.pop_all(),
        )  # fmt: skip


def recalls_of(service: Service, rows: Rows, resources: ExitStack) -> Recalls:
    """Return what is known of the cases from elsewhere, in a folder that goes with `resources`."""
    folder = tempfile.TemporaryDirectory(prefix="recalls-", dir=service.folder)
    resources.enter_context(folder)
    for name, digest in rows.judgement.files.items():
        if name.startswith(RECALLS):
            place = Path(folder.name, name.removeprefix(RECALLS))
            place.write_bytes(service.blobs.read(digest))
    return Recalls(Path(folder.name))
