"""The writer: the same bytes every time, and archives that other programs read too."""

import hashlib
import tarfile
import zipfile
from pathlib import Path

import pytest
import rfc8785

from ingest.package.read import open_package
from ingest.package.write import Container, PackageWriter, canonical_json
from ingest.package.zipindex import zip64_values
from tests.ingest.package.forging import good, package_head

CONTAINERS: list[Container] = ["zip", "tar", "directory"]


@pytest.mark.parametrize("container", ["zip", "tar"])
def test_the_same_input_gives_the_same_bytes(container: Container, tmp_path: Path) -> None:
    first = good().write(tmp_path / "a", container, manifests=("sm3", "sha256"))
    second = good().write(tmp_path / "b", container, manifests=("sm3", "sha256"))
    assert first.read_bytes() == second.read_bytes()


def test_a_zip_is_read_by_zipfile(tmp_path: Path) -> None:
    with zipfile.ZipFile(good().write(tmp_path / "p.zip", base="基")) as archive:
        assert archive.testzip() is None
        assert archive.read("基/bagit.txt").startswith(b"BagIt-Version: 1.0\n")


def test_a_tar_is_read_by_tarfile(tmp_path: Path) -> None:
    with tarfile.open(good().write(tmp_path / "p.tar", "tar", base="基")) as archive:
        names = archive.getnames()
    assert {"基/package.json", "基/data/shared/shared.jsonl"} <= set(names)


@pytest.mark.parametrize("container", CONTAINERS)
def test_every_container_has_the_same_tag_manifest(container: Container, tmp_path: Path) -> None:
    draft = good()
    paths = draft.write(tmp_path / "a"), draft.write(tmp_path / "b", container)
    with open_package(paths[0]) as expected, open_package(paths[1]) as package:
        assert expected.facts.tagmanifest == package.facts.tagmanifest


def test_the_signature_is_over_the_exact_tag_manifest(tmp_path: Path) -> None:
    with PackageWriter(tmp_path / "p", container="directory") as writer:
        writer.finish(
            package_head(),
            cases=0,
            items=0,
            sign=lambda data: b"CMS over " + data,
            timestamp=lambda data: b"token over " + data,
        )
    tagmanifest, signature, timestamp = (
        (tmp_path / "p" / name).read_bytes()
        for name in ("tagmanifest-sha256.txt", "signature.p7s", "signature.tsr")
    )
    assert signature == b"CMS over " + tagmanifest
    assert timestamp == b"token over " + signature


def test_the_tag_manifest_lists_every_tag_file_but_itself_and_the_signature(
    tmp_path: Path,
) -> None:
    package = good().write(tmp_path / "p", "directory", manifests=("sha256", "sm3"))
    lines = (package / "tagmanifest-sha256.txt").read_text().splitlines()
    assert lines == [
        f"{hashlib.sha256((package / name).read_bytes()).hexdigest()}  {name}"
        for name in (
            "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sm3.txt", "package.json",
        )
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["data/a", "data/b", "package.json", "other/x"])
def test_a_path_out_of_order_or_place_is_refused(path: str, tmp_path: Path) -> None:
    with PackageWriter(tmp_path / "p.zip") as writer:
        writer.add("data/b", b"")
        with pytest.raises(ValueError, match="ascend under data/"):
            writer.add(path, b"")


def test_more_members_than_16_bits_are_written_with_zip64(tmp_path: Path) -> None:
    package = tmp_path / "p.zip"
    with PackageWriter(package) as writer:
        for number in range(65_600):
            writer.add(f"data/{number:06}/x", b"")
        writer.finish(package_head(), cases=0, items=0)
    with zipfile.ZipFile(package) as archive:
        assert len(archive.namelist()) == 65_600 + 5
    with open_package(package) as opened:
        assert opened.facts.counts["members"] == 65_600 + 5


def test_sizes_beyond_32_bits_stand_in_the_zip64_field(tmp_path: Path) -> None:
    with PackageWriter(tmp_path / "p.zip") as writer:
        writer._sink.member("data/x", 5 << 30, 7, ())
        writer._sink.member("data/y", 1, 7, (b"y",))
    local = (tmp_path / "p.zip").read_bytes()[:56]
    assert local[18:26] == b"\xff" * 8
    assert zip64_values(local[36:56], (0xFFFFFFFF, 0xFFFFFFFF), b"data/x") == (5 << 30, 5 << 30)


@pytest.mark.parametrize(
    "value",
    [{"b": 1, "a": [True, None, 'é\u2028\x7f\x01"\\/']}, "€", [], {"a": {"c": -1, "b": "𠮷"}}],
)
def test_canonical_json_is_that_of_rfc_8785(value: object) -> None:
    assert canonical_json(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [float("nan"), "\ud800"])
def test_what_canonical_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical_json(value)
