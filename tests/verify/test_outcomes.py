"""What a judged proof is good for, beside its status."""

import json
from dataclasses import replace
from pathlib import Path

from fixtures.forge import forge
from ingest.pipeline import run_package
from tests.journeys.judged import settings_for
from verify.policy import DEFAULT_POLICY

SHA1_OPEN = replace(
    DEFAULT_POLICY,
    algorithms=tuple(
        replace(rule, until=None) if rule.name == "sha1" else rule
        for rule in DEFAULT_POLICY.algorithms
    ),
)
"""As if everything had been proved to exist before SHA-1 was broken."""


def test_a_digest_that_never_suffices_binds_nothing_however_old(tmp_path: Path) -> None:
    forged = forge("sha1_signature_old", tmp_path)
    settings = settings_for(forged)._replace(policy=SHA1_OPEN)
    run = run_package(forged.path, settings, tmp_path)
    told = [line for line in run.report_lines() if b"proof.digest_never_enough" in line]
    assert len(told) == 1


def _voucher(name: str, folder: Path) -> dict[str, object]:
    forged = forge(name, folder)
    run = run_package(forged.path, settings_for(forged), folder)
    items = [item for line in run.report_lines() for item in json.loads(line)["items"]]
    return next(item for item in items if item["id"] == "voucher")


def test_an_undecided_seal_makes_no_deposit_the_platform_s_word(tmp_path: Path) -> None:
    item = _voucher("seal_no_revocation_data", tmp_path)
    assert item["deposit_status"] == "NOT_DEPOSITED"


def test_a_passed_receipt_confirms_the_deposit(tmp_path: Path) -> None:
    item = _voucher("honest_receipt_alone", tmp_path)
    assert item["deposit_status"] == "DEPOSITED"
    assert item["words"]["zh"] == "核验一致（平台证明）"  # type: ignore[index]
