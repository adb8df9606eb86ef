"""Every fault of a platform's folder is told, at once, and no package is left."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from anchors.limits import LIMITS
from ingest.package.faults import Faults
from ingest.packing import folder as packing
from ingest.packing import line as packing_line
from ingest.packing import shard as packing_shard
from ingest.packing.source import SourceFolder
from tests.ingest.packing.platform import (
    Row,
    Source,
    edit_head,
    edit_lines,
    pack,
    write_source,
)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return write_source(tmp_path)


def _codes(source: Source) -> list[str]:
    outcome = pack(source)
    assert outcome.package is None
    return sorted({one.code for one in outcome.findings})


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


def test_a_file_of_shared_lines_that_is_no_file_is_not_passed_over(source: Source) -> None:
    (source.folder / "shared.jsonl").unlink()
    (source.folder / "shared.jsonl").mkdir()
    assert "package.member_not_regular" in _codes(source)


def test_an_application_without_a_case_is_none(source: Source) -> None:
    (source.folder / "cases.jsonl").write_bytes(b"")
    assert _codes(source) == ["package.lines_missing"]


def test_a_slice_is_not_told_by_truth_values(source: Source) -> None:
    edit_lines(source, lambda line: line["proofs"][0].update(offset=True, length=True))
    assert _codes(source) == ["package.locator_out_of_range"]


def test_proofs_are_held_no_further_than_a_shard_has_room(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source.folder / "large.bin").write_bytes(bytes(1000))
    few = replace(LIMITS, shard_octets=100_000)
    monkeypatch.setattr(packing_line, "LIMITS", few)
    monkeypatch.setattr(packing_shard, "LIMITS", few)
    read: list[str] = []

    def count(*asked: Any) -> bytes:
        read.append(asked[-1])
        return bytes(1000)

    monkeypatch.setattr(SourceFolder, "read", count)
    proofs = [{"id": f"p{n}", "path": "large.bin"} for n in range(500)]
    folder = SourceFolder(source.folder)
    packing_line.LineReader(folder, frozenset(), Faults(1)).case({"proofs": proofs}, "line")
    assert len(read) == 101


def test_a_line_with_more_evidence_than_a_case_has_is_told_before_files_are_read(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a file was read")

    monkeypatch.setattr(packing_line, "LIMITS", replace(LIMITS, case_evidence=2))
    monkeypatch.setattr(SourceFolder, "digest", refuse)
    (source.folder / "shared.jsonl").unlink()
    assert "package.limit_exceeded" in _codes(source)
