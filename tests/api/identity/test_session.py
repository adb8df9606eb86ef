from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.services.edge import SITE, Edge, secret_of

OWN = {"Origin": SITE.url}


def sign_in(edge: Edge, **form: str) -> tuple[TestClient, Any]:
    browser = edge.browser
    stated = {"client": "judge", "key": secret_of("judge"), **form}
    return browser, browser.post("/login", data=stated, headers=OWN)


def test_a_key_begins_a_session_that_scripts_and_other_sites_do_not_get(edge: Edge) -> None:
    _, answer = sign_in(edge)
    cookie = answer.headers["set-cookie"]
    assert answer.status_code == 303
    assert cookie.startswith("__Host-evidence=")
    for attribute in ("HttpOnly", "SameSite=strict", "Secure", "Path=/", "Max-Age=28800"):
        assert attribute in cookie
    assert "Domain" not in cookie


def test_a_wrong_key_gets_the_page_again(edge: Edge) -> None:
    _, answer = sign_in(edge, key="wrong")
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert "编号或者密钥不正确" in answer.text


def test_what_is_typed_is_shown_as_text(edge: Edge) -> None:
    _, answer = sign_in(edge, client='"><script>x</script>', key="k")
    assert "<script>" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"Origin": "null"}, {"Origin": "https://evil.test"},
        {"Origin": "http://gateway.test"}, {"Origin": "https://gateway.test.evil.test"},
        {**OWN, "Sec-Fetch-Site": "cross-site"}, {**OWN, "Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)  # fmt: skip
def test_a_form_of_another_site_is_refused(edge: Edge, headers: dict[str, str]) -> None:
    form = {"client": "judge", "key": secret_of("judge")}
    answer = edge.browser.post("/login", data=form, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "http.forbidden")
    assert edge.browser.post("/logout", headers=headers).status_code == 403


def test_after_signing_out_the_cookie_opens_nothing_anywhere(edge: Edge) -> None:
    browser, _ = sign_in(edge, client="operator", key=secret_of("operator"))
    kept = {"Cookie": f"__Host-evidence={browser.cookies['__Host-evidence']}"}
    assert edge.browser.get("/metrics", headers=kept).status_code == 200
    assert browser.post("/logout", headers=OWN).headers["location"] == "/login"
    assert edge.browser.get("/metrics", headers=kept).status_code == 401


def test_signing_out_without_a_session_does_nothing(edge: Edge) -> None:
    assert edge.browser.post("/logout", headers=OWN).status_code == 303
    strange = {**OWN, "Cookie": "__Host-evidence=x"}
    assert edge.browser.post("/logout", headers=strange).status_code == 303


@pytest.mark.parametrize(
    ("stated", "gone"),
    [
        ("/v1/batches?limit=1", "/v1/batches?limit=1"), ("//evil.test", "/"),
        ("/\\evil.test", "/"), ("https://evil.test", "/"), ("/a\r\nX: y", "/"), ("", "/"),
    ],
)  # fmt: skip
def test_after_signing_in_one_stays_on_this_site(edge: Edge, stated: str, gone: str) -> None:
    _, answer = sign_in(edge, next=stated)
    assert answer.headers["location"] == gone


def test_in_production_nobody_signs_in(production: Edge) -> None:
    form = {"client": "judge", "key": secret_of("judge")}
    for answer in (
        production.browser.get("/login"),
        production.browser.post("/login", data=form, headers=OWN),
        production.browser.post("/logout", headers=OWN),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "http.login_not_configured")
