"""From POST to the last verdict, against the same package checked on the command line."""

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import httpx

from fixtures.package import write_package, write_trust
from fixtures.world import RECEIVED_AT
from ingest.pipeline import run_package
from ingest.rules import load_rules
from ingest.runs import CheckSettings
from ingest.trust import load_trust
from tests.bench.batch import floor_gain
from tests.bench.proofs import raw_verifies
from tests.bench.row import Row
from tests.bench.service.sender import HttpSender
from tests.services.gateway import Gateway, serving
from verify.policy import DEFAULT_POLICY

__all__ = ["judged_rows"]

CLIENT, READER = "sandbox-platform", "sandbox-judge"
_HEADERS = {
    "Content-Type": "application/zip",
    "Sandbox-Received-At": "2025-06-10T03:00:00Z",
    "Idempotency-Key": "bench-judged",
}
_LOOK_SECONDS = 0.02
_POLL_SECONDS = 0.5
"""A client that asks all the time would take its share of the cores from the workers."""
_WITHIN_SECONDS = 1800
_START_SECONDS = 60
_IDLE_READS = 400
_READ_OF = 4
"""A part of the cases is load enough to read in."""


def judged_rows(folder: Path, scale: int) -> Iterator[Row]:
    """Yield how long a package of small cases takes, the gain of two workers, and reads."""
    cases = 10_000 // scale
    package = folder / "cases.zip"
    write_package(package, cases=cases, item_size=1000)
    settings = _settings(folder)
    checked = _check(package, settings._replace(jobs=2))
    taken: dict[int, float] = {}
    for workers in (1, 2):
        with _ready(folder / f"judged-{workers}", workers) as gateway:
            taken[workers] = _judge(gateway, package, cases)
    yield Row(f"{cases} small cases, POST to last verdict", taken[2], "s", checked, 1.3)
    verifies = raw_verifies(package, settings) * cases / 1e6
    yield Row(
        "gain of two workers over the floor's gain", taken[1] / taken[2], "x",
        floor_gain(package, verifies), 0.9, at_least=True,
    )  # fmt: skip
    yield _reads_row(folder, cases // _READ_OF)


def _reads_row(folder: Path, cases: int) -> Row:
    """Read while two workers judge, in a load of its own: who reads takes of the cores as well."""
    package = folder / "read.zip"
    write_package(package, cases=cases, item_size=1000)
    busy: list[float] = []
    with _ready(folder / "read", workers=2) as gateway:
        idle = _reads(gateway, _IDLE_READS)
        with _reading(gateway, busy):
            _judge(gateway, package, cases)
    name = f"reads during such a load, p99 of {len(busy)}"
    return Row(name, _p99(busy) * 1e3, "ms", _p99(idle) * 1e3, 5.0)


@contextmanager
def _ready(folder: Path, workers: int) -> Iterator[Gateway]:
    """Give a service whose workers have said that they are there."""
    said = f"evidence_workers {float(workers)}"
    with serving(folder, workers=workers) as gateway:
        until = time.monotonic() + _START_SECONDS
        while said not in httpx.get(f"{gateway.address}/metrics").text.splitlines():
            assert time.monotonic() < until, gateway.log.read_text("utf-8")
            Event().wait(_LOOK_SECONDS)
        yield gateway


def _settings(folder: Path) -> CheckSettings:
    write_trust(folder / "trust-judged")
    trust = load_trust([folder / "trust-judged"])
    return CheckSettings(trust, DEFAULT_POLICY, RECEIVED_AT, rules=load_rules(None))


def _check(package: Path, settings: CheckSettings) -> float:
    """Return seconds of one check that keeps what the service keeps: facts, reports, hand-offs."""
    with tempfile.TemporaryDirectory() as spool, tempfile.TemporaryDirectory() as facts:
        begin = time.perf_counter()
        run = run_package(package, settings, Path(spool), facts=Path(facts), handoffs=True)
        taken = time.perf_counter() - begin
    assert not run.refused
    return taken


def _judge(gateway: Gateway, package: Path, cases: int) -> float:
    """Return seconds from the first octet sent to the last verdict recorded."""
    sender = HttpSender(gateway.address, gateway.token(CLIENT))
    begin = time.perf_counter()
    status, body = sender.send("POST", "/v1/packages", package, _HEADERS)
    assert status == 202, body
    here = f"/v1/batches/{json.loads(body)['id']}"
    while time.perf_counter() - begin < _WITHIN_SECONDS:
        batch = json.loads(sender.get(here)[1])
        if batch["state"] == "judged":
            assert sum(batch["routes"].values()) == cases
            return time.perf_counter() - begin
        Event().wait(_POLL_SECONDS)
    raise AssertionError(f"no verdicts within {_WITHIN_SECONDS} s")


@contextmanager
def _reading(gateway: Gateway, into: list[float]) -> Iterator[None]:
    """Read from another connection all the while."""
    over = Event()

    def read() -> None:
        while not over.is_set():
            into.extend(_reads(gateway, 20))

    thread = Thread(target=read)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _reads(gateway: Gateway, count: int) -> list[float]:
    """Return seconds of each of some reads, as a page of a judge asks them."""
    sender = HttpSender(gateway.address, gateway.token(READER))
    taken = []
    for _ in range(count):
        begin = time.perf_counter()
        status, body = sender.get("/v1/batches?limit=20")
        taken.append(time.perf_counter() - begin)
        assert status == 200, body
        Event().wait(_LOOK_SECONDS)
    sender.close()
    return taken


def _p99(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]
