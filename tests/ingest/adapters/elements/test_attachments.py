"""Attachments are found by folder or path; what is missing, left over or used twice is told."""

import os
import zipfile
from pathlib import Path

import pytest

from anchors.limits import LIMITS
from ingest.adapters.elements.attachments import split_paths
from ingest.adapters.elements.pack import PackOutcome
from tests.ingest.adapters.elements.filled import (
    CASE_FILES,
    Filled,
    codes_of,
    make_attachments,
    pack_filled,
    places_of,
)
from tests.ingest.package.forging import read_all


def _observed(outcome: PackOutcome, code: str) -> list[str | None]:
    return [fault.observed for fault in outcome.faults if fault.code == code]


def _files(outcome: PackOutcome, code: str) -> list[str]:
    return [fault.cell for fault in outcome.faults if fault.code == code]


def _zip(folder: Path, out: Path, base: str) -> Path:
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            archive.write(path, base + path.relative_to(folder).as_posix())
    return out


def test_every_file_of_a_case_and_of_all_is_packed(tmp_path: Path) -> None:
    outcome = pack_filled(Filled(2), tmp_path, attachments=make_attachments(tmp_path / "a", 2))
    assert (codes_of(outcome), outcome.items) == (set(), 2 * len(CASE_FILES))


@pytest.mark.parametrize("base", ["", "附件/"])
def test_a_zip_gives_what_its_folder_gives(base: str, tmp_path: Path) -> None:
    archive = _zip(make_attachments(tmp_path / "a"), tmp_path / "a.zip", base)
    outcome = pack_filled(Filled(), tmp_path, attachments=archive)
    assert (codes_of(outcome), outcome.items) == (set(), len(CASE_FILES))


def _gbk_zip(folder: Path, out: Path) -> Path:
    """Write a ZIP as Windows does: names in GBK, and no flag that says so."""
    with zipfile.ZipFile(out, "w") as archive:
        for number, path in enumerate(sorted(p for p in folder.rglob("*") if p.is_file())):
            name = path.relative_to(folder).as_posix().encode("gbk")
            archive.writestr(f"{number:03}".ljust(len(name), "x"), path.read_bytes())
    raw = out.read_bytes()
    for number, path in enumerate(sorted(p for p in folder.rglob("*") if p.is_file())):
        name = path.relative_to(folder).as_posix().encode("gbk")
        raw = raw.replace(f"{number:03}".ljust(len(name), "x").encode(), name)
    out.write_bytes(raw)
    return out


def test_names_in_gbk_are_read_and_told(tmp_path: Path) -> None:
    archive = _gbk_zip(make_attachments(tmp_path / "a"), tmp_path / "a.zip")
    outcome = pack_filled(Filled(), tmp_path, attachments=archive)
    assert (codes_of(outcome), outcome.items) == ({"sheet.attachment_name"}, len(CASE_FILES))


def test_missing_categories_are_told_by_case(tmp_path: Path) -> None:
    files = [name for name in CASE_FILES if not name.startswith(("02", "06"))]
    outcome = pack_filled(
        Filled(), tmp_path, attachments=make_attachments(tmp_path / "a", files=files)
    )
    assert _observed(outcome, "sheet.attachment_missing") == ["02、06"]
    assert outcome.package is not None


def test_a_list_without_attachments_says_what_is_missing(tmp_path: Path) -> None:
    outcome = pack_filled(Filled(), tmp_path)
    assert _observed(outcome, "sheet.attachment_missing") == ["01、02、03、04、06"]


def test_files_of_nobody_are_told_and_not_packed(tmp_path: Path) -> None:
    folder = make_attachments(tmp_path / "a")
    make_attachments(tmp_path / "a", files=())
    (folder / "HT99/06合同").mkdir(parents=True)
    (folder / "HT99/06合同/x.pdf").write_bytes(b"x")
    outcome = pack_filled(Filled(), tmp_path, attachments=folder)
    assert _files(outcome, "sheet.attachment_extra") == ["HT99/06合同/x.pdf"]
    assert outcome.items == len(CASE_FILES)


def test_what_systems_leave_behind_is_passed_over(tmp_path: Path) -> None:
    folder = make_attachments(tmp_path / "a")
    for name in (".DS_Store", "Thumbs.db", "~$合同.docx", "._合同.pdf"):
        (folder / "HT00000001" / name).write_bytes(b"x")
    assert codes_of(pack_filled(Filled(), tmp_path, attachments=folder)) == set()


