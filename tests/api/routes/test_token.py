import base64
from urllib.parse import quote_plus

import pytest

from api.identity.keys import ASSERTION_TYPE
from tests.services.edge import Edge, secret_of

CREDENTIALS = "grant_type=client_credentials"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def basic(client: str, secret: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{client}:{secret}".encode()).decode()}


def test_in_a_sandbox_id_and_secret_do(edge: Edge) -> None:
    answer = edge.browser.post(
        "/v1/token", content=CREDENTIALS, headers={**FORM, **basic("judge", secret_of("judge"))}
    )
    assert answer.status_code == 200
    assert sorted(answer.json()) == ["access_token", "expires_in", "token_type"]
    assert answer.headers["cache-control"] == "no-store"


def test_id_and_secret_may_be_form_encoded(edge: Edge) -> None:
    given = basic(quote_plus("judge"), quote_plus(secret_of("judge")))
    answer = edge.browser.post("/v1/token", content=CREDENTIALS, headers={**FORM, **given})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("client", "secret"), [("judge", "wrong"), ("nobody", "wrong"), ("judge", ""), ("", "")]
)
def test_whoever_knows_no_secret_is_told_nothing_of_who_exists(
    edge: Edge, client: str, secret: str
) -> None:
    answer = edge.browser.post(
        "/v1/token", content=CREDENTIALS, headers={**FORM, **basic(client, secret)}
    )
    assert answer.status_code == 401
    assert "www-authenticate" in answer.headers
    assert answer.json() == {
        "error": "invalid_client",
        "error_description": "the client is not who it says",
        "code": "http.client_refused",
    }


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !", "Basic eA==", "Bearer eA==", "", "Basic /w=="]
)
def test_what_is_no_basic_is_refused(edge: Edge, header: str) -> None:
    headers = {**FORM, "Authorization": header}
    assert edge.browser.post("/v1/token", content=CREDENTIALS, headers=headers).status_code == 401


FAULTY: dict[str, tuple[str | bytes, str]] = {
    "another grant": ("grant_type=password", "unsupported_grant_type"),
    "no grant": ("", "unsupported_grant_type"),
    "a secret in the form": (f"{CREDENTIALS}&client_id=a&client_secret=b", "invalid_request"),
    "a field twice": (f"{CREDENTIALS}&client_id=a&client_id=b", "invalid_request"),
    "many fields": ("&".join(f"f{n}=1" for n in range(99)), "invalid_request"),
    "no text": (b"\xff=\xff", "invalid_request"),
    "an assertion of no type": (f"{CREDENTIALS}&client_assertion=x", "invalid_request"),
    "another type": (
        f"{CREDENTIALS}&client_assertion=x&client_assertion_type=saml", "invalid_request",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_request_is_told_as_oauth_has_it(edge: Edge, name: str) -> None:
    content, error = FAULTY[name]
    answer = edge.browser.post("/v1/token", content=content, headers=FORM)
    assert (answer.status_code, answer.json()["error"]) == (400, error)
    assert answer.json()["code"] == "http.invalid"


def test_whoever_shows_nothing_is_nobody(edge: Edge) -> None:
    answer = edge.browser.post("/v1/token", content=CREDENTIALS, headers=FORM)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_json_is_no_form(edge: Edge) -> None:
    answer = edge.browser.post("/v1/token", json={"grant_type": "client_credentials"})
    assert (answer.status_code, answer.json()["code"]) == (400, "http.media_type")


def test_two_ways_at_once_are_one_too_many(edge: Edge) -> None:
    form = {
        "grant_type": "client_credentials", "client_assertion": edge.assertion(),
        "client_assertion_type": ASSERTION_TYPE,
    }  # fmt: skip
    answer = edge.browser.post("/v1/token", data=form, auth=("judge", secret_of("judge")))
    assert answer.json()["error"] == "invalid_request"


def test_a_database_that_is_gone_gives_no_token(edge: Edge) -> None:
    with edge.service.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE client RENAME TO gone")
    answer = edge.show(edge.assertion())
    assert (answer.status_code, answer.json()["code"]) == (503, "http.unavailable")
