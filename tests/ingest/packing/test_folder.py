"""A platform's folder becomes a package that the court accepts."""

import json
import os
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from anchors.limits import LIMITS
from fixtures.package import write_trust
from fixtures.world import RECEIVED_AT, SEALED_AT
from ingest.errors import SigningError
from ingest.package.write import Container
from ingest.packing import shard as packing_shard
from ingest.packing.folder import pack_folder
from ingest.pipeline import run_package
from ingest.runs import CheckSettings, PackageRun
from ingest.trust import load_trust
from tests.ingest.packing.platform import (
    Row,
    Source,
    edit_head,
    edit_lines,
    pack,
    sealing_key,
    write_source,
)
from verify.policy import DEFAULT_POLICY

AT = datetime(2025, 6, 10, 9, tzinfo=UTC)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return write_source(tmp_path)


def _checked(package: Path, base: Path) -> PackageRun:
    write_trust(base / "trust")
    (base / "spool").mkdir()
    settings = CheckSettings(load_trust([base / "trust"]), DEFAULT_POLICY, RECEIVED_AT)
    return run_package(package, settings, base / "spool")


def _lines(package: Path, name: str = "data/000000/cases.jsonl") -> list[Row]:
    with zipfile.ZipFile(package) as archive:
        return [json.loads(line) for line in archive.read(name).splitlines()]


@pytest.mark.parametrize("container", ["zip", "tar", "directory"])
def test_the_court_accepts_what_was_packed(
    source: Source, container: Container, tmp_path: Path
) -> None:
    assert pack(source, container=container).findings == ()
    run = _checked(source.out, tmp_path)
    assert (run.refused, run.seal.passed, run.findings) == (False, True, ())


def test_every_item_of_it_is_consistent(source: Source, tmp_path: Path) -> None:
    pack(source)
    counts = _checked(source.out, tmp_path).counts
    assert (counts["items"], counts["consistent"]) == (22, 22)


def test_another_manifest_is_written_where_it_is_asked_for(source: Source, tmp_path: Path) -> None:
    pack(source, manifests=("sha256", "sm3"))
    assert not _checked(source.out, tmp_path).refused


def test_the_outcome_counts_what_was_packed(source: Source) -> None:
    outcome = pack(source)
    assert (outcome.package, outcome.cases, outcome.items) == (source.out, 2, 22)


def test_the_same_folder_gives_the_same_octets(source: Source) -> None:
    pack(source)
    first = source.out.read_bytes()
    source.out.unlink()
    pack(source)
    assert source.out.read_bytes() == first


def test_cases_fill_shards_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_source(tmp_path, cases=5)
    monkeypatch.setattr(packing_shard, "LIMITS", replace(LIMITS, shard_cases=2))
    pack(source)
    sizes = [len(_lines(source.out, f"data/{n:06}/cases.jsonl")) for n in range(3)]
    assert (sizes, _checked(source.out, tmp_path).counts["cases"]) == ([2, 2, 1], 5)


def test_a_full_shard_begins_another(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing_shard, "LIMITS", replace(LIMITS, shard_octets=80_000))
    pack(source)
    assert len(_lines(source.out, "data/000001/cases.jsonl")) == 1


def test_what_a_line_leaves_out_is_filled_in(source: Source) -> None:
    pack(source)
    row = _lines(source.out)[0]["evidence"][4]
    size = (source.folder / "材料" / "case-000000 个人借款合同.PDF").stat().st_size
    assert (row["file_name"], row["size"], len(row["digests"]["sha256"])) == (
        "case-000000 个人借款合同.PDF", size, 64,
    )  # fmt: skip


def test_a_file_gets_a_native_path(source: Source) -> None:
    pack(source)
    assert _lines(source.out)[1]["evidence"][4]["path"] == "data/000000/evidence/001/05.pdf"


def test_what_a_line_states_is_kept(source: Source) -> None:
    edit_lines(source, lambda line: line["evidence"][4].update(file_name="合同.pdf"))
    pack(source)
    assert _lines(source.out)[0]["evidence"][4]["file_name"] == "合同.pdf"


