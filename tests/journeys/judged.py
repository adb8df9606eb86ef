"""Verify what `fixtures.forge` made, and gather what came out of it."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from fixtures.forge import Fault, Forged
from ingest.adapters.elements.pack import pack_elements
from ingest.decisions import load_decisions
from ingest.errors import FactsError
from ingest.memory import InMemory
from ingest.objects import covered_file, verify_path
from ingest.pipeline import run_package
from ingest.replay import replay_facts
from ingest.rules import load_rules
from ingest.runs import CheckSettings
from ingest.trust import load_helpers, load_trust
from tests.ingest.adapters.elements.filled import OPTIONS
from verify.context import VerificationContext
from verify.errors import PolicyError
from verify.policy import DEFAULT_POLICY
from verify.policyfile import decode_policy

__all__ = ["JUDGES", "Judged", "expected_of", "judge_object", "judge_package", "settings_for"]


def expected_of(fault: Fault) -> str:
    """Return the result that a fault's judge has to come to."""
    whole = fault.target == "package" and fault.result == "accepted"
    return "CONSISTENT" if whole else fault.result


class Judged(NamedTuple):
    """The result of what was hit, and every code that was found on the way."""

    result: str
    codes: frozenset[str]
    reports: list[dict[str, Any]]

    @property
    def refused(self) -> bool:
        """Whether the package was refused."""
        return self.result == "refused"


def settings_for(forged: Forged, *, jobs: int = 1) -> CheckSettings:
    """Return the settings that a forged thing is to be judged under."""
    trust = load_trust([forged.trust] if forged.trust is not None else [])
    return CheckSettings(trust, DEFAULT_POLICY, forged.at, jobs)


def judge_package(forged: Forged, spool: Path) -> Judged:
    """Verify a forged package, after those that the court had before.

    The result is `refused`, or that of the item that was hit.
    """
    settings, memory = settings_for(forged), InMemory()
    for number, path in enumerate((*forged.earlier, forged.path)):
        place = spool / str(number)
        place.mkdir(parents=True)
        run = run_package(path, settings, place, memory=memory)
    reports = [json.loads(line) for line in run.report_lines()]
    codes = {one.code for one in run.findings}
    for report in reports:
        for item in (*report["items"], *report["shared"]):
            codes |= {one["code"] for one in item["findings"]}
            codes |= {one["code"] for proof in item["proofs"] for one in proof["findings"]}
    if run.refused:
        return Judged("refused", frozenset(codes), reports)
    if run.shards_rotten:
        return Judged("UNVERIFIABLE", frozenset(codes), reports)
    return Judged(_result(forged, reports), frozenset(codes), reports)


def _result(forged: Forged, reports: list[dict[str, Any]]) -> str:
    """Return the result of the item that was hit, or the worst of all."""
    order = ("inconsistent", "unverifiable", "unproven", "consistent")
    results = {
        item["result"]
        for report in reports
        for item in (*report["items"], *report["shared"])
        if forged.item is None
        or (item["id"] == forged.item and forged.case_key in (None, report["case_key"]))
    }
    return next((one for one in order if one in results), "none").upper()


def judge_policy(forged: Forged) -> Judged:
    """Read a forged policy file."""
    try:
        decode_policy(forged.path.read_bytes())
    except PolicyError:
        return Judged("refused", frozenset(), [])
    return Judged("accepted", frozenset(), [])


def judge_facts(forged: Forged, spool: Path) -> Judged:
    """Store the facts of a package, edit them, and judge them again."""
    settings, facts, again = settings_for(forged), spool / "facts", spool / "again"
    facts.mkdir(parents=True)
    again.mkdir()
    run_package(forged.path, settings, spool, facts=facts)
    files = {path.name: path.read_bytes() for path in facts.iterdir()}
    if forged.edit is not None:
        forged.edit(files)
    for name, octets in files.items():
        (facts / name).write_bytes(octets)
    try:
        run = replay_facts(facts, settings, again)
    except FactsError:
        return Judged("refused", frozenset(), [])
    return Judged("accepted", frozenset(one.code for one in run.findings), [])


def judge_object(forged: Forged) -> Judged:
    """Verify a forged object; the result is its status."""
    settings = settings_for(forged)
    helpers = load_helpers([place for place in forged.certs if any(place.iterdir())])
    context = VerificationContext(settings.trust, settings.policy, settings.at, helpers=helpers)
    covered = covered_file(forged.data) if forged.data is not None else None
    result = verify_path(forged.path, covered, settings, context)
    return Judged(result.status.value, frozenset(one.code for one in result.findings), [])


def judge_workbook(forged: Forged, spool: Path) -> Judged:
    """Pack an element list; it is refused as a file, faulty, or accepted."""
    spool.mkdir()
    out = pack_elements(forged.path, forged.attachments, spool / "package.zip", OPTIONS)
    result = "refused" if out.refused else "accepted" if out.package else "faulty"
    return Judged(result, frozenset(fault.code for fault in out.faults), [])


def judge_decisions(forged: Forged, spool: Path) -> Judged:
    """Judge a case with what the court decided; the result is its verdict."""
    settings = settings_for(forged)
    assert forged.decisions is not None
    loaded = load_decisions(forged.decisions, settings.trust, settings.policy, settings.at)
    settings = settings._replace(rules=load_rules(), decisions=loaded.decisions)
    spool.mkdir()
    run = run_package(forged.path, settings, spool, memory=InMemory())
    reports = [json.loads(line) for line in run.report_lines()]
    codes = frozenset(one.code for one in (*loaded.findings, *run.findings))
    return Judged(_route(reports), codes, reports)


def _route(reports: list[dict[str, Any]]) -> str:
    """Return the verdict of the one case that there is."""
    (report,) = reports
    return str(report["verdict"]["route"]) if report.get("verdict") else "none"


JUDGES: Mapping[str, Callable[[Forged, Path], Judged]] = {
    "package": judge_package,
    "object": lambda forged, _: judge_object(forged),
    "policy": lambda forged, _: judge_policy(forged),
    "facts": judge_facts,
    "workbook": judge_workbook,
    "decision": judge_decisions,
}
"""Target of a fault to what judges it; the folder is for what it leaves."""
