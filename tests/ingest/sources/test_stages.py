"""Receipts are stamped once an authority answers; lists are fetched when due and when awaited."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from anchors.clients.endpoint import Endpoint
from fixtures.publisher import Reply, publish
from fixtures.scenario import new_scenario
from fixtures.trust import trust_directory
from fixtures.tsa import serve
from fixtures.world import RECEIVED_AT, crl_of, world
from ingest.errors import StampError
from ingest.jobs.port import Attempt
from ingest.judging.stages import stages_of
from ingest.service import Service
from ingest.sources.keeper import StoredTrust
from ingest.sources.registry import ListSource, Sources
from ingest.sources.stages import source_stages
from ingest.sources.stamper import HttpStamper
from ingest.sources.waiting import start_sources
from ingest.store.receipts import ReceiptRow, insert_receipt
from ingest.store.schema import METADATA
from tests.ingest.judging.given import count, judging, receive, rows
from tests.services.app import SetClock
from tests.services.turns import StraightJobs
from verify.asn1.x509 import decode_certificate

OCTETS = b"a signed receipt"
CA = world().signer_p256.ca
ISSUER = decode_certificate(CA.certificate).subject_text


class _Stamper:
    """An authority in this process, that may be down."""

    def __init__(self) -> None:
        self.down, self.asked = False, 0

    def stamp(self, octets: bytes) -> bytes:
        self.asked += 1
        if self.down:
            raise StampError("no answer: unreachable")
        return b"token of " + octets


def _receipted(service: Service, package: str) -> None:
    with service.database.write() as connection:
        insert_receipt(
            connection,
            ReceiptRow("rct-1", "sandbox", "plat", package, OCTETS, service.clock()),
        )
        service.jobs.enqueue(
            connection, Attempt("stamp", "rct-1"), environment="sandbox", sender="plat"
        )


def _package(service: Service, folder: Path) -> str:
    archive = folder / "package.zip"
    archive.write_bytes(new_scenario(cases=1).archive())
    return receive(service, archive)


def _advance(service: Service, by: timedelta) -> None:
    assert isinstance(service.clock, SetClock)
    service.clock.advance(by)


def _stamp(service: Service, jobs: StraightJobs) -> list[tuple[bytes | None, str | None]]:
    jobs.run(service, source_stages(service))
    assert jobs.raised == []
    reasons = [row.reason for row in rows(service, "attempt", kind="stamp")]
    return [(row.token, reasons[0]) for row in rows(service, "receipt")]


def test_a_receipt_is_stamped(tmp_path: Path) -> None:
    with judging(tmp_path, stamper=_Stamper()) as (service, jobs):
        _receipted(service, _package(service, tmp_path))
        assert _stamp(service, jobs) == [(b"token of " + OCTETS, None)]
        (row,) = rows(service, "receipt")
        assert row.stamped_at == service.clock()
        assert count(service, "attempt", kind="stamp", state="done") == 1


def test_an_authority_that_is_down_delays_the_token_alone(tmp_path: Path) -> None:
    stamper = _Stamper()
    stamper.down = True
    with judging(tmp_path, stamper=stamper) as (service, jobs):
        _receipted(service, _package(service, tmp_path))
        assert _stamp(service, jobs) == [(None, "no answer: unreachable")]
        assert _stamp(service, jobs) == [(None, "no answer: unreachable")]
        assert stamper.asked == 1
        stamper.down = False
        _advance(service, timedelta(seconds=1))
        assert _stamp(service, jobs)[0][0] == b"token of " + OCTETS


def test_a_service_without_an_authority_stamps_once_it_has_one(tmp_path: Path) -> None:
    with judging(tmp_path) as (service, jobs):
        _receipted(service, _package(service, tmp_path))
        assert _stamp(service, jobs) == [(None, "no time-stamping authority is configured")]
        _advance(service, timedelta(seconds=1))
        stamped = _stamp(replace(service, stamper=_Stamper()), jobs)
        assert stamped[0][0] == b"token of " + OCTETS


@pytest.mark.enable_socket
def test_a_real_authority_is_asked_over_http(tmp_path: Path) -> None:
    with judging(tmp_path) as (service, jobs), serve(world().tsas[1], service.clock) as address:
        stamper = HttpStamper(
            address, service.trust, service.policy, service.clock, loopback_allowed=True
        )
        _receipted(service, _package(service, tmp_path))
        ((token, _),) = _stamp(replace(service, stamper=stamper), jobs)
        assert token is not None


class _Authority:
    """Publishes the list of an issuer, or is down."""

    def __init__(self) -> None:
        self.reply = Reply(b"", status=503)
        self.asked = 0

    def __call__(self, _asked: object) -> Reply:
        self.asked += 1
        return self.reply


def _sources(url: str, refresh: float | None) -> Sources:
    endpoint = Endpoint(url, "crl", loopback_allowed=True, signs=True)
    return Sources({}, {"crl:1": ListSource("crl:1", ISSUER, endpoint, refresh)})


def _trusting(service: Service, sources: Sources, *, listed: bool) -> Service:
    """Return the service with its own trust, with or without the issuer's list."""
    draft = trust_directory(world())
    if not listed:
        draft.remove("revocation/signer-p256-ca.crl")
    keeper = StoredTrust(service.database, service.blobs, "sandbox", service.clock)
    keeper.adopt(draft.files())
    return replace(service, trust=keeper, sources=sources)


