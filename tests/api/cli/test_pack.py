"""`evidence pack` lists every fault in words or JSON, and its exit code says what to do."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from api.cli.pack import pack_options, run_pack, run_pack_folder
from ingest.adapters.elements.pack import pack_elements
from ingest.package.read import open_package
from tests.ingest.adapters.elements.filled import OPTIONS, Filled, make_attachments
from tests.ingest.packing.platform import sealing_key, write_source

REFUSED, USAGE, CORRECT = 1, 2, 3
NOW = datetime(2025, 6, 10, 20, tzinfo=UTC)


def _faulty(folder: Path) -> Path:
    filled = Filled()
    filled.case["d_mobile"] = "123"
    filled.case["d_name"] = None
    return filled.write_csv(folder / "list")


def test_a_good_list_is_packed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elements, files = Filled().write_csv(tmp_path / "l"), make_attachments(tmp_path / "a")
    assert run_pack(elements, files, tmp_path / "p.zip", options=OPTIONS) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0] == "须更正 0 处，提示 0 处。"
    assert "1 案，7 项证据" in said


def test_every_fault_is_listed_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run_pack(_faulty(tmp_path), None, tmp_path / "p.zip", options=OPTIONS)
    said = capsys.readouterr().out
    assert (code, (tmp_path / "p.zip").exists()) == (CORRECT, False)
    assert "[element.missing]" in said
    assert "[element.mobile_form]" in said
    assert "须更正 2 处" in said


def test_faults_are_listed_in_english_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_pack(_faulty(tmp_path), None, tmp_path / "p.zip", options=OPTIONS, lang="en")
    assert "2 to correct, 1 told." in capsys.readouterr().out


def test_json_stands_alone_on_standard_output(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    mark = tmp_path / "m.xlsx"
    out = tmp_path / "p.zip"
    code = run_pack(_faulty(tmp_path), None, out, mark=mark, options=OPTIONS, as_json=True)
    value = json.loads(capsysbinary.readouterr().out)
    assert (code, value["counts"], value["package"]) == (CORRECT, {"errors": 2, "told": 1}, None)
    assert value["marked"] == str(mark)
    assert {fault["code"] for fault in value["faults"] if fault["status"] != "PASSED"} == {
        "element.missing",
        "element.mobile_form",
    }


def test_a_hostile_file_ends_with_one(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(512))
    assert run_pack(path, None, tmp_path / "p.zip", options=OPTIONS) == REFUSED


def test_a_list_that_is_not_there_is_a_fault_of_usage(tmp_path: Path) -> None:
    with pytest.raises(typer.Exit) as ended:
        run_pack(tmp_path / "no.xlsx", None, tmp_path / "p.zip", options=OPTIONS)
    assert ended.value.exit_code == USAGE


@pytest.mark.parametrize(
    "asked", [{"stage": "庭审"}, {"environment": "test"}, {"filing_date": "10.06.2025"}], ids=str
)
def test_what_a_package_may_not_say_is_a_fault_of_usage(asked: dict[str, str]) -> None:
    with pytest.raises(typer.Exit) as ended:
        pack_options(**asked, now=NOW)
    assert ended.value.exit_code == USAGE


def test_the_filing_date_is_today_on_the_courts_clock() -> None:
    assert pack_options(now=NOW).filing_date.isoformat() == "2025-06-11"


def test_the_categories_are_those_that_the_courts_rules_call_for() -> None:
    assert pack_options(now=NOW).required[3] == "agent"


def test_the_rules_of_a_court_that_we_do_not_know_call_for_nothing() -> None:
    assert pack_options(audience="elsewhere", now=NOW).required == {}


def _keys(folder: Path) -> tuple[Path, Path]:
    """Write the platform's key and certificates as files."""
    key, path = sealing_key()
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*form))
    certs = b"".join(one.public_bytes(Encoding.PEM) for one in path)
    (folder / "certs.pem").write_bytes(certs)
    return folder / "key.pem", folder / "certs.pem"


def test_a_platforms_folder_is_packed_and_signed(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    source = write_source(tmp_path)
    key, certs = _keys(tmp_path)
    code = run_pack_folder(source.folder, source.out, key=key, certs=[certs], as_json=True)
    value = json.loads(capsysbinary.readouterr().out)
    assert (code, value["cases"], value["findings"]) == (0, 2, [])
    with open_package(source.out) as package:
        assert package.facts.signature is not None


def test_a_folder_with_a_fault_is_not_packed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_source(tmp_path)
    (source.folder / "cases.jsonl").write_bytes(b"{}\n")
    key, certs = _keys(tmp_path)
    code = run_pack_folder(source.folder, source.out, key=key, certs=[certs])
    assert (code, source.out.exists()) == (REFUSED, False)
    assert "json." in capsys.readouterr().out


def test_a_key_that_is_none_is_a_fault_of_usage(tmp_path: Path) -> None:
    source = write_source(tmp_path)
    _, certs = _keys(tmp_path)
    with pytest.raises(typer.Exit) as ended:
        run_pack_folder(source.folder, source.out, key=certs, certs=[certs])
    assert ended.value.exit_code == USAGE


def test_a_correction_names_the_package_that_it_corrects(tmp_path: Path) -> None:
    options = pack_options(corrects="elements-0123", environment="sandbox")
    path = Filled().write(tmp_path)
    outcome = pack_elements(path, None, tmp_path / "p.zip", options)
    assert outcome.package is not None
    head = json.loads(zipfile.ZipFile(outcome.package).read("package.json"))
    assert (head["kind"], head["corrects"]) == ("correction", {"package_id": "elements-0123"})


def test_what_is_no_package_id_cannot_be_corrected() -> None:
    with pytest.raises(typer.Exit):
        pack_options(corrects="../elements")
