"""Decisions are sealed in their rows, and verified again when they are read."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from ingest.decisions import signed_decision
from ingest.errors import SealedColumnError
from ingest.service import Service
from ingest.store.decisions import decisions_at, decisions_page, insert_decision
from ingest.store.personal import ColumnCipher
from ingest.store.schema import METADATA
from tests.ingest.courtkey import CERTIFICATE, private_key
from tests.services.app import open_service
from verify.findings import Role, Scope
from verify.rules.decisions import Decision, DecisionOutcome

TABLE = METADATA.tables["decision"]


@pytest.fixture(name="service")
def _service(kept: Service) -> Service:
    return kept


def _decision(service: Service, *, role: Role = Role.JUDGE, key: str | None = None) -> Decision:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - of this alone

    return Decision(
        "rule17.platform_adequacy", Scope.PLATFORM, "plat-anzheng", DecisionOutcome.MET, {},
        "经审查认定", "虚构法官", role, service.clock(), (), None,
        key or CERTIFICATE.fingerprint(SHA256()).hex(),
    )  # fmt: skip


def _keep(service: Service, decision: Decision) -> bool:
    octets = signed_decision(decision, private_key(), CERTIFICATE)
    with service.database.write() as connection:
        return insert_decision(connection, service, decision, octets, "judge:court")


def _read(service: Service, *digests: str) -> tuple[Decision, ...]:
    at = service.clock() + timedelta(hours=1)
    with service.database.read() as connection:
        return decisions_at(connection, service, service.trust.current(), at, digests)


def test_a_decision_comes_back_as_it_was_signed(service: Service) -> None:
    decision = _decision(service)
    assert [_keep(service, decision), _keep(service, decision)] == [True, False]
    assert _read(service, decision.digest, "0" * 64) == (decision,)


def test_of_many_that_keep_a_decision_at_once_one_is_first(service: Service) -> None:
    decision = _decision(service)
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda _: _keep(service, decision), range(8)))
    assert sorted(kept) == [False] * 7 + [True]


def test_decisions_are_listed_by_question_and_scope_the_newest_first(service: Service) -> None:
    for key in ("a", "b"):
        _keep(service, _decision(service)._replace(scope_key=key))
    with service.database.read() as connection:
        every = decisions_page(connection, "sandbox", limit=9)
        named = decisions_page(
            connection, "sandbox", question="rule17.platform_adequacy", scope_key="a", limit=9
        )
        before = decisions_page(connection, "sandbox", before=every[0].seq, limit=9)
        assert decisions_page(connection, "production", limit=9) == []
    assert [one.scope_key for one in every] == ["b", "a"]
    assert named == before == every[1:]


@pytest.mark.parametrize("changed", [{"role": Role.CLERK}, {"key": "0" * 64}])
def test_what_does_not_hold_is_not_applied(service: Service, changed: dict[str, Any]) -> None:
    decision = _decision(service, **changed)
    _keep(service, decision)
    assert _read(service, decision.digest) == ()


def test_a_value_put_in_anothers_row_does_not_open(service: Service) -> None:
    decision = _decision(service)
    _keep(service, decision)
    with service.database.write() as connection:
        connection.execute(update(TABLE).values(digest="1" * 64))
    with pytest.raises(SealedColumnError):
        _read(service, "1" * 64)


def test_another_key_does_not_open_it(service: Service, tmp_path: Path) -> None:
    decision = _decision(service)
    _keep(service, decision)
    other = tmp_path / "other"
    other.mkdir()
    with (
        open_service(other, cipher=ColumnCipher({"k1": b"\x02" * 32}),
                     database=service.database) as stranger,
        pytest.raises(SealedColumnError),
    ):  # fmt: skip
        _read(stranger, decision.digest)
