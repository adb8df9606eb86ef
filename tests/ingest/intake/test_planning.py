"""What an upload by parts is to bring is planned in bounded memory, however its manifest looks."""

import hashlib
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from anchors.limits import LIMITS
from anchors.units import MIB
from ingest.intake.arrival import Arrival, TagParcel, open_tags
from ingest.intake.plan import Digests, UploadPlan
from tests.services.packages import archive_of, good_package, members_of, with_member

_MANIFEST = "manifest-sha256.txt"


def _tags(folder: Path, lines: int) -> Path:
    """Return tag files whose manifest has lines of the longest kind, for seven files."""
    digests = [hashlib.sha256(bytes([number])).hexdigest() for number in range(7)]
    manifest = "".join(
        f"{digests[number % 7]}  data/000000/evidence/{number:0150d}.pdf\n"
        for number in range(lines)
    )
    members = members_of(with_member(good_package(), _MANIFEST, manifest.encode()))
    path = folder / "tags"
    path.write_bytes(
        archive_of({name: one for name, one in members.items() if not name.startswith("data/")})
    )
    return path


def _peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_manifest_is_read_as_a_stream(tmp_path: Path) -> None:
    path = _tags(tmp_path, 20_000)

    def plan() -> None:
        with open_tags(path) as found:
            assert isinstance(found, TagParcel)
            assert (found.files, len(found.digests)) == (20_000, 7)
            assert sum(len(one) for one in found.pieces(_MANIFEST)) > 4 * MIB

    assert _peak(plan) < 6 * MIB


def test_no_more_lines_are_read_than_files_may_come(tmp_path: Path) -> None:
    few = replace(LIMITS, upload_files=100)
    path = _tags(tmp_path, 20_000)

    def refuse() -> None:
        with open_tags(path, few) as found:
            assert isinstance(found, Arrival)
            assert found.head is None
            assert [one.observed for one in found.findings if one.subject == _MANIFEST] == ["> 100"]

    assert _peak(refuse) < 4 * MIB


def test_a_plan_is_read_back_as_it_was_kept() -> None:
    files = {hashlib.sha256(bytes([number])).hexdigest() for number in range(200)}
    there, absent = Digests.of(files), hashlib.sha256(b"absent").hexdigest()
    plan = UploadPlan("upl-a", "0" * 64, {"a": "\n"}, {"bagit.txt": "1" * 64}, there)
    again = UploadPlan.of(plan.octets())
    assert again._replace(files=there) == plan
    assert list(again.files) == sorted(files)
    assert all(one in again.files for one in files)
    assert absent not in again.files
