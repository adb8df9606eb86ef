from datetime import timedelta

import pytest

from api.identity.tokens import ACCESS, Tokens
from api.permissions import Role
from tests.services.edge import SITE, TOKEN_SECRET, Edge, secret_of


def read_metrics(edge: Edge, authorization: str) -> int:
    return edge.browser.get("/metrics", headers={"Authorization": authorization}).status_code


def test_a_token_of_a_role_that_may_opens(edge: Edge) -> None:
    assert read_metrics(edge, f"Bearer {edge.token(Role.OPERATOR)}") == 200
    assert read_metrics(edge, f"bearer {edge.token(Role.OPERATOR)}") == 200


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_a_role_that_may_not_is_told_so(edge: Edge, role: Role) -> None:
    assert read_metrics(edge, f"Bearer {edge.token(role)}") == 403


@pytest.mark.parametrize("stated", ["", "Bearer", "Bearer x", "Basic b3A6eA==", "Bearer a.b.c"])
def test_what_is_no_token_opens_nothing(edge: Edge, stated: str) -> None:
    answer = edge.browser.get("/metrics", headers={"Authorization": stated})
    assert (answer.status_code, answer.json()["code"]) == (401, "http.unauthorized")
    assert answer.headers["www-authenticate"].startswith("Bearer ")


def test_a_token_is_over_after_its_term(edge: Edge) -> None:
    token = edge.token(Role.OPERATOR)
    edge.clock.advance(ACCESS.term)
    assert read_metrics(edge, f"Bearer {token}") == 401


def test_a_client_that_was_ended_is_refused_with_the_token_it_has(edge: Edge) -> None:
    token = edge.token(Role.OPERATOR)
    edge.register(edge.client(Role.PLATFORM))
    assert read_metrics(edge, f"Bearer {token}") == 401


def test_a_client_in_use_is_refused_from_its_end_on(edge: Edge) -> None:
    edge.register(edge.client(Role.OPERATOR, until=edge.clock() + timedelta(minutes=1)))
    token = edge.token(Role.OPERATOR)
    assert read_metrics(edge, f"Bearer {token}") == 200
    edge.clock.advance(timedelta(minutes=1))
    assert read_metrics(edge, f"Bearer {token}") == 401


def test_a_header_goes_before_a_cookie(edge: Edge) -> None:
    browser = edge.browser
    form = {"client": "operator", "key": secret_of("operator")}
    browser.post("/login", data=form, headers={"Origin": SITE.url})
    assert browser.get("/metrics").status_code == 200
    assert browser.get("/metrics", headers={"Authorization": "Bearer x"}).status_code == 401


def test_in_production_a_secret_opens_nothing(production: Edge) -> None:
    answer = production.browser.post(
        "/v1/token", data={"grant_type": "client_credentials"},
        auth=("platform", secret_of("platform")),
    )  # fmt: skip
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_in_production_people_are_told_that_their_login_is_to_come(production: Edge) -> None:
    made = Tokens(TOKEN_SECRET, environment="production", audience=SITE.address)
    for header in (
        {},
        {"Authorization": f"Bearer {made.issue(ACCESS, 'operator', production.clock())}"},
    ):
        answer = production.browser.get("/metrics", headers=header)
        assert (answer.status_code, answer.json()["code"]) == (403, "http.login_not_configured")


def test_in_production_systems_show_their_keys(production: Edge) -> None:
    assert production.show(production.assertion()).status_code == 200
