"""`docs/threats.md` says what the faults do: every fault it names exists, and ends as it says."""

import re
from typing import NamedTuple

import pytest

from fixtures.forge import FAULTS
from tests.architecture.tree import ROOT

ROW = re.compile(r"^\| (\d+) \|.*\| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
QUOTED = re.compile(r"`([^`]+)`")
OF_VERIFICATION = {*range(1, 21), *range(32, 36)}
"""Threats to the verification; those to the service have their tests with the service."""


class Threat(NamedTuple):
    number: int
    fault: str
    result: str
    codes: frozenset[str]


def _threats() -> list[Threat]:
    rows = ROW.findall((ROOT / "docs/threats.md").read_text("utf-8"))
    return [
        Threat(int(number), fault, end.partition(",")[0].strip(), frozenset(QUOTED.findall(end)))
        for number, faults, end in rows
        for fault in QUOTED.findall(faults)
    ]


THREATS = _threats()


def test_every_threat_to_the_verification_has_a_line() -> None:
    assert {row.number for row in THREATS} == OF_VERIFICATION


def test_no_fault_stands_in_two_lines() -> None:
    assert len({row.fault for row in THREATS}) == len(THREATS)


@pytest.mark.parametrize("row", THREATS, ids=[row.fault for row in THREATS])
def test_the_fault_ends_as_its_line_says(row: Threat) -> None:
    fault = FAULTS[row.fault]
    assert (fault.result, sorted(row.codes - set(fault.expects))) == (row.result, [])
