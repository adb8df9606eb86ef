"""Intake against a raw copy from socket to disk with the same digests and fsyncs."""

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from zipfile import ZIP_STORED, ZipFile

from fixtures.package import write_package
from tests.bench.row import Row
from tests.bench.service.memory import peak_of
from tests.bench.service.raw import RawSender, raw_receiver
from tests.bench.service.sender import HttpSender
from tests.services.gateway import Gateway, serving

__all__ = ["intake_rows"]

CLIENT = "sandbox-platform"
AT_ONCE = 20
TURNS = 3
"""Rounds of what depends on the disk's mood, each with a round of the floor."""
CONNECTIONS = 8
"""Of an upload by parts: what a client of HTTP/1.1 keeps open."""
_ZIP = {"Content-Type": "application/zip"}
_RECEIVED = {"Sandbox-Received-At": "2025-06-10T03:00:00Z"}
_PAYLOAD = "data/"
_MOST_MB = 250


def intake_rows(folder: Path, scale: int) -> Iterator[Row]:
    """Yield what intake keeps of the raw rate, how long small packages wait, and memory."""
    with serving(folder / "intake", workers=0) as gateway, peak_of(gateway) as peak:
        yield _one_package(folder, gateway, 470 // scale)
        yield _by_parts(folder, gateway, 909 // scale)
        yield _small_packages(folder, gateway, 200 // scale)
        yield Row("most memory of the server during intake", peak(), "MB", None, _MOST_MB)


def _one_package(folder: Path, gateway: Gateway, cases: int) -> Row:
    """Send one large archive over one connection, in turn with the floor."""
    token, floor, ours = gateway.token(CLIENT), [], []
    for turn in range(TURNS):
        package = folder / f"large-{turn}.zip"
        write_package(package, cases=cases, item_size=200_000, name=f"pkg-large-{turn}")
        size = package.stat().st_size / 1e6
        with raw_receiver(folder / f"raw-large-{turn}") as port:
            floor.append(_timed(partial(_raw, [package], port, 1)))
        sender = HttpSender(gateway.address, token)
        ours.append(_timed(partial(_submit, sender, package, package.stem)))
        sender.close()
        package.unlink()
    name = f"intake of one package of {size / 1000:.2f} GB, median of {TURNS}"
    return Row(name, size / median(ours), "MB/s", size / median(floor), 0.6, at_least=True)


def _by_parts(folder: Path, gateway: Gateway, cases: int) -> Row:
    """Send a package file by file over some connections."""
    package, parts = folder / "parts.zip", folder / "parts"
    write_package(package, cases=cases, item_size=50_000)
    tags, files = _apart(package, parts)
    package.unlink()
    size = sum(file.stat().st_size for file in files) / 1e6
    with raw_receiver(folder / "raw-parts") as port:
        floor = _timed(lambda: _raw(files, port, CONNECTIONS))
    ours = _timed(lambda: _upload(gateway, tags, files))
    name = f"intake by parts of {len(files)} files of 50 kB"
    return Row(name, size / ours, "MB/s", size / floor, 0.6, at_least=True)


def _small_packages(folder: Path, gateway: Gateway, count: int) -> Row:
    """Send small packages, so many at once, in turn with the floor; the median of one's time."""
    token = gateway.token(CLIENT)

    def sending() -> Callable[[Path], None]:
        sender = HttpSender(gateway.address, token)
        return lambda package: _submit(sender, package, package.stem)

    ours: list[float] = []
    floor: list[float] = []
    with raw_receiver(folder / "raw-small", commits=True) as port:
        for turn in range(TURNS):
            packages = [_small(folder, turn * count + number) for number in range(count)]
            floor += _times(packages, lambda: RawSender(port).send)
            ours += _times(packages, sending)
    name = f"small packages, {AT_ONCE} at once, median of {len(ours)}"
    return Row(name, median(ours) * 1e3, "ms", median(floor) * 1e3, 3.0)


def _small(folder: Path, number: int) -> Path:
    package = folder / f"small-{number}.zip"
    write_package(package, cases=1, item_size=1000, begin=number, name=f"pkg-small-{number}")
    return package


def _submit(sender: HttpSender, package: Path, key: str) -> None:
    headers = {**_ZIP, **_RECEIVED, "Idempotency-Key": f"bench-{key}"}
    status, body = sender.send("POST", "/v1/packages", package, headers)
    assert status == 202, body


def _apart(package: Path, parts: Path) -> tuple[Path, list[Path]]:
    """Return the tag files as an archive of their own, and every other file by its digest."""
    parts.mkdir()
    tags, files = parts / "tags.zip", []
    with ZipFile(package) as whole, ZipFile(tags, "w", ZIP_STORED) as apart:
        for name in whole.namelist():
            octets = whole.read(name)
            if name.startswith(_PAYLOAD):
                files.append(parts / sha256(octets).hexdigest())
                files[-1].write_bytes(octets)
            else:
                apart.writestr(name, octets)
    return tags, sorted(set(files))


def _upload(gateway: Gateway, tags: Path, files: Sequence[Path]) -> None:
    token = gateway.token(CLIENT)
    first = HttpSender(gateway.address, token)
    status, body = first.send(
        "POST", "/v1/uploads", tags, {**_ZIP, **_RECEIVED, "Idempotency-Key": "bench-parts"}
    )
    assert status == 201, body
    upload = json.loads(body)
    here = f"/v1/uploads/{upload['upload_id']}"

    def put(share: Sequence[Path]) -> None:
        sender = HttpSender(gateway.address, token)
        for file in share:
            status, body = sender.send("PUT", f"{here}/files/{file.name}", file, {})
            assert status == 204, body
        sender.close()

    _shared_out(files, CONNECTIONS, put)
    first.close()
    last = HttpSender(gateway.address, token)
    commit = json.dumps({"package_digest": upload["package_digest"]}).encode()
    status, body = last.send_json(f"{here}/commit", commit, {"Idempotency-Key": "bench-commit"})
    assert status == 202, body


def _raw(files: Sequence[Path], port: int, connections: int) -> None:
    def send(share: Sequence[Path]) -> None:
        sender = RawSender(port)
        for file in share:
            sender.send(file)
        sender.close()

    _shared_out(files, connections, send)


def _shared_out(
    files: Sequence[Path], connections: int, work: Callable[[Sequence[Path]], None]
) -> None:
    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(work, [files[n::connections] for n in range(connections)]))


def _times(packages: Sequence[Path], connect: Callable[[], Callable[[Path], None]]) -> list[float]:
    """Return seconds that each package takes while as many others are sent."""
    taken: list[float] = []

    def work(share: Sequence[Path]) -> None:
        send = connect()
        taken.extend([_seconds(partial(send, package)) for package in share])

    _shared_out(packages, AT_ONCE, work)
    return taken


def _timed(work: Callable[[], object]) -> float:
    """Return seconds of work that waits for nothing that was written before."""
    os.sync()
    return _seconds(work)


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
