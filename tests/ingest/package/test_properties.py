"""Laws of the reader: nothing raises, and no changed octet of a payload stays unnoticed."""

import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ingest.package.bag import check_bag
from ingest.package.contents import digest_contents
from ingest.package.kind import sniff_container
from ingest.package.read import open_package, read_shard
from tests.ingest.package.damage.containers import set_tar_field
from tests.ingest.package.damage.zipbytes import (
    CENTRAL,
    LOCAL,
    patch_both,
    patch_central,
    patch_local,
)
from tests.ingest.package.forging import SHA256, good, read_all

QUICK = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEADS = [b"", b"PK\x03\x04", b"PK\x05\x06", bytes(257) + b"ustar\x0000"]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("packages")
    draft = good(2, cases=1)
    return {
        "zip": draft.write(folder / "zip", "zip").read_bytes(),
        "tar": draft.write(folder / "tar", "tar").read_bytes(),
    }


def _written(folder: Path, data: bytes | bytearray) -> Path:
    (folder / "p").write_bytes(data)
    return folder / "p"


@QUICK
@given(st.sampled_from(HEADS), st.binary(max_size=2000))
def test_arbitrary_octets_never_raise(tmp_path: Path, head: bytes, tail: bytes) -> None:
    package = _written(tmp_path, head + tail)
    assert read_all(package) != []
    assert check_bag(package).findings != ()
    assert sniff_container(package) in {None, "archive"}


@QUICK
@given(st.data())
@pytest.mark.parametrize("container", ["zip", "tar"])
def test_one_changed_octet_never_raises(
    packages: dict[str, bytes], container: str, tmp_path: Path, data: st.DataObject
) -> None:
    octets = bytearray(packages[container])
    at = data.draw(st.integers(0, len(octets) - 1))
    octets[at] ^= data.draw(st.integers(1, 255))
    package = _written(tmp_path, bytes(octets))
    assert isinstance(read_all(package), list)
    assert isinstance(check_bag(package).findings, tuple)


@QUICK
@given(st.data())
@pytest.mark.parametrize("container", ["zip", "tar"])
def test_a_package_cut_off_anywhere_is_refused(
    packages: dict[str, bytes], container: str, tmp_path: Path, data: st.DataObject
) -> None:
    length = data.draw(st.integers(0, len(packages[container]) - 1))
    assert read_all(_written(tmp_path, packages[container][:length])) != []


@QUICK
@given(
    st.sampled_from(sorted(CENTRAL)),
    st.sampled_from([0, 1, 8, 0xFFFE, 0xFFFF]) | st.integers(0, 0xFFFF),
    st.integers(0, 16),
    st.sampled_from([patch_central, patch_local, patch_both]),
)
def test_any_value_in_a_header_of_a_zip_never_raises(
    packages: dict[str, bytes],
    tmp_path: Path,
    field: str,
    value: int,
    shift: int,
    patch: Callable[..., bytes],
) -> None:
    assume(patch is patch_central or field in LOCAL)
    wide = value << shift if CENTRAL[field][1] == "I" else value
    damaged = patch(packages["zip"], b"000/01.txt", **{field: wide})
    assert isinstance(read_all(_written(tmp_path, damaged)), list)


@QUICK
@given(
    st.sampled_from([(0, 100), (124, 12), (156, 1), (157, 100), (257, 8), (345, 155)]),
    st.sampled_from([b"\x80", b"\xff", b"7", b"\0", b"../", b"x", b"L", b"g", b"S", b"1", b"5"]),
    st.booleans(),
)
def test_any_value_in_a_header_of_a_tar_never_raises(
    packages: dict[str, bytes], tmp_path: Path, field: tuple[int, int], value: bytes, filled: bool
) -> None:
    at, octets = field
    whole = (value * octets if filled else value)[:octets]
    damaged = set_tar_field(packages["tar"], 0, at, whole)
    assert isinstance(read_all(_written(tmp_path, damaged)), list)


def _zip_places(path: Path) -> list[tuple[int, int]]:
    """Return where the contents of payload members lie."""
    with zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if info.filename.startswith("data/")]
    return [(i.header_offset + 30 + len(i.filename), i.file_size) for i in infos]


def _tar_places(path: Path) -> list[tuple[int, int]]:
    with tarfile.open(path) as archive:
        return [(i.offset_data, i.size) for i in archive if i.name.startswith("data/")]


def _mismatches(path: Path) -> list[str]:
    """Return what differs: files whose digest is not the manifest's, and codes of findings."""
    found = [finding.code for finding in read_all(path)]
    with open_package(path) as package:
        for ref in (*package.shards, *filter(None, [package.shared])):
            shard = read_shard(package, ref)
            contents = digest_contents(package, shard, dict.fromkeys(shard.present, ()))
            found += [
                name
                for name, facts in contents.items()
                if facts.digests[SHA256].hex() != shard.manifest[name]["sha256"]
            ]
    return found


PLACES: dict[str, Callable[[Path], list[tuple[int, int]]]] = {
    "zip": _zip_places,
    "tar": _tar_places,
}


@QUICK
@given(st.data())
@pytest.mark.parametrize("container", PLACES)
def test_one_changed_octet_of_a_payload_file_is_always_noticed(
    packages: dict[str, bytes], container: str, tmp_path: Path, data: st.DataObject
) -> None:
    octets = bytearray(packages[container])
    offset, size = data.draw(st.sampled_from(PLACES[container](_written(tmp_path, octets))))
    octets[offset + data.draw(st.integers(0, size - 1))] ^= data.draw(st.integers(1, 255))
    assert _mismatches(_written(tmp_path, octets)) != []


@pytest.mark.parametrize("container", PLACES)
def test_an_unchanged_package_has_no_mismatch(
    packages: dict[str, bytes], container: str, tmp_path: Path
) -> None:
    assert _mismatches(_written(tmp_path, packages[container])) == []
