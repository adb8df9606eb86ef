"""What is cut at any octet leaves nothing that looks accepted, and can be sent again."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ingest.intake.archives import ArchiveIntake
from ingest.intake.submission import Sender, Submission
from ingest.service import Service
from ingest.store.idempotency import StoredAnswer
from ingest.store.schema import METADATA
from tests.services.app import LENDER, open_service
from tests.services.live import Live, live
from tests.services.packages import good_package

pytestmark = pytest.mark.enable_socket
_TABLES = ("package", "receipt", "judgement", "attempt", "idempotency", "outbox")


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path) as service:
        yield service


@pytest.fixture(name="server")
def _server(service: Service) -> Iterator[Live]:
    with live(service) as server:
        yield server


def _head(octets: int, more: str = "") -> str:
    return (
        "POST /v1/packages HTTP/1.1\nHost: localhost\nConnection: close\n"
        f"Authorization: Bearer lender:{LENDER}\nIdempotency-Key: key-1\n{more}"
        f"Content-Type: application/zip\nContent-Length: {octets}\n\n"
    )


def _rows(service: Service) -> int:
    with service.database.read() as connection:
        counted = [select(func.count()).select_from(METADATA.tables[one]) for one in _TABLES]
        return sum(int(connection.execute(one).scalar_one()) for one in counted)


def _files(service: Service) -> list[Path]:
    blobs = service.folder.parent / "blobs"
    return [one for one in blobs.rglob("*") if one.is_file() and one.name != "lock"]


def _nothing_is_left(service: Service) -> bool:
    end = time.monotonic() + 10
    while _files(service) or any(service.blobs.stages()) or _rows(service):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def _sent_again(server: Live) -> bytes:
    """Send the package anew, as whoever was cut does: until the key is free."""
    end = time.monotonic() + 10
    while True:
        with suppress(ConnectionResetError):
            answer = server.ask(_head(len(good_package())), good_package())
            if not answer.startswith(b"HTTP/1.1 409") or time.monotonic() > end:
                return answer
        time.sleep(0.05)


def _cuts(package: bytes) -> list[int]:
    """Return where a package is cut: its first and last octets, and places between."""
    step = len(package) // 12
    edges = [0, 1, 29, 30, 31, len(package) - 23, len(package) - 22, len(package) - 1]
    return sorted({*edges, *range(step, len(package), step)})


def test_an_upload_cut_at_any_octet_is_never_there(server: Live, service: Service) -> None:
    package = good_package() + bytes(2 << 20)  # two buffers: a key is held meanwhile
    head = _head(len(package)).replace("\n", "\r\n").encode()
    for cut in _cuts(package):
        with server.connect() as connection:
            connection.sendall(head + package[:cut])
    for cut in range(1, len(head), len(head) // 5):
        with server.connect() as connection:
            connection.sendall(head[:cut])
    assert _nothing_is_left(service)
    assert _sent_again(server).startswith(b"HTTP/1.1 202")
    assert _rows(service) == len(("package", "receipt", "judgement", "open", "stamp", "key"))


def test_a_chunked_body_is_taken_and_a_cut_one_is_not(server: Live, service: Service) -> None:
    package = good_package()
    head = _head(0).replace("Content-Length: 0", "Transfer-Encoding: chunked")
    chunk = f"{len(package):x}\r\n".encode() + package + b"\r\n"
    with server.connect() as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + chunk)
    assert _nothing_is_left(service)
    assert server.ask(head, chunk + b"0\r\n\r\n").startswith(b"HTTP/1.1 202")


def test_who_waits_to_be_told_is_told(server: Live) -> None:
    package = good_package()
    head = _head(len(package), "Expect: 100-continue\n").replace("\n", "\r\n").encode()
    with server.connect() as connection:
        connection.sendall(head)
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 100")
        connection.sendall(package)
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 202")
    refused = _head(1 << 50, "Expect: 100-continue\n")
    assert server.ask(refused).startswith(b"HTTP/1.1 413")


class _Killed(BaseException):
    """What no handler of ours may answer."""


def _killed(_: object) -> StoredAnswer:
    raise _Killed


def test_what_ends_between_blobs_and_rows_leaves_only_blobs_that_nothing_names(
    service: Service,
) -> None:
    package = bytearray(good_package())
    asked = Submission("sandbox", Sender(LENDER, is_platform=False), "submit", "key-1")
    intake = ArchiveIntake(service, asked, _killed)
    intake.begin(0)
    intake.write(package)
    with pytest.raises(_Killed):
        intake.finish()
    assert _rows(service) == 0
    assert service.blobs.octets(hashlib.sha256(package).hexdigest()) == len(package)
    again = ArchiveIntake(service, asked, lambda _: StoredAnswer(202, {}, b"{}"))
    again.begin(0)
    again.write(package)
    assert again.finish().status == 202
