"""What has no verdict yet may be cancelled; what has one stays."""

from pathlib import Path

import pytest

from fixtures.forge import Forged
from ingest.errors import FencedError
from ingest.judging.cancel import cancel_package
from ingest.judging.stages import judging_stages
from ingest.service import Service
from tests.ingest.judging.given import count, judging, receive, rows, run


def cancel(service: Service, package: str) -> bool:
    """Cancel in a transaction of its own."""
    with service.database.write() as connection:
        return cancel_package(connection, service, package)


def test_a_cancelled_package_is_judged_by_nobody(tmp_path: Path, forged: Forged) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        stages = judging_stages(service)
        jobs.run(service, {"open": stages["open"]})
        at_work = jobs.take(service, "shard")
        assert at_work is not None
        assert cancel(service, package)
        with pytest.raises(FencedError):
            stages["shard"](at_work)
        run(service, jobs)
        assert count(service, "verdict") == 0
        (row,), (judgement,) = rows(service, "package", id=package), rows(service, "judgement")
        assert (row.state, judgement.state) == ("cancelled", "cancelled")


def test_a_judged_package_is_not_cancelled(tmp_path: Path, forged: Forged) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        run(service, jobs)
        assert not cancel(service, package)
        assert rows(service, "package", id=package)[0].state == "judged"


def test_a_package_that_is_being_recorded_is_not_cancelled(tmp_path: Path, forged: Forged) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        stages = judging_stages(service)
        jobs.run(service, {name: stages[name] for name in ("open", "shard")})
        assert not cancel(service, package)
        run(service, jobs)
        assert count(service, "verdict") == 3
