"""The order of what a request passes, outermost first.

numbering   a request id, ours or the client's
observing   one line of the log, and what Prometheus counts
headers     what every answer carries
faults      whatever went wrong inside becomes a problem
hosts       a Host header that is ours
bodies      no more of a body than its route takes
"""

from fastapi import FastAPI

from api.metrics import Metrics
from api.middleware.bodies import BodyLimit
from api.middleware.faults import FaultAnswers
from api.middleware.headers import SecurityHeaders
from api.middleware.hosts import HostCheck
from api.middleware.numbering import RequestNumbers
from api.middleware.observing import Observation
from api.site import Site
from ingest.service import Service

__all__ = ["add_middleware"]


def add_middleware(app: FastAPI, service: Service, site: Site) -> None:
    """Put everything around an application."""
    app.state.metrics = Metrics(service)
    app.add_middleware(BodyLimit)
    app.add_middleware(HostCheck, site=site)
    app.add_middleware(FaultAnswers)
    app.add_middleware(SecurityHeaders, site=site)
    app.add_middleware(Observation, metrics=app.state.metrics, environment=service.environment)
    app.add_middleware(RequestNumbers)
