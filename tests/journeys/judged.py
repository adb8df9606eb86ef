"""Verify what `fixtures.forge` made, and gather what came out of it."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from fixtures.forge import Forged
from ingest.objects import covered_file, verify_path
from ingest.pipeline import CheckSettings, run_package
from ingest.trust import load_helpers, load_trust
from verify.context import VerificationContext
from verify.policy import DEFAULT_POLICY

__all__ = ["Judged", "judge_object", "judge_package", "settings_for"]


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
    """Verify a forged package; the result is `refused`, or that of the item that was hit."""
    spool.mkdir(parents=True, exist_ok=True)
    run = run_package(forged.path, settings_for(forged), spool)
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


def judge_object(forged: Forged) -> Judged:
    """Verify a forged object; the result is its status."""
    settings = settings_for(forged)
    helpers = load_helpers([place for place in forged.certs if any(place.iterdir())])
    context = VerificationContext(settings.trust, settings.policy, settings.at, helpers=helpers)
    covered = covered_file(forged.data) if forged.data is not None else None
    result = verify_path(forged.path, covered, settings, context)
    return Judged(result.status.value, frozenset(one.code for one in result.findings), [])
