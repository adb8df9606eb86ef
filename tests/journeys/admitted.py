"""Judge a scenario as the court would: its package, its trust directory, its decisions."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from fixtures.cases import make_sender
from fixtures.forge import forge
from fixtures.scenario import ITEM_SIZE
from fixtures.scenarios.drafting import standing_decisions
from fixtures.scenarios.index import Staged, stage, write_decisions
from fixtures.world import world
from ingest.decisions import load_decisions
from ingest.memory import InMemory
from ingest.pipeline import run_package
from ingest.rules import load_rules
from ingest.runs import CheckSettings, PackageRun
from ingest.trust import load_trust
from verify.policy import DEFAULT_POLICY

__all__ = ["Admitted", "admit", "admit_fault", "admit_scenario", "settings_of"]


class Admitted(NamedTuple):
    """What a scenario came to."""

    run: PackageRun
    report: dict[str, Any]
    """Of the case that was hit."""

    @property
    def route(self) -> str:
        """The verdict."""
        return str(self.report["verdict"]["route"])

    @property
    def articles(self) -> dict[str, str]:
        """Article to result."""
        return {one["article"]: one["result"] for one in self.report["articles"]}

    @property
    def codes(self) -> frozenset[str]:
        """Every code that the verdict speaks of."""
        issues = {one["code"] for row in self.report["articles"] for one in row["issues"]}
        defects = {one["code"] for one in self.report["verdict"]["defects"]}
        asked = {one["code"] for one in self.report["open_questions"]}
        decided = {one["question"] for one in self.report["verdict"]["decisions"]}
        return frozenset(issues | defects | asked | decided | self._items)

    @property
    def _items(self) -> frozenset[str]:
        """Every code of the evidence, its own and the shared."""
        items = (*self.report["items"], *self.report["shared"])
        told = [one for item in items for one in (item, *item["proofs"])]
        return frozenset(each["code"] for one in told for each in one["findings"])


def admit_fault(name: str, folder: Path) -> Admitted:
    """Judge the package of a fault as a court would that has decided what it can beforehand."""
    forged = forge(name, folder)
    assert forged.trust is not None
    sender = make_sender(world(1), 0, 0, ITEM_SIZE)
    write_decisions(standing_decisions(sender), sender.world.court, folder / "decisions")
    key = forged.case_key or "case-000000"
    staged = Staged(forged.path, forged.trust, folder / "decisions", forged.at, key, forged.earlier)
    return admit(staged, folder)


def settings_of(staged: Staged) -> CheckSettings:
    """Return what a scenario is judged under."""
    trust = load_trust([staged.trust])
    loaded = load_decisions(staged.decisions, trust, DEFAULT_POLICY, staged.at)
    return CheckSettings(
        trust, DEFAULT_POLICY, staged.at, rules=load_rules(), decisions=loaded.decisions
    )


def admit_scenario(name: str, folder: Path) -> Admitted:
    """Judge a scenario and return the report of its case."""
    return admit(stage(name, folder), folder)


def admit(staged: Staged, folder: Path) -> Admitted:
    """Judge what was staged, after what the court had before."""
    settings, memory = settings_of(staged), InMemory()
    for number, path in enumerate((*staged.earlier, staged.package)):
        spool = folder / f"spool-{number}"
        spool.mkdir()
        run = run_package(path, settings, spool, memory=memory)
    reports = {one["case_key"]: one for one in map(json.loads, run.report_lines())}
    return Admitted(run, reports[staged.case_key])
