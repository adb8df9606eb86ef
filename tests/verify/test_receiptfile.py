"""How a platform declares its receipts is read strictly: a slip would switch off a check."""

from typing import Any

import pytest

from fixtures.platforms import TOY_FORM
from fixtures.receipts import RECEIPT_FORM
from verify.errors import TrustError
from verify.receiptfile import receipt_mapping
from verify.receipts.registry import FORMS
from verify.receipts.value import ReceiptState


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_form_known_to_all_is_named_and_no_more(name: str) -> None:
    assert receipt_mapping({"form": name}, "p").form == FORMS[name]


def test_a_signature_over_the_file_counts_where_the_record_says_so() -> None:
    inside = {"form": "huawei-dac/1", "signed": ["/ev_id", "/file_hash"], "signature": "/s"}
    every = ({"form": "huawei-dac/1"}, inside, {**inside, "beside": True})
    assert [receipt_mapping(one, "p").beside for one in every] == [False, False, True]


def test_a_form_of_ones_own_is_declared_whole() -> None:
    form = receipt_mapping(dict(TOY_FORM), "p").form
    assert form.state is not None
    assert form.state.values == {"done": ReceiptState.DEPOSITED, "waiting": ReceiptState.PENDING}
    assert form.deposited_at is not None
    assert (form.deposited_at.at, form.deposited_at.unit) == (("/saved",), "ms")


def test_a_transaction_that_is_declared_is_awaited() -> None:
    chain = {"name": "虚构链", "tx_hash": "/tx", "block_time": {"pointer": "/t", "unit": "s"}}
    form = receipt_mapping({**TOY_FORM, "chain": chain}, "p").form
    assert form.chain is not None
    assert (form.chain.awaited, form.chain.name) == (True, "虚构链")


def test_a_digest_in_every_row_is_of_one_of_several_pieces() -> None:
    digest = {"pointer": "/rows/*/sum", "alg": "sm3"}
    (place,) = receipt_mapping({**TOY_FORM, "digest": digest}, "p").form.digests
    assert place.piece


CHANGES: dict[str, dict[str, object]] = {
    "unknown form": {"form": "nobody/1"},
    "unknown member": {"digests": []},
    "no digest": {"digest": None},
    "digest without algorithm": {"digest": {"pointer": "/a"}},
    "digest of no algorithm": {"digest": {"pointer": "/a", "alg": "crc32"}},
    "label of no algorithm": {
        "digest": {"pointer": "/a", "alg": "sm3", "label": "/l", "labels": {"0": "crc32"}}
    },
    "labels without a label": {"digest": {"pointer": "/a", "alg": "sm3", "labels": {"0": "sm3"}}},
    "unit": {"deposited_at": {"pointer": "/t", "unit": "minutes"}},
    "time without a unit": {"deposited_at": {"pointer": "/t"}},
    "state without values": {"state": {"pointer": "/s", "values": {}}},
    "state of no such kind": {"state": {"pointer": "/s", "values": {"1": "done"}}},
    "state that is unknown": {"state": {"pointer": "/s", "values": {"1": "unknown"}}},
    "chain of another member": {"chain": {"txhash": "/t"}},
    "updatable": {"chain": {"updatable": "no"}},
    "reference that leads nowhere": {"references": {"某法院": "x"}},
    "token that leads nowhere": {"tokens": ["x"]},
    "empty name": {"names": [""]},
    "signed without a signature": {"signed": ["/saved"]},
    "signature without what it signs": {"signature": "/signature"},
    "signature among what it signs": {"signed": ["/s"], "signature": "/s"},
    "signed that leads nowhere": {"signed": [3], "signature": "/s"},
    "signed without its digest": {"signed": ["/saved"], "signature": "/s", "beside": False},
    "beside is a word": {"beside": "no"},
    "proof of no kind": {"calls_for": {"magic": "/m"}},
    "stage that is no event": {"phase": "/p", "phases": {"x": "lunch"}},
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_a_slip_refuses_the_store(change: str) -> None:
    with pytest.raises(TrustError, match=r"^p: "):
        receipt_mapping({**TOY_FORM, **CHANGES[change]}, "p")


@pytest.mark.parametrize("member", ["digest", "deposit_no", "state", "chain"])
def test_a_form_known_to_all_is_not_redeclared(member: str) -> None:
    with pytest.raises(TrustError, match=f"{member} is no member here"):
        receipt_mapping({"form": "huawei-dac/1", member: "/x"}, "p")


def test_what_stood_in_registries_before_means_what_it_meant() -> None:
    record: dict[str, Any] = dict(RECEIPT_FORM)
    mapping = receipt_mapping(record, "p")
    assert (mapping.signed, mapping.signature) == (tuple(record["signed"]), "/signature")
    assert mapping.form.calls_for == {"anchor": ("/chain/txid",)}
