"""What a receipt is worth: who signed it, what of it, and how far its deposit came."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fixtures.platforms import signature_over
from fixtures.tsa import token
from tests.kits.platforms import Bench
from tests.kits.receipts import Submitted
from tests.verify.checks.court import WORLD
from verify.items import DepositStatus, ItemResult
from verify.model import ProofKind


def _token_inside(bench: Bench, imprint: bytes) -> Any:
    made = token(WORLD.tsas[0], imprint, bench.item.signed_at + timedelta(minutes=1))
    text = base64.b64encode(made).decode()
    return bench.edited(lambda one: one["data"]["timestamp_data"].update(TimestampTsa=text))


@pytest.fixture(name="bench")
def _bench() -> Bench:
    return Bench("tencent")


def test_the_platform_s_signature_over_the_whole_is_its_word(bench: Bench) -> None:
    outcome = bench.outcome(bench.good())
    assert (outcome.result.result, outcome.proofs[0].binding) == (ItemResult.CONSISTENT, True)


def test_every_field_under_it_is_signed(bench: Bench) -> None:
    assert "receipt.field_unsigned" not in bench.codes(bench.good())


def test_the_time_of_the_deposit_is_then_the_platform_s_word(bench: Bench) -> None:
    word = bench.outcome(bench.good()).proofs[0].word
    assert word is not None
    assert word.deposited_at == bench.item.signed_at + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("height", "status"),
    [(1, DepositStatus.DEPOSITED), (0, DepositStatus.PENDING)],
    ids=["in_a_block", "in_none"],
)
def test_what_is_not_on_the_chain_is_not_deposited(
    bench: Bench, height: int, status: DepositStatus
) -> None:
    made = bench.edited(lambda one: one["Response"].update(BlockchainHeight=height))
    assert bench.outcome(made, sealed=True).deposit_status is status


def test_what_the_platform_says_failed_is_not_deposited() -> None:
    bench = Bench("esign")
    made = bench.edited(lambda one: one["data"].update(verifyResult=False))
    assert bench.outcome(made, sealed=True).deposit_status is DepositStatus.NOT_DEPOSITED


def test_a_token_over_the_original_proves_when_that_existed() -> None:
    bench = Bench("baidu")
    digest = hashlib.sha256(bench.item.content or b"").digest()
    outcome = bench.outcome(_token_inside(bench, digest))
    kinds = [(one.kind, one.binding) for one in outcome.proofs]
    assert (ProofKind.TIMESTAMP, False) in kinds
    assert outcome.proven_time is not None


def test_a_token_over_the_digest_s_text_proves_nothing_of_the_original() -> None:
    bench = Bench("baidu")
    text = hashlib.new("sm3", bench.item.content or b"").hexdigest().encode()
    outcome = bench.outcome(_token_inside(bench, hashlib.sha256(text).digest()))
    inside = [one.over for one in outcome.proofs if one.kind is ProofKind.TIMESTAMP]
    assert (inside, outcome.proven_time) == (["receipt:rcpt"], None)


@pytest.mark.parametrize("text", ["no token", "AAAA", "00" * 40])
def test_what_is_no_token_is_told_and_bars_nothing(text: str) -> None:
    bench = Bench("baidu")
    made = bench.edited(lambda one: one["data"]["timestamp_data"].update(TimestampTsa=text))
    assert "receipt.token_undecided" in bench.codes(made)
    assert bench.passed(made)


def test_a_signature_beside_by_a_stranger_takes_nothing_from_one_inside() -> None:
    bench = Bench("toy", inside=True)
    good = bench.good()
    seal = WORLD.platforms[1].seal
    made = good._replace(beside=signature_over(good.receipt, seal, bench.item.signed_at))
    assert bench.passed(made)


def test_a_wrong_signature_beside_a_right_one_inside_is_wrong() -> None:
    bench = Bench("toy", inside=True, beside=True)
    good = bench.good()
    seal = WORLD.platforms[0].seal
    made = good._replace(beside=signature_over(b"else", seal, bench.item.signed_at))
    assert bench.outcome(made).result.result is ItemResult.INCONSISTENT


def test_a_signature_beside_adds_nothing_where_the_record_does_not_say_so() -> None:
    bench = Bench("toy", inside=True)
    good = bench.good()
    seal = WORLD.platforms[0].seal
    made = good._replace(beside=signature_over(good.receipt, seal, bench.item.signed_at))
    assert "receipt.field_unsigned" in bench.codes(made)


def test_an_upload_that_the_platform_signed_is_no_receipt_of_one_that_signs_inside() -> None:
    bench = Bench("toy", inside=True)
    value = json.loads(bench.good().receipt)
    value["deposit"]["no"] = "forged"
    forged = json.dumps(value).encode()
    seal = WORLD.platforms[0].seal
    made = Submitted(forged, signature_over(forged, seal, bench.item.signed_at))
    assert not bench.passed(made)


def test_a_signature_beside_that_the_record_does_not_name_is_told() -> None:
    bench = Bench("huawei", beside=False)
    codes = bench.codes(bench.good())
    assert ("receipt.beside_undeclared" in codes, "receipt.not_signed" in codes) == (True, False)


def test_both_signatures_sign_every_field() -> None:
    bench = Bench("toy", inside=True, beside=True)
    good = bench.good()
    seal = WORLD.platforms[0].seal
    made = good._replace(beside=signature_over(good.receipt, seal, bench.item.signed_at))
    assert "receipt.field_unsigned" in bench.codes(good)
    assert "receipt.field_unsigned" not in bench.codes(made)


def test_a_receipt_in_another_form_than_declared_is_nobody_s_word(bench: Bench) -> None:
    made = Bench("esign").good()
    outcome = bench.outcome(made, form="esign-chain/1")
    codes = {one.code for one in outcome.proofs[0].findings}
    assert (outcome.result.result, codes) == (
        ItemResult.UNVERIFIABLE, {"receipt.form_unregistered"},
    )  # fmt: skip


def test_a_day_that_a_receipt_states_is_proved_by_its_end_alone(bench: Bench) -> None:
    made = bench.edited(lambda one: one["Response"].update(EvidenceTime="2024-06-01"))
    word = bench.outcome(made).proofs[0].word
    assert word is not None
    assert word.deposited_at == datetime(2024, 6, 1, 16, tzinfo=UTC)


def test_where_a_digest_can_be_replaced_the_time_is_nobody_s_word() -> None:
    bench = Bench("chainmaker")
    word = bench.outcome(bench.good()).proofs[0].word
    assert word is not None
    assert word.deposited_at is None


def test_a_digest_that_the_sender_added_binds_nothing() -> None:
    bench = Bench("huawei", unsigned=("/file_hash",), beside=True)
    codes = bench.codes(bench.good())
    assert ("receipt.digest_unsigned" in codes, bench.passed(bench.good())) == (True, False)