@pytest.mark.enable_socket
def test_cases_wait_for_a_list_of_revoked_certificates_and_are_judged_with_it(
    tmp_path: Path,
) -> None:
    authority = _Authority()
    with judging(tmp_path) as (made, jobs), publish(authority) as url:
        service = _trusting(made, _sources(url, None), listed=False)
        _package(service, tmp_path)
        jobs.run(service, stages_of(service))
        (case,) = rows(service, "case_state")
        assert (case.verdict, case.waiting) == (None, ["revocation.absent"])
        authority.reply = Reply(crl_of(CA))
        _advance(service, timedelta(minutes=1))
        jobs.run(service, stages_of(service))
        assert jobs.raised == []
        assert [row.route for row in rows(service, "verdict")] == ["AWAITING_DECISION"]
        assert count(service, "awaited") == 0


@pytest.mark.enable_socket
def test_a_list_is_fetched_by_the_clock(tmp_path: Path) -> None:
    authority = _Authority()
    with judging(tmp_path) as (made, jobs), publish(authority) as url:
        service = _trusting(made, _sources(url, 3600), listed=True)
        authority.reply = Reply(crl_of(CA, issued=RECEIVED_AT))
        for _ in range(2):
            start_sources(service)
        jobs.run(service, source_stages(service))
        assert (authority.asked, service.trust.current().sequence) == (1, 2)
        _advance(service, timedelta(minutes=59))
        jobs.run(service, source_stages(service))
        assert authority.asked == 1
        _advance(service, timedelta(minutes=1))
        jobs.run(service, source_stages(service))
        assert (authority.asked, service.trust.current().sequence) == (2, 2)


@pytest.mark.enable_socket
def test_a_list_that_could_not_be_fetched_is_fetched_soon_again(tmp_path: Path) -> None:
    authority = _Authority()
    with judging(tmp_path) as (made, jobs), publish(authority) as url:
        service = _trusting(made, _sources(url, 3600), listed=True)
        start_sources(service)
        jobs.run(service, source_stages(service))
        _advance(service, timedelta(seconds=1))
        jobs.run(service, source_stages(service))
        assert authority.asked == 2
        assert rows(service, "source")[0].state == "down"


def test_fetching_a_list_that_was_given_up_begins_again_with_the_service(tmp_path: Path) -> None:
    with judging(tmp_path) as (made, _):
        service = replace(made, sources=_sources("http://127.0.0.1:1/list", 3600))
        start_sources(service)
        attempt = METADATA.tables["attempt"]
        with service.database.write() as connection:
            connection.execute(update(attempt).values(state="failed", tries=10))
        start_sources(service)
        (row,) = rows(service, "attempt")
        assert (row.state, row.tries, row.not_before) == ("ready", 0, service.clock())
