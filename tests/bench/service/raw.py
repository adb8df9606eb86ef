"""The floor of intake: a process that takes octets from a socket and puts them on disk, durably.

Each message is its length in eight octets, then itself; it is digested while it is written,
fsynced, and given its final name. Where it is asked to, a row is committed as well, and on disk.
Who commits takes turns: SQLite's own waiting lets some go first again and again, and the median
would be theirs.
"""

import os
import socket
import sqlite3
import struct
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

__all__ = ["RawSender", "raw_receiver"]

_LENGTH = struct.Struct(">Q")
_BLOCK = 1 << 20
_WAIT_SECONDS = 60.0


class _Receiver:
    """What one connection after another is served by."""

    def __init__(self, folder: Path, *, commits: bool) -> None:
        self._final = folder / "final"
        self._incoming = folder / "incoming"
        self._database = folder / "rows.db" if commits else None
        self._turn = threading.Lock()
        for place in (self._final, self._incoming):
            place.mkdir()
        if self._database is not None:
            with closing(sqlite3.connect(self._database)) as rows:
                rows.execute("PRAGMA journal_mode = WAL")
                rows.execute("CREATE TABLE taken (digest TEXT, octets INTEGER)")

    def serve(self, connected: socket.socket) -> None:
        """Take messages until the sender has no more."""
        buffer = memoryview(bytearray(_BLOCK))
        with connected, self._opened() as rows:
            while head := connected.recv(_LENGTH.size, socket.MSG_WAITALL):
                self._take(connected, _LENGTH.unpack(head)[0], buffer, rows)
                connected.sendall(b"\1")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection | None]:
        if self._database is None:
            yield None
            return
        with closing(sqlite3.connect(self._database, _WAIT_SECONDS, isolation_level=None)) as rows:
            rows.execute("PRAGMA synchronous = FULL")
            yield rows

    def _take(
        self,
        connected: socket.socket,
        left: int,
        buffer: memoryview,
        rows: sqlite3.Connection | None,
    ) -> None:
        digest, size = sha256(), left
        place = self._incoming / f"{threading.get_ident()}"
        with place.open("wb", buffering=0) as file:
            while left:
                got = connected.recv_into(buffer[: min(left, _BLOCK)])
                digest.update(buffer[:got])
                file.write(buffer[:got])
                left -= got
            os.fsync(file.fileno())
        name = digest.hexdigest()
        place.replace(self._final / name)
        _sync(self._final)
        if rows is not None:
            with self._turn:
                rows.execute("BEGIN IMMEDIATE")
                rows.execute("INSERT INTO taken VALUES (?, ?)", (name, size))
                rows.execute("COMMIT")


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _run(folder: Path, commits: bool, told: Connection) -> None:
    receiver = _Receiver(folder, commits=commits)
    with socket.create_server(("127.0.0.1", 0)) as server:
        told.send(server.getsockname()[1])
        while True:
            connected, _ = server.accept()
            threading.Thread(target=receiver.serve, args=(connected,), daemon=True).start()


@contextmanager
def raw_receiver(folder: Path, *, commits: bool = False) -> Iterator[int]:
    """Run the floor over a folder; gives its port."""
    folder.mkdir()
    spawned = get_context("spawn")
    ours, theirs = spawned.Pipe()
    process = spawned.Process(target=_run, args=(folder, commits, theirs), daemon=True)
    process.start()
    try:
        yield int(ours.recv())
    finally:
        process.kill()
        process.join()


class RawSender:
    """One connection to the floor."""

    def __init__(self, port: int) -> None:
        """Connect."""
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, file: Path) -> None:
        """Send a file, and wait until it is on disk."""
        self._socket.sendall(_LENGTH.pack(file.stat().st_size))
        with file.open("rb") as octets:
            self._socket.sendfile(octets)
        assert self._socket.recv(1) == b"\1"

    def close(self) -> None:
        """Have no more."""
        self._socket.close()
