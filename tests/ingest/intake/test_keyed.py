"""A key belongs to one request at a time, and never for ever to one that died."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from anchors.limits import LIMITS
from ingest.intake.errors import IntakeRefusedError
from ingest.intake.keyed import KeyedRequest
from ingest.intake.submission import Sender, Submission
from ingest.service import Service
from ingest.store.database import Database
from ingest.store.idempotency import StoredAnswer
from tests.services.app import SetClock, open_service

_ASKED = Submission("sandbox", Sender("anna", is_platform=False), "submit", "key-1")
_ANSWER = StoredAnswer(202, {}, b"{}")
_SILENCE = timedelta(seconds=LIMITS.idempotency_silence_seconds)


@pytest.fixture(name="clock")
def _clock() -> SetClock:
    return SetClock()


@pytest.fixture(name="service")
def _service(tmp_path: Path, clock: SetClock, database: Database) -> Iterator[Service]:
    with open_service(tmp_path, clock=clock, database=database) as service:
        yield service


def _answered(service: Service, asked: Submission = _ASKED, content: str = "a") -> object:
    keyed = KeyedRequest(service, asked)
    with service.database.read() as connection:
        return keyed.answered(connection, keyed.fingerprint(content))


def _keep(service: Service, keyed: KeyedRequest) -> None:
    with service.database.write() as connection:
        keyed.keep(connection, keyed.fingerprint("a"), _ANSWER)


def test_a_running_request_keeps_others_off_its_key(service: Service) -> None:
    keyed = KeyedRequest(service, _ASKED)
    keyed.hold()
    with pytest.raises(IntakeRefusedError, match=r"http\.request_running"):
        _answered(service)
    keyed.release()
    assert _answered(service) is None


@pytest.mark.parametrize("step", [_SILENCE, -timedelta(hours=1)])
def test_who_has_died_gives_its_key_up_whatever_the_clock_did(
    service: Service, clock: SetClock, step: timedelta
) -> None:
    dead = KeyedRequest(service, _ASKED)
    dead.hold()
    clock.advance(step + timedelta(seconds=1) * (1 if step > timedelta(0) else -1))
    assert _answered(service) is None
    KeyedRequest(service, _ASKED).hold()
    dead._next_beat = 0.0
    with pytest.raises(IntakeRefusedError, match=r"http\.request_running"):
        dead.beat()


def test_an_answer_is_for_the_same_sender_route_and_content(service: Service) -> None:
    _keep(service, KeyedRequest(service, _ASKED))
    assert _answered(service) == _ANSWER._replace(again=True)
    for other in (
        _ASKED._replace(sender=Sender("bert", is_platform=False)),
        _ASKED._replace(route="other"),
        _ASKED._replace(key="key-2"),
    ):
        assert _answered(service, other) is None
    with pytest.raises(IntakeRefusedError, match=r"http\.idempotency_key_reused"):
        _answered(service, content="b")


def test_a_key_is_forgotten_after_its_term(service: Service, clock: SetClock) -> None:
    _keep(service, KeyedRequest(service, _ASKED))
    clock.advance(timedelta(seconds=LIMITS.idempotency_seconds + 1))
    assert _answered(service, content="b") is None


def test_of_two_that_take_a_new_key_at_once_one_is_told_that_the_other_runs(
    service: Service,
) -> None:
    both = Barrier(2)

    def hold(asked: Submission) -> str:
        both.wait()
        try:
            KeyedRequest(service, asked).hold()
        except IntakeRefusedError as error:
            return error.code
        return "held"

    with ThreadPoolExecutor(2) as pool:
        for number in range(8):
            asked = [_ASKED._replace(key=f"new-{number}")] * 2
            assert sorted(pool.map(hold, asked)) == ["held", "http.request_running"]


def test_an_answer_stays_what_it_was_however_long_the_request_is_sent_again(
    service: Service,
) -> None:
    _keep(service, KeyedRequest(service, _ASKED))
    again = KeyedRequest(service, _ASKED)
    again.hold()
    again.beat()
    again.release()
    assert _answered(service) == _ANSWER._replace(again=True)


def test_who_finds_the_key_taken_keeps_no_answer(service: Service, database: Database) -> None:
    late = KeyedRequest(service, _ASKED)
    with database.read() as connection:
        assert late.answered(connection, None) is None
    KeyedRequest(service, _ASKED).hold()
    with pytest.raises(IntakeRefusedError, match=r"http\.request_running"):
        _keep(service, late)
