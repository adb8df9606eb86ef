"""A shard judged by the service says what a check on the command line says, octet for octet."""

from pathlib import Path
from typing import Any

import pytest

from fixtures.forge import Forged, forge_mix
from ingest.memory import InMemory
from ingest.pipeline import run_package
from ingest.runs import CheckSettings, PackageRun
from ingest.service import Service
from tests.ingest.judging.given import SENDER, count, judging, receive, reports_of, run


@pytest.fixture(name="forged", scope="module")
def _forged(tmp_path_factory: pytest.TempPathFactory) -> Forged:
    return forge_mix({}, tmp_path_factory.mktemp("mix"), cases=5)


def checked(service: Service, forged: Forged, folder: Path, **changes: Any) -> PackageRun:
    """Check the package of a test as the command line does, for the same sender."""
    folder.mkdir()
    settings = CheckSettings(
        service.trust.current(), service.policy, forged.at, rules=service.rules, sender=SENDER
    )
    return run_package(
        forged.path, settings._replace(**changes), folder, memory=InMemory(), handoffs=True
    )


def test_reports_are_those_of_a_check_for_the_same_sender(tmp_path: Path, forged: Forged) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        run(service, jobs)
        done = checked(service, forged, tmp_path / "spool")
        assert reports_of(service, package) == list(done.report_lines()) != []
        assert count(service, "verdict") == count(service, "outbox") == 5
