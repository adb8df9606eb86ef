"""What a path is, told by names alone."""

import zipfile
from pathlib import Path

import pytest

from ingest.package.kind import sniff_container
from ingest.package.write import Container
from tests.ingest.package.damage.bags import bag, write_bag
from tests.ingest.package.forging import good


@pytest.mark.parametrize("container", ["zip", "tar", "directory"])
def test_a_package_is_told_whatever_carries_it(container: Container, tmp_path: Path) -> None:
    assert sniff_container(good().write(tmp_path / "p", container)) == "package"


def test_a_package_in_a_base_directory_is_told(tmp_path: Path) -> None:
    assert sniff_container(good().write(tmp_path / "p", base="base")) == "package"


def test_a_damaged_package_is_still_an_archive(tmp_path: Path) -> None:
    package = good().write(tmp_path / "p")
    package.write_bytes(package.read_bytes()[:-30])
    assert sniff_container(package) == "archive"


def test_a_bag_is_told_even_without_its_declaration(tmp_path: Path) -> None:
    assert sniff_container(write_bag(tmp_path / "a", bag())) == "bag"
    assert sniff_container(write_bag(tmp_path / "b", bag(**{"bagit.txt": None}))) == "bag"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("OFD.xml", "ofd"),
        ("META-INF/signature.p7s", "asic"),
        ("META-INF/ASiCManifest.xml", "asic"),
        ("a.txt", "archive"),
        ("META-INF/MANIFEST.MF", "archive"),
        ("a/b/package.json", "archive"),
    ],
)
def test_other_archives_are_told_by_their_names(name: str, kind: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(name, b"")
    assert sniff_container(tmp_path / "x.zip") == kind


def test_a_plain_file_or_folder_is_none(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"%PDF-1.7")
    assert sniff_container(tmp_path / "x") is None
    assert sniff_container(tmp_path) is None


def test_a_path_that_is_not_there_is_the_callers_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sniff_container(tmp_path / "nothing")
