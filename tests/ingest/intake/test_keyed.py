"""A key belongs to one request at a time, and never for ever to one that died."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from anchors.limits import LIMITS
from ingest.intake.errors import IntakeRefusedError
from ingest.intake.keyed import KeyedRequest
from ingest.intake.submission import Sender, Submission
from ingest.service import Service
from ingest.store.idempotency import StoredAnswer
from tests.services.app import SetClock, open_service

_ASKED = Submission("sandbox", Sender("anna", is_platform=False), "submit", "key-1")
_ANSWER = StoredAnswer(202, {}, b"{}")
_SILENCE = timedelta(seconds=LIMITS.idempotency_silence_seconds)


@pytest.fixture(name="clock")
def _clock() -> SetClock:
    return SetClock()


@pytest.fixture(name="service")
def _service(tmp_path: Path, clock: SetClock) -> Iterator[Service]:
    with open_service(tmp_path, clock=clock) as service:
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
