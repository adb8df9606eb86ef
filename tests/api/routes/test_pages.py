"""Pages for people: who you are, how far a package is, and the reports, without a script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.permissions import Role
from ingest.service import Service
from tests.services.app import OTHER_LENDER, app_of, client_of, open_service
from tests.services.rows import GOOD, HELD, add_judgement, add_package, sample


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path) as service:
        yield service


def test_who_is_not_known_is_asked(service: Service) -> None:
    package = add_package(service)
    client = TestClient(app_of(service), follow_redirects=False)
    for path in ("/", f"/batches/{package}", f"/batches/{package}/report", f"/cases/{package}/a"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/login?next={path}")


def test_from_the_first_page_one_comes_to_the_report_of_a_case(service: Service) -> None:
    package, client = add_package(service), client_of(service)
    add_judgement(service, package, {"a": sample(GOOD)})
    path = "/"
    for link in (f"/batches/{package}", f"/batches/{package}/report", f"/cases/{package}/a"):
        page = client.get(path)
        assert link in re.findall(r'href="([^"]+)"', page.text)
        path = link
    assert "电子数据技术核验报告" in client.get(path).text


def test_every_page_has_a_policy_without_scripts(service: Service) -> None:
    package, client = add_package(service), client_of(service)
    add_judgement(service, package, {"a": sample(HELD)})
    for path in ("/", f"/batches/{package}", f"/batches/{package}/report", f"/cases/{package}/a"):
        page = client.get(path)
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script" not in policy
        assert "<script" not in page.text


@pytest.mark.parametrize(("state", "refreshed"), [("judging", True), ("closed", False)])
def test_a_page_comes_again_while_work_is_going_on(
    service: Service, state: str, refreshed: bool
) -> None:
    package = add_package(service)
    add_judgement(service, package, {"a": sample(GOOD)}, state=state)
    assert ("Refresh" in client_of(service).get(f"/batches/{package}").headers) is refreshed


def test_anothers_package_has_no_page(service: Service) -> None:
    package = add_package(service)
    stranger = client_of(service, Role.LENDER, OTHER_LENDER)
    paths = (f"/batches/{package}", f"/batches/{package}/report", f"/cases/{package}/a")
    assert [stranger.get(path).status_code for path in paths] == [404] * 3


def test_an_operator_sees_progress_and_no_link_to_a_case(service: Service) -> None:
    package = add_package(service)
    add_judgement(service, package, {"a": sample(GOOD)})
    operator = client_of(service, Role.OPERATOR, "court")
    assert f"/cases/{package}" not in operator.get(f"/batches/{package}").text
    assert operator.get(f"/cases/{package}/a").status_code == 403


def test_pages_say_as_received_when_and_what_came_of_it(service: Service) -> None:
    package, client = add_package(service), client_of(service)
    add_judgement(service, package, {"a": sample(GOOD)})
    assert re.search(r'<span class="tag ok">[^<]+ 1</span>', client.get("/").text)
    page = client.get(f"/batches/{package}").text
    assert "合同 HT00000000" in page
    assert f"/v1/cases/{package}/a/kit" in page
    assert re.search(r"[0-9]{2}:[0-9]{2}\.[0-9]", page) is None


def test_reports_lead_back_to_their_package(service: Service) -> None:
    package, client = add_package(service), client_of(service)
    add_judgement(service, package, {"a": sample(GOOD)})
    for path in (f"/batches/{package}/report", f"/cases/{package}/a"):
        assert f'href="/batches/{package}"' in client.get(path).text
