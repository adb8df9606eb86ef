"""What people decide by API is signed, kept sealed, and applied to every case that it is about."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.permissions import Role
from fixtures.package import write_package
from ingest.decisions import read_decision
from ingest.judging.stages import stages_of
from ingest.service import Service
from ingest.store.decisions import decision_value
from tests.ingest.judging.given import judging, receive, rows
from tests.services.app import LENDER, OTHER_LENDER, SetClock, client_of
from tests.services.rows import GOOD, HELD, add_judgement, add_package, sample
from tests.services.turns import StraightJobs

CASE = "case-000000"


class Court:
    """A service whose work is done when it is called for, and people who speak to it."""

    def __init__(self, service: Service, jobs: StraightJobs) -> None:
        self.service, self.jobs = service, jobs
        assert isinstance(service.clock, SetClock)
        self.clock = service.clock
        self.judge = client_of(service, Role.JUDGE, "court")
        self.clerk = client_of(service, Role.CLERK, "court")
        self.pipeline = client_of(service, Role.PIPELINE, "pipeline")
        self.lender = client_of(service)

    def work(self) -> None:
        """Do what is due."""
        self.jobs.run(self.service, stages_of(self.service))
        assert self.jobs.raised == []

    def received(self, folder: Path, cases: int = 2) -> str:
        """Receive a package and judge it."""
        path = folder / "package.zip"
        write_package(path, cases=cases, item_size=2048)
        package = receive(self.service, path)
        self.work()
        return package

    def decide(self, package: str, **said: Any) -> Any:
        """Decide as a judge."""
        return self.judge.post("/v1/decisions", json=_decision(package, **said))

    def fed(self) -> list[str]:
        """Return the kinds of everything that was handed on."""
        return [one["kind"] for one in self.pipeline.get("/v1/handoffs").json()["items"]]

    def routes(self, package: str) -> dict[str, int]:
        """Return how many cases have each verdict."""
        found: dict[str, int] = self.judge.get(f"/v1/batches/{package}").json()["routes"]
        return found


def _decision(package: str, **said: Any) -> dict[str, Any]:
    return {"batch": package, "outcome": "met", "reason": "经审查认定", **said}


@pytest.fixture(name="court")
def _court(tmp_path: Path) -> Iterator[Court]:
    with judging(tmp_path) as (service, jobs):
        yield Court(service, jobs)


def test_from_the_first_question_to_the_hand_off_and_back(court: Court, tmp_path: Path) -> None:
    package = court.received(tmp_path)
    report = court.judge.get(f"/v1/batches/{package}/report.json").json()
    asked = [one for one in report["batch"]["questions"] if one["effect"] == "blocking"]
    assert asked
    for one in asked:
        assert court.decide(package, question=one["code"]).status_code == 201
    court.work()
    assert court.routes(package) == {"BATCH_ODR": 2}
    assert court.fed() == []
    assert court.decide(package, case_key=CASE, outcome="admit", scope="batch").status_code == 201
    court.work()
    assert court.fed() == ["admitted", "admitted"]
    said = {"batch": package, "case_key": CASE, "reason": "已清偿"}
    assert court.lender.post("/v1/withdrawals", json=said).status_code == 201
    court.work()
    assert court.fed() == ["admitted", "admitted", "withdrawn"]
    kit = court.judge.get(f"/v1/cases/{package}/{CASE}/kit")
    with zipfile.ZipFile(io.BytesIO(kit.content)) as archive:
        issued = court.judge.get(f"/v1/cases/{package}/{CASE}/report.json").content
        assert archive.read("report/report.json") == issued


def test_a_decision_is_signed_and_kept_sealed(court: Court) -> None:
    package = add_package(court.service)
    add_judgement(court.service, package, {CASE: sample(GOOD)})
    made = court.decide(package, case_key=CASE, outcome="refuse").json()
    with court.service.database.read() as connection:
        octets = decision_value(connection, court.service, made["digest"])
    assert octets is not None
    assert read_decision(octets).digest == made["digest"]
    (row,) = rows(court.service, "decision")
    assert "经审查认定".encode() not in row.value_sealed
    assert [one.kind for one in rows(court.service, "attempt") if one.kind != "shard"] == ["apply"]


def test_the_very_same_decision_is_kept_once(court: Court) -> None:
    package = add_package(court.service)
    add_judgement(court.service, package, {CASE: sample(GOOD)})
    made = [court.decide(package, case_key=CASE, outcome="refuse").json() for _ in range(2)]
    assert made[0] == made[1]
    assert len(rows(court.service, "decision")) == 1


@pytest.mark.parametrize("path", ["decisions", "withdrawals"])
def test_what_is_sent_again_under_its_key_is_decided_once(court: Court, path: str) -> None:
    package = add_package(court.service)
    add_judgement(court.service, package, {CASE: sample(GOOD)})
    somebody = court.judge if path == "decisions" else court.lender
    said = {"batch": package, "case_key": CASE, "reason": "已清偿"}
    said |= {"outcome": "refuse"} if path == "decisions" else {}

    def send(**more: Any) -> Any:
        court.clock.advance(timedelta(seconds=5))
        headers = {"Idempotency-Key": "once"}
        return somebody.post(f"/v1/{path}", json={**said, **more}, headers=headers)

    first, again, other = send(), send(), send(reason="另一理由")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "http.idempotency_key_reused")
    assert len(rows(court.service, "decision")) == 1


def test_a_key_is_one_persons_and_a_refused_request_leaves_it_free(court: Court) -> None:
    package = add_package(court.service)
    add_judgement(court.service, package, {CASE: sample(GOOD)})
    said = _decision(package, case_key=CASE, question="art5_1.likeness")
    headers = {"Idempotency-Key": "once"}
    wrong = {**said, "question": "nothing.asked"}
    made = [
        one.post("/v1/decisions", json=body, headers=headers).status_code
        for one, body in ((court.judge, wrong), (court.judge, said), (court.clerk, wrong))
    ]
    assert made == [422, 201, 422]


@pytest.mark.parametrize(("said", "status"), [
    ({"question": "nothing.asked"}, 422),
    ({"question": "99"}, 422),
    ({}, 422),
    ({"question": "art5_1.likeness", "outcome": "released"}, 422),
    ({"case_key": "nobody", "outcome": "admit"}, 404),
    ({"batch": f"pkg-{'a' * 26}", "outcome": "admit"}, 404),
    ({"question": "1", "outcome": "withdrawn"}, 422),
    ({"question": "1", "reason": " "}, 422),
    ({"question": "1", "scope": "court"}, 422),
    ({"question": "1", "days": True}, 422),
    ({"question": "1", "role": "judge"}, 422),
])  # fmt: skip
def test_what_decides_nothing_is_refused(court: Court, said: dict[str, Any], status: int) -> None:
    package = add_package(court.service)
    add_judgement(court.service, package, {CASE: sample(GOOD)})
    answer = court.decide(package, **{"case_key": CASE, **said})
    assert answer.status_code == status
    assert rows(court.service, "decision") == []


def test_a_reason_that_cannot_be_written_is_refused(court: Court) -> None:
    package = add_package(court.service)
    add_judgement(court.service, package, {CASE: sample(GOOD)})
    body = json.dumps(_decision(package, case_key=CASE, outcome="refuse", reason="half \ud800"))
    headers = {"Content-Type": "application/json"}
    assert court.judge.post("/v1/decisions", content=body, headers=headers).status_code == 422


@pytest.mark.parametrize("outcome", ["admit", "admit_non_litigation", "refuse"])
def test_a_clerk_does_not_end_a_case(court: Court, outcome: str) -> None:
    package = add_package(court.service)
    add_judgement(court.service, package, {CASE: sample(GOOD)})
    body = _decision(package, case_key=CASE, outcome=outcome)
    assert court.clerk.post("/v1/decisions", json=body).status_code == 422


@pytest.mark.parametrize(("role", "status"), [(Role.CLERK, 422), (Role.OPERATOR, 422),
                                              (Role.JUDGE, 201)])  # fmt: skip
def test_only_a_judge_releases_what_is_held(court: Court, role: Role, status: int) -> None:
    package = add_package(court.service)
    add_judgement(court.service, package, {CASE: sample(HELD)})
    body = _decision(package, case_key=CASE, question="signature.value_wrong", outcome="released")
    somebody = client_of(court.service, role, "court")
    assert somebody.post("/v1/decisions", json=body).status_code == status


@pytest.mark.parametrize("role", [Role.LENDER, Role.PLATFORM, Role.PIPELINE])
def test_nobody_else_decides(court: Court, role: Role) -> None:
    answer = client_of(court.service, role, LENDER).post("/v1/decisions", json=_decision("x"))
    assert answer.status_code == 403


def test_decisions_are_listed_by_question(court: Court) -> None:
    package = add_package(court.service)
    add_judgement(court.service, package, {CASE: sample(GOOD)})
    made = court.decide(package, case_key=CASE, outcome="refuse").json()
    listed = court.clerk.get("/v1/decisions?question=admission.conclusion").json()["items"]
    assert listed == [made]
    assert court.clerk.get("/v1/decisions?question=art2.x").json()["items"] == []


def test_a_case_is_withdrawn_by_its_lender_alone(court: Court) -> None:
    package = add_package(court.service)
    add_judgement(court.service, package, {CASE: sample(GOOD)})
    said = {"batch": package, "case_key": CASE, "reason": "已清偿"}
    stranger = client_of(court.service, Role.LENDER, OTHER_LENDER)
    assert stranger.post("/v1/withdrawals", json=said).status_code == 404
    assert court.judge.post("/v1/withdrawals", json=said).status_code == 403
    assert court.lender.post("/v1/withdrawals", json=said).status_code == 201


def test_what_is_not_judged_yet_cannot_be_withdrawn(court: Court) -> None:
    said = {"batch": add_package(court.service, state="received"), "reason": "误报"}
    answer = court.lender.post("/v1/withdrawals", json=said)
    assert (answer.status_code, answer.json()["code"]) == (409, "http.conflict")


def test_an_operator_asks_for_a_new_judgement_and_keeps_the_old(
    court: Court, tmp_path: Path
) -> None:
    package = court.received(tmp_path, cases=1)
    operator = client_of(court.service, Role.OPERATOR, "court")
    path = f"/v1/batches/{package}/judgements"
    same = operator.post(path, json={"cause": "trust"}).json()["judgement"]
    (first,) = rows(court.service, "judgement")
    assert (same, first.no) == (first.id, 1)
    assert client_of(court.service).post(path, json={"cause": "trust"}).status_code == 403


def test_a_package_is_cancelled_by_its_sender_before_it_is_judged(
    court: Court, tmp_path: Path
) -> None:
    path = tmp_path / "package.zip"
    write_package(path, cases=1, item_size=2048)
    package = receive(court.service, path)
    sender = client_of(court.service, Role.PLATFORM, "plat-anzheng")
    answers = [sender.post(f"/v1/batches/{package}/cancel").status_code for _ in range(2)]
    assert answers == [200, 409]
    court.work()
    assert court.routes(package) == {}


@pytest.mark.parametrize(
    "said",
    [{"reason": "a\0b"}, {"reason": "\0"}, {"expires": "2020-01-01T00:00:00Z"},
     {"expires": "0001-01-01T00:00:00+10:00"}],
)  # fmt: skip
def test_what_nobody_means_is_not_decided(court: Court, said: dict[str, str]) -> None:
    package = add_package(court.service)
    answer = court.decide(package, **said)
    assert (answer.status_code, answer.json()["code"]) == (422, "http.invalid")


def test_a_decision_says_nothing_twice(court: Court) -> None:
    twice = json.dumps(_decision(add_package(court.service)))[:-1] + ', "outcome": "not_met"}'
    headers = {"Content-Type": "application/json"}
    answer = court.judge.post("/v1/decisions", content=twice, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "http.invalid")


def test_decisions_are_not_sought_by_control_characters(court: Court) -> None:
    assert court.judge.get("/v1/decisions", params={"scope_key": "\0"}).status_code == 422
