"""A good package reads the same whatever carries it, and whatever its order."""

import io
import pickle
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.package.read import attach, open_package, read_shard, read_shared
from ingest.package.write import Container
from tests.ingest.package.forging import SHA256, Draft, good, read_all, read_one, reseal, rezip
from verify.model import BundleShard

CONTAINERS: list[Container] = ["zip", "tar", "directory"]


def _shards(path: Path) -> list[BundleShard]:
    with open_package(path) as package:
        shared = read_shared(package)
        return [*(read_shard(package, ref) for ref in package.shards), *filter(None, [shared])]


@pytest.mark.parametrize("container", CONTAINERS)
def test_every_container_reads_the_same(container: Container, tmp_path: Path) -> None:
    draft = good(3)
    expected = _shards(draft.write(tmp_path / "a.zip"))
    assert expected == _shards(draft.write(tmp_path / "b", container))


@pytest.mark.parametrize("container", ["zip", "tar"])
@pytest.mark.parametrize("base", ["base", "基", "."])
def test_one_base_directory_changes_nothing(
    container: Container, base: str, tmp_path: Path
) -> None:
    expected = _shards(good().write(tmp_path / "a", container))
    assert expected == _shards(good().write(tmp_path / "b", container, base=base))


def test_the_head_and_the_tag_files_are_among_the_facts(tmp_path: Path) -> None:
    with open_package(good().write(tmp_path / "p.zip")) as package:
        facts = package.facts
    assert facts.head is not None
    assert (facts.container, facts.head.package_id, facts.head.counts.items) == ("zip", "pkg-1", 4)
    assert facts.signature == b"CMS " + facts.tagmanifest[:8]
    assert facts.signature_timestamp is None
    assert facts.counts == {"members": 15, "files": 9, "bytes": 5386, "shards": 1}


def test_proofs_are_had_by_their_locators(tmp_path: Path) -> None:
    shard = _shards(good().write(tmp_path / "p.zip"))[0]
    bytes_of = [shard.proofs[proof.locator] for case in shard.cases for proof in case.proofs]
    assert bytes_of == [bytes(range(10))] * 4


def _shuffled(names: list[str]) -> list[str]:
    return random.Random(7).sample(names, len(names))


def _shuffle_zip(source: Path, out: Path) -> Path:
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out, "w") as after:
        for name in _shuffled(before.namelist()):
            after.writestr(name, before.read(name))
    return out


def _shuffle_tar(source: Path, out: Path) -> Path:
    with tarfile.open(source) as before, tarfile.open(out, "w") as after:
        for name in _shuffled(before.getnames()):
            info = before.getmember(name)
            after.addfile(info, before.extractfile(info))
    return out


@pytest.mark.parametrize(("container", "shuffle"), [("zip", _shuffle_zip), ("tar", _shuffle_tar)])
def test_members_in_any_order_read_the_same(
    container: Container, shuffle: Callable[[Path, Path], Path], tmp_path: Path
) -> None:
    source = good(3).write(tmp_path / "a", container)
    shuffled = shuffle(source, tmp_path / "b")
    assert _shards(source) == _shards(shuffled)
    assert read_all(shuffled) == []


def test_manifest_lines_in_any_order_read_the_same(tmp_path: Path) -> None:
    package = good(3).write(tmp_path / "p", "directory", manifests=("sha256", "sm3"))
    expected = _shards(package)
    for name in ("manifest-sha256.txt", "manifest-sm3.txt"):
        lines = (package / name).read_text().splitlines(keepends=True)
        (package / name).write_text("".join(_shuffled(lines)))
    reseal(package)
    assert expected == _shards(package)
    assert read_all(package) == []


def test_a_central_directory_in_another_order_than_the_file_reads_the_same(
    tmp_path: Path,
) -> None:
    source = good(2).write(tmp_path / "a.zip")
    with zipfile.ZipFile(source, "a") as archive:
        archive.filelist.reverse()
        archive._didModify = True  # type: ignore[attr-defined]
    assert read_all(source) == []


