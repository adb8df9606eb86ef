"""Reports by API: the octets that were issued, the very page, and views for who may not see."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from api.permissions import Role
from api.render.html import render_batch, render_case
from api.render.summary import summarise
from ingest.service import Service
from tests.services.app import LENDER, PLATFORM, client_of, open_service
from tests.services.rows import GOOD, HELD, add_judgement, add_package, sample
from verify.codes.table import CODES

NAME, NUMBER = "虚构借款人000000", sample(GOOD).report["elements"]["d_id_no"]


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path) as service:
        yield service


@pytest.fixture(name="production")
def _production(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path, environment="production") as service:
        yield service


def _judged(service: Service, name: str = GOOD) -> str:
    package = add_package(service)
    add_judgement(service, package, {"a": sample(name)})
    return package


def test_a_report_is_the_octets_that_were_issued(service: Service) -> None:
    package, client = _judged(service), client_of(service)
    verdict = client.get(f"/v1/cases/{package}/a/verdicts").json()["items"][0]
    answer = client.get(f"/v1/cases/{package}/a/report.json")
    assert verdict["report_digest"] == sha256(answer.content).hexdigest()
    assert answer.headers["Evidence-View"] == "whole"


@pytest.mark.parametrize(("accept", "kind"), [
    ("text/html,application/xhtml+xml", "text/html; charset=utf-8"), ("*/*", "application/json"),
    ("application/json, text/html", "application/json"),
])  # fmt: skip
def test_accept_chooses_the_form(service: Service, accept: str, kind: str) -> None:
    path = f"/v1/cases/{_judged(service)}/a/report"
    answer = client_of(service).get(path, headers={"Accept": accept})
    assert kind == answer.headers["Content-Type"]


def test_the_page_is_that_of_the_command_line(service: Service) -> None:
    package, client = _judged(service), client_of(service)
    report = client.get(f"/v1/cases/{package}/a/report.json").json()
    batch = client.get(f"/v1/batches/{package}/report.json").json()
    page = client.get(f"/v1/cases/{package}/a/report.html")
    whole = client.get(f"/v1/batches/{package}/report.html")
    back = f"/batches/{package}"
    assert render_case(report, codes=CODES, head=batch["package"]["head"], back=back) == page.text
    listed = [summarise(report, href=f"/cases/{package}/a")]
    assert "".join(render_batch(batch, listed, codes=CODES, back=back)) == whole.text
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert "'sha256-" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("role", "party", "name"), [
    (Role.JUDGE, "c", True), (Role.CLERK, "c", True), (Role.LENDER, LENDER, True),
    (Role.PLATFORM, PLATFORM, False),
])  # fmt: skip
def test_who_may_not_see_personal_data_gets_a_view_that_says_so(
    production: Service, role: Role, party: str, name: bool
) -> None:
    package = add_package(production, sender=party if role is Role.PLATFORM else LENDER)
    add_judgement(production, package, {"a": sample(GOOD)})
    client, whole = client_of(production, role, party), role is Role.JUDGE
    value = client.get(f"/v1/cases/{package}/a/report.json")
    page = client.get(f"/v1/cases/{package}/a/report.html").text
    assert ("whole" if whole else "masked") == value.headers["Evidence-View"]
    assert [name, whole] == [NAME in value.text, NUMBER in value.text]
    assert [name, whole] == [NAME in page, NUMBER in page]
    assert whole is ("脱敏视图" not in page)
    assert whole is ("view" not in value.json())


def test_of_a_held_case_its_sender_sees_the_items_and_one_sentence(production: Service) -> None:
    package = _judged(production, HELD)
    client, judge = client_of(production), client_of(production, Role.JUDGE, "c")
    value = client.get(f"/v1/cases/{package}/a/report.json").json()
    assert [(one["id"], one["words"]["zh"]) for one in value["items"]] == [
        ("contract", "数据不一致，原因待查")
    ]
    paths = [
        f"cases/{package}/a/report.html", f"batches/{package}/report.html",
        f"cases/{package}/a/report.json", f"batches/{package}/report.json",
    ]  # fmt: skip
    pages = [one.get(f"/v1/{path}").text for one in (client, judge) for path in paths]
    assert ["signature.value_wrong" in one for one in pages] == [False] * 4 + [True] * 4


def test_in_the_sandbox_all_is_shown_of_a_held_case(service: Service) -> None:
    page = client_of(service).get(f"/v1/cases/{_judged(service, HELD)}/a/report.html").text
    assert "signature.value_wrong" in page


def test_an_earlier_report_stays_as_it_was(service: Service) -> None:
    package, client = _judged(service), client_of(service)
    before = client.get(f"/v1/cases/{package}/a/report.json").content
    add_judgement(service, package, {"a": sample(HELD)}, no=2, cause="policy")
    assert before == client.get(f"/v1/cases/{package}/a/report.json?no=1").content
    now = client.get(f"/v1/cases/{package}/a/report.json").json()
    assert now["verdict"]["route"] == "HOLD"
    history = client.get(f"/v1/cases/{package}/a/verdicts").json()["items"]
    assert [(one["no"], one["current"]) for one in history] == [(1, False), (2, True)]


def test_there_is_no_report_before_there_is_a_verdict(service: Service) -> None:
    package = add_package(service, state="received")
    assert client_of(service).get(f"/v1/batches/{package}/report").status_code == 404


def test_the_batch_report_is_the_stored_value(service: Service) -> None:
    package = _judged(service)
    answer = client_of(service).get(f"/v1/batches/{package}/report.json")
    assert json.loads(answer.content)["batch"]["counts"]["cases"] == 1
