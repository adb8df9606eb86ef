"""Judge a scenario as the court would: its package, its trust directory, its decisions."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from fixtures.scenarios.index import Staged, stage
from ingest.decisions import load_decisions
from ingest.memory import InMemory
from ingest.pipeline import CheckSettings, PackageRun, run_package
from ingest.rules import load_rules
from ingest.trust import load_trust
from verify.policy import DEFAULT_POLICY

__all__ = ["Admitted", "admit_scenario", "settings_of"]


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
        return frozenset(issues | defects | {one["code"] for one in self.report["open_questions"]})


def settings_of(staged: Staged) -> CheckSettings:
    """Return what a scenario is judged under."""
    trust = load_trust([staged.trust])
    loaded = load_decisions(staged.decisions, trust, DEFAULT_POLICY, staged.at)
    return CheckSettings(
        trust, DEFAULT_POLICY, staged.at, rules=load_rules(), decisions=loaded.decisions
    )


def admit_scenario(name: str, folder: Path) -> Admitted:
    """Judge a scenario and return the report of its case."""
    staged, spool = stage(name, folder), folder / "spool"
    spool.mkdir()
    run = run_package(staged.package, settings_of(staged), spool, memory=InMemory())
    reports = {one["case_key"]: one for one in map(json.loads, run.report_lines())}
    return Admitted(run, reports[staged.case_key])