def _deflate(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_DEFLATED


def test_deflated_members_read_the_same(tmp_path: Path) -> None:
    source = good(2).write(tmp_path / "a.zip")
    deflated = rezip(source, tmp_path / "b.zip", _deflate)
    assert _shards(source) == _shards(deflated)
    assert read_all(deflated) == []


class _Pipe(io.RawIOBase):
    """A stream that cannot seek, as a ZIP is written to a pipe."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.data += data
        return len(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("zip64", [False, True])
def test_a_zip_written_to_a_pipe_reads_the_same(method: int, zip64: bool, tmp_path: Path) -> None:
    source = good(2).write(tmp_path / "a.zip")
    pipe = _Pipe()
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(pipe, "w", method) as after:
        for name in before.namelist():
            with after.open(name, "w", force_zip64=zip64) as member:
                member.write(before.read(name))
    (tmp_path / "b.zip").write_bytes(pipe.data)
    assert _shards(source) == _shards(tmp_path / "b.zip")
    assert read_all(tmp_path / "b.zip") == []


def test_a_descriptor_may_lack_its_signature(tmp_path: Path) -> None:
    """As in `honest_*`: the signature of a descriptor is optional (APPNOTE 4.3.9.3)."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:
        archive.writestr("bagit.txt", b"x")
    data = bytes(pipe.data)
    end = data.index(b"PK\x01\x02")
    start = data.index(b"PK\x07\x08")
    shorter = data[:start] + data[start + 4 : -6]
    shorter += (end - 4).to_bytes(4, "little") + b"\0\0"
    (tmp_path / "p.zip").write_bytes(shorter)
    codes = {finding.code for finding in read_all(tmp_path / "p.zip")}
    assert "package.header_mismatch" not in codes
    assert "package.bagit_malformed" in codes


def test_directory_entries_are_ignored(tmp_path: Path) -> None:
    source = good().write(tmp_path / "a.zip", base="base")
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(tmp_path / "b.zip", "w") as after:
        for name in ("base/", "base/data/", "base/data/000000/", *before.namelist()):
            after.writestr(name, b"" if name.endswith("/") else before.read(name))
    assert _shards(source) == _shards(tmp_path / "b.zip")
    assert read_all(tmp_path / "b.zip") == []


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_each_form_of_tar_reads_the_same(form: int, tmp_path: Path) -> None:
    source = good().write(tmp_path / "a.tar", "tar")
    package = good().write(tmp_path / "p", "directory")
    with tarfile.open(tmp_path / "b.tar", "w", format=form) as archive:
        archive.add(package, "a-base-directory-with-a-name-" + "x" * 60)
    assert _shards(source) == _shards(tmp_path / "b.tar")
    assert read_all(tmp_path / "b.tar") == []


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_worker_attached_by_the_handle_reads_the_same(
    container: Container, tmp_path: Path
) -> None:
    with open_package(good(2).write(tmp_path / "p", container)) as package:
        expected = [read_one(package, ref) for ref in package.shards]
        handle = pickle.loads(pickle.dumps(package.handle()))
        refs = pickle.loads(pickle.dumps(package.shards))
        with attach(handle) as worker:
            assert expected == [read_one(worker, ref) for ref in refs]
            assert worker.facts == package.facts


def test_a_rotten_shard_leaves_the_others_alone(tmp_path: Path) -> None:
    package = good(2).write(tmp_path / "p", "directory")
    lines = package / "data/000000/cases.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b"HT0", b"HT9"))
    first, second, _ = _shards(package)
    assert (first.rotten, first.cases) == (True, ())
    assert (second.rotten, len(second.cases), second.findings) == (False, 2, ())


def test_a_rotten_single_proof_is_absent_and_named(tmp_path: Path) -> None:
    package = good().write(tmp_path / "p", "directory")
    (package / "data/shared/proofs/one.p7s").write_bytes(b"CMX")
    shared = _shards(package)[-1]
    assert (shared.proofs, shared.rotten) == ({}, False)
    assert shared.rotten_files == {"data/shared/proofs/one.p7s"}


def test_a_correction_may_refer_to_what_its_package_has(tmp_path: Path) -> None:
    draft = good()
    draft.head.update(kind="correction", corrects={"package_id": "pkg-0"})
    del draft.head["application"]
    draft.case()["shared"] = ["template"]
    assert read_all(draft.write(tmp_path / "p.zip")) == []


def test_a_correction_may_have_no_case_lines(tmp_path: Path) -> None:
    draft = good()
    draft.head.update(kind="correction", corrects={"package_id": "pkg-0"})
    draft.cases.clear()
    draft.files = {path: data for path, data in draft.files.items() if "shared" in path}
    assert read_all(draft.write(tmp_path / "p.zip")) == []


def test_one_locator_may_serve_several_items(tmp_path: Path) -> None:
    draft = good()
    draft.row("proofs", 1).update(offset=0, length=10)
    draft.row("proofs", 0, number=1).update(offset=10)
    draft.row("proofs", 1, number=1).update(offset=20)
    draft.files["data/000000/proofs.bin"] = bytes(30)
    assert read_all(draft.write(tmp_path / "p.zip")) == []


def test_what_is_not_submitted_has_no_path(tmp_path: Path) -> None:
    draft = good()
    draft.row("evidence").update(path=None, file_name=None, media_type=None, size=None)
    del draft.files["data/000000/evidence/000/01.txt"]
    assert read_all(draft.write(tmp_path / "p.zip")) == []


def test_tag_files_of_other_profiles_are_allowed_where_they_are_listed(tmp_path: Path) -> None:
    package = good().write(tmp_path / "p", "directory")
    (package / "notes.txt").write_text("x")
    reseal(package)
    assert read_all(package) == []


def test_a_path_that_is_not_there_is_the_callers_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_package(tmp_path / "nothing")


def test_reading_another_shard_than_the_last_is_the_callers_error(tmp_path: Path) -> None:
    from ingest.package.contents import digest_contents  # noqa: PLC0415

    with open_package(good(2).write(tmp_path / "p.zip")) as package:
        first, second = (read_shard(package, ref) for ref in package.shards)
        path = "data/000001/evidence/000/01.txt"
        assert list(digest_contents(package, second, {path: (SHA256,)})) == [path]
        with pytest.raises(ValueError, match="read last"):
            digest_contents(package, first, {})


def test_temporary_files_are_gone_once_a_package_is_closed(tmp_path: Path) -> None:
    with open_package(_shuffle_zip(Draft.write(good(), tmp_path / "a"), tmp_path / "b")) as package:
        spilled = package.handle().spilled
        assert spilled is not None
        assert spilled.exists()
    assert not spilled.parent.exists()
