"""A platform's own package: judged item by item, and never better than its worst."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anchors.limits import LIMITS
from fixtures.archive import stored, zip_archive
from fixtures.esign import REPORT, chain_of
from fixtures.forge import forge
from ingest.foreign import foreign_form, judge_foreign
from ingest.foreignresult import foreign_result
from ingest.trust import load_trust
from tests.journeys.judged import settings_for
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.objects.result import ObjectResult
from verify.policy import DEFAULT_POLICY

_CHAIN = chain_of({"借款合同.txt": b"contract"}).octets


def _context() -> VerificationContext:
    return VerificationContext(load_trust([]), DEFAULT_POLICY, datetime(2025, 6, 1, tzinfo=UTC))


def _result(path: Path) -> ObjectResult | None:
    judged = judge_foreign(path, _context())
    return None if judged is None else foreign_result(judged)


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    return tmp_path / "chain.zip"


def test_every_item_is_told_with_its_result(path: Path) -> None:
    path.write_bytes(_CHAIN)
    result = _result(path)
    assert result is not None
    assert (result.kind, result.status, result.result) == (
        "foreign", CheckStatus.INDETERMINATE, ItemResult.UNVERIFIABLE,
    )  # fmt: skip
    items = result.facts["items"]
    assert isinstance(items, list)
    assert [(one["file_name"], one["result"]) for one in items] == [
        (REPORT, "unproven"), ("原文/借款合同.txt", "unverifiable"),
    ]  # fmt: skip


def test_what_was_found_is_told_under_the_name_of_the_file(path: Path) -> None:
    path.write_bytes(_CHAIN)
    result = _result(path)
    assert result is not None
    assert (REPORT, "proof.absent") in [(one.subject, one.code) for one in result.findings]


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"PK\x03\x04",
        zip_archive([]),
        zip_archive([stored("合同.pdf", b"%PDF-1.7")]),
        zip_archive([stored(f"{n}.txt", b"") for n in range(LIMITS.foreign_files + 1)]),
    ],
    ids=["nothing", "cut off", "empty", "plain", "too many"],
)
def test_what_no_adapter_knows_is_none(octets: bytes, path: Path) -> None:
    path.write_bytes(octets)
    assert foreign_form(path) is None
    assert _result(path) is None


def test_a_folder_is_none(tmp_path: Path) -> None:
    assert foreign_form(tmp_path) is None


def test_its_form_is_told_without_judging_it(path: Path) -> None:
    path.write_bytes(_CHAIN)
    assert foreign_form(path) == "esign-evidence-chain/1"


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_changed_octet_makes_it_consistent(path: Path, data: st.DataObject) -> None:
    octets = bytearray(_CHAIN)
    octets[data.draw(st.integers(0, len(octets) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(octets)
    result = _result(path)
    assert result is None or result.result is not ItemResult.CONSISTENT


def test_its_deposits_are_those_of_the_one_platform_with_this_adapter(tmp_path: Path) -> None:
    forged = forge("honest_anchor", tmp_path)
    known = settings_for(forged)
    (record, *_) = (known.trust.platforms or {}).values()
    registered = replace(record, record={**record.record, "adapter": "esign"})
    trust = replace(known.trust, platforms={"plat-esign": replace(registered, id="plat-esign")})
    path = tmp_path / "chain.zip"
    path.write_bytes(_CHAIN)
    judged = judge_foreign(path, VerificationContext(trust, known.policy, known.at))
    assert judged is not None
    deposits = [one.evidence.deposit for one in judged.items]
    assert [one.platform_id for one in deposits if one is not None] == ["plat-esign"]
