"""A shard judged by the service says what a check on the command line says, octet for octet."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fixtures.forge import Forged
from fixtures.scenarios.index import Staged
from ingest.batchvalue import batch_value
from ingest.handoffs import handoff_path
from ingest.judging.stages import judging_stages
from ingest.memory import InMemory
from ingest.pipeline import run_package
from ingest.runs import CheckSettings, PackageRun
from ingest.service import Service
from tests.ingest.judging.given import (
    SENDER,
    CutBlobs,
    KeptTrust,
    ask,
    count,
    decide,
    handoffs_of,
    judging,
    pass_time,
    receive,
    reports_of,
    rows,
    run,
)
from tests.journeys.admitted import settings_of
from verify.canonical import canonical_json


def checked(
    service: Service, package: Path, folder: Path, **changes: Any
) -> tuple[PackageRun, CheckSettings]:
    """Check a package as the command line does, for the same sender."""
    folder.mkdir()
    settings = CheckSettings(
        service.trust.current(), service.policy, service.clock(), rules=service.rules, sender=SENDER
    )._replace(**changes)
    return run_package(package, settings, folder, memory=InMemory(), handoffs=True), settings


def test_reports_are_those_of_a_check_for_the_same_sender(tmp_path: Path, forged: Forged) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        run(service, jobs)
        done, _ = checked(service, forged.path, tmp_path / "spool")
        assert reports_of(service, package) == list(done.report_lines()) != []
        spooled = [handoff_path(path).read_bytes() for path in done.spool]
        assert b"".join(handoffs_of(service, package)) == b"".join(spooled)


def test_a_batch_comes_to_what_a_check_makes_of_it(tmp_path: Path, staged: Staged) -> None:
    settings = settings_of(staged)
    with judging(tmp_path, trust=KeptTrust(settings.trust)) as (service, jobs):
        decide(service, staged.decisions)
        package = receive(service, staged.package)
        run(service, jobs)
        done, made_under = checked(
            service, staged.package, tmp_path / "spool", decisions=settings.decisions
        )
        (judgement,) = rows(service, "judgement", package=package)
        assert reports_of(service, package) == list(done.report_lines()) != []
        summary = service.blobs.read(judgement.summary)
        assert summary == canonical_json(batch_value(done, made_under))
        assert judgement.cases == count(service, "verdict") == 50


def test_stored_facts_judged_under_another_policy_need_no_originals(
    tmp_path: Path, forged: Forged
) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        run(service, jobs)
        (row,) = rows(service, "package", id=package)
        service.blobs.delete(row.source)
        first, _ = checked(service, forged.path, tmp_path / "first")
        other = replace(service, policy=replace(service.policy, version="stricter"))
        assert ask(other, package, "policy") != ask(service, package, "first")
        run(other, jobs)
        again, _ = checked(other, forged.path, tmp_path / "second", previous=first.issued)
        assert reports_of(service, package, no=2) == list(again.report_lines()) != []
        assert reports_of(service, package) == list(first.report_lines())


def test_the_same_inputs_are_the_same_judgement(tmp_path: Path, forged: Forged) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        run(service, jobs)
        (judgement,) = rows(service, "judgement")
        assert ask(service, package, "rules") == judgement.id
        assert count(service, "judgement") == 1


def test_a_later_judgement_s_hand_off_names_the_verdict_whose_place_it_takes(
    tmp_path: Path, forged: Forged
) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        run(service, jobs)
        other = replace(service, policy=replace(service.policy, version="stricter"))
        ask(other, package, "policy")
        run(other, jobs)
        first = {row.case_key: row.verdict_id for row in rows(service, "verdict")[:3]}
        named = [b'"supersedes":"%s"' % verdict.encode() for verdict in first.values()]
        found = handoffs_of(service, package, no=2)
        assert all(one in line for one, line in zip(named, found, strict=True))


def under_other_rules(service: Service) -> Service:
    """Return the service as a version with other rules has it."""
    rules = service.rules
    tables = {**rules.tables, "lpr": rules.tables["lpr"][1:]}
    return replace(service, rules=replace(rules, tables=tables))


@pytest.mark.parametrize("done", [0, 2, 3])
def test_what_was_under_way_when_the_rules_changed_is_judged_by_the_new_ones(
    done: int, tmp_path: Path, forged: Forged
) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        jobs.run(service, judging_stages(service), most=done)
        opened, other = done > 0, under_other_rules(service)
        run(other, jobs)
        last = rows(service, "judgement", package=package)[-1]
        assert (last.state, last.cases, last.no) == ("closed", 3, 2 if opened else 1)
        assert last.inputs["rules"] == other.rules.digest
        assert count(service, "verdict") == count(service, "outbox") == 3


@pytest.mark.parametrize("done", [0, 1, 3])
def test_a_worker_of_older_rules_leaves_what_newer_ones_judge_to_them(
    done: int, tmp_path: Path, forged: Forged
) -> None:
    with judging(tmp_path) as (older, jobs):
        package = receive(older, forged.path)
        run(older, jobs)
        pass_time(older, timedelta(minutes=1))
        newer = under_other_rules(older)
        ask(newer, package, "rules")
        jobs.run(newer, judging_stages(newer), most=done)
        assert jobs.run(older, judging_stages(older)) > 0
        pass_time(older, timedelta(minutes=1))
        run(newer, jobs)
        first, last = rows(older, "judgement")
        assert (first.state, last.state) == ("closed", "closed")
        assert last.inputs["rules"] == newer.rules.digest


def test_what_was_half_recorded_when_the_rules_changed_is_recorded_as_it_was_decided(
    tmp_path: Path, forged: Forged
) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        jobs.run(service, judging_stages(CutBlobs.of(service, 14)), most=4)
        assert (len(jobs.raised), count(service, "verdict")) == (1, 2)
        jobs.raised.clear()
        run(under_other_rules(service), jobs)
        (judgement,) = rows(service, "judgement", package=package)
        assert (judgement.state, judgement.inputs["rules"]) == ("closed", service.rules.digest)
        assert count(service, "verdict") == count(service, "outbox") == 3


def test_a_judgement_is_closed_under_what_it_was_asked_for_with(
    tmp_path: Path, forged: Forged
) -> None:
    with judging(tmp_path) as (opened, jobs):
        first = opened.trust.current()
        trust = KeptTrust(first)
        service = replace(opened, trust=trust)
        package = receive(service, forged.path)
        jobs.run(service, judging_stages(service), most=3)
        trust.versions.append(replace(first, digest="0" * 64))
        other = replace(service, policy=replace(service.policy, version="stricter"))
        run(other, jobs)
        (judgement,) = rows(service, "judgement", package=package)
        made_under = json.loads(service.blobs.read(judgement.summary))["batch"]["judgement"]
        assert made_under["trust_digest"] == first.digest != trust.current().digest
        assert made_under["policy_digest"] == judgement.inputs["policy"]
        done, _ = checked(service, forged.path, tmp_path / "spool", trust=first)
        assert reports_of(service, package) == list(done.report_lines()) != []
