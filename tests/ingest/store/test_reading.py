"""What is read of packages, judgements and cases, on both databases, and within whose sight."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, update

from ingest.service import Service
from ingest.store.ids import new_id
from ingest.store.reached import reached_packages
from ingest.store.reading import (
    PackageView,
    Progress,
    case_of,
    cases_of,
    closing_of,
    judgement_views,
    package_of,
    packages_of,
    reasons_of,
    routes_of,
    standings_of,
    verdict_of,
    verdicts_of,
    waiting_of,
)
from ingest.store.reports import read_report, read_reports
from ingest.store.schema import METADATA
from ingest.store.sight import Sight
from tests.services.app import LENDER, OTHER_LENDER, PLATFORM
from tests.services.rows import GOOD, Sample, add_judgement, add_package, origin, release, sample
from verify.findings import Role, Scope
from verify.rules.decisions import CONCLUSION, Decision, DecisionOutcome

COURT = Sight("sandbox")
OWN = Sight("sandbox", LENDER)
HANDED = Sight("sandbox", handed=True)


def seen(connection: Connection, package: str) -> PackageView:
    """Return a package as its lender sees it."""
    found = package_of(connection, OWN, package)
    assert found is not None
    return found


def routed(route: str, *, ended: str | None = None) -> Sample:
    """Return a case with this verdict."""
    found = sample(GOOD, ended=ended)
    found.report["verdict"]["route"] = route
    return found


@pytest.mark.parametrize(("sight", "expected"), [
    (COURT, [0, 1, 2]), (OWN, [0, 1]), (Sight("sandbox", PLATFORM), [1]),
    (Sight("sandbox", OTHER_LENDER), [2]), (Sight("production"), []),
])  # fmt: skip
def test_packages_are_those_of_a_sight_the_newest_first(
    kept: Service, sight: Sight, expected: list[int]
) -> None:
    names = [
        add_package(kept), add_package(kept, sender=PLATFORM, state="received"),
        add_package(kept, sender=OTHER_LENDER, lender=OTHER_LENDER),
    ]  # fmt: skip
    with kept.database.read() as connection:
        found = packages_of(connection, sight, limit=10)
        some = packages_of(connection, COURT, state="judged", lender=LENDER, limit=1)
        before = packages_of(connection, sight, before=found[0].seq if found else 9, limit=10)
        seen = [package_of(connection, sight, name) is not None for name in names]
    assert [names.index(one.id) for one in found] == expected[::-1]
    assert [one.id for one in some] == names[:1]
    assert before == found[1:]
    assert [number for number, one in enumerate(seen) if one] == expected


def test_a_package_stands_where_its_last_judgement_does(kept: Service) -> None:
    package, fresh = add_package(kept), add_package(kept, state="received")
    add_judgement(kept, package, {"a": sample(GOOD)})
    last = add_judgement(kept, package, {"a": sample(GOOD)}, no=2, state="judging")
    attempt = METADATA.tables["attempt"]
    with kept.database.write() as connection:
        connection.execute(insert(attempt).values(
            id=new_id("att"), environment="sandbox", sender=LENDER, kind="shard", subject=last,
            part="000001", state="failed", reason="OSError", token=1, priority=0, tries=3,
            created_at=kept.clock(),
        ))  # fmt: skip
    with kept.database.read() as connection:
        found = standings_of(connection, OWN, [package, fresh])
        assert standings_of(connection, Sight("sandbox", OTHER_LENDER), [package, fresh]) == {}
        judgements = judgement_views(connection, seen(connection, package))
        assert [(one.no, one.id == last) for one in judgements] == [(2, True), (1, False)]
        assert reasons_of(connection, judgements[0]) == ["OSError"]
    assert found[package][1:] == (2, "judging", Progress(1, 2, 1))
    assert found[fresh] == ("received", 0, "", Progress(0, 0, 0))
    assert [found[package].over, found[fresh].over] == [False, False]


def test_cases_are_chosen_by_verdict_and_by_whether_they_wait(kept: Service) -> None:
    package = add_package(kept)
    add_judgement(kept, package, {"a": sample(GOOD), "b": routed("CORRECTION"), "c": sample(GOOD)})
    case = METADATA.tables["case_state"]
    soon, late = kept.clock() + timedelta(hours=1), kept.clock() + timedelta(days=1)
    with kept.database.write() as connection:
        connection.execute(update(case).where(case.c.case_key == "c").values(
            waiting=["anchor.header_unknown"], next_attempt=soon, wait_until=late))  # fmt: skip
    with kept.database.read() as connection:

        def keys(**asked: Any) -> list[str]:
            rows = cases_of(connection, OWN, package, limit=10, **asked)
            return [one.case_key for one in rows]

        assert [keys(), keys(route="CORRECTION"), keys(waiting=True), keys(waiting=False)] == [
            ["a", "b", "c"], ["b"], ["c"], ["a", "b"],
        ]  # fmt: skip
        assert waiting_of(connection, seen(connection, package)) == (
            1,
            ("anchor.header_unknown",),
            soon,
            late,
        )
        assert routes_of(connection, seen(connection, package)) == {"BATCH_ODR": 2, "CORRECTION": 1}
        first = cases_of(connection, OWN, package, limit=1)[0]
        assert keys(after=first.seq) == ["b", "c"]
        assert case_of(connection, Sight("sandbox", OTHER_LENDER), package, "a") is None


def test_who_takes_cases_over_sees_those_that_are_with_it(kept: Service) -> None:
    package = add_package(kept)
    for no, ends in enumerate(("admit", None), 1):
        cases = {"a": sample(GOOD, ended="admit"), "b": sample(GOOD, ended=ends), "c": sample(GOOD)}
        release(kept, add_judgement(kept, package, cases, no=no))
        with kept.database.read() as connection:
            rows = cases_of(connection, HANDED, package, limit=10)
        assert [one.case_key for one in rows] == ["a", "b"][: 3 - no]


def test_verdicts_are_current_or_of_a_judgement_or_of_a_case(kept: Service) -> None:
    package = add_package(kept)
    first = add_judgement(kept, package, {"a": sample(GOOD), "b": sample(GOOD)})
    add_judgement(kept, package, {"a": routed("CORRECTION")}, no=2, cause="policy")
    with kept.database.read() as connection:

        def told(**asked: Any) -> list[tuple[str, int]]:
            rows = verdicts_of(connection, seen(connection, package), limit=10, **asked)
            return [(one.case_key, one.no) for one in rows]

        assert told() == [("b", 1), ("a", 2)]
        assert told(judgement=first) == [("a", 1), ("b", 1)]
        assert told(case_key="a") == [("a", 1), ("a", 2)]
        assert told(route="CORRECTION") == [("a", 2)]
        rows = verdicts_of(connection, seen(connection, package), limit=10)
    assert list(read_reports(kept.blobs, rows)) == [read_report(kept.blobs, one) for one in rows]


def test_the_current_verdict_of_a_case_is_found_however_many_it_had(kept: Service) -> None:
    package = add_package(kept)
    for no in (1, 2):
        add_judgement(kept, package, {"a": sample(GOOD), "b": sample(GOOD)}, no=no)
    with kept.database.read() as connection:
        whole, case = seen(connection, package), case_of(connection, OWN, package, "a")
        assert case is not None
        asked = (None, 1, 2, 3)
        found = [verdict_of(connection, whole, case, no) for no in asked]
    assert [(one.case_key, one.no) if one else None for one in found] == [
        ("a", 2), ("a", 1), ("a", 2), None,
    ]  # fmt: skip


def test_the_report_of_a_package_is_of_the_judgement_that_was_closed_last(kept: Service) -> None:
    package = add_package(kept)
    late = add_judgement(kept, package, {"a": sample(GOOD)})
    add_judgement(kept, package, {"a": sample(GOOD)}, no=2)
    judgement = METADATA.tables["judgement"]
    with kept.database.write() as connection:
        moved = update(judgement).where(judgement.c.id == late)
        connection.execute(moved.values(closed_at=kept.clock() + timedelta(hours=1)))
    with kept.database.read() as connection:
        closing = closing_of(connection, seen(connection, package))
    assert closing is not None
    assert closing.id == late


@pytest.mark.parametrize(("question", "scope", "of_case"), [
    ("art5_1.likeness", Scope.CASE, ("a",)), (CONCLUSION, Scope.CASE, ("a",)),
    (CONCLUSION, Scope.BATCH, None), ("art5_3.clause_meaning", Scope.COURT, ()),
])  # fmt: skip
def test_a_decision_reaches_what_asks_its_question_or_is_ended(
    kept: Service, question: str, scope: Scope, of_case: tuple[str, ...] | None
) -> None:
    package = add_package(kept)
    add_judgement(kept, package, {"a": sample(GOOD), "b": sample(GOOD)})
    questions = METADATA.tables["question"]
    with kept.database.write() as connection:
        keyed = update(questions).where(questions.c.case_key == "a")
        connection.execute(keyed.values(scope_key="sender/p/a"))
    made = Decision(
        question, scope, "sender/p/a", DecisionOutcome.MET, {}, "经审查认定", "虚构法官",
        Role.JUDGE, kept.clock(), (origin(GOOD).digest,), None, "0" * 64,
    )  # fmt: skip
    with kept.database.read() as connection:
        found = reached_packages(connection, "sandbox", made, after=0, limit=10)
        elsewhere = reached_packages(connection, "production", made, after=0, limit=10)
    assert [(one.package, one.cases) for one in found] == (
        [] if of_case == () else [(package, of_case)]
    )
    assert elsewhere == []
