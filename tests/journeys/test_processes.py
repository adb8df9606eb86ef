"""A server of several processes is one: it counts together, and goes on where one of them ends."""

import os
import signal
from collections.abc import Sequence
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.kill.stand import wait_until
from tests.services.gateway import Gateway, serving

pytestmark = pytest.mark.enable_socket
_DEADLINE = 20.0
_ASKED = 24
"""Connections: that all of them come to one of two processes is no matter for this world."""


def _siblings(gateway: Gateway) -> Sequence[int]:
    process = gateway.process.pid
    listed = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    return [int(one) for one in listed.split()]


def _asked(gateway: Gateway, path: str) -> str:
    """Ask over a connection of its own."""
    with closing(HTTPConnection(urlsplit(gateway.address).netloc, timeout=_DEADLINE)) as asking:
        asking.request("GET", path)
        answer = asking.getresponse()
        assert answer.status == 200
        return answer.read().decode()


def _counted(gateway: Gateway) -> float:
    text = _asked(gateway, "/metrics")
    return sum(
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "evidence_requests_total" and sample.labels["route"] == "/healthz"
    )


def test_two_processes_count_together_and_one_goes_on_alone(tmp_path: Path) -> None:
    with serving(tmp_path / "data", workers=0, settings={"HTTP_PROCESSES": "2"}) as gateway:
        (sibling,) = _siblings(gateway)
        for _ in range(_ASKED):
            _asked(gateway, "/healthz")
        assert [_counted(gateway) for _ in range(_ASKED)] == [_ASKED] * _ASKED
        os.kill(sibling, signal.SIGKILL)
        wait_until(lambda: not _siblings(gateway), _DEADLINE)
        for _ in range(_ASKED):
            _asked(gateway, "/healthz")
        assert gateway.stop() == 0
    assert "http 1 ended with status -9" in gateway.log.read_text("utf-8")
