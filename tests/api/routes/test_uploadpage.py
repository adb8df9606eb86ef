"""The page to send from: no script, the faults told on it, and on to the page of the package."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from httpx2 import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from api.permissions import Role
from fixtures.showcase import make_sample
from ingest.service import Service
from ingest.store.schema import METADATA
from tests.services.app import PLATFORM, app_of, client_of, open_service


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path) as service:
        yield service


def _listed(name: str) -> dict[str, tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(make_sample(name))) as archive:
        return {
            "list": ("list.xlsx", archive.read("list.xlsx")),
            "attachments": ("attachments.zip", archive.read("attachments.zip")),
        }


def _send(client: TestClient, files: dict[str, tuple[str, bytes]], **fields: str) -> Response:
    (key,) = re.findall(r'name="key" value="([^"]+)"', client.get("/upload").text)
    # A browser sends the fields of files that nobody chose as well: without name, without octets.
    chosen = {name: files.get(name, ("", b"")) for name in ("package", "list", "attachments")}
    said = {"key": key, "received_at": "", "court_profile": "", **fields}
    return client.post("/upload", data=said, files=chosen, follow_redirects=False)


def test_who_is_not_known_is_asked(service: Service) -> None:
    answer = TestClient(app_of(service)).get("/upload", follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login?next=/upload")


def test_the_page_needs_no_script(service: Service) -> None:
    page = client_of(service).get("/upload")
    assert "<script" not in page.text
    assert "script" not in page.headers["Content-Security-Policy"]


def test_a_package_leads_to_its_page_judged_as_of_the_time_asked_for(service: Service) -> None:
    client = client_of(service, Role.PLATFORM, PLATFORM)
    sent = {"package": ("good.zip", make_sample("good"))}
    answer = _send(client, sent, received_at="2025-06-10T11:00")
    assert answer.status_code == 303
    assert client.get(answer.headers["Location"]).status_code == 200
    package = METADATA.tables["package"].c
    with service.database.read() as connection:
        ((stated,),) = connection.execute(select(package.stated_at))
    assert stated.isoformat() == "2025-06-10T03:00:00+00:00"


def test_an_element_list_leads_to_its_page(service: Service) -> None:
    client = client_of(service)
    answer = _send(client, _listed("good_element_list"), received_at="2025-06-10T11:00")
    assert answer.headers["Location"].startswith("/batches/pkg-")


def test_faults_of_a_list_are_told_by_cell_with_their_cure_and_the_marked_list(
    service: Service,
) -> None:
    client = client_of(service)
    answer = _send(client, _listed("cell_with_formula"))
    assert answer.status_code == 422
    for told in ("案件!AE2", "sheet.formula", "请以“选择性粘贴—数值”替换公式。"):
        assert told in answer.text
    (marked,) = re.findall(r'href="(/v1/element-lists/[^"]+/marked)"', answer.text)
    assert client.get(marked).content.startswith(b"PK")


def test_a_refused_package_is_told_by_its_code(service: Service) -> None:
    client = client_of(service, Role.PLATFORM, PLATFORM)
    answer = _send(client, {"package": ("x.zip", make_sample("package_other_court"))})
    assert answer.status_code == 422
    assert "package.other_court" in answer.text


@pytest.mark.parametrize(
    "fields",
    [{}, {"court_profile": "nosuch"}, {"received_at": "yesterday"}, {"stage": "?"}],
)
def test_what_cannot_be_sent_is_told_on_the_page(service: Service, fields: dict[str, str]) -> None:
    files = {"list": ("list.xlsx", b"x")} if fields else {}
    answer = _send(client_of(service), files, **fields)
    assert answer.status_code == 422
    assert "http.invalid" in answer.text
    assert not list(service.folder.iterdir())


@pytest.mark.parametrize(
    "said", [{"key": "a\r\nX: y"}, {"key": "a\0"}, {"received_at": "0001-01-01T00:00"}]
)
def test_a_field_of_another_form_is_told_on_the_page(
    service: Service, said: dict[str, str]
) -> None:
    client = client_of(service, Role.PLATFORM, PLATFORM)
    assert _send(client, {"package": ("good.zip", b"PK")}, **said).status_code == 422
