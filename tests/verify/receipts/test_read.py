"""A receipt of any form comes to one value; what is ambiguous in it comes to none."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from fixtures.platforms import PLATFORM_FORMS, answer_of
from fixtures.scenario import new_scenario
from verify.receipt import SignedReceipt, decode_receipt
from verify.receipts.form import DigestPlace, ReceiptForm, StatePlace
from verify.receipts.read import read_receipt
from verify.receipts.registry import DECLARED, FORMS, sniffed
from verify.receipts.value import PlatformReceipt, ReceiptState

ITEM = new_scenario().case.item("voucher")
ANSWERS = [name for name in sorted(PLATFORM_FORMS) if name != "toy"]


def _receipt(name: str, edit: Any = None) -> SignedReceipt:
    answer: Any = answer_of(name, ITEM)
    if edit is not None:
        edit(answer)
    return decode_receipt(json.dumps(answer).encode())


def _read(name: str, edit: Any = None) -> PlatformReceipt:
    return read_receipt(_receipt(name, edit), FORMS[str(PLATFORM_FORMS[name][1]["form"])])


@pytest.mark.parametrize("name", ANSWERS)
def test_every_platform_s_receipt_is_known_by_its_fields_alone(name: str) -> None:
    form = sniffed(_receipt(name))
    assert form is not None
    assert form.id == PLATFORM_FORMS[name][1]["form"]


@pytest.mark.parametrize("name", ANSWERS)
def test_every_platform_states_digest_number_time_and_state(name: str) -> None:
    value = _read(name)
    said = ITEM.deposit or {}
    assert value.faults == ()
    assert value.deposit_no is not None
    assert value.deposit_no.text == said["deposit_no"]
    assert value.deposited_at is not None
    assert value.deposited_at.at is not None
    assert value.deposited_at.at.isoformat()[:19] == str(said["deposited_at"])[:19]
    assert value.state is not None
    assert value.state.state is ReceiptState.DEPOSITED


def test_the_form_that_a_record_declares_is_none_of_those_known_to_all() -> None:
    assert DECLARED not in FORMS


def test_a_receipt_that_fits_two_forms_is_of_neither() -> None:
    answer: Any = {**answer_of("huawei", ITEM), **answer_of("chainmaker", ITEM)}
    assert sniffed(decode_receipt(json.dumps(answer).encode())) is None


def test_a_long_number_keeps_every_digit() -> None:
    value = _read("huawei", lambda one: one.update(ev_id=840175805404684288))
    assert value.deposit_no is not None
    assert value.deposit_no.text == "840175805404684288"


@pytest.mark.parametrize("name", ANSWERS)
def test_that_a_deposit_came_about_rests_on_all_that_could_say_otherwise(name: str) -> None:
    state, chain = _read(name).state, FORMS[str(PLATFORM_FORMS[name][1]["form"])].chain
    assert state is not None
    assert chain is not None
    awaited = {*chain.tx_hash, *(chain.height or chain.block_hash)} if chain.awaited else set()
    told = {one for field in state.told if field is not None for one in field.pointers}
    assert awaited & set(_receipt(name).fields) <= told


@pytest.mark.parametrize(
    "text", ["", " ", "0", "00", "0x", "0x0", "0X" + "0" * 64, "-1", "-", "null", "上链中"]
)
@pytest.mark.parametrize("field", ["tx_id", "block_height"])
def test_a_transaction_or_height_that_is_none_is_awaited(field: str, text: str) -> None:
    state = _read("huawei", lambda one: one.update({field: text})).state
    assert state is not None
    assert state.state is ReceiptState.PENDING


@pytest.mark.parametrize("text", ["1", "10", "0x0a1", "ab" * 32, "TX-虚构-1"])
def test_a_transaction_or_height_that_is_one_is_none_of_these(text: str) -> None:
    state = _read("huawei", lambda one: one.update(tx_id=text, block_height=text)).state
    assert state is not None
    assert state.state is ReceiptState.DEPOSITED


def test_one_field_in_two_places_has_to_agree() -> None:
    value = _read("tencent", lambda one: one.update(EvidenceId="other"))
    assert (value.deposit_no, [code for code, _ in value.faults]) == (
        None, ["receipt.fields_disagree"],
    )  # fmt: skip


def test_one_field_in_two_places_that_agree_is_one() -> None:
    number = str((ITEM.deposit or {})["deposit_no"])
    value = _read("tencent", lambda one: one.update(EvidenceId=number))
    assert value.deposit_no is not None
    assert value.deposit_no.pointers == ("/EvidenceId", "/Response/EvidenceId")


def test_the_numbers_of_courts_are_told_by_the_court() -> None:
    assert set(_read("baidu").references) == {"广州互联网法院", "北京互联网法院"}


def test_of_an_attestation_every_piece_is_read() -> None:
    assert [one.piece for one in _read("baoquan").digests] == [True, True]


def test_what_is_no_digest_among_the_pieces_is_none_of_them() -> None:
    value = _read("baoquan", lambda one: one["data"]["attachments"].update({"0": ["2EHJQPs5"]}))
    assert (len(value.digests), value.faults) == (2, ())


STATES: dict[str, tuple[str, Any, ReceiptState]] = {
    "no hash": (
        "tencent", lambda one: one["Response"].pop("EvidenceTxHash"), ReceiptState.PENDING,
    ),
    "hash of nothing": (
        "tencent", lambda one: one["Response"].update(EvidenceTxHash=None), ReceiptState.PENDING,
    ),
    "height zero": (
        "tencent", lambda one: one["Response"].update(BlockchainHeight=0), ReceiptState.PENDING,
    ),
    "negative height": (
        "huawei", lambda one: one.update(block_height="-1"), ReceiptState.PENDING,
    ),
    "empty hash": (
        "baoquan", lambda one: one["data"].update(blockchain_hash=""), ReceiptState.PENDING,
    ),
    "incomplete": (
        "baoquan", lambda one: one["data"].update(completed=False), ReceiptState.PENDING,
    ),
    "a word of its own": (
        "baoquan", lambda one: one["data"].update(completed="maybe"), ReceiptState.UNKNOWN,
    ),
    "up the chain": ("xinghuo", lambda one: one.update(state=4), ReceiptState.PENDING),
    "another state": ("xinghuo", lambda one: one.update(state=6), ReceiptState.UNKNOWN),
    "certificate begun": (
        "baidu", lambda one: one["data"].update(status=0), ReceiptState.PENDING,
    ),
    "certificate failed": (
        "baidu", lambda one: one["data"].update(status="2"), ReceiptState.FAILED,
    ),
    "own check failed": (
        "esign", lambda one: one["data"].update(verifyResult=False), ReceiptState.FAILED,
    ),
    "own check passed": (
        "esign", lambda one: one["data"].update(verifyResult=True), ReceiptState.DEPOSITED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(STATES))
def test_what_is_not_on_a_chain_yet_is_not_deposited(case: str) -> None:
    name, edit, state = STATES[case]
    found = _read(name, edit).state
    assert found is not None
    assert found.state is state


TEXTS = st.text(max_size=20) | st.sampled_from(["0", "true", "sm3", "a" * 64, "1616720765000"])
POINTERS = sorted(
    {
        pointer.replace("*", "0")
        for form in FORMS.values()
        for place in (
            *[one.at for one in form.digests], *[one.label for one in form.digests],
            form.deposit_no, *form.marks, form.deposited_at.at if form.deposited_at else (),
        )
        for pointer in place
    }
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(POINTERS), TEXTS), st.sampled_from(sorted(FORMS)))
def test_no_fields_make_it_raise(fields: dict[str, str], name: str) -> None:
    assert read_receipt(SignedReceipt(fields), FORMS[name]).form == name


def test_a_star_is_a_number_and_nothing_else() -> None:
    form = ReceiptForm("f", (DigestPlace(("/a/*",), "sha256", piece=True),))
    fields = {"/a/0": "ab" * 32, "/a/12": "cd" * 32, "/a/x": "ef" * 32, "/a/0/1": "01" * 32}
    assert len(read_receipt(SignedReceipt(fields), form).digests) == 2


def test_a_state_that_is_absent_is_unknown_unless_the_form_says_otherwise() -> None:
    form = ReceiptForm("f", (), state=StatePlace(("/s",), {"1": ReceiptState.DEPOSITED}))
    found = read_receipt(SignedReceipt({}), form).state
    assert found is not None
    assert found.state is ReceiptState.UNKNOWN


def test_of_more_digests_than_are_read_none_is() -> None:
    rows = {"files": [hashlib.sha256(bytes([n // 256, n % 256])).hexdigest() for n in range(300)]}
    form = ReceiptForm("f", (DigestPlace(("/files/*",), "sha256", piece=True),))
    value = read_receipt(decode_receipt(json.dumps(rows).encode()), form)
    assert (len(rows["files"]) > LIMITS.receipt_digests, value.digests, value.faults) == (
        True, (), (("receipt.too_large", "300 digests"),),
    )  # fmt: skip
