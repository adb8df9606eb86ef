"""web3 takes a second to import, so only what writes to a chain imports it."""

import subprocess
import sys

import pytest

READING = ["jsonrpc", "quorum", "headers", "pins", "proofs", "batch"]


@pytest.mark.parametrize("name", READING)
def test_a_module_that_only_reads_does_not_import_web3(name: str) -> None:
    program = f"import sys, anchors.clients.{name}; sys.exit('web3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
