"""Memory does not grow with the package: what is held is one shard, whatever the order."""

import random
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from ingest.package.contents import digest_contents
from ingest.package.read import open_package, read_shard
from ingest.package.tally import finish_closure, tally_shard
from ingest.package.write import PackageWriter
from tests.ingest.package.forging import good, package_head

SMALL, LARGE = 3, 30
MOST = 576 << 10
"""Octets by which the peaks may differ; the larger package has 3,500 members."""


def _package(out: Path, shards: int) -> Path:
    return good(shards, cases=58).write(out)


def _shuffled(source: Path, out: Path) -> Path:
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out, "w") as after:
        names = before.namelist()
        for name in random.Random(7).sample(names, len(names)):
            after.writestr(name, before.read(name))
    return out


def _peak(path: Path) -> int:
    """Return the most octets that reading a package to its end holds at once."""
    tracemalloc.start()
    try:
        with open_package(path) as package:
            tallies = []
            for ref in package.shards:
                shard = read_shard(package, ref)
                digest_contents(package, shard, dict.fromkeys(shard.present, ()))
                tallies.append(tally_shard(shard))
            finish_closure(package.facts, tallies)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("packages")
    return {shards: _package(folder / f"{shards}.zip", shards) for shards in (SMALL, LARGE)}


def test_a_larger_package_takes_no_more_memory(packages: dict[int, Path]) -> None:
    assert _peak(packages[LARGE]) - _peak(packages[SMALL]) < MOST


def test_members_in_no_order_take_less_than_100_octets_each(
    packages: dict[int, Path], tmp_path: Path
) -> None:
    shuffled = [_shuffled(packages[n], tmp_path / f"{n}.zip") for n in (SMALL, LARGE)]
    assert _peak(shuffled[1]) - _peak(shuffled[0]) < MOST


def test_writing_a_larger_package_takes_no_more_memory(tmp_path: Path) -> None:
    peaks = []
    for number in (1_000, 10_000):
        tracemalloc.start()
        with PackageWriter(tmp_path / "p.zip") as writer:
            for place in range(number):
                writer.add(f"data/{place:06}/x", b"x")
            writer.finish(package_head(), cases=0, items=0)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 5 * MOST
