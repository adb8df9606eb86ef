"""Every operation under requests of all kinds, made from the description: what it says is true.

Schemathesis makes the requests, good and bad, and holds the answers against the description: known
status, content and headers, bad ones refused, good ones taken, no token no answer, no fault of
ours. Each operation is spoken to by the first role that may do it. Where the description cannot say
what a route wants, the table has a row, with its day and reason; a row that is of no use fails.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import schemathesis
from hypothesis import strategies
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.engine import events, from_schema
from schemathesis.schemas import BaseSchema
from starlette.testclient import TestClient

from api.app import routes_of
from api.permissions import PUBLIC, Role, reach_of
from api.principal import actions_of
from api.site import Site
from ingest.judging.stages import stages_of
from tests.services.app import LENDER, SetClock
from tests.services.edge import AT, Edge, open_edge
from tests.services.packages import good_package, tags_of
from tests.services.turns import StraightJobs

SPEAKERS = (Role.LENDER, Role.JUDGE, Role.PIPELINE, Role.OPERATOR)


class Deviation(NamedTuple):
    """What a check says of an operation, and why it is left so."""

    operation: str
    check: str
    since: date
    reason: str


_TAKEN = "positive_data_acceptance"
_TODAY = date(2026, 11, 23)
DEVIATIONS = (
    Deviation("submit_package", _TAKEN, _TODAY, "a schema cannot say what a package is"),
    Deviation("begin_parts", _TAKEN, _TODAY, "nor what its tag files are"),
    Deviation("submit_element_list", _TAKEN, _TODAY, "nor what a workbook is"),
    Deviation("upload", _TAKEN, _TODAY, "as the three above"),
    Deviation("make_decision", _TAKEN, _TODAY, "what may be decided is said by a report"),
    Deviation("readyz", "not_a_server_error", _TODAY, "503 is what it has to say of a database"
              " whose version is not noted, as that of this test"),
)  # fmt: skip


def _speaker(operation: str) -> Role:
    """Return the first role that may do an operation; the first of all where anybody may."""
    (action,) = actions_of(next(one for one in routes_of() if one.name == operation))
    if action in PUBLIC:
        return SPEAKERS[0]
    return next(one for one in SPEAKERS if reach_of(one, action) is not None)


class World(NamedTuple):
    """An application that has a judged package and an upload that is open."""

    edge: Edge
    package: str
    receipt: str
    upload: str

    def described(self) -> dict[str, Any]:
        """Return the description, its examples those that are there."""
        text = json.dumps(self.edge.app.openapi())
        for kind, there in (("pkg", self.package), ("rcp", self.receipt), ("upl", self.upload)):
            text = text.replace(f"{kind}-{'a' * 26}", there)
        found: dict[str, Any] = json.loads(text)
        return found


@contextmanager
def _world(folder: Path) -> Iterator[World]:
    clock = SetClock(AT)
    jobs = StraightJobs(clock)
    with open_edge(folder, site=Site(), clock=clock, jobs=jobs) as edge:
        edge.register(*(edge.client(one, party=LENDER) for one in SPEAKERS))
        with edge.browser as http:
            http.headers.update({"Authorization": f"Bearer {edge.token(Role.LENDER)}"})
            package, receipt = _sent(http, "/v1/packages", good_package(), "id", "receipt")
            jobs.run(edge.service, stages_of(edge.service))
            (upload,) = _sent(http, "/v1/uploads", tags_of(good_package()), "upload_id")
        yield World(edge, package, receipt["id"], upload)


def _sent(http: TestClient, path: str, octets: bytes, *names: str) -> list[Any]:
    headers = {"Idempotency-Key": path, "Content-Type": "application/zip"}
    answer = http.post(path, content=octets, headers=headers)
    assert answer.is_success, answer.text
    return [answer.json()[name] for name in names]


def _schema(world: World, role: Role) -> BaseSchema:
    described = world.described()
    paths = described["paths"].values()
    names = [one["operationId"] for path in paths for one in path.values()]
    stated: dict[str, Any] = {
        "seed": 1, "continue-on-failure": True,
        "headers": {"Authorization": f"Bearer {world.edge.token(role)}"},
        "generation": {
            "max-examples": 3, "deterministic": True, "no-shrink": True, "database": "none"},
        "phases": {"stateful": {"enabled": False}},
    }  # fmt: skip
    schema = schemathesis.openapi.from_dict(described, config=SchemathesisConfig.from_dict(stated))
    schema.app = world.edge.app
    return schema.include(operation_id=[one for one in names if _speaker(one) is role])


def _failures(schema: BaseSchema) -> Iterator[tuple[str, str, str]]:
    """Yield operation, check and what was seen, for everything that is not as described."""
    found = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    names = {one.label: one.definition.raw["operationId"] for one in found}
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            yield "", "", str(event)
        if isinstance(event, events.ScenarioFinished):
            name = names.get(event.recorder.label, event.recorder.label)
            for checks in event.recorder.checks.values():
                for one in checks:
                    if one.failure_info is not None:
                        failed = one.failure_info
                        yield name, one.name, f"{failed.failure}\n{failed.code_sample}"


@pytest.fixture(autouse=True)
def _archives() -> None:
    package = good_package()
    octets = strategies.sampled_from([package, tags_of(package), b"", b"PK\x03\x04"])
    schemathesis.openapi.media_type(
        "application/zip", octets, aliases=["application/x-tar", "application/octet-stream"]
    )


@pytest.mark.parametrize("role", SPEAKERS)
def test_every_answer_is_as_described(tmp_path: Path, role: Role) -> None:
    with _world(tmp_path) as world:
        seen = list(_failures(_schema(world, role)))
    expected = {(one.operation, one.check) for one in DEVIATIONS}
    assert [one for one in seen if one[:2] not in expected] == []
    used = {one for one in expected if _speaker(one[0]) is role}
    assert used - {one[:2] for one in seen} == set()
