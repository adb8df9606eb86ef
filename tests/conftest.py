"""What a run says at its end, beside its results."""

import pytest

from tests.anchors.clients.anvil import anvil_words, find_anvil


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud whether a real node was there to test on."""
    binary = find_anvil()
    terminalreporter.section("anvil", yellow=binary is None)
    terminalreporter.write_line(anvil_words(binary))
