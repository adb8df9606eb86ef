"""The README's commands for the service, run as they are printed against a service of this test."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.journeys.documented import ROOT
from tests.services.gateway import serving

pytestmark = pytest.mark.enable_socket
_SECTION = re.compile(r"^## Run it as a service$(.*?)^## ", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```(?:sh)?\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_four_commands_lead_from_a_token_to_a_verdict(tmp_path: Path) -> None:
    found = _SECTION.search((ROOT / "README.md").read_text("utf-8"))
    assert found is not None
    started, commands, shown = _BLOCK.findall(found[1])
    assert started == "make run\n"
    with serving(tmp_path) as gateway:
        for printed, here in (
            ("http://127.0.0.1:8080", gateway.address),
            ("evidence-data", str(gateway.data_dir)),
        ):
            assert printed in commands
            commands = commands.replace(printed, here)
        done = subprocess.run(
            ["/bin/bash", "-euo", "pipefail", "-c", commands],
            capture_output=True, text=True, timeout=120, check=True,
        )  # fmt: skip
    lines = done.stdout.splitlines()
    for line in shown.splitlines():
        begin = line.removesuffix(" …")
        assert any(one.startswith(begin) for one in lines), (line, lines)
