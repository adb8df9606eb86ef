"""What was entered comes out of the package as it was entered, and our own reader takes it."""

from pathlib import Path

import pytest

from anchors.limits import LIMITS
from ingest.adapters.elements.pack import case_key, pack_elements
from ingest.package.read import open_package, read_shard, read_shared
from tests.ingest.adapters.elements.filled import (
    OPTIONS,
    Filled,
    Form,
    codes_of,
    fill_template,
    make_attachments,
    pack_filled,
    places_of,
)
from tests.ingest.package.forging import read_all
from verify.model import CaseLine, PackageHead, SharedLine
from verify.rules.elements.decode import decode_elements

SAVED = Path(__file__).parents[1] / "data/filled_by_libreoffice.xlsx"
DIGITS_OF_A_KEY = 24


def _head(path: Path) -> PackageHead:
    with open_package(path) as package:
        assert package.facts.head is not None
        return package.facts.head


def _cases(path: Path) -> list[CaseLine]:
    with open_package(path) as package:
        return [case for ref in package.shards for case in read_shard(package, ref).cases]


def _shared(path: Path) -> tuple[SharedLine, ...]:
    with open_package(path) as package:
        shard = read_shared(package)
        return shard.shared if shard is not None else ()


def _packed(filled: Filled, folder: Path, form: Form = "csv") -> Path:
    folder.mkdir(exist_ok=True)
    count = len(filled.rows["案件"])
    files = make_attachments(folder / "a", count)
    outcome = pack_filled(filled, folder, form, attachments=files)
    assert outcome.package is not None, list(outcome.faults)
    return outcome.package


def test_a_template_filled_in_is_packed_and_read(tmp_path: Path) -> None:
    path = fill_template(tmp_path / "list.xlsx", 2)
    files = make_attachments(tmp_path / "a", 2)
    outcome = pack_elements(path, files, tmp_path / "p.zip", OPTIONS)
    assert (codes_of(outcome), outcome.cases) == (set(), 2)
    assert read_all(tmp_path / "p.zip") == []


def test_a_template_saved_by_libreoffice_is_packed(tmp_path: Path) -> None:
    outcome = pack_elements(SAVED, None, tmp_path / "p.zip", OPTIONS)
    assert (places_of(outcome), outcome.cases) == (set(), 2)


def test_libreoffice_changes_no_element(tmp_path: Path) -> None:
    pack_elements(SAVED, None, tmp_path / "a.zip", OPTIONS)
    pack_elements(fill_template(tmp_path / "t.xlsx", 2), None, tmp_path / "b.zip", OPTIONS)
    assert [c.elements for c in _cases(tmp_path / "a.zip")] == [
        c.elements for c in _cases(tmp_path / "b.zip")
    ]


def test_a_workbook_and_csv_give_the_same_package(tmp_path: Path) -> None:
    packages = [_packed(Filled(2), tmp_path / form, form) for form in ("csv", "xlsx")]
    assert packages[0].read_bytes() == packages[1].read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_every_encoding_of_the_field(encoding: str, tmp_path: Path) -> None:
    folder = Filled().write_csv(tmp_path / "list", encoding)
    outcome = pack_elements(folder, None, tmp_path / "p.zip", OPTIONS)
    assert places_of(outcome) == set()
    assert _cases(tmp_path / "p.zip")[0].elements["d_name"] == "虚构借款人"


def test_the_csv_of_cases_stands_for_its_folder(tmp_path: Path) -> None:
    folder = Filled().write_csv(tmp_path / "list")
    outcome = pack_elements(folder / "案件.csv", None, tmp_path / "p.zip", OPTIONS)
    assert places_of(outcome) == set()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("案件.csv", b"\xff\xfea\0", "sheet.text_encoding"),
        ("案件.csv", "合同编号,甲\n".encode("utf-16"), "sheet.text_encoding"),
        ("案件.csv", "\ufeff合同编号".encode() + b"\xd6\xd0", "sheet.text_encoding"),
        ("案件.csv", "备注;合同编号".encode(), "sheet.csv_separator"),
        ("案件.csv", "备注\t合同编号".encode(), "sheet.csv_separator"),
        ("案件.csv", b"a\xff\xff", "sheet.text_encoding"),
        ("案件.csv", b'"open', "sheet.csv_malformed"),
        ("案件.csv", b'"' + b"x" * 200_000 + b'"', "sheet.csv_malformed"),
        ("案件.csv", b"," * 800, "sheet.limit_exceeded"),
        ("别的.csv", b"a", "sheet.not_a_workbook"),
    ],
    ids=[
        "utf-16",
        "utf-16 with a mark",
        "a mark and GBK",
        "semicolons",
        "tabs",
        "no text",
        "open quote",
        "long field",
        "many columns",
        "another name",
    ],
)
def test_a_csv_that_is_none_is_refused(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    outcome = pack_elements(tmp_path / name, None, tmp_path / "p.zip", OPTIONS)
    assert (codes_of(outcome), outcome.refused, outcome.package) == ({code}, True, None)


def test_where_a_csv_stops_being_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "案件.csv").write_bytes(b"a,b\n1,2\n3,\xff\n")
    outcome = pack_elements(tmp_path / "案件.csv", None, tmp_path / "p.zip", OPTIONS)
    assert [fault.observed for fault in outcome.faults] == ["第 3 行 line 3"]