def test_a_file_under_no_category_is_an_error(tmp_path: Path) -> None:
    folder = make_attachments(tmp_path / "a")
    (folder / "HT00000001/合同.pdf").write_bytes(b"x")
    outcome = pack_filled(Filled(), tmp_path, attachments=folder)
    assert places_of(outcome) == {("HT00000001/合同.pdf", "sheet.attachment_category")}


def test_what_identifies_a_borrower_is_common_to_none(tmp_path: Path) -> None:
    folder = make_attachments(tmp_path / "a")
    (folder / "共用/02身份").mkdir()
    (folder / "共用/02身份/x.jpg").write_bytes(b"x")
    outcome = pack_filled(Filled(), tmp_path, attachments=folder)
    assert places_of(outcome) == {("共用/02身份/x.jpg", "sheet.shared_category")}


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    folder = make_attachments(tmp_path / "a")
    (folder / "HT00000001/06合同/空.pdf").write_bytes(b"")
    outcome = pack_filled(Filled(), tmp_path, attachments=folder)
    assert places_of(outcome) == {("HT00000001/06合同/空.pdf", "sheet.attachment_empty")}


def test_a_file_that_is_too_large_is_an_error(tmp_path: Path) -> None:
    folder = make_attachments(tmp_path / "a")
    with (folder / "HT00000001/06合同/大.mp4").open("wb") as file:
        file.truncate(LIMITS.attachment_octets + 1)
    outcome = pack_filled(Filled(), tmp_path, attachments=folder)
    assert places_of(outcome) == {("HT00000001/06合同/大.mp4", "sheet.attachment_too_large")}


def test_more_files_than_a_case_may_have_are_an_error(tmp_path: Path) -> None:
    names = [f"06合同/{number}.pdf" for number in range(LIMITS.case_evidence + 1)]
    folder = make_attachments(tmp_path / "a", files=names)
    outcome = pack_filled(Filled(), tmp_path, attachments=folder)
    assert places_of(outcome) == {("HT00000001", "sheet.attachments_too_many")}


def test_a_column_of_paths_finds_files_and_folders(tmp_path: Path) -> None:
    folder = make_attachments(tmp_path / "a")
    (folder / "HT00000001").rename(folder / "甲")
    filled = Filled()
    filled.case["paths"] = "甲/06合同/补充/合同.pdf；./甲\\02身份\n甲/04认证"
    outcome = pack_filled(filled, tmp_path, attachments=folder)
    assert (places_of(outcome), outcome.items) == (set(), 3)
    assert len(_files(outcome, "sheet.attachment_extra")) == len(CASE_FILES) - 3


def test_a_path_that_names_nothing_is_an_error_at_its_cell(tmp_path: Path) -> None:
    filled = Filled()
    filled.case["paths"] = "HT00000001/06合同/没有.pdf"
    outcome = pack_filled(filled, tmp_path, attachments=make_attachments(tmp_path / "a"))
    assert places_of(outcome) == {(filled.cell("案件", "paths"), "sheet.path_unresolved")}


def test_a_file_that_two_contracts_name_is_an_error(tmp_path: Path) -> None:
    filled = Filled(2)
    filled.rows["案件"][1]["paths"] = "HT00000001/02身份/身份证.jpg"
    outcome = pack_filled(filled, tmp_path, attachments=make_attachments(tmp_path / "a", 2))
    assert places_of(outcome) == {("HT00000001/02身份/身份证.jpg", "sheet.attachment_conflict")}


def test_the_same_content_under_two_contracts_is_told(tmp_path: Path) -> None:
    folder = make_attachments(tmp_path / "a", 2)
    same = (folder / "HT00000001/02身份/身份证.jpg").read_bytes()
    (folder / "HT00000002/02身份/身份证.jpg").write_bytes(same)
    outcome = pack_filled(Filled(2), tmp_path, attachments=folder)
    assert _files(outcome, "sheet.attachment_twice") == ["HT00000002/02身份/身份证.jpg"]
    assert outcome.package is not None


def test_loans_of_one_contract_have_its_files_and_their_own(tmp_path: Path) -> None:
    filled = Filled(2)
    for rows in filled.rows.values():
        rows[1]["f_contract_no"] = "HT00000001"
    folder = make_attachments(tmp_path / "a")
    for number in (1, 2):
        own = folder / f"HT00000001/JK0000000{number}/08放款/凭证.pdf"
        own.parent.mkdir(parents=True)
        own.write_bytes(b"%d" % number)
    outcome = pack_filled(filled, tmp_path, attachments=folder)
    assert (places_of(outcome), outcome.items) == (set(), 2 * len(CASE_FILES) + 2)
    assert "sheet.attachment_twice" in codes_of(outcome)


