"""A kit holds what was verified in its own run, or nothing."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

import pytest

from fixtures.forge import Forged, forge
from ingest.errors import KitError
from ingest.facts import ShardFacts, decode_value
from ingest.kit.archive import SUMS, write_kit
from ingest.kit.collect import CaseKit, collect_kit
from ingest.kit.shelf import pem
from ingest.kit.sm2 import der_value
from ingest.kit.values import KitOriginal
from ingest.pipeline import run_package
from ingest.runs import PackageRun
from tests.journeys.judged import settings_for

CASE = "case-000000"


def _original(content: bytes, name: str = "originals/item-001.bin") -> KitOriginal:
    digest = sha256(content).hexdigest()
    return KitOriginal(
        name, "000000", "data/000000/x", len(content), digest, "id", "title", "name", ()
    )


def _run(forged: Forged, folder: Path) -> PackageRun:
    spool = folder / "spool"
    spool.mkdir()
    return run_package(forged.path, settings_for(forged), spool)


def _collect(forged: Forged, run: PackageRun, case_key: str = CASE) -> ExitStack:
    """Collect a kit, and close it again."""
    with ExitStack() as opened:
        opened.enter_context(collect_kit(forged.path, run, case_key, settings_for(forged)))
        return opened.pop_all()


@pytest.fixture(name="forged")
def _forged(tmp_path: Path) -> Forged:
    return forge("honest_directory", tmp_path / "forged")


@pytest.fixture(name="kit")
def _kit(forged: Forged, tmp_path: Path) -> Iterator[CaseKit]:
    run = _run(forged, tmp_path)
    with collect_kit(forged.path, run, CASE, settings_for(forged)) as kit:
        yield kit


def test_an_original_that_changed_since_it_was_read_is_refused(
    kit: CaseKit, forged: Forged, tmp_path: Path
) -> None:
    original = kit.plan.originals[0]
    path = forged.path / original.source
    path.write_bytes(bytes(len(path.read_bytes())))
    with pytest.raises(KitError, match="changed since"):
        write_kit(tmp_path / "kit.zip", {}, kit.plan.originals, kit.read)
    assert [one.name for one in tmp_path.iterdir() if one.suffix in {".zip", ".part"}] == []


def test_a_package_that_changed_between_the_readings_is_refused(
    forged: Forged, tmp_path: Path
) -> None:
    run = _run(forged, tmp_path)
    (path,) = forged.path.glob("data/000000/evidence/000/01.*")
    path.write_bytes(bytes(len(path.read_bytes())))
    with pytest.raises(KitError, match="the case has changed"):
        _collect(forged, run)


def test_another_package_in_its_place_is_refused(forged: Forged, tmp_path: Path) -> None:
    run = _run(forged, tmp_path)._replace(package_digest="00" * 32)
    with pytest.raises(KitError, match="the package has changed"):
        _collect(forged, run)


def test_a_case_that_is_not_there_is_refused(forged: Forged, tmp_path: Path) -> None:
    with pytest.raises(KitError, match="no case of this package"):
        _collect(forged, _run(forged, tmp_path), "case-999999")


def test_a_receipt_s_signature_that_is_no_base64_leaves_the_kit_whole(tmp_path: Path) -> None:
    forged = forge("receipt_signature_not_ascii", tmp_path / "forged")
    run = _run(forged, tmp_path)
    case_key = forged.case_key or ""
    with collect_kit(forged.path, run, case_key, settings_for(forged)) as kit:
        assert kit.plan.originals


def test_a_key_of_a_sender_s_making_is_quoted(forged: Forged, tmp_path: Path) -> None:
    with pytest.raises(KitError, match=r"\\u202e"):
        _collect(forged, _run(forged, tmp_path), "\u202e")


def test_the_facts_are_those_of_the_case_alone(kit: CaseKit) -> None:
    facts = decode_value(ShardFacts, json.loads(kit.files["facts/case.json"]))
    assert [one.case_key for one in facts.shard.cases] == [CASE]
    assert {row.path for row in facts.shard.cases[0].evidence} == set(facts.contents)


def test_nothing_of_a_sender_becomes_a_name(kit: CaseKit) -> None:
    names = [*kit.plan.files, *(one.name for one in kit.plan.originals)]
    sent = {word for one in kit.plan.originals for word in (one.evidence_id, one.file_name)}
    assert [name for name in names if any(word in name for word in sent)] == []


def test_every_proof_of_case_and_shared_documents_is_there(kit: CaseKit) -> None:
    report = json.loads(kit.report)
    told = [proof for item in (*report["items"], *report["shared"]) for proof in item["proofs"]]
    assert sorted(one.id for one in kit.plan.proofs) == sorted(one["id"] for one in told)


def test_every_signer_has_a_path_and_every_link_revocation_data(kit: CaseKit) -> None:
    paths = {one.path for proof in kit.plan.proofs for one in proof.signers}
    linked = {name for path in paths if path is not None for name, _ in path.links}
    assert None not in paths
    assert linked <= {one.certificate for one in kit.plan.revocation}


def test_originals_are_copied_in_blocks(tmp_path: Path) -> None:
    content = b"abc" * 1000
    blocks = iter([memoryview(content[:100]), memoryview(content[100:])])
    write_kit(tmp_path / "kit.zip", {"a": b""}, [_original(content)], lambda _: blocks)
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        assert archive.read("originals/item-001.bin") == content


def test_the_sums_are_of_every_other_member(tmp_path: Path) -> None:
    content = b"content"
    write_kit(
        tmp_path / "kit.zip",
        {"b": b"x"},
        [_original(content)],
        lambda _: iter([memoryview(content)]),
    )
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        sums = archive.read(SUMS).decode().splitlines()
    assert [line.split("  ")[1] for line in sums] == ["b", "originals/item-001.bin"]


def test_a_kit_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "kit.zip"
    out.write_bytes(b"earlier")
    with pytest.raises(KitError):
        write_kit(out, {}, [_original(b"one")], lambda _: iter([memoryview(b"two")]))
    assert (out.read_bytes(), len(list(tmp_path.iterdir()))) == (b"earlier", 1)


def test_a_certificate_is_written_in_lines_of_64() -> None:
    lines = pem(bytes(100)).splitlines()
    assert {len(line) for line in lines[1:-2]} == {64}


@pytest.mark.parametrize(
    ("raw", "der"),
    [
        (bytes(31) + b"\1" + bytes(31) + b"\2", "3006020101020102"),
        (bytes(31) + b"\x80" + bytes(31) + b"\1", "300702020080020101"),
        (bytes(64), bytes(64).hex()),
        (b"\x30\x00", "3000"),
    ],
)
def test_a_raw_value_becomes_two_integers(raw: bytes, der: str) -> None:
    assert der_value(raw).hex() == der
