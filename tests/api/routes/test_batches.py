"""Batches by API: a sender sees its own, the court all of its environment, nobody anything else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.permissions import Role
from ingest.service import Service
from tests.services.app import LENDER, OTHER_LENDER, PLATFORM, client_of, open_service
from tests.services.rows import GOOD, HELD, OPEN, add_judgement, add_package, sample


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path) as service:
        yield service


@pytest.fixture(name="production")
def _production(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path, environment="production") as service:
        yield service


def test_a_sender_lists_its_own_packages_page_by_page(service: Service) -> None:
    names = [add_package(service) for _ in range(5)]
    add_package(service, sender=OTHER_LENDER, lender=OTHER_LENDER)
    client, found, cursor = client_of(service), [], ""
    for _ in range(3):
        answer = client.get(f"/v1/batches?limit=2{cursor}").json()
        found += [one["id"] for one in answer["items"]]
        cursor = f"&cursor={answer['next_cursor']}"
    assert (names[::-1], None) == (found, answer["next_cursor"])


def test_a_lender_sees_what_a_platform_sent_for_it(service: Service) -> None:
    package = add_package(service, sender=PLATFORM)
    assert client_of(service).get(f"/v1/batches/{package}").status_code == 200


def test_anothers_package_answers_as_an_unknown_one(service: Service) -> None:
    package = add_package(service)
    stranger = client_of(service, Role.LENDER, OTHER_LENDER)
    for path in ("", "/cases", "/report", "/corrections", "/corrections.csv", "/report.html"):
        foreign = stranger.get(f"/v1/batches/{package}{path}")
        unknown = stranger.get(f"/v1/batches/pkg-{'a' * 26}{path}")
        assert (404, foreign.json()["code"]) == (unknown.status_code, "http.not_found")
        assert foreign.json() | {"instance": ""} == unknown.json() | {"instance": ""}


def test_the_court_sees_every_package_of_its_environment_alone(service: Service) -> None:
    package = add_package(service)
    judge = client_of(service, Role.JUDGE, "court")
    assert [package] == [one["id"] for one in judge.get("/v1/batches").json()["items"]]


@pytest.mark.parametrize("query", ["state=judged", f"lender={LENDER}"])
def test_packages_are_chosen_by_state_and_lender(service: Service, query: str) -> None:
    package = add_package(service)
    add_package(service, lender=OTHER_LENDER, state="received")
    judge = client_of(service, Role.JUDGE, "court")
    assert [package] == [one["id"] for one in judge.get(f"/v1/batches?{query}").json()["items"]]


@pytest.mark.parametrize("query", ["cursor=x", "cursor=cy0x", "limit=0", "limit=201", "state=no"])
def test_what_is_no_page_is_refused(service: Service, query: str) -> None:
    answer = client_of(service).get(f"/v1/batches?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "http.invalid")


def test_a_batch_tells_progress_judgements_and_verdicts(service: Service) -> None:
    package = add_package(service)
    add_judgement(service, package, {"a": sample(GOOD), "b": sample(OPEN)})
    found = client_of(service).get(f"/v1/batches/{package}").json()
    assert found["judgements"][0]["progress"] == {"done": 1, "all": 1, "failed": 0}
    assert found["routes"] == {"BATCH_ODR": 1, "AWAITING_DECISION": 1}
    assert found["waiting"]["cases"] == 0


def test_cases_are_chosen_by_verdict(service: Service) -> None:
    package = add_package(service)
    add_judgement(service, package, {"a": sample(GOOD), "b": sample(OPEN)})
    found = client_of(service).get(f"/v1/batches/{package}/cases?route=BATCH_ODR").json()
    assert [one["case_key"] for one in found["items"]] == ["a"]


def test_a_case_is_named_to_its_sender_and_the_court_as_reports_name_it(service: Service) -> None:
    package = add_package(service)
    add_judgement(service, package, {"a": sample(GOOD)})
    path = f"/v1/batches/{package}/cases"
    lists = [
        client_of(service, role, party).get(path).json()["items"][0]
        for role, party in ((Role.JUDGE, "c"), (Role.CLERK, "c"), (Role.OPERATOR, "c"),
                            (Role.LENDER, LENDER))
    ]  # fmt: skip
    borrower = "虚构借款人000000"
    assert [one["borrower"] for one in lists] == [borrower, borrower, None, borrower]
    assert [one["contract_no"] for one in lists] == ["HT00000000", "HT00000000", None, "HT00000000"]


def test_of_a_held_case_its_sender_sees_no_counts_in_production(production: Service) -> None:
    package = add_package(production)
    add_judgement(production, package, {"a": sample(HELD)})
    path = f"/v1/batches/{package}/cases"
    ours = client_of(production).get(path).json()["items"][0]
    judges = client_of(production, Role.JUDGE, "c").get(path).json()["items"][0]
    assert (ours["counts"], judges["counts"]) == (None, {"consistent": 11})


def test_a_page_without_right_is_forbidden(service: Service) -> None:
    answer = client_of(service, Role.PIPELINE, "p").get("/v1/batches")
    assert (answer.status_code, answer.json()["code"]) == (403, "http.forbidden")
