"""What holds of every adapter, whatever its form: one kit over all rows of the registry."""

import ast
import random
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from anchors.limits import LIMITS
from anchors.units import MIB
from fixtures.archive import ZipEntry, stored, zip_archive
from fixtures.esign import Chain
from ingest.adapters.base import Adapter, ForeignBundle
from ingest.adapters.registry import ADAPTERS, adapter_for
from ingest.foreign import ForeignJudged, judge_foreign
from ingest.trust import load_trust
from tests.architecture.tree import ROOT
from tests.ingest.adapters.samples import SAMPLES, Sample, files_of
from verify.context import VerificationContext
from verify.items import DepositStatus, ItemResult
from verify.model import DepositState
from verify.policy import DEFAULT_POLICY

_AT = datetime(2025, 6, 1, tzinfo=UTC)
_NO_IO = frozenset({
    "os", "io", "pathlib", "socket", "ssl", "http", "urllib", "time", "random", "subprocess",
    "tempfile", "shutil", "sqlite3", "multiprocessing", "threading",
})  # fmt: skip
_BY_FORM = {one.form: one for one in ADAPTERS}


@pytest.fixture(name="adapter", params=list(_BY_FORM))
def _adapter(request: pytest.FixtureRequest) -> Adapter:
    return _BY_FORM[request.param]


@pytest.fixture(name="sample")
def _sample(adapter: Adapter) -> Sample:
    return SAMPLES[adapter.form]


def _written(folder: Path, octets: bytes) -> Path:
    path = folder / "package.zip"
    path.write_bytes(octets)
    return path


def _read(adapter: Adapter, chain: Chain) -> ForeignBundle:
    return adapter.read(files_of(chain.octets), LIMITS)


def _judged(folder: Path, octets: bytes) -> ForeignJudged | None:
    context = VerificationContext(load_trust([]), DEFAULT_POLICY, _AT)
    return judge_foreign(_written(folder, octets), context)


def test_every_adapter_has_a_sample_and_every_sample_an_adapter() -> None:
    assert set(SAMPLES) == set(_BY_FORM)


def test_it_knows_its_own_form(adapter: Adapter, sample: Sample) -> None:
    files = files_of(sample.good().octets)
    assert adapter_for(files, LIMITS) is adapter


def test_it_knows_no_other_archive(adapter: Adapter) -> None:
    plain = zip_archive([stored("合同.pdf", b"%PDF-1.7"), stored("a.json", b'{"docHash": 1}')])
    assert adapter.sniff(files_of(plain), LIMITS) == 0


def test_every_file_is_an_item_or_a_record(adapter: Adapter, sample: Sample) -> None:
    chain = sample.good()
    bundle = _read(adapter, chain)
    items = {one.path for one in bundle.evidence}
    records = {one.locator.path for one in bundle.proofs}
    assert items | records == set(chain.files)
    assert items & records == set()


def test_what_is_not_known_is_kept_octet_for_octet_and_listed(
    adapter: Adapter, sample: Sample
) -> None:
    chain = sample.good()
    octets = random.Random(1).randbytes(1000)
    chain.files["不明/x.bin"] = octets
    files = files_of(chain.octets)
    bundle = adapter.read(files, LIMITS)
    (row,) = [one for one in bundle.evidence if one.path == "不明/x.bin"]
    assert (row.category, row.event) == (10, "other")
    assert files.content("不明/x.bin", LIMITS.object_octets) == octets
    assert ("foreign.file_unknown", "不明/x.bin") in [(f.code, f.subject) for f in bundle.findings]


def test_a_record_is_kept_octet_for_octet(adapter: Adapter, sample: Sample) -> None:
    chain = sample.good()
    bundle = _read(adapter, chain)
    assert bundle.octets
    assert {one.path: octets for one, octets in bundle.octets.items()} == {
        one.path: chain.files[one.path] for one in bundle.octets
    }


def test_ids_are_of_the_form_that_a_line_has(adapter: Adapter, sample: Sample) -> None:
    bundle = _read(adapter, sample.good())
    ids = [*(one.id for one in bundle.evidence), *(one.id for one in bundle.proofs)]
    assert len(set(ids)) == len(ids)
    assert all(one.isascii() and " " not in one for one in ids)


def test_what_is_no_closed_world_is_not_read(sample: Sample, tmp_path: Path) -> None:
    chain = sample.good()
    twice = next(iter(chain.files))
    for entry in (stored(twice, b"x"), ZipEntry(b"../x", b"x", 1, 0x8CDC1683)):
        chain.entries = [entry]
        judged = _judged(tmp_path, chain.octets)
        assert judged is None or [one.code for one in judged.findings] == [
            "foreign.member_unreadable"
        ]


def test_a_deposit_that_is_awaited_is_never_one_that_is_there(
    adapter: Adapter, sample: Sample, tmp_path: Path
) -> None:
    bundle = _read(adapter, sample.pending())
    states = [one.deposit.state for one in bundle.evidence if one.deposit is not None]
    assert states == [DepositState.PENDING]
    judged = _judged(tmp_path, sample.pending().octets)
    assert judged is not None
    assert DepositStatus.DEPOSITED not in [one.deposit_status for one in judged.items]


def test_a_zone_that_is_assumed_is_told(sample: Sample, tmp_path: Path) -> None:
    judged = _judged(tmp_path, sample.zoneless().octets)
    assert judged is not None
    found = [f.code for one in judged.items for proof in one.proofs for f in proof.findings]
    assert "receipt.zone_assumed" in found


def test_an_unsigned_record_never_makes_an_item_consistent(sample: Sample, tmp_path: Path) -> None:
    judged = _judged(tmp_path, sample.good().octets)
    assert judged is not None
    assert ItemResult.CONSISTENT not in [one.result.result for one in judged.items]


def test_it_reads_nothing_but_the_files_it_is_given(adapter: Adapter) -> None:
    module = ROOT / (type(adapter).__module__.replace(".", "/") + ".py")
    imported = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported & _NO_IO == set()


def test_its_memory_does_not_grow_with_the_originals(
    adapter: Adapter, sample: Sample, tmp_path: Path
) -> None:
    chain = sample.good()
    chain.files["录像.bin"] = bytes(32 * MIB)
    path = _written(tmp_path, chain.octets)
    del chain
    tracemalloc.start()
    try:
        adapter.read(files_of(path), LIMITS)
        assert tracemalloc.get_traced_memory()[1] < 8 * MIB
    finally:
        tracemalloc.stop()
