"""Asking again: what a network or a busy service did not answer is asked anew, ever more slowly.

Each time it is said at once, as a warning, so that nobody watches a silent program.
"""

import logging
import time
from collections.abc import Callable
from json import JSONDecodeError
from random import SystemRandom
from typing import TypeVar

import httpx

from api.sending.errors import UnreachableError
from evidence_client.types import Response

__all__ = ["patiently"]

Answer = TypeVar("Answer")
_log = logging.getLogger(__name__)

_PAUSES_S = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 60.0)
"""Two minutes in all: a service that is started anew is back by then."""
_LONGEST_S = 300.0
_AGAIN = frozenset({401, 408, 425, 429, 500, 502, 503, 504})
"""What passes; 401 because the token is another one then."""
_chance = SystemRandom()


def patiently(
    ask: Callable[[], Response[Answer]], sleep: Callable[[float], None] = time.sleep
) -> Response[Answer]:
    """Return the answer to a request that may be sent any number of times.

    Raises:
        UnreachableError: there was none, or none but "later", in two minutes.
    """
    reason = ""
    for number, pause in enumerate((*_PAUSES_S, None), 1):
        asked_for = 0.0
        try:
            answer = ask()
        except (httpx.TransportError, JSONDecodeError) as error:
            reason = f"{type(error).__name__}: {error}"
        else:
            if answer.status_code not in _AGAIN:
                return answer
            reason, asked_for = str(answer.status_code.value), _retry_after(answer)
        if pause is not None:
            wait = max(asked_for, pause * _chance.uniform(0.5, 1.0))
            _log.warning(
                "暂无答复，%.1f 秒后重试 no answer yet, again in %.1f s (%d/%d): %s",
                wait, wait, number, len(_PAUSES_S), reason,
            )  # fmt: skip
            sleep(wait)
    raise UnreachableError(reason)


def _retry_after(answer: Response[Answer]) -> float:
    stated = answer.headers.get("Retry-After", "")
    return min(float(stated), _LONGEST_S) if stated.isascii() and stated.isdigit() else 0.0
