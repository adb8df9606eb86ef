"""Asking again: what passes is asked anew, ever more slowly, and not for ever."""

from http import HTTPStatus

import httpx
import pytest

from api.sending.errors import UnreachableError
from api.sending.patience import patiently
from evidence_client.types import Response

_TRIES = 9


def _answer(status: int, **headers: str) -> Response[None]:
    return Response(HTTPStatus(status), b"", {"Retry-After": "0", **headers}, None)


def test_what_passes_is_asked_for_again_after_ever_longer_pauses() -> None:
    answers, pauses = [_answer(one) for one in (200, 502, 429, 503)], list[float]()
    assert patiently(answers.pop, pauses.append).status_code == HTTPStatus.OK
    assert len(pauses) == 3
    assert 0.25 <= pauses[0] <= 0.5 <= pauses[1] <= 1.0 <= pauses[2] <= 2.0


def test_a_service_that_says_when_is_asked_no_sooner() -> None:
    answers, pauses = [_answer(200), _answer(503, **{"Retry-After": "40"})], list[float]()
    patiently(answers.pop, pauses.append)
    assert pauses == [40.0]


def test_a_network_that_gives_no_answer_is_given_up_in_the_end() -> None:
    asked = list[int]()

    def ask() -> Response[None]:
        asked.append(1)
        raise httpx.ConnectError("none")

    with pytest.raises(UnreachableError, match="ConnectError"):
        patiently(ask, lambda _: None)
    assert len(asked) == _TRIES
