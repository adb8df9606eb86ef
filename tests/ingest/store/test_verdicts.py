"""A case is where its last judgement leaves it; one that waits keeps the verdict it had."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from ingest.service import Service
from ingest.store.judgements import JudgementRow, judgement_row
from ingest.store.schema import METADATA
from ingest.store.verdicts import CaseStanding, keep_standings
from tests.services.rows import GOOD, SHARD, add_judgement, add_package, sample
from verify.rules.decisions import DecisionOutcome

ADMIT = DecisionOutcome.ADMIT
_CASE, _VERDICT = METADATA.tables["case_state"], METADATA.tables["verdict"]


@pytest.fixture(name="package")
def _package(kept: Service) -> str:
    """A package with one case, admitted by a person."""
    package = add_package(kept)
    add_judgement(kept, package, {"a": sample(GOOD, ended=ADMIT)})
    return package


def _case(service: Service) -> Any:
    with service.database.read() as connection:
        return connection.execute(select(_CASE)).one()


def _judgement(service: Service, judgement: str) -> JudgementRow:
    with service.database.read() as connection:
        row = judgement_row(connection, judgement)
    assert row is not None
    return row


def _keep(service: Service, judgement: JudgementRow, **standing: Any) -> None:
    case = CaseStanding("a", SHARD, "0" * 64, b"", None, None, None, None, None)
    with service.database.write() as connection:
        keep_standings(connection, judgement, [case._replace(**standing)])


def _later(service: Service, package: str, no: int) -> JudgementRow:
    """Return a later judgement of the case, its verdict written and the case left alone."""
    other = add_package(service)
    judgement = _judgement(service, add_judgement(service, other, {}, state="closing"))
    return judgement._replace(package=package, no=no)


def _waiting(service: Service) -> dict[str, Any]:
    soon = service.clock() + timedelta(minutes=1)
    return {"waiting": ["anchor.header_unpinned"], "next_attempt": soon,
            "wait_until": service.clock() + timedelta(days=7)}  # fmt: skip


def test_a_later_verdict_says_how_a_case_is_ended(kept: Service, package: str) -> None:
    before = _case(kept)
    assert before.ended == ADMIT
    _keep(kept, _later(kept, package, 2), verdict=before.verdict, ended=None)
    assert (_case(kept).ended, _case(kept).judgement_no) == (None, 2)


def test_a_case_that_waits_keeps_the_verdict_and_the_end_it_had(
    kept: Service, package: str
) -> None:
    before = _case(kept)
    _keep(kept, _later(kept, package, 2), **_waiting(kept))
    now = _case(kept)
    assert (now.verdict, now.ended, now.judgement_no) == (before.verdict, ADMIT, 1)
    assert now.waiting == ["anchor.header_unpinned"]


def test_the_end_of_waiting_is_not_put_off_by_a_later_judgement(
    kept: Service, package: str
) -> None:
    _keep(kept, _later(kept, package, 2), **_waiting(kept))
    first: datetime = _case(kept).wait_until
    _keep(kept, _later(kept, package, 3),
          **{**_waiting(kept), "wait_until": first + timedelta(days=1)})  # fmt: skip
    assert _case(kept).wait_until == first


def test_an_earlier_judgement_says_nothing_of_what_a_later_one_said(
    kept: Service, package: str
) -> None:
    before = _case(kept)
    _keep(kept, _later(kept, package, 3), verdict=before.verdict, ended="refuse")
    _keep(kept, _later(kept, package, 2), verdict=before.verdict, ended=ADMIT)
    _keep(kept, _later(kept, package, 2), **_waiting(kept))
    now = _case(kept)
    assert (now.ended, now.judgement_no, now.waiting) == ("refuse", 3, None)
