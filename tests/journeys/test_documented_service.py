"""What README and the platform's page print: from nothing to a verdict, on a running service."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.showcase import make_sample
from tests.journeys.documented import ROOT
from tests.services.gateway import Gateway, serving

pytestmark = pytest.mark.enable_socket
_PAGE = (ROOT / "docs/platform.md").read_text("utf-8")
_README = re.compile(r"^## Run it as a service$(.*?)^## ", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```(?:sh)?\n(.*?)^```", re.MULTILINE | re.DOTALL)
_BASH = ["/bin/bash", "-euo", "pipefail", "-c"]
_MOST_LINES = 30
_VERDICT = "BATCH_ODR"
_COUNTED = ["1", "建议准入批量化解", _VERDICT]


@pytest.fixture(name="gateway", scope="module")
def _gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    with serving(tmp_path_factory.mktemp("platform")) as gateway:
        yield gateway


def _printed(kind: str) -> str:
    (block,) = re.findall(rf"^```{kind}\n(.*?)^```", _PAGE, re.MULTILINE | re.DOTALL)
    return str(block)


def _run(gateway: Gateway, command: list[str], text: str, folder: Path, copy: int) -> str:
    """Run what is printed, in a folder with a sample, here in place of the printed address."""
    (folder / "evidence-data").symlink_to(gateway.data_dir)
    (folder / "package.zip").write_bytes(make_sample("good", copy=copy))
    assert "http://127.0.0.1:8080" in text
    here = text.replace("http://127.0.0.1:8080", gateway.address)
    return subprocess.run(
        [*command, here], cwd=folder, capture_output=True, text=True, timeout=120, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ).stdout  # fmt: skip


def test_four_commands_lead_from_a_token_to_a_verdict(gateway: Gateway, tmp_path: Path) -> None:
    found = _README.search((ROOT / "README.md").read_text("utf-8"))
    assert found is not None
    started, commands, shown = _BLOCK.findall(found[1])
    assert (started, "evidence-data" in commands) == ("make run\n", True)
    lines = _run(gateway, _BASH, commands, tmp_path, 1).splitlines()
    for line in shown.splitlines():
        begin = line.removesuffix(" …")
        assert any(one.startswith(begin) for one in lines), (line, lines)


def test_thirty_lines_of_python_lead_to_a_verdict(gateway: Gateway, tmp_path: Path) -> None:
    block = _printed("python")
    assert len(block.splitlines()) <= _MOST_LINES
    out = _run(gateway, [sys.executable, "-c"], block, tmp_path, 5).splitlines()
    assert (out[0].split()[0], out[1:]) == ("电子证据接收回执", [f"case-000000 {_VERDICT}"])


def test_curl_alone_leads_to_a_verdict(gateway: Gateway, tmp_path: Path) -> None:
    assert f'"route":"{_VERDICT}"' in _run(gateway, _BASH, _printed("sh"), tmp_path, 2)


def test_one_command_leads_to_a_verdict_in_a_sandbox(gateway: Gateway, tmp_path: Path) -> None:
    text = _printed("bash").replace("evidence submit", f"{sys.executable} -m api.cli submit")
    out = _run(gateway, _BASH, text, tmp_path, 4).splitlines()
    assert out[-1].split() == _COUNTED


def test_one_command_leads_to_a_verdict_and_goes_on_as_often_as_it_is_given(
    gateway: Gateway, tmp_path: Path
) -> None:
    (tmp_path / "client.key").write_text(gateway.platform_key, "ascii")
    commands = re.findall(r"^evidence (submit .* --key .*)$", _PAGE, re.MULTILINE)
    received = "--received-at 2025-06-10T03:00:00Z"
    program = f"{sys.executable} -m api.cli"
    text = "\n".join(f"{program} {one} {received}" for one in commands)
    text = text.replace("platform-1", "sandbox-platform")
    text = text.replace("https://court.example", "http://127.0.0.1:8080")
    # The verdict is BATCH_ODR, so every command ends with exit code 0.
    out = _run(gateway, _BASH, text, tmp_path, 3).splitlines()
    receipts = [line for line in out if line.startswith("电子证据接收回执")]
    assert (len(receipts), len(set(receipts))) == (2, 1)
    assert _COUNTED in [line.split() for line in out]
