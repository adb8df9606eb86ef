"""Every named fault ends as it must, by name; and every finding code has a fault that yields it."""

from pathlib import Path

import pytest

from fixtures.forge import FAULTS, Forged, forge
from fixtures.scenarios.index import SCENARIOS
from tests.architecture.tree import ROOT
from tests.journeys.judged import JUDGES, Judged, expected_of
from verify.codes.table import CODES


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_the_fault_ends_as_it_must_and_every_proof_of_an_honest_item_passes(
    name: str, tmp_path: Path
) -> None:
    fault, forged = FAULTS[name], forge(name, tmp_path)
    judged = JUDGES[fault.target](forged, tmp_path / "spool")
    missing = sorted(set(fault.expects) - judged.codes)
    honest = name.startswith("honest_") and fault.item is not None
    still_open = _open_proofs(judged, forged) if honest else []
    assert (judged.result, missing, still_open) == (expected_of(fault), [], [])


def _open_proofs(judged: Judged, forged: Forged) -> list[tuple[str, str]]:
    """Return the proofs of the item hit that did not pass."""
    return [
        (proof["id"], proof["status"])
        for report in judged.reports
        for item in report["items"]
        if item["id"] == forged.item
        for proof in item["proofs"]
        if proof["status"] != "PASSED"
    ]


YIELDED_ELSEWHERE = {
    "proof.digest_never_enough": "tests/verify/test_outcomes.py: no certificate here is that old",
    "object.unreadable": "tests/ingest/test_objects.py: a pipe is no file that can be forged",
    "package.member_unreadable":
        "tests/ingest/package/damage/containers.py: a file that vanishes while read",
    "art8.stage_unknown": "tests/verify/rules/articles/test_route.py: its package is refused",
    "rule17.platform_unregistered":
        "tests/verify/rules/articles/test_rule17.py: a package of such a platform is refused",
    "sheet.reader_stopped":
        "tests/ingest/adapters/elements/test_workbook.py: what takes too long depends on the host",
}  # fmt: skip
"""Codes that no bytes can yield, with the test that yields them."""
OF_FAULTS = {code for one in FAULTS.values() for code in one.expects}
EXPECTED = OF_FAULTS | {code for one in SCENARIOS.values() for code in one.expects}


def test_every_code_has_a_fault_or_a_case_that_yields_it() -> None:
    assert sorted(set(CODES) - EXPECTED - set(YIELDED_ELSEWHERE)) == []


def test_no_code_that_a_fixture_yields_is_said_to_be_yielded_elsewhere() -> None:
    assert sorted(EXPECTED & set(YIELDED_ELSEWHERE)) == []


@pytest.mark.parametrize("code", sorted(YIELDED_ELSEWHERE))
def test_the_test_that_yields_it_elsewhere_exists(code: str) -> None:
    place = YIELDED_ELSEWHERE[code].partition(":")[0]
    assert code in (ROOT / place).read_text("utf-8")


def test_no_fixture_expects_a_code_that_is_not_in_the_table() -> None:
    assert sorted(EXPECTED - set(CODES)) == []


def test_every_fault_is_described_in_both_languages() -> None:
    assert [f.name for f in FAULTS.values() if not f.zh.strip() or not f.en.strip()] == []
