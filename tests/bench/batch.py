"""Whole packages: time against digests and raw verifies, growth, and memory."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

from anchors.digest import new_hasher
from ingest.pipeline import run_package
from ingest.runs import CheckSettings
from tests.bench.proofs import raw_verifies
from tests.bench.row import Row

__all__ = ["batch_rows", "floor_gain", "growth_rows", "memory_rows"]

_BLOCK = 1 << 20
Digests = tuple[str, ...]


def _check(package: Path, settings: CheckSettings) -> float:
    """Return seconds that one whole verification takes."""
    with tempfile.TemporaryDirectory() as spool:
        begin = time.perf_counter()
        run = run_package(package, settings, Path(spool))
        taken = time.perf_counter() - begin
    assert not run.refused
    assert run.counts["consistent"] == run.counts["items"]
    return taken


def _digest_part(package: Path, first: int, last: int, digests: Digests) -> float:
    """Return seconds that the digests over part of the file take: nobody can do less."""
    hashers = [new_hasher(name) for name in digests]
    buffer = bytearray(_BLOCK)
    begin = time.perf_counter()
    with package.open("rb", buffering=0) as file:
        file.seek(first)
        left = last - first
        while left > 0:
            got = file.readinto(memoryview(buffer)[: min(left, _BLOCK)])
            for hasher in hashers:
                hasher.update(memoryview(buffer)[:got])
            left -= got
    return time.perf_counter() - begin


def _spend(seconds: float) -> None:
    """Spend the raw verifies' share of the floor as what it is: time on a core."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def _floor_part(package: Path, first: int, last: int, verifies: float, digests: Digests) -> None:
    _digest_part(package, first, last, digests)
    _spend(verifies)


def _floor(package: Path, verifies: float, processes: int, digests: Digests) -> float:
    """Return seconds of the floor: digests over the file, raw verifies, split over processes."""
    size = package.stat().st_size
    cuts = [size * n // processes for n in range(processes + 1)]
    begin = time.perf_counter()
    if processes == 1:
        _floor_part(package, 0, size, verifies, digests)
    else:
        with ProcessPoolExecutor(processes, get_context("fork")) as pool:
            parts = [
                pool.submit(_floor_part, package, first, last, verifies / processes, digests)
                for first, last in pairwise(cuts)
            ]
            for part in parts:
                part.result()
    return time.perf_counter() - begin


def floor_gain(package: Path, verifies: float, digests: Digests = ("sha256",)) -> float:
    """Return how much faster the floor is on two processes."""
    _digest_part(package, 0, package.stat().st_size, digests)
    one, two = (min(_floor(package, verifies, n, digests) for _ in range(2)) for n in (1, 2))
    return one / two


def batch_rows(
    package: Path, settings: CheckSettings, cases: int, name: str, digests: Digests = ("sha256",)
) -> Iterator[Row]:
    """Yield the batch on one and on two processes against the floor of the same run."""
    verifies = raw_verifies(package, settings) * cases / 1e6
    _digest_part(package, 0, package.stat().st_size, digests)
    floors = {n: min(_floor(package, verifies, n, digests) for _ in range(2)) for n in (1, 2)}
    taken = {n: min(_check(package, settings._replace(jobs=n)) for _ in range(2)) for n in (1, 2)}
    yield Row(f"{name}, one process", taken[1], "s", floors[1], 2.0)
    yield Row(
        f"{name}, gain of two processes over the floor's gain",
        taken[1] / taken[2],
        "x",
        floors[1] / floors[2],
        0.9,
        at_least=True,
    )


def growth_rows(
    small: tuple[Path, int], large: tuple[Path, int], settings: CheckSettings
) -> Iterator[Row]:
    """Yield the cost of one case in a large package against that in a small one."""
    each = []
    for package, cases in (small, large):
        rounds = 5 if cases < 1000 else 1
        each.append(min(_check(package, settings) for _ in range(rounds)) / cases * 1e3)
    yield Row(f"cost per case, {small[1]} to {large[1]} cases", each[1], "ms", each[0], 1.15)


_MEASURED = """
import sys, tempfile
from datetime import datetime
from pathlib import Path
from ingest.pipeline import run_package
from ingest.runs import CheckSettings
from ingest.trust import load_trust
from verify.policy import DEFAULT_POLICY
package, trust, at = sys.argv[1:]
settings = CheckSettings(load_trust([Path(trust)]), DEFAULT_POLICY, datetime.fromisoformat(at))
with tempfile.TemporaryDirectory() as spool:
    run = run_package(Path(package), settings, Path(spool))
assert not run.refused
"""
_PEAK = """
for line in open("/proc/self/status"):
    if line.startswith("VmHWM:"):
        print(line.split()[1])
"""
"""ru_maxrss of a child counts what its parent held at the fork; the high-water mark does not."""


def _peak(*arguments: str) -> float:
    """Return the peak resident megabytes of a fresh interpreter."""
    done = subprocess.run([sys.executable, "-c", *arguments], capture_output=True, check=True)
    return int(done.stdout) / 1024


def memory_rows(package: Path, trust: Path, settings: CheckSettings, name: str) -> Iterator[Row]:
    """Yield the peak over the bare interpreter, in megabytes."""
    bare = _peak(_PEAK)
    peak = _peak(_MEASURED + _PEAK, str(package), str(trust), settings.at.isoformat())
    yield Row(f"memory over the interpreter, {name}", peak - bare, "MB", None, 200.0)
