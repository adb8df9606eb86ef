"""Whatever is sent, judged, read and decided: no line of the log names a person."""

import io
from pathlib import Path

from starlette.testclient import TestClient

from api.permissions import Role
from fixtures.identifiers import identity_number, mobile_number
from fixtures.world import world
from ingest.judging.stages import stages_of
from tests.api.conftest import log
from tests.services.app import SetClock
from tests.services.edge import AT, Edge, open_edge
from tests.services.packages import good_package
from tests.services.secrecy import personal_data_in
from tests.services.turns import StraightJobs

__all__ = ["log"]

BORROWER = world().borrower(0)


def speaker(edge: Edge, role: Role) -> TestClient:
    """Return a client that holds a token of a role."""
    client = edge.browser
    client.headers["Authorization"] = f"Bearer {edge.token(role)}"
    return client


def send(edge: Edge) -> str:
    """Send a package; return where it is read."""
    sent = speaker(edge, Role.PLATFORM).post(
        "/v1/packages",
        content=good_package(),
        headers={"Idempotency-Key": "first-try", "Content-Type": "application/zip"},
    )
    assert sent.status_code == 202, sent.text
    return str(sent.headers["location"])


def read(edge: Edge, batch: str) -> str:
    """Read all there is of a package, as a judge does; return what was read."""
    judge = speaker(edge, Role.JUDGE)
    cases = judge.get(f"{batch}/cases").json()["items"]
    package, key = batch.rpartition("/")[2], cases[0]["case_key"]
    seen = [judge.get(f"/v1/cases/{package}/{key}{end}") for end in ("", "/report", "/report.html")]
    assert [answer.status_code for answer in seen] == [200, 200, 200]
    return "".join(answer.text for answer in seen)


def mislead(edge: Edge) -> None:
    """Ask for what is not there, with names in every place."""
    judge = speaker(edge, Role.JUDGE)
    person = f"{BORROWER.name} {BORROWER.identity_number} {BORROWER.mobile}"
    for path in (f"/v1/batches/{person}", f"/{person}", f"/v1/batches?cursor={person}"):
        judge.get(path, headers={"X-Request-Id": BORROWER.identity_number})
    judge.post("/v1/decisions", json={"reason": person, person: person})
    edge.browser.post("/v1/token", data={"grant_type": person}, auth=(BORROWER.mobile, "x"))
    edge.browser.post("/login", data={"client": person, "key": person})


def test_no_line_of_the_log_names_a_person(tmp_path: Path, log: io.StringIO) -> None:
    clock = SetClock(AT)
    jobs = StraightJobs(clock)
    with open_edge(tmp_path, clock=clock, jobs=jobs) as edge:
        batch = send(edge)
        jobs.run(edge.service, stages_of(edge.service))
        seen = read(edge, batch)
        mislead(edge)
    assert personal_data_in([seen])  # what was read did name somebody
    lines = log.getvalue().splitlines()
    assert len(lines) > 10
    assert personal_data_in(lines) == []


def test_personal_data_is_found_in_every_guise() -> None:
    guises = [
        BORROWER.name, identity_number(7), mobile_number(7),
        BORROWER.name.encode("unicode_escape").decode(),
        "%E8%99%9A%E6%9E%84%E5%80%9F%E6%AC%BE%E4%BA%BA000000",
    ]  # fmt: skip
    assert personal_data_in(guises) == guises
    assert personal_data_in(["sandbox-judge", "440100"]) == []
