"""Every operation under requests of all kinds, made from the description: what it says is true.

Schemathesis makes the requests, good and bad, and holds the answers against the description: known
status, content and headers, bad ones refused, good ones taken, no token no answer, no fault of
ours. Each operation is spoken to by the first role that may do it. Where the description cannot say
what a route wants, the table has a row, with its day and reason; a row that is of no use fails.
"""

from collections.abc import Iterator
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

from api.app import routes_of
from api.permissions import PUBLIC, Role, reach_of
from api.principal import actions_of
from tests.services.judged import SPEAKERS, Judged, open_judged
from tests.services.packages import good_package, tags_of


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
    Deviation("commit_parts", _TAKEN, _TODAY, "nor which files have to be there before"),
    Deviation("withdraw", _TAKEN, _TODAY, "one key may stand for one body alone"),
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


def _schema(world: Judged, role: Role) -> BaseSchema:
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
    with open_judged(tmp_path) as world:
        seen = list(_failures(_schema(world, role)))
    expected = {(one.operation, one.check) for one in DEVIATIONS}
    assert [one for one in seen if one[:2] not in expected] == []
    used = {one for one in expected if _speaker(one[0]) is role}
    assert used - {one[:2] for one in seen} == set()
