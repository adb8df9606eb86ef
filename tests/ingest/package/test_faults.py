"""Every code of the reader, yielded by a package that has just that fault."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.ingest.package.damage import FAULTS
from tests.ingest.package.forging import good, read_all
from verify.codes import json, package
from verify.findings import CheckStatus, Finding


@cache
def _found(name: str) -> tuple[Finding, ...]:
    with TemporaryDirectory() as folder:
        return tuple(FAULTS[name].find(Path(folder)))


ROWS = {row.code: row for row in (*json.ROWS, *package.ROWS)}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_yields_its_code(name: str) -> None:
    assert FAULTS[name].code in {finding.code for finding in _found(name)}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_yields_statuses_of_the_table_alone(name: str) -> None:
    assert [f for f in _found(name) if f.status not in ROWS[f.code].statuses] == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_whose_code_is_always_failed_refuses(name: str) -> None:
    code = FAULTS[name].code
    found = [f.status for f in _found(name) if f.code == code]
    assert CheckStatus.FAILED in found or ROWS[code].statuses != (CheckStatus.FAILED,)


OF_NO_FORM = {"package.rules_absent", "package.not_synthetic"}
"""What is said of a package however it was read: of whom it names, and when it came."""


def test_every_code_has_a_fault() -> None:
    assert ROWS.keys() - {fault.code for fault in FAULTS.values()} == OF_NO_FORM


def test_a_code_belongs_to_one_row() -> None:
    assert len(ROWS) == len(json.ROWS) + len(package.ROWS)


@pytest.mark.parametrize("container", ["zip", "tar", "directory"])
def test_a_good_package_has_no_finding(container: str, tmp_path: Path) -> None:
    assert read_all(good(2).write(tmp_path / "p", container)) == []  # type: ignore[arg-type]
