"""Every route that reads, walked by everybody outside the court, in production.

Two lenders, one case each. The first one's is held, because of what the second one sent: what was
observed is marked, and names the second lender, its package and its borrower.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from api.app import routes_of
from api.permissions import PUBLIC, Role
from api.principal import actions_of
from fixtures.identifiers import identity_number
from fixtures.world import world
from ingest.service import Service
from tests.services.app import LENDER, OTHER_LENDER, PLATFORM, client_of, open_service
from tests.services.rows import (
    GOOD,
    HELD,
    Sample,
    add_judgement,
    add_package,
    origin,
    release,
    sample,
)
from verify.rules.decisions import DecisionOutcome

STATED = origin(GOOD).sample.report["elements"]
CODE, CASE_CODE, OBSERVED = "signature.value_wrong", "art5_1.likeness", "OBSERVED-VALUE"
NAME, NUMBER = STATED["d_name"], STATED["d_id_no"]
OTHER_NAME, OTHER_NUMBER = "虚构借款乙", identity_number(77)
KEY, OTHER_KEY = "case-a", "case-b"
WALKED = [
    route for route in routes_of() if route.methods == {"GET"} and not actions_of(route) & PUBLIC
]
_PLACES = {
    "form": "html", "item": "contract", "handoff": f"hnd-{'a' * 26}", "upload": f"upl-{'a' * 26}",
    "receipt": f"rcp-{'a' * 26}", "marked": f"mrk-{'a' * 26}", "name": "good",
}  # fmt: skip


class World(NamedTuple):
    """Two packages, and the words that stand for what each reader may not see."""

    service: Service
    held: str
    other: str

    @property
    def found(self) -> tuple[str, ...]:
        """What was found of the held case."""
        return CODE, CASE_CODE, OBSERVED

    @property
    def others(self) -> tuple[str, ...]:
        """What is of the second lender."""
        return OTHER_NAME, OTHER_NUMBER, OTHER_LENDER, self.other, OTHER_KEY

    @property
    def firsts(self) -> tuple[str, ...]:
        """What is of the first lender."""
        return NAME, NUMBER, LENDER, self.held, KEY


@pytest.fixture(name="seen", scope="module")
def _seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with _world(tmp_path_factory.mktemp("seen")) as made:
        yield made


@contextmanager
def _world(folder: Path) -> Iterator[World]:
    with open_service(folder, environment="production") as service:
        held = add_package(service, sender=PLATFORM)
        other = add_package(service, sender=OTHER_LENDER, lender=OTHER_LENDER, platform=None)
        match = f"{OBSERVED} {OTHER_LENDER} {other}/{OTHER_KEY} {OTHER_NAME} {OTHER_NUMBER}"
        add_judgement(service, held, {KEY: _marked(sample(HELD), match)})
        add_judgement(service, other, {OTHER_KEY: _of_another(sample(GOOD))})
        yield World(service, held, other)


def _marked(one: Sample, match: str) -> Sample:
    """Return a case with what matched wherever something observed may stand."""

    def put(value: Any) -> None:
        for name, inner in value.items() if isinstance(value, dict) else ():
            if name in {"observed", "expected"}:
                value[name] = match
            put(inner)
        for inner in value if isinstance(value, list) else ():
            put(inner)

    put(one.report)
    for asked in one.report["open_questions"]:
        if asked["hold"]:
            asked["subject"] = f"contract/{match}"
    return one


def _of_another(one: Sample) -> Sample:
    one.report["elements"] |= {"d_name": OTHER_NAME, "d_id_no": OTHER_NUMBER}
    return one


def _everything(world: World, client: TestClient) -> Iterator[str]:
    """Yield all that a client is answered, of both packages."""
    for route in WALKED:
        for batch, key in ((world.held, KEY), (world.other, OTHER_KEY)):
            answer = client.get(_path(route, {**_PLACES, "batch": batch, "case_key": key}))
            yield f"{answer.headers} {answer.text}"
    for path in (f"cases/{world.held}/{KEY}", f"batches/{world.held}"):
        yield client.get(f"/v1/{path}/report.json").text


def _path(route: APIRoute, places: Mapping[str, str]) -> str:
    return route.path_format.format(**places)


def _client(world: World, role: Role, party: str) -> TestClient:
    return client_of(world.service, role, party)


def _told(world: World, role: Role, party: str, secrets: tuple[str, ...]) -> set[str]:
    """Return which of some words somebody is told."""
    texts = list(_everything(world, _client(world, role, party)))
    return {word for word in secrets if any(word in text for text in texts)}


@pytest.mark.parametrize(("role", "party"), [(Role.LENDER, LENDER), (Role.PLATFORM, PLATFORM)])
def test_the_sender_of_a_held_case_sees_nothing_of_why_or_of_whom(
    seen: World, role: Role, party: str
) -> None:
    assert _told(seen, role, party, (*seen.found, *seen.others, NUMBER)) == set()


def test_the_lender_that_matched_sees_nothing_of_the_case_that_is_held(seen: World) -> None:
    secrets = (CODE, OBSERVED, NUMBER, seen.held, KEY, OTHER_NUMBER)
    assert _told(seen, Role.LENDER, OTHER_LENDER, secrets) == set()


@pytest.mark.parametrize(("role", "party"), [
    (Role.PIPELINE, "pipeline"), (Role.PLATFORM, world().platforms[1].id),
])  # fmt: skip
def test_who_has_nothing_to_do_with_them_sees_nothing_of_either(
    seen: World, role: Role, party: str
) -> None:
    assert _told(seen, role, party, (*seen.found, *seen.firsts, *seen.others)) == set()


@pytest.mark.parametrize(("role", "secrets"), [
    (Role.CLERK, (NUMBER, OTHER_NUMBER)),
    (Role.OPERATOR, (NAME, NUMBER, OTHER_NAME, OTHER_NUMBER, CODE, OBSERVED)),
])  # fmt: skip
def test_the_courts_others_see_what_they_work_with(
    seen: World, role: Role, secrets: tuple[str, ...]
) -> None:
    assert _told(seen, role, "court", secrets) == set()


def test_the_judge_sees_it_all(seen: World) -> None:
    wanted = (*seen.found, *seen.firsts, *seen.others)
    assert _told(seen, Role.JUDGE, "court", wanted) == set(wanted)


def test_a_case_that_is_called_back_because_it_is_held_says_no_more_than_that(
    tmp_path: Path,
) -> None:
    with _world(tmp_path) as seen:
        handed = sample(GOOD, ended=DecisionOutcome.ADMIT)
        release(seen.service, add_judgement(seen.service, seen.held, {KEY: handed}, no=2))
        held = _marked(sample(HELD), OBSERVED)
        release(seen.service, add_judgement(seen.service, seen.held, {KEY: held}, no=3))
        pipeline = _client(seen, Role.PIPELINE, "pipeline")
        fed = pipeline.get("/v1/handoffs").json()["items"]
        assert [one["kind"] for one in fed] == ["admitted", "recalled"]
        recalled = pipeline.get(fed[1]["href"])
        assert (recalled.json()["admission"]["route"], recalled.json()["released"]) == (
            "HOLD",
            False,
        )
        assert not [word for word in (*seen.found, *seen.others, NUMBER) if word in recalled.text]
        assert _told(seen, Role.PIPELINE, "pipeline", (*seen.found, *seen.others, NUMBER)) == set()
