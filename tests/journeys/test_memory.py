"""What a memory says moves no item's result, and is a fact like any other."""

import json
from pathlib import Path
from typing import Any

import pytest

from fixtures.forge import Forged, forge, forge_mix
from ingest.kit.collect import collect_kit
from ingest.memory import InMemory
from ingest.memoryfile import MemoryFile
from ingest.pipeline import run_package
from ingest.replay import replay_facts
from ingest.runs import PackageRun
from tests.journeys.judged import judge_package, settings_for
from verify.codes.table import CODES
from verify.findings import CheckStatus

FOR_A_PERSON = frozenset(
    code
    for code, row in CODES.items()
    if code.startswith("memory.") and CheckStatus.HUMAN in row.statuses
)
REUSED = ["id_video_two_borrowers", "voucher_two_loans_one_byte_appended"]
RESENT = [
    "token_stripped_on_resubmit",
    "contradicted_proof_kept_elsewhere",
    "case_line_other_lender",
]
HONEST = [
    "honest_refiled_after_correction",
    "honest_shared_framework_contract",
    "honest_document_misused_by_other_lender",
]


def run(
    forged: Forged, folder: Path, memory: InMemory | MemoryFile, *, jobs: int = 1
) -> PackageRun:
    """Judge the earlier packages, then the last one with its facts kept."""
    for number, path in enumerate(forged.earlier):
        place = folder / f"earlier-{number}"
        place.mkdir(parents=True)
        run_package(path, settings_for(forged), place, memory=memory)
    (folder / "facts").mkdir(parents=True)
    settings = settings_for(forged, jobs=jobs)
    return run_package(forged.path, settings, folder, facts=folder / "facts", memory=memory)


def reports(done: PackageRun) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.report_lines()]


def codes(done: PackageRun) -> set[str]:
    items = [item for report in reports(done) for item in (*report["items"], *report["shared"])]
    return {one["code"] for item in items for one in item["findings"]}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_lender_is_told_and_nobody_is_asked(name: str, tmp_path: Path) -> None:
    judged = judge_package(forge(name, tmp_path), tmp_path / "spool")
    assert judged.codes & FOR_A_PERSON == frozenset()


@pytest.mark.parametrize("name", REUSED + RESENT)
def test_facts_judged_again_give_the_same_reports(name: str, tmp_path: Path) -> None:
    forged = forge(name, tmp_path)
    done = run(forged, tmp_path / "run", InMemory())
    (tmp_path / "again").mkdir()
    again = replay_facts(tmp_path / "run" / "facts", settings_for(forged), tmp_path / "again")
    assert list(again.report_lines()) == list(done.report_lines()) != []


@pytest.mark.parametrize("name", REUSED + RESENT)
def test_two_processes_and_a_file_give_the_same_reports(name: str, tmp_path: Path) -> None:
    forged = forge(name, tmp_path)
    one = run(forged, tmp_path / "one", InMemory())
    with MemoryFile(tmp_path / "memory.db") as memory:
        two = run(forged, tmp_path / "two", memory, jobs=2)
        assert list(two.report_lines()) == list(one.report_lines())


@pytest.mark.parametrize("name", RESENT)
def test_without_the_memory_nothing_is_said_and_results_are_the_same(
    name: str, tmp_path: Path
) -> None:
    forged = forge(name, tmp_path)
    remembered = run(forged, tmp_path / "one", InMemory())
    alone = run(Forged(forged.path, forged.trust), tmp_path / "two", InMemory())
    assert (codes(alone) & FOR_A_PERSON, alone.counts) == (set(), remembered.counts)


def test_both_borrowers_are_told(tmp_path: Path) -> None:
    done = run(forge("id_video_two_borrowers", tmp_path), tmp_path / "run", InMemory())
    told = [
        (report["case_key"], item["id"], one["observed"])
        for report in reports(done)
        for item in report["items"]
        for one in item["findings"]
        if one["code"] == "memory.item_of_other_borrower"
    ]
    name = done.facts.head.package_id if done.facts.head else ""
    assert told == [
        ("case-000000", "id-video", f"{name}/case-000001/id-video"),
        ("case-000001", "id-video", f"{name}/case-000000/id-video"),
    ]


@pytest.mark.parametrize("name", ["case_line_other_lender"])
def test_of_another_lender_nothing_is_told_but_that_it_is_there(name: str, tmp_path: Path) -> None:
    forged = forge(name, tmp_path)
    done = run(forged, tmp_path / "run", InMemory())
    found = [
        one
        for report in reports(done)
        for item in report["items"]
        for one in item["findings"]
        if one["code"].startswith("memory.")
    ]
    assert {(one["observed"], one["expected"]) for one in found} == {(None, None)}


def test_a_package_judged_twice_is_not_held_against_itself(tmp_path: Path) -> None:
    forged, memory = forge("honest_plain", tmp_path), InMemory()
    first = run(forged, tmp_path / "one", memory)
    second = run(forged, tmp_path / "two", memory)
    assert list(first.report_lines()) == list(second.report_lines())


def test_a_refused_package_is_not_remembered(tmp_path: Path) -> None:
    memory = InMemory()
    refused = run(forge("case_key_twice", tmp_path), tmp_path / "one", memory)
    after = run(forge("honest_plain", tmp_path), tmp_path / "two", memory)
    found = refused.refused, after.refused, "memory.refiled" in codes(after)
    assert found == (True, False, False)


def test_another_case_is_not_touched_by_what_one_case_recalls(tmp_path: Path) -> None:
    forged = forge("token_stripped_on_resubmit", tmp_path)
    found = reports(run(forged, tmp_path / "run", InMemory()))
    hit = [
        report["case_key"]
        for report in found
        for item in report["items"]
        if any(one["code"] in FOR_A_PERSON for one in item["findings"])
    ]
    assert hit == [forged.case_key]


def test_a_kit_holds_the_same_report_and_of_others_nothing(tmp_path: Path) -> None:
    forged = forge("honest_shared_framework_contract", tmp_path)
    done = run(forged, tmp_path / "run", InMemory())
    settings = settings_for(forged)
    with collect_kit(forged.path, done, "case-000000", settings) as kit:
        *_, recalls = json.loads(kit.files["facts/case.json"])
    assert list(recalls) == ["case-000000"]


def test_packages_of_two_platforms_of_one_lender_have_nothing_in_common(tmp_path: Path) -> None:
    forged = [
        forge_mix({}, tmp_path, cases=2, platform=number, name=f"of-{number}")
        for number in range(3)
    ]
    memory, found = InMemory(), set()
    for number, one in enumerate(forged):
        found |= codes(run(one, tmp_path / f"run-{number}", memory))
    assert {code for code in found if code.startswith("memory.")} == set()