def test_a_zip_that_leaves_its_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../x", b"x")
    outcome = pack_filled(Filled(), tmp_path, attachments=path)
    assert (outcome.refused, outcome.package) == (True, None)


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"hello")
    outcome = pack_filled(Filled(), tmp_path, attachments=path)
    assert "sheet.attachments_unreadable" in codes_of(outcome)


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    folder = make_attachments(tmp_path / "a")
    (folder / "HT00000001/06合同/link.pdf").symlink_to("/etc/hostname")
    outcome = pack_filled(Filled(), tmp_path, attachments=folder)
    assert (outcome.refused, outcome.package) == (True, None)


def test_paths_are_separated_by_semicolons_and_lines() -> None:
    assert split_paths(" a/b ;c；\n./d\\e/") == ["a/b", "c", "d/e"]


def test_what_was_packed_is_read_without_a_finding(tmp_path: Path) -> None:
    outcome = pack_filled(Filled(2), tmp_path, attachments=make_attachments(tmp_path / "a", 2))
    assert outcome.package is not None
    assert read_all(outcome.package) == []


def test_a_file_in_the_place_of_a_contracts_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/HT00000001").write_bytes(b"x")
    outcome = pack_filled(Filled(), tmp_path, attachments=tmp_path / "a")
    assert places_of(outcome) == {("HT00000001", "sheet.attachment_category")}


def test_what_an_office_program_leaves_at_the_top_is_passed_over(tmp_path: Path) -> None:
    folder = make_attachments(tmp_path / "a")
    (folder / "~$要素列表.xlsx").write_bytes(b"x")
    assert codes_of(pack_filled(Filled(), tmp_path, attachments=folder)) == set()


def _renamed(contract: str, loan: str) -> Filled:
    filled = Filled()
    for rows in filled.rows.values():
        for row in rows:
            row |= {"f_contract_no": contract, "f_loan_no": loan}
    return filled


@pytest.mark.parametrize("folder", ["01-2024", "01-2024/05-1"])
def test_numbers_of_a_contract_and_a_loan_are_no_category(folder: str, tmp_path: Path) -> None:
    path = tmp_path / "a" / folder / "合同/合同.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    outcome = pack_filled(_renamed("01-2024", "05-1"), tmp_path, attachments=tmp_path / "a")
    assert places_of(outcome) == {(f"{folder}/合同/合同.pdf", "sheet.attachment_category")}


def test_the_number_of_a_page_is_no_category(tmp_path: Path) -> None:
    folder = make_attachments(tmp_path / "a")
    (folder / "HT00000001/合同").mkdir()
    (folder / "HT00000001/合同/01.jpg").write_bytes(b"x")
    outcome = pack_filled(Filled(), tmp_path, attachments=folder)
    assert places_of(outcome) == {("HT00000001/合同/01.jpg", "sheet.attachment_category")}


def test_a_file_without_a_category_is_not_said_to_be_nobodys(tmp_path: Path) -> None:
    folder = make_attachments(tmp_path / "a")
    for name in ("HT00000001/合同.pdf", "共用/合同.pdf"):
        (folder / name).write_bytes(b"x")
    outcome = pack_filled(Filled(), tmp_path, attachments=folder)
    assert codes_of(outcome) == {"sheet.attachment_category"}


def test_every_path_of_a_cell_that_names_nothing_is_told(tmp_path: Path) -> None:
    filled = Filled()
    filled.case["paths"] = "甲.pdf；乙.pdf"
    outcome = pack_filled(filled, tmp_path, attachments=make_attachments(tmp_path / "a"))
    assert _observed(outcome, "sheet.path_unresolved") == ["甲.pdf", "乙.pdf"]


def test_attachments_that_are_a_pipe_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    outcome = pack_filled(Filled(), tmp_path, attachments=tmp_path / "pipe.zip")
    assert places_of(outcome) == {("pipe.zip", "sheet.attachments_unreadable")}


def test_names_that_lie_are_packed_so_that_our_reader_takes_them(tmp_path: Path) -> None:
    folder = make_attachments(tmp_path / "a")
    for name in (b"a\nb.pdf", "a\u202efdp.exe".encode(), b"a\\b.pdf", b"\xff\xfe.pdf"):
        (folder / "HT00000001/06合同" / os.fsdecode(name)).write_bytes(name)
    outcome = pack_filled(Filled(), tmp_path, attachments=folder)
    assert outcome.package is not None
    assert read_all(outcome.package) == []
