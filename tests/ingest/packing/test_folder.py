"""A platform's folder becomes a package that the court accepts, or every fault of it is told."""

import json
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from anchors.limits import LIMITS
from fixtures.package import write_trust
from fixtures.world import RECEIVED_AT
from ingest.errors import SigningError
from ingest.package.write import Container
from ingest.packing import folder as packing
from ingest.packing import line as packing_line
from ingest.packing import shard as packing_shard
from ingest.packing.folder import pack_folder
from ingest.pipeline import CheckSettings, PackageRun, run_package
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


def _codes(source: Source) -> list[str]:
    outcome = pack(source)
    assert outcome.package is None
    return sorted({one.code for one in outcome.findings})


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


def _absent(line: Row) -> None:
    line["evidence"][0]["path"] = "材料/没有.pdf"


def _outside(line: Row) -> None:
    line["evidence"][0]["path"] = "../outside"


def _absolute(line: Row) -> None:
    line["proofs"][0]["path"] = "/etc/hostname"


def _folder(line: Row) -> None:
    line["evidence"][0]["path"] = "材料"


def _digest(line: Row) -> None:
    line["evidence"][0]["digests"] = {"sha256": "0" * 64}


def _sized(line: Row) -> None:
    line["evidence"][0]["size"] = 7


def _event(line: Row) -> None:
    line["evidence"][0]["event"] = "wedding"


def _amount(line: Row) -> None:
    line["elements"]["f_contract_amount"] = 1.5


def _id_twice(line: Row) -> None:
    line["evidence"][0]["id"] = line["evidence"][1]["id"]


def _over(line: Row) -> None:
    line["proofs"][0]["over"] = "item:nothing"


def _cycle(line: Row) -> None:
    line["proofs"][0].update(id="loop", over="signature:loop")


def _shared(line: Row) -> None:
    line["shared"].append("nothing")


def _key(line: Row) -> None:
    line["case_key"] = "the-same"


def _slice(line: Row) -> None:
    line["proofs"][0].update(offset=0, length=1 << 30)


def _rows(line: Row) -> None:
    line["evidence"] = {"0": line["evidence"][0]}


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        (_absent, ["package.file_absent"]),
        (_outside, ["package.path_unsafe"]),
        (_absolute, ["package.path_unsafe"]),
        (_folder, ["package.member_not_regular"]),
        (_digest, ["integrity.declared_digest_mismatch"]),
        (_sized, ["integrity.size_mismatch"]),
        (_event, ["json.field_value"]),
        (_amount, ["json.float"]),
        (_id_twice, ["package.id_twice", "package.over_unresolved"]),
        (_over, ["package.over_unresolved"]),
        (_cycle, ["package.over_cycle"]),
        (_shared, ["package.shared_unresolved"]),
        (_key, ["package.case_key_twice"]),
        (_slice, ["package.locator_out_of_range"]),
        (_rows, ["json.field_type"]),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_fault_of_a_line_is_told(
    source: Source, tmp_path: Path, edit: Callable[[Row], object], codes: list[str]
) -> None:
    (tmp_path / "outside").write_bytes(b"not the folder's")
    edit_lines(source, edit)
    assert _codes(source) == codes


def test_a_link_out_of_the_folder_is_not_followed(source: Source, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (source.folder / "link").symlink_to(tmp_path / "secret")
    edit_lines(source, lambda line: line["evidence"][0].update(path="link"))
    assert _codes(source) == ["package.path_unsafe"]


def test_all_faults_are_told_at_once(source: Source) -> None:
    edit_head(source, lambda head: head.update(stage="someday"))
    edit_lines(source, _absent)
    edit_lines(source, lambda line: line.update(kind=5), "shared.jsonl")
    outcome = pack(source)
    subjects = {one.subject.partition("/")[0].partition(":")[0] for one in outcome.findings}
    assert subjects == {"package.json", "cases.jsonl", "shared.jsonl"}


def test_a_fault_names_file_line_and_row(source: Source) -> None:
    edit_lines(source, _sized)
    assert pack(source).findings[0].subject == "cases.jsonl:1/id-card"


def test_a_difference_is_not_corrected(source: Source) -> None:
    edit_lines(source, _digest)
    (found, _) = pack(source).findings
    assert found.expected == f"sha256:{'0' * 64}"


def test_with_a_fault_no_package_is_left(source: Source) -> None:
    edit_lines(source, _absent)
    pack(source)
    assert sorted(path.name for path in source.out.parent.iterdir()) == ["文件夹"]


@pytest.mark.parametrize(
    ("name", "octets", "code"),
    [
        ("package.json", None, "package.file_absent"),
        ("package.json", b"[]", "json.field_type"),
        ("package.json", b"{", "json.malformed"),
        ("cases.jsonl", None, "package.lines_missing"),
        ("cases.jsonl", b"\n", "json.malformed"),
        ("cases.jsonl", b"\xef\xbb\xbf{}\n", "json.malformed"),
        ("cases.jsonl", b"{}\n", "json.field_missing"),
        ("cases.jsonl", b"5\n", "json.field_type"),
        ("cases.jsonl", b"{" + b" " * LIMITS.line_octets + b"}\n", "json.too_large"),
        ("cases.jsonl", b" " * (2 * LIMITS.line_octets), "json.too_large"),
        ("shared.jsonl", b"{}\n", "json.field_missing"),
    ],
)
def test_a_file_that_is_none_is_told(
    source: Source, name: str, octets: bytes | None, code: str
) -> None:
    (source.folder / name).unlink()
    if octets is not None:
        (source.folder / name).write_bytes(octets)
    assert code in _codes(source)


def test_a_line_may_end_as_windows_ends_it(source: Source) -> None:
    path = source.folder / "cases.jsonl"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert pack(source).package == source.out


def test_a_proof_over_its_limit_is_told(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing_line, "LIMITS", replace(LIMITS, proof_octets=100))
    assert _codes(source) == ["package.limit_exceeded"]


def test_cases_over_their_limit_are_told(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "LIMITS", replace(LIMITS, package_cases=1))
    assert _codes(source) == ["package.limit_exceeded"]


def test_a_case_that_no_shard_holds_is_told(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing_shard, "LIMITS", replace(LIMITS, shard_octets=1000))
    assert _codes(source) == ["package.limit_exceeded"]


def test_a_statement_has_to_be_shared(source: Source) -> None:
    statements = {"application": {"statements": {"5(7)": "nothing"}}}
    edit_head(source, lambda head: head.update(statements))
    assert _codes(source) == ["package.shared_unresolved"]


def test_a_file_that_changes_meanwhile_is_told(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = packing_shard.ShardDraft.write

    def change_first(self: packing_shard.ShardDraft, writer: Any) -> None:
        next((source.folder / "材料").glob("*.PDF")).write_bytes(b"other")
        write(self, writer)

    monkeypatch.setattr(packing_shard.ShardDraft, "write", change_first)
    assert _codes(source) == ["package.digest_differs"]


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
        file.truncate(200_000_000)
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
