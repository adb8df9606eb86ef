"""Metrics for Prometheus: what this server answered, and what stands in the tables.

Counts of requests are of all processes of one server, whichever is asked (`api.counting`). The
state of the work is read from the database when asked. No label names a sender.
"""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from api.counting import counted_together
from ingest.service import Service
from ingest.store.gauges import Gauges, read_gauges

__all__ = ["Metrics"]

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600)
"""Pages take milliseconds, uploads minutes."""


class Metrics:
    """Everything that is counted, in a registry of its own."""

    def __init__(self, service: Service) -> None:
        """Count for one service."""
        self.registry = CollectorRegistry(auto_describe=False)
        counted = CollectorRegistry(auto_describe=False)
        together = counted_together()
        if together is None:
            counted = self.registry
        else:
            MultiProcessCollector(self.registry, str(together))  # type: ignore[no-untyped-call]
        self._requests = Counter(
            "evidence_requests", "Requests answered", ["method", "route", "status"],
            registry=counted,
        )  # fmt: skip
        self._seconds = Histogram(
            "evidence_request_seconds", "Time to the end of an answer", ["route"],
            buckets=_SECONDS, registry=counted,
        )  # fmt: skip
        self._received = Counter(
            "evidence_received_bytes", "Octets of request bodies", ["route"],
            registry=counted,
        )  # fmt: skip
        self.registry.register(_Tables(service))

    def observe(self, method: str, route: str, status: int, seconds: float, received: int) -> None:
        """Count one request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        self._received.labels(route).inc(received)

    def text(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self.registry)


class _Tables(Collector):
    """Reads the state of the work when it is asked."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def describe(self) -> Iterator[Metric]:
        """Say nothing beforehand, so that registering asks no database."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Yield one look at the tables; without database only that it is gone."""
        at = self._service.clock()
        try:
            with self._service.database.read() as connection:
                found = read_gauges(
                    connection, self._service.environment, at, self._service.times.lease
                )
        except SQLAlchemyError:
            yield GaugeMetricFamily("evidence_database_up", "Whether it answers", value=0)
            return
        yield GaugeMetricFamily("evidence_database_up", "Whether it answers", value=1)
        yield from _families(found, at)


def _families(found: Gauges, at: datetime) -> Iterator[Metric]:
    attempts = GaugeMetricFamily(
        "evidence_attempts", "Attempts by kind and state", labels=["kind", "state"]
    )
    for (kind, state), count in found.attempts.items():
        attempts.add_metric([kind, state], count)
    packages = GaugeMetricFamily(
        "evidence_packages", "Packages accepted, by state", labels=["state"]
    )
    for state, count in found.packages.items():
        packages.add_metric([state], count)
    yield attempts
    yield packages
    for name, words, value in (
        ("evidence_waiting_cases", "Cases that wait for a source", found.waiting_cases),
        ("evidence_receipts_without_token", "Receipts not time-stamped yet",
         found.receipts_without_token),
        ("evidence_oldest_ready_seconds", "Wait of the attempt that is ready longest",
         _seconds(found.oldest_ready, at)),
        ("evidence_oldest_running_seconds", "Since the attempt that runs longest was taken",
         _seconds(found.oldest_running, at)),
        ("evidence_workers", "Workers that say they are alive", found.workers),
    ):  # fmt: skip
        yield GaugeMetricFamily(name, words, value=value)


def _seconds(since: datetime | None, at: datetime) -> float:
    return 0.0 if since is None else max(0.0, (at - since).total_seconds())
