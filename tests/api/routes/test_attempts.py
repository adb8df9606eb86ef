"""Work that was given up is seen and tried again by who operates the court, and by nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.permissions import Role
from fixtures.scenario import new_scenario
from ingest.judging.stages import judging_stages
from ingest.service import Service
from tests.ingest.judging.given import judging, receive, rows, run
from tests.services.app import client_of
from tests.services.turns import StraightJobs

OPERATOR = Role.OPERATOR
_UNKNOWN = f"/v1/attempts/att-{'a' * 26}/retry"
_Stuck = tuple[Service, StraightJobs, str, bytes]


@pytest.fixture(name="stuck")
def _stuck(tmp_path: Path) -> Iterator[_Stuck]:
    """A service whose one package could not be opened: its octets are gone for now."""
    path = tmp_path / "package.zip"
    path.write_bytes(new_scenario(cases=1).archive())
    with judging(tmp_path) as (service, jobs):
        package = receive(service, path)
        (row,) = rows(service, "package")
        service.blobs.delete(row.source)
        jobs.run(service, judging_stages(service))
        yield service, jobs, package, path.read_bytes()


def test_what_was_given_up_is_tried_again_and_the_package_is_judged(stuck: _Stuck) -> None:
    service, jobs, package, octets = stuck
    client = client_of(service, OPERATOR, "operator")
    (failed,) = client.get("/v1/attempts?state=failed").json()["items"]
    assert (failed["kind"], failed["reason"]) == ("open", rows(service, "attempt")[0].reason)
    (judgement,) = rows(service, "judgement")
    assert client.get(f"/v1/attempts?subject={judgement.id}").json()["items"] == [failed]
    assert client.get("/v1/attempts?subject=jud-none").json()["items"] == []
    service.blobs.put(octets)
    assert client.post(f"/v1/attempts/{failed['id']}/retry").status_code == 202
    assert client.get("/v1/attempts").json()["items"] == []
    jobs.raised.clear()
    run(service, jobs)
    assert rows(service, "package", id=package)[0].state == "judged"


def test_only_what_was_given_up_is_tried_again(stuck: _Stuck) -> None:
    service, *_ = stuck
    client = client_of(service, OPERATOR, "operator")
    (failed,) = client.get("/v1/attempts").json()["items"]
    place = f"/v1/attempts/{failed['id']}/retry"
    again = [client.post(place) for _ in range(2)]
    assert [one.status_code for one in again] == [202, 409]
    assert client.post(_UNKNOWN).status_code == 404


def test_what_was_given_up_of_a_cancelled_package_stays_so(stuck: _Stuck) -> None:
    service, _, package, _ = stuck
    client = client_of(service, OPERATOR, "operator")
    (failed,) = client.get("/v1/attempts").json()["items"]
    assert client.post(f"/v1/batches/{package}/cancel").status_code == 200
    assert client.get("/v1/attempts").json()["items"] == []
    assert client.post(f"/v1/attempts/{failed['id']}/retry").status_code == 409


@pytest.mark.parametrize("role", [Role.LENDER, Role.JUDGE, Role.CLERK])
def test_nobody_else_sees_or_tries_again_what_was_given_up(role: Role, stuck: _Stuck) -> None:
    service, *_ = stuck
    client = client_of(service, role)
    assert [client.get("/v1/attempts").status_code, client.post(_UNKNOWN).status_code] == [403] * 2
