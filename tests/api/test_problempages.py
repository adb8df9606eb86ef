"""A person at a browser is told of a problem by a page, or asked who they are and brought back."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from api.permissions import Role
from tests.services.edge import SITE, Edge, open_edge, secret_of

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
NOWHERE = f"/v1/batches/pkg-{'a' * 26}"


@pytest.fixture(name="sandbox")
def _sandbox(tmp_path: Path) -> Iterator[Edge]:
    with open_edge(tmp_path) as edge:
        yield edge


def _signed_in(edge: Edge, role: Role = Role.LENDER, back: str = "/") -> tuple[TestClient, str]:
    """Return a browser with a session, and where it was sent."""
    browser = edge.browser
    form = {"client": role.value, "key": secret_of(role.value), "next": back}
    answer = browser.post("/login", data=form, headers={"Origin": SITE.url})
    return browser, answer.headers["Location"]


@pytest.mark.parametrize(("path", "status", "title"), [
    (NOWHERE, 404, "不存在，或者不属于您"), ("/nowhere", 404, "不存在，或者不属于您"),
    ("/v1/handoffs", 403, "该身份无权进行此操作"), ("/batches/x", 404, "不存在，或者不属于您"),
    ("/v1/decisions", 403, "该身份无权进行此操作"),
])  # fmt: skip
def test_a_signed_in_browser_is_told_by_a_page(
    sandbox: Edge, path: str, status: int, title: str
) -> None:
    browser, _ = _signed_in(sandbox)
    answer = browser.get(path, headers=BROWSER)
    assert (answer.status_code, answer.headers["Content-Type"]) == (
        status, "text/html; charset=utf-8",
    )  # fmt: skip
    assert f"<h1>{title}</h1>" in answer.text
    assert re.search(r'<p class="sandbox">|a-z2-7', answer.text) is None
    assert answer.headers["X-Request-Id"] in answer.text
    assert "script" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("headers", [
    {}, {"Accept": "application/json"}, {"Accept": "application/json, text/html"},
])  # fmt: skip
def test_a_program_is_told_by_a_problem(sandbox: Edge, headers: dict[str, str]) -> None:
    browser, _ = _signed_in(sandbox)
    answer = browser.get(NOWHERE, headers=headers)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_token_is_a_programs_whatever_it_reads(sandbox: Edge) -> None:
    headers = {**BROWSER, "Authorization": f"Bearer {sandbox.token(Role.LENDER)}"}
    answer = sandbox.browser.get(NOWHERE, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "http.not_found")


def test_a_browser_that_is_not_known_is_asked_and_brought_back(sandbox: Edge) -> None:
    asked = sandbox.browser.get(f"{NOWHERE}/corrections.csv?x=1", headers=BROWSER)
    assert asked.status_code == 303
    assert asked.headers["Location"] == f"/login?next={NOWHERE}/corrections.csv"
    shown = sandbox.browser.get(asked.headers["Location"]).text
    assert f'name="next" value="{NOWHERE}/corrections.csv"' in shown
    assert _signed_in(sandbox, back=f"{NOWHERE}/corrections.csv")[1] == f"{NOWHERE}/corrections.csv"


def test_what_was_sent_and_not_asked_for_is_not_what_one_comes_back_to(sandbox: Edge) -> None:
    asked = sandbox.browser.post("/v1/decisions", json={}, headers=BROWSER)
    assert (asked.status_code, asked.headers["Location"]) == (303, "/login?next=/")


@pytest.mark.parametrize("path", ["//evil.example/x", "/%5Cevil.example", "/%0d%0aSet-Cookie:x"])
def test_nobody_is_led_to_another_host(sandbox: Edge, path: str) -> None:
    asked = sandbox.browser.get(f"{SITE.url}{path}", headers=BROWSER)
    shown = sandbox.browser.get(f"{SITE.url}/login?next={path}", headers=BROWSER)
    back = _signed_in(sandbox, back=unquote(path))[1]
    assert (asked.status_code, asked.headers.get("Location")) == (404, None)
    assert 'name="next" value="/"' in shown.text
    assert back == "/"
