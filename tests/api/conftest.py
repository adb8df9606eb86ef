import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from api.logs import OWN_LOGGERS, configure_logs
from tests.services.edge import Edge, open_edge


@pytest.fixture
def edge(tmp_path: Path) -> Iterator[Edge]:
    with open_edge(tmp_path) as opened:
        yield opened


@pytest.fixture
def production(tmp_path: Path) -> Iterator[Edge]:
    with open_edge(tmp_path, environment="production") as opened:
        yield opened


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged meanwhile, as text."""
    root, written = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    configure_logs(written)
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in OWN_LOGGERS:
        logging.getLogger(name).setLevel(logging.NOTSET)
    structlog.reset_defaults()
