"""`evidence submit` against a server in this process, which counts and can hold what it is sent."""

import json
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from api.permissions import Role
from api.site import Site
from tests.services.edge import Edge, open_edge, secret_of
from tests.services.live import live
from tests.services.packages import files_of, good_package

pytestmark = pytest.mark.enable_socket
FILES = len(files_of(good_package()))
_DEADLINE_S = 60


class Gate:
    """Stands before the application: counts by method, and lets through only so many files."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.seen = Counter[str]()
        self.files = FILES
        self.busy: list[int] = []
        self.kept = 0
        self.full = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.seen[scope["method"]] += 1
        if self.busy and not scope["path"].endswith("token"):
            await _answer(send, self.busy.pop())
        elif scope["method"] == "PUT" and self.seen["PUT"] > self.files:
            while (await receive())["type"] != "http.disconnect":
                pass
        else:
            await self.app(scope, receive, send)
            self.kept += scope["method"] == "PUT"
            if self.kept == self.files:
                self.full.set()


async def _answer(send: Send, status: int) -> None:
    headers = [(b"retry-after", b"0"), (b"content-type", b"text/html")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"busy"})


class Sender(NamedTuple):
    """Somebody with a package, and the server."""

    edge: Edge
    gate: Gate
    command: list[str]

    def begin(self, *more: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*self.command, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, *more: str) -> tuple[int, bytes, bytes]:
        with self.begin(*more) as process:
            out, errors = process.communicate(timeout=_DEADLINE_S)
            return process.returncode, out, errors


@contextmanager
def _sender(folder: Path) -> Iterator[Sender]:
    package, secret = folder / "package.zip", folder / "secret"
    package.write_bytes(good_package())
    secret.write_text(secret_of(Role.PLATFORM) + "\n", "ascii")
    with open_edge(folder, site=Site()) as edge:
        gate = Gate(edge.app)
        with live(edge.service, gate) as server:
            command = [
                sys.executable, "-m", "api.cli", "submit", str(package), "--client", "platform",
                "--secret-file", str(secret), "--url", f"http://127.0.0.1:{server.port}",
            ]  # fmt: skip
            yield Sender(edge, gate, command)


@pytest.fixture(name="sender")
def _a_sender(tmp_path: Path) -> Iterator[Sender]:
    with _sender(tmp_path) as sender:
        yield sender


def test_a_client_killed_midway_sends_only_the_rest_when_it_resumes(sender: Sender) -> None:
    sender.gate.files = FILES // 2
    with sender.begin() as process:
        assert sender.gate.full.wait(_DEADLINE_S)
        process.kill()
    sender.gate.files = 10 * FILES
    sender.gate.seen.clear()
    without, _, told = sender.run()
    assert (without, sender.gate.seen["PUT"]) == (2, 0)
    assert b"--resume" in told
    code, out, _ = sender.run("--resume", "--json")
    assert (code, sender.gate.seen["PUT"]) == (0, FILES - FILES // 2)
    assert json.loads(out)["sent"] == FILES - FILES // 2


def test_a_package_that_was_received_is_answered_with_its_first_receipt(sender: Sender) -> None:
    sender.gate.busy = [503]
    first, again = sender.run("--json"), sender.run("--json")
    receipts = {json.loads(one[1])["accepted"]["receipt"]["id"] for one in (first, again)}
    assert (first[0], again[0], len(receipts)) == (0, 0, 1)
    assert json.loads(again[1])["sent"] == 0
    assert [first[2].count(one) for one in (b"(1/8)", b"(2/8)")] == [1, 0]
    assert again[2] == b""  # no bar where nobody looks


def test_a_service_that_is_down_is_said_at_once(sender: Sender) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with sender.begin("--url", address) as process:
        assert process.stderr is not None
        told = process.stderr.readline()
        process.kill()
    assert (b"(1/8)" in told, b"ConnectError" in told) == (True, True)
