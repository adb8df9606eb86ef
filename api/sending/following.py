"""Following a package that was received until it is judged, by asking how far it is."""

import time
from collections.abc import Callable

from api.sending.errors import RefusedError
from api.sending.patience import patiently
from evidence_client import AuthenticatedClient
from evidence_client.api.reading import read_batch
from evidence_client.models import BatchDetail

__all__ = ["follow"]

_OVER = frozenset({"judged", "refused", "cancelled", "deleted"})
_SOONEST_S, _LATEST_S, _GROWTH = 0.25, 10.0, 1.5


def follow(
    client: AuthenticatedClient, batch: str, progress: Callable[[int, int], None] | None = None
) -> BatchDetail:
    """Return a package once it is judged, or nothing more is done with it.

    Raises:
        RefusedError: it is not there any more.
        UnreachableError: the service could not be reached.
    """
    pause = _SOONEST_S
    while True:
        answer = patiently(lambda: read_batch.sync_detailed(batch, client=client))
        found = answer.parsed
        if not isinstance(found, BatchDetail):
            raise RefusedError(answer.status_code, found)
        if progress is not None and found.judgements:
            last = found.judgements[0].progress
            progress(last.done, last.all_)
        if found.state in _OVER:
            return found
        time.sleep(pause)
        pause = min(pause * _GROWTH, _LATEST_S)
