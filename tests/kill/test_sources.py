"""A chain's nodes die in the middle of a thousand cases, and come back."""

from pathlib import Path

import pytest

from tests.ingest.sources.test_waiting import die_and_come_back


@pytest.mark.kill
@pytest.mark.enable_socket
def test_nodes_that_die_in_the_middle_of_a_thousand_cases_fail_none(tmp_path: Path) -> None:
    die_and_come_back(tmp_path, cases=1000, blocks=8)