def test_the_elements_are_in_order_when_they_are_read_again(tmp_path: Path) -> None:
    case = _cases(_packed(Filled(), tmp_path))[0]
    errors = [fault for fault in decode_elements(case.elements).faults if fault.status != "PASSED"]
    assert errors == []


def test_the_batch_its_row_and_the_sums_are_in_every_case(tmp_path: Path) -> None:
    path = _packed(Filled(2), tmp_path)
    found = [
        [case.elements[key] for key in ("a_batch_id", "b_name", "a_row_no", "j_total")]
        for case in _cases(path)
    ]
    name = _head(path).package_id
    lender = "虚构甲小额贷款有限公司"
    assert found == [[name, lender, "2", "9859.00"], [name, lender, "3", "9859.00"]]


def test_rows_of_other_sheets_come_to_their_case_in_their_order(tmp_path: Path) -> None:
    filled = Filled(2)
    rows = filled.rows["还款流水"]
    own = rows[1]
    rows.insert(0, {**own, "date": "2024-09-08"})
    rows.append({**own, "date": "2024-08-08"})
    ledger = _cases(_packed(filled, tmp_path))[1].elements["i_ledger"]
    assert isinstance(ledger, list)
    assert [row["date"] for row in ledger] == ["2024-09-08", "2024-07-08", "2024-08-08"]


def test_the_package_is_manual_unsigned_and_of_nobodys_platform(tmp_path: Path) -> None:
    path = _packed(Filled(), tmp_path)
    head = _head(path)
    assert (head.path, head.platform_id, head.stage) == ("manual", None, "诉前")
    assert (head.lender.uscc, head.applicant.role) == ("91440101F00000018N", "lender")
    assert (head.product_code, head.filing_date) == ("prod-001", "2025-06-10")
    with open_package(path) as package:
        assert package.facts.signature is None


def test_a_case_key_tells_nothing_and_stays_the_same() -> None:
    key = case_key("91440101F00000018N", "HT440106199001010013", "1")
    assert key == case_key("91440101F00000018N", "HT440106199001010013", "1")
    assert key != case_key("91440101F00000018N", "HT440106199001010013", "2")
    assert (len(key) - len("case-"), "4401" in key) == (DIGITS_OF_A_KEY, False)


def test_evidence_says_what_its_folder_and_its_name_say(tmp_path: Path) -> None:
    case = _cases(_packed(Filled(), tmp_path))[0]
    assert [(e.id, e.category, e.event, e.title) for e in case.evidence] == [
        ("02-001", 2, "identity", "身份证"),
        ("04-001", 4, "identity", "比对结果"),
        ("05-001", 5, "contract", "流程"),
        ("06-001", 6, "contract", "合同"),
        ("08-001", 8, "disbursement", "凭证"),
        ("09-001", 9, "repayment", "流水"),
        ("10-001", 10, "collection", "催收记录"),
    ]
    assert {(e.media_type, e.size, e.deposit) for e in case.evidence} == {("text/plain", 64, None)}


def test_shared_documents_are_named_by_what_they_are(tmp_path: Path) -> None:
    path = _packed(Filled(), tmp_path)
    names = ["authority", "legal-representative", "licence", "withdrawal-consent"]
    assert [line.id for line in _shared(path)] == names
    assert [list(case.shared) for case in _cases(path)] == [names]


def test_the_lenders_statements_are_named_in_the_head(tmp_path: Path) -> None:
    application = _head(_packed(Filled(), tmp_path)).application
    assert application == {"statements": {"5(7)": "withdrawal-consent"}}


def test_more_cases_than_a_shard_holds_go_into_several(tmp_path: Path) -> None:
    count = LIMITS.shard_cases + 2
    outcome = pack_filled(Filled(count), tmp_path)
    assert outcome.package is not None
    with open_package(outcome.package) as package:
        sizes = [len(read_shard(package, ref).cases) for ref in package.shards]
    assert sizes == [LIMITS.shard_cases, 2]
    assert read_all(outcome.package) == []


def test_the_same_list_gives_the_same_package(tmp_path: Path) -> None:
    first, second = (_packed(Filled(), tmp_path / name) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_another_attachment_gives_another_package(tmp_path: Path) -> None:
    files = make_attachments(tmp_path / "f")
    first = pack_filled(Filled(), tmp_path, attachments=files).package
    assert first is not None
    before = _head(first).package_id
    (files / "HT00000001/06合同/补充/合同.pdf").write_bytes(b"another")
    first.unlink()
    second = pack_filled(Filled(), tmp_path, attachments=files).package
    assert second is not None
    assert before != _head(second).package_id


def test_a_package_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "package.zip").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        pack_filled(Filled(), tmp_path)
    assert (tmp_path / "package.zip").read_bytes() == b"mine"


def test_a_list_with_an_error_leaves_no_package(tmp_path: Path) -> None:
    filled = Filled()
    filled.case["d_name"] = None
    outcome = pack_filled(filled, tmp_path)
    assert (outcome.package, (tmp_path / "package.zip").exists()) == (None, False)
