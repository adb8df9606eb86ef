"""Every code of the reader, yielded by a package that has just that fault."""

from pathlib import Path

import pytest

from tests.ingest.package.damage import FAULTS
from tests.ingest.package.forging import good, read_all
from verify.codes import json, package
from verify.findings import CheckStatus

ROWS = {row.code: row for row in (*json.ROWS, *package.ROWS)}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_yields_its_code(name: str, tmp_path: Path) -> None:
    found = FAULTS[name].find(tmp_path)
    assert FAULTS[name].code in {finding.code for finding in found}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_yields_statuses_of_the_table_alone(name: str, tmp_path: Path) -> None:
    found = FAULTS[name].find(tmp_path)
    assert [f for f in found if f.status not in ROWS[f.code].statuses] == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_whose_code_is_always_failed_refuses(name: str, tmp_path: Path) -> None:
    code = FAULTS[name].code
    found = [f.status for f in FAULTS[name].find(tmp_path) if f.code == code]
    assert CheckStatus.FAILED in found or ROWS[code].statuses != (CheckStatus.FAILED,)


def test_every_code_has_a_fault() -> None:
    assert ROWS.keys() - {fault.code for fault in FAULTS.values()} == set()


def test_a_code_belongs_to_one_row() -> None:
    assert len(ROWS) == len(json.ROWS) + len(package.ROWS)


@pytest.mark.parametrize("container", ["zip", "tar", "directory"])
def test_a_good_package_has_no_finding(container: str, tmp_path: Path) -> None:
    assert read_all(good(2).write(tmp_path / "p", container)) == []  # type: ignore[arg-type]