def test_the_same_proof_of_two_items_stands_once(source: Source) -> None:
    pack(source)
    before = _size(source.out)
    edit_lines(source, _prove_again)
    source.out.unlink()
    pack(source)
    assert _size(source.out) == before


def _size(package: Path) -> int:
    with zipfile.ZipFile(package) as archive:
        return archive.getinfo("data/000000/proofs.bin").file_size


def _prove_again(line: Row) -> None:
    line["proofs"].append({**line["proofs"][0], "id": "again", "over": "item:contract"})


def test_a_proof_may_be_a_slice_of_a_file(source: Source, tmp_path: Path) -> None:
    edit_lines(source, lambda line: _in_one_file(line, source.folder))
    pack(source)
    assert _checked(source.out, tmp_path).counts["consistent"] == 22


def _in_one_file(line: Row, folder: Path) -> None:
    whole = bytearray()
    for proof in line["proofs"]:
        data = (folder / proof["path"]).read_bytes()
        proof.update(path=f"{line['case_key']}.proofs", offset=len(whole), length=len(data))
        whole += data
    (folder / f"{line['case_key']}.proofs").write_bytes(whole)


def test_an_item_that_is_not_here_is_packed_as_such(source: Source) -> None:
    edit_lines(source, lambda line: line["evidence"][0].update(path=None))
    pack(source)
    assert _lines(source.out)[0]["evidence"][0]["path"] is None


def test_files_that_no_line_names_are_told(source: Source) -> None:
    (source.folder / "读我.txt").write_text("x")
    assert pack(source).unused == ("读我.txt",)


def test_where_every_file_is_named_none_is_told(source: Source) -> None:
    assert pack(source).unused == ()


def test_a_folder_without_shared_documents_is_packed(source: Source) -> None:
    (source.folder / "shared.jsonl").unlink()
    edit_lines(source, lambda line: line.update(shared=[]))
    edit_head(source, lambda head: head.pop("application", None))
    assert pack(source).package == source.out


def test_a_name_in_the_other_form_of_unicode_is_found(source: Source) -> None:
    (source.folder / "cafe\u0301.pdf").write_bytes(b"%PDF-1.7 some bytes")
    edit_lines(source, lambda line: line["evidence"][0].update(path="caf\xe9.pdf", digests={}))
    assert pack(source).package == source.out


def test_a_key_of_another_certificate_is_told_before_anything_is_read(tmp_path: Path) -> None:
    _, path = sealing_key()
    with pytest.raises(SigningError):
        pack_folder(
            tmp_path / "nothing",
            tmp_path / "out",
            ec.generate_private_key(ec.SECP256R1()),
            path[0],
            at=AT,
        )


def test_a_package_that_is_there_is_not_replaced(source: Source) -> None:
    source.out.write_bytes(b"precious")
    with pytest.raises(FileExistsError):
        pack(source)


def test_a_package_does_not_lie_in_its_own_folder(source: Source) -> None:
    with pytest.raises(ValueError, match="lies in the folder"):
        pack(source._replace(out=source.folder / "packed.zip"))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        pack(Source(tmp_path / "nothing", tmp_path / "out"))


def test_a_large_file_is_not_held_in_memory(source: Source) -> None:
    large = source.folder / "large.mp4"
    with large.open("wb") as file:
        file.truncate(80_000_000)
    edit_lines(source, lambda line: line["evidence"][1].update(path="large.mp4"))
    tracemalloc.start()
    pack(source)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_progress_tells_the_cases_packed(source: Source) -> None:
    told: list[int] = []
    pack(source, progress=told.append)
    assert told == [2, 2]


@pytest.mark.parametrize("days", [-20_000, 20_000], ids=["not yet", "no longer"])
def test_a_certificate_that_is_not_in_force_seals_nothing(days: int, tmp_path: Path) -> None:
    source = write_source(tmp_path)
    with pytest.raises(SigningError):
        pack(source, at=SEALED_AT + timedelta(days=days))
    assert not source.out.exists()


def test_a_file_that_is_not_packed_is_named_whatever_its_name_is_in(tmp_path: Path) -> None:
    source = write_source(tmp_path)
    (source.folder / os.fsdecode("说明.txt".encode("gbk"))).write_bytes(b"x")
    assert pack(source).unused == ("说明.txt",)
