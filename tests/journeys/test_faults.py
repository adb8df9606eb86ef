"""Every named fault ends as it must, by name; and every finding code has a fault that yields it."""

from pathlib import Path

import pytest

from fixtures.forge import FAULTS, forge
from tests.journeys.judged import JUDGES
from verify.codes.table import CODES


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_the_fault_ends_as_it_must(name: str, tmp_path: Path) -> None:
    fault = FAULTS[name]
    judged = JUDGES[fault.target](forge(name, tmp_path), tmp_path / "spool")
    expected = "CONSISTENT" if fault.result == "accepted" else fault.result
    assert (judged.result, sorted(set(fault.expects) - judged.codes)) == (expected, [])


HONEST = sorted(one.name for one in FAULTS.values() if one.name.startswith("honest_") and one.item)


@pytest.mark.parametrize("name", HONEST)
def test_every_proof_of_an_honest_item_passes(name: str, tmp_path: Path) -> None:
    forged = forge(name, tmp_path)
    judged = JUDGES["package"](forged, tmp_path / "spool")
    open_proofs = [
        (proof["id"], proof["status"])
        for report in judged.reports
        for item in report["items"]
        if item["id"] == forged.item
        for proof in item["proofs"]
        if proof["status"] != "PASSED"
    ]
    assert open_proofs == []


YIELDED_ELSEWHERE = {
    "proof.digest_never_enough": "tests/verify/test_outcomes.py: no certificate here is that old",
    "object.unreadable": "tests/ingest/test_objects.py: a pipe is no file that can be forged",
    "package.member_unreadable": "tests/ingest/package/damage: a file that vanishes while read",
}
"""Codes that no bytes can yield, with the test that yields them."""


def test_every_code_has_a_fault_that_yields_it() -> None:
    yielded = {code for fault in FAULTS.values() for code in fault.expects} | set(YIELDED_ELSEWHERE)
    assert sorted(set(CODES) - yielded) == []


def test_no_fault_expects_a_code_that_is_not_in_the_table() -> None:
    expected = {code for fault in FAULTS.values() for code in fault.expects}
    assert sorted(expected - set(CODES)) == []


def test_every_fault_is_described_in_both_languages() -> None:
    assert [f.name for f in FAULTS.values() if not f.zh.strip() or not f.en.strip()] == []
