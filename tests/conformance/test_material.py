"""The outside material itself: whole, with its origin and licence, and all of it run."""

from hashlib import sha256
from pathlib import Path

import pytest

from tests.conformance import (
    test_bagit,
    test_rfc3161,
    test_sm2_certificates,
    test_tongsuo_vectors,
    test_wycheproof,
)
from tests.conformance.material import DATA, Vector, vectors

AREAS = ("bagit", "ethereum", "fisco", "ots", "primitive", "rfc3161", "sm2-cert")
EXPECTED = {"valid", "invalid", "indeterminate", "mixed", "auxiliary"}
LICENCES = {"Apache-2.0", "BSD-3-Clause", "CC0-1.0", "facts", "public domain (US Gov)"}
MATERIAL = frozenset().union(
    test_bagit.material(),
    test_rfc3161.material(),
    test_sm2_certificates.material(),
    test_tongsuo_vectors.material(),
    test_wycheproof.material(),
)
BY_NAME = {
    "ethereum": "test_ethereum.py",
    "fisco": "test_fisco.py",
    "ots": "test_ots.py",
    "pkits.json": "test_pkits.py",
}
"""Areas whose tests open each file by its own name, and those tests."""
OURS = {".gitattributes", "README.md", "index.json", "pkits.md"}
"""What was written beside the material, in the data folder and in each area."""
ROWS = [row for area in AREAS for row in vectors(area)]


def _files() -> set[Path]:
    """Every file of the data folder that came from outside."""
    beside = {folder / name for folder in (DATA, *map(DATA.joinpath, AREAS)) for name in OURS}
    return {path for path in DATA.rglob("*") if path.is_file()} - beside


def test_every_area_has_an_index_and_a_page() -> None:
    assert {path.name for path in DATA.iterdir() if path.is_dir()} == set(AREAS)
    assert all((DATA / area / "README.md").is_file() for area in AREAS)


def test_every_file_is_in_an_index() -> None:
    indexed = {row.path for row in ROWS}
    known = {path for path in _files() if indexed & {path, *path.parents}}
    assert _files() - known == {DATA / "pkits.json"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path.name)
def test_a_row_is_of_a_known_kind_and_licence(row: Vector) -> None:
    assert row.path.exists()
    assert (row.expected in EXPECTED, row.licence in LICENCES) == (True, True)
    assert row.origin.partition(" @ ")[2]


@pytest.mark.parametrize("row", [row for row in ROWS if row.sha256], ids=lambda row: row.path.name)
def test_a_file_is_byte_for_byte_what_came(row: Vector) -> None:
    assert sha256(row.path.read_bytes()).hexdigest() == row.sha256


def test_every_file_is_run() -> None:
    named = {path for path in _files() if path.relative_to(DATA).parts[0] in BY_NAME}
    assert _files() == MATERIAL | named


@pytest.mark.parametrize("area", BY_NAME)
def test_every_file_opened_by_name_is_named(area: str) -> None:
    source = (DATA.parent / BY_NAME[area]).read_text("utf-8")
    files = {path.name for path in _files() if path.relative_to(DATA).parts[0] == area}
    assert [name for name in sorted(files) if name not in source] == []


def test_the_material_stays_small() -> None:
    assert sum(path.stat().st_size for path in _files()) < 5_000_000
