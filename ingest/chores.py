"""What every worker does now and then, beside the attempts it takes."""

from datetime import timedelta
from functools import partial

from ingest.handing.copies import sweep_copies
from ingest.intake.sweep import sweep_intake
from ingest.jobs.port import Chore
from ingest.retention import delete_overdue
from ingest.service import Service
from ingest.sources.waiting import judge_overdue

__all__ = ["chores_of"]

_SWEEPING = timedelta(minutes=5)
"""An upload that is over is refused at once; what it left on the disk may stay a little."""
_JUDGING = timedelta(minutes=5)
"""Of cases that waited long enough, beside the turns of their sources: hours are what they wait."""
_TIDYING = timedelta(hours=1)
"""Of the store and of this machine's copies, so that what was deleted goes from every machine."""


def chores_of(service: Service) -> tuple[Chore, ...]:
    """Return the chores of a worker; any number of workers may do one at once."""
    return (
        Chore(_SWEEPING, partial(sweep_intake, service)),
        Chore(_JUDGING, partial(judge_overdue, service)),
        Chore(_TIDYING, partial(delete_overdue, service)),
        Chore(_TIDYING, partial(service.blobs.sweep, 2 * service.upload_term)),
        Chore(_TIDYING, partial(sweep_copies, service)),
    )
