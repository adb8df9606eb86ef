"""A platform's receipt as one file: what it says is told, whoever is registered."""

from pathlib import Path

import pytest

from fixtures.forge import forge
from ingest.objects import covered_file, verify_path
from tests.journeys.judged import settings_for
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.objects.result import ObjectResult


def _result(name: str, folder: Path, *, given: bool = True) -> ObjectResult:
    forged = forge(name, folder)
    settings = settings_for(forged)
    context = VerificationContext(settings.trust, settings.policy, settings.at)
    covered = covered_file(forged.data) if given and forged.data is not None else None
    return verify_path(forged.path, covered, settings, context)


def test_a_receipt_of_no_registered_platform_is_read_and_is_nobody_s_word(tmp_path: Path) -> None:
    result = _result("answer_of_unregistered_platform", tmp_path)
    facts = result.facts
    assert (result.status, facts["form"], facts["platform"]) == (
        CheckStatus.INDETERMINATE, "tencent-btoe/1", None,
    )  # fmt: skip
    assert (facts["digest_intact"], facts["zone_assumed"], facts["state"]) == (
        True, True, "deposited",
    )  # fmt: skip


def test_the_numbers_of_courts_and_chains_are_told(tmp_path: Path) -> None:
    facts = _result("answer_file_unsigned", tmp_path).facts
    chain = facts["chain_attested"]
    assert isinstance(chain, dict)
    assert (chain["chain"], facts["references"]) == (
        "XuperChain",
        {"广州互联网法院": "GH20240601虚构0001",
         "北京互联网法院": facts["references"]["北京互联网法院"]},  # type: ignore[index]
    )  # fmt: skip


def test_another_file_s_receipt_says_so_though_nobody_signed_it(tmp_path: Path) -> None:
    result = _result("answer_file_of_other_data", tmp_path)
    assert (result.facts["digest_intact"], result.result.value) == (False, "unverifiable")


@pytest.mark.parametrize("name", ["answer_of_unregistered_platform", "receipt_good"])
def test_without_the_data_nothing_is_compared(name: str, tmp_path: Path) -> None:
    assert _result(name, tmp_path, given=False).facts["digest_intact"] is None


def test_a_signed_receipt_is_its_platform_s(tmp_path: Path) -> None:
    facts = _result("receipt_good", tmp_path).facts
    assert (facts["platform"], facts["signature_intact"]) == ("plat-anzheng", True)
