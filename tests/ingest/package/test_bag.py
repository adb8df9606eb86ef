"""Plain BagIt bags, in whatever carries them."""

import tarfile
import zipfile
from pathlib import Path

import pytest

from ingest.package.bag import check_bag
from tests.ingest.package.damage.bags import DECLARATION, bag, manifest, write_bag


def _zip(folder: Path, base: str, out: Path) -> Path:
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, base + str(path.relative_to(folder)))
    return out


def test_a_good_bag_has_no_finding(tmp_path: Path) -> None:
    report = check_bag(write_bag(tmp_path / "bag", bag()))
    assert report == ((), "1.0", ("sha256",), 2, 2)


@pytest.mark.parametrize("base", ["", "base/"])
def test_a_bag_in_a_zip_reads_the_same(base: str, tmp_path: Path) -> None:
    folder = write_bag(tmp_path / "bag", bag())
    assert check_bag(folder) == check_bag(_zip(folder, base, tmp_path / "bag.zip"))


@pytest.mark.parametrize("base", [".", "base"])
def test_a_bag_in_a_tar_reads_the_same(base: str, tmp_path: Path) -> None:
    folder = write_bag(tmp_path / "bag", bag())
    with tarfile.open(tmp_path / "bag.tar", "w") as archive:
        archive.add(folder, base)
    assert check_bag(folder) == check_bag(tmp_path / "bag.tar")


def test_names_in_gbk_are_read_and_told(tmp_path: Path) -> None:
    folder = write_bag(tmp_path / "bag", bag())
    name = "借据.pdf".encode("gbk").decode("utf-8", "surrogateescape")
    (folder / "data/借据.pdf").rename(folder / "data" / name)
    report = check_bag(folder)
    assert [finding.code for finding in report.findings] == ["package.name_not_utf8"]


def test_a_bag_of_0_97_may_list_a_file_in_one_manifest_alone(tmp_path: Path) -> None:
    files = bag(**{
        "bagit.txt": DECLARATION.replace(b"1.0", b"0.97"),
        "manifest-sha512.txt": manifest({"data/a.txt": b"a"}, "sha512"),
    })  # fmt: skip
    assert check_bag(write_bag(tmp_path / "bag", files)).findings == ()


def test_since_1_0_every_manifest_lists_every_file(tmp_path: Path) -> None:
    files = bag(**{"manifest-sha512.txt": manifest({"data/a.txt": b"a"}, "sha512")})
    found = check_bag(write_bag(tmp_path / "bag", files)).findings
    assert [finding.code for finding in found] == ["package.member_unlisted"]


def test_a_tag_manifest_is_checked(tmp_path: Path) -> None:
    tags = {"bagit.txt": DECLARATION, "manifest-sha256.txt": bag()["manifest-sha256.txt"]}
    good = bag(**{"tagmanifest-sha256.txt": manifest(tags)})
    wrong = bag(**{"tagmanifest-sha256.txt": manifest({**tags, "bagit.txt": b"x"})})
    assert check_bag(write_bag(tmp_path / "a", good)).findings == ()
    found = check_bag(write_bag(tmp_path / "b", wrong)).findings
    assert [finding.code for finding in found] == ["package.digest_differs"]


def test_since_1_0_a_tag_manifest_lists_every_payload_manifest(tmp_path: Path) -> None:
    files = bag(**{"tagmanifest-sha256.txt": manifest({"bagit.txt": DECLARATION})})
    found = check_bag(write_bag(tmp_path / "bag", files)).findings
    assert [finding.code for finding in found] == ["package.tag_file_unlisted"]


@pytest.mark.parametrize(
    "path",
    ["../a", "/etc/passwd", "data/../../a", "~root/a", "C:\\a", "\\\\?\\UNC\\a", "data/..\\a"],
)
def test_a_path_that_leaves_the_bag_is_refused(path: str, tmp_path: Path) -> None:
    files = bag()
    files["manifest-sha256.txt"] += manifest({path: b""})
    found = check_bag(write_bag(tmp_path / "bag", files)).findings
    assert [finding.code for finding in found] == ["package.path_unsafe"]


def test_what_is_no_container_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x")
    assert [f.code for f in check_bag(tmp_path / "x").findings] == ["package.not_a_package"]
