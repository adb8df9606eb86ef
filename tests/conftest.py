"""Where a run writes, what it looks through for garbage, and what it says at its end."""

import gc
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.anchors.clients.anvil import anvil_words, find_anvil
from tests.ingest.adapters.elements.libreoffice import find_soffice, soffice_words
from tests.services.tools import has_systemd, systemd_words

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
"""A property holds however busy the machine is: no test is timed."""

_IN_MEMORY = Path("/dev/shm")
_ROOM = 8 << 30


def pytest_configure() -> None:
    """Have tests write to memory where there is room: none takes the machine's power away."""
    if _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))


def pytest_collection_finish() -> None:
    """Look for garbage only in what tests make: what they import is there to the end."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud whether a real node and a real spreadsheet were there to test on."""
    binary = find_anvil()
    terminalreporter.section("anvil", yellow=binary is None)
    terminalreporter.write_line(anvil_words(binary))
    program = find_soffice()
    terminalreporter.section("libreoffice", yellow=program is None)
    terminalreporter.write_line(soffice_words(program))
    terminalreporter.section("deployment", yellow=not has_systemd())
    terminalreporter.write_line(systemd_words())
