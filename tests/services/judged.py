"""The application with one package that was sent and judged, and an upload that is open."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from starlette.testclient import TestClient

from api.permissions import Role
from api.site import Site
from ingest.judging.stages import stages_of
from tests.services.app import LENDER, SetClock, with_samples_made_here
from tests.services.edge import AT, Edge, open_edge
from tests.services.packages import good_package, tags_of
from tests.services.turns import StraightJobs

__all__ = ["SPEAKERS", "Judged", "open_judged"]

SPEAKERS = (Role.LENDER, Role.JUDGE, Role.PIPELINE, Role.OPERATOR)
_IDS = ("pkg", "rcp", "upl")


class Judged(NamedTuple):
    """What is there."""

    edge: Edge
    package: str
    receipt: str
    upload: str
    answers: dict[str, dict[str, Any]]
    """What was answered to the sending: operation to body."""

    def described(self) -> dict[str, Any]:
        """Return the description, its examples those that are there."""
        text = json.dumps(self.edge.app.openapi())
        there = zip(_IDS, (self.package, self.receipt, self.upload), strict=True)
        for kind, one in there:
            text = text.replace(f"{kind}-{'a' * 26}", one)
        found: dict[str, Any] = json.loads(text)
        return found

    def client(self, role: Role) -> TestClient:
        """Return a client that speaks as a role."""
        bearer = {"Authorization": f"Bearer {self.edge.token(role)}"}
        return TestClient(self.edge.app, headers=bearer)


@contextmanager
def open_judged(folder: Path) -> Iterator[Judged]:
    """Give the application."""
    clock = SetClock(AT)
    jobs = StraightJobs(clock)
    with open_edge(folder, site=Site(), clock=clock, jobs=jobs) as edge:
        with_samples_made_here(edge.app)
        edge.register(*(edge.client(one, party=LENDER) for one in SPEAKERS))
        here = Judged(edge, "", "", "", {})
        with here.client(Role.LENDER) as http:
            sent = _sent(http, "/v1/packages", good_package())
            jobs.run(edge.service, stages_of(edge.service))
            begun = _sent(http, "/v1/uploads", tags_of(good_package()))
        answers = {"submit_package": sent, "begin_parts": begun}
        yield Judged(edge, sent["id"], sent["receipt"]["id"], begun["upload_id"], answers)


def _sent(http: TestClient, path: str, octets: bytes) -> dict[str, Any]:
    headers = {"Idempotency-Key": path, "Content-Type": "application/zip"}
    answer = http.post(path, content=octets, headers=headers)
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found
