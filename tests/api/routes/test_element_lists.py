"""An element list with its attachments: made into a package, or told by its cells what is wrong."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from httpx2 import Response
from sqlalchemy import select

from api.permissions import Role
from fixtures.identifiers import identity_number
from ingest.intake.sweep import sweep_intake
from ingest.intake.synthetic import real_numbers
from ingest.service import Quotas, Service
from ingest.store.schema import METADATA
from tests.journeys.manual import fill_in, write_attachments
from tests.services.ageing import age_blobs
from tests.services.app import LENDER, OTHER_LENDER, SetClock, client_of, open_service

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_Files = list[tuple[str, tuple[str, bytes, str]]]


@pytest.fixture(name="clock")
def _clock() -> SetClock:
    return SetClock()


@pytest.fixture(name="service")
def _service(tmp_path: Path, clock: SetClock) -> Iterator[Service]:
    with open_service(tmp_path, clock=clock) as service:
        yield service


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> _Files:
    """A filled list, and its attachments."""
    folder = tmp_path_factory.mktemp("filled")
    filled = fill_in(folder / "list.xlsx").read_bytes()
    attached = write_attachments(folder / "attachments")
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for path in sorted(attached.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(attached).as_posix())
    return [
        ("list", ("要素列表.xlsx", filled, _TYPE)),
        ("attachments", ("附件.zip", whole.getvalue(), "application/zip")),
    ]


def _send(
    service: Service, files: _Files, party: str = LENDER, key: str = "key-1", **fields: str
) -> Response:
    client = client_of(service, Role.LENDER, party)
    headers = {"Idempotency-Key": key}
    return client.post("/v1/element-lists", files=files, data=fields, headers=headers)


def _with_cell(files: _Files, label: str, value: str) -> _Files:
    """Return the list with another value in one column of its cases."""
    name, octets, kind = files[0][1]
    book = openpyxl.load_workbook(io.BytesIO(octets))
    sheet = book["案件"]
    column = next(
        cell.column for cell in sheet[1] if str(cell.value).partition("\n")[0].strip("*") == label
    )
    assert column is not None
    sheet.cell(3, column).value = value
    saved = io.BytesIO()
    book.save(saved)
    return [("list", (name, saved.getvalue(), kind)), *files[1:]]


def test_a_list_becomes_a_package_that_is_accepted(service: Service, files: _Files) -> None:
    answer, again = _send(service, files), _send(service, files)
    assert (answer.status_code, again.headers.get("Idempotent-Replayed")) == (202, "true")
    assert answer.json()["receipt"]["value"]["sender"] == LENDER
    table = METADATA.tables["package"]
    with service.database.read() as connection:
        row = connection.execute(select(table.c.form, table.c.head, table.c.source)).one()
    assert (row.form, row.head["path"], row.head["filing_date"]) == (
        "elements", "manual", "2025-06-10",
    )  # fmt: skip
    assert service.blobs.octets(row.source)
    assert list(service.folder.iterdir()) == []


def test_faults_are_told_by_their_cells_and_marked_in_the_list(
    service: Service, files: _Files, clock: SetClock
) -> None:
    answer = _send(service, _with_cell(files, "合同编号", ""))
    said: dict[str, Any] = answer.json()
    assert (answer.status_code, said["code"]) == (422, "http.elements_faulty")
    assert any(one["pointer"].startswith("案件!") and one["code"] for one in said["errors"])
    link = answer.headers["Link"].partition(">")[0].removeprefix("<")
    own, other = client_of(service), client_of(service, Role.LENDER, OTHER_LENDER)
    marked = own.get(link)
    assert "错误" in openpyxl.load_workbook(io.BytesIO(marked.content)).sheetnames
    assert other.get(link).status_code == 404
    clock.advance(timedelta(days=1))
    age_blobs(service)
    assert (sweep_intake(service), own.get(link).status_code) == (1, 404)
    stored = service.folder.parent / "blobs" / "sha256"
    assert [path for path in stored.rglob("*") if path.is_file()] == []


def test_a_sandbox_takes_no_real_persons_number(service: Service, files: _Files) -> None:
    real = next(
        number
        for check in "0123456789X"
        if real_numbers({"d_id_no": (number := f"440106{identity_number(0)[6:17]}{check}")})
    )
    answer = _send(service, _with_cell(files, "证件号码", real)).json()
    assert answer["code"] == "http.not_synthetic"
    assert real not in str(answer)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ([], "http.media_type"),
        ([("list", ("list.exe", b"x", "x/x"))], "http.invalid"),
        ([("list", ("../../list.csv", b"x", "x/x"))], "http.invalid"),
        ([("list", ("a.xlsx", b"x", "x/x")), ("other", ("a", b"x", "x/x"))], "http.invalid"),
        ([("list", ("a.xlsx", b"x", "x/x"))] * 9, "http.invalid"),
        ([("list", ("a.xlsx", b"no workbook", "x/x"))], "http.elements_faulty"),
    ],
)
def test_a_form_that_is_none_leaves_nothing(service: Service, changed: _Files, code: str) -> None:
    assert _send(service, changed).json()["code"] == code
    assert list(service.folder.iterdir()) == []


def test_a_field_is_small(service: Service, files: _Files) -> None:
    assert _send(service, files[:1], stage="x" * 300).json()["code"] == "http.too_large"
    assert _send(service, files[:1], stage="二审").json()["code"] == "http.invalid"
    assert _send(service, files[:1], filing_date="soon").json()["code"] == "http.invalid"


def test_the_template_is_there_for_everybody(service: Service) -> None:
    client = client_of(service)
    client.headers.clear()
    book = client.get("/v1/element-lists/template")
    assert "案件" in openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames
    sheets = client.get("/v1/element-lists/template?form=csv")
    with zipfile.ZipFile(io.BytesIO(sheets.content)) as archive:
        assert "案件.csv" in archive.namelist()


def test_a_form_is_held_against_the_digest_promised_for_it(service: Service, files: _Files) -> None:
    wrong = {"Content-Digest": f"sha-256=:{'A' * 43}=:", "Idempotency-Key": "key-1"}
    answer = client_of(service).post("/v1/element-lists", files=files, headers=wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "http.digest_differs")
    assert list(service.folder.iterdir()) == []


def test_lists_are_counted_as_packages_of_the_day(tmp_path: Path, files: _Files) -> None:
    with open_service(tmp_path, quotas=Quotas(packages_a_day=0)) as service:
        answer = _send(service, files)
        assert (answer.status_code, answer.json()["code"]) == (429, "http.quota")
