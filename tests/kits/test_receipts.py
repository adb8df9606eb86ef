"""No forged receipt of any platform is believed, and the kit that says so would say otherwise."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.platforms import PLATFORM_FORMS
from tests.kits.platforms import Bench
from tests.kits.receipts import Submitted, Verdict, forgeries, survivors

NAMES = sorted(PLATFORM_FORMS)
BAIDU = (Bench("baidu"), Bench("baidu").good())


@pytest.mark.parametrize("name", NAMES)
def test_no_forgery_of_a_receipt_signed_as_a_whole_is_believed(name: str) -> None:
    bench = Bench(name)
    assert survivors(bench.good(), bench.of_other(), bench.judge) == []


def test_no_forgery_of_a_receipt_signed_inside_is_believed() -> None:
    bench = Bench("toy", inside=True)
    assert survivors(bench.good(), bench.of_other(), bench.judge) == []


STATE = {
    "tencent": ("/Response/EvidenceTxHash", "/Response/BlockchainHeight"),
    "baidu": ("/data/txid", "/data/blockid", "/data/status"),
    "huawei": ("/tx_id", "/block_height"),
    "esign": ("/data/antTxHash", "/data/verifyResult"),
    "baoquan": ("/data/blockchain_hash", "/data/completed"),
    "chainmaker": ("/txId", "/blockHeight"),
    "xinghuo": ("/state",),
    "toy": ("/progress",),
}
"""Every field that says that a deposit has come about, by platform."""
CHAIN = {
    "huawei": ("/block_hash",),
    "xinghuo": ("/checkBean/blockHash", "/checkBean/confirmHash", "/checkBean/ledgerSeq"),
}
"""What is said of a chain on which no state rests."""


@pytest.mark.parametrize("name", NAMES)
def test_no_forgery_of_a_known_form_signed_inside_is_believed(name: str) -> None:
    bench = Bench(name, unsigned=())
    assert survivors(bench.good(), bench.of_other(), bench.judge) == []


@pytest.mark.parametrize(("name", "field"), [(n, one) for n in NAMES for one in STATE[n]])
def test_with_a_field_of_its_state_unsigned_no_receipt_is_enough(name: str, field: str) -> None:
    bench = Bench(name, unsigned=(field,))
    good, other = bench.good(), bench.of_other()
    made = [good, other, *[one.made for one in forgeries(good, other)]]
    assert not any(bench.judge(one).consistent for one in made)


@pytest.mark.parametrize(("name", "field"), [(n, one) for n in CHAIN for one in CHAIN[n]])
def test_a_field_of_the_chain_that_nobody_signed_is_the_sender_s(name: str, field: str) -> None:
    bench = Bench(name, unsigned=(field,))
    assert survivors(bench.good(), bench.of_other(), bench.judge) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_receipt_that_nobody_signed_is_never_enough(name: str) -> None:
    bench = Bench(name)
    good, other = bench.good()._replace(beside=None), bench.of_other()._replace(beside=None)
    made = [good, other, *[one.made for one in forgeries(good, other)]]
    assert not any(bench.judge(one).consistent for one in made)


@pytest.mark.parametrize("name", NAMES)
def test_without_its_original_no_receipt_is_enough(name: str) -> None:
    bench = Bench(name)
    assert bench.outcome(bench.good(), here=False).result.result.value == "unverifiable"


@given(data=st.data())
def test_no_changed_octet_of_a_receipt_signed_as_a_whole_is_believed(data: st.DataObject) -> None:
    bench, good = BAIDU
    place = data.draw(st.integers(0, len(good.receipt) - 1))
    octet = data.draw(st.integers(1, 255))
    forged = bytearray(good.receipt)
    forged[place] ^= octet
    assert not bench.judge(good._replace(receipt=bytes(forged))).consistent


GOOD = Submitted(b'{"a":{"b":"12","c":[1,true]},"d":"x"}', b"signature" * 30)
OTHER = Submitted(b'{"a":{"b":"34","c":[1,true]},"d":"x"}', b"other" * 30)


def test_every_field_is_forged_in_every_way() -> None:
    ways = ("changed", "emptied", "null", "in a list", "in an object", "dropped")
    wanted = {f"{way} {at}" for way in ways for at in ("/a/b", "/a/c/0", "/a/c/1", "/d")}
    wanted |= {"of another deposit /a/b", "twice /a/b", "twice /d"}
    assert wanted <= {one.name for one in forgeries(GOOD, OTHER)}


def test_no_forgery_is_the_good_one() -> None:
    assert [one.name for one in forgeries(GOOD, OTHER) if one.made == GOOD] == []


def test_a_judge_who_believes_all_is_shown_every_forgery() -> None:
    everything = survivors(GOOD, OTHER, lambda _: Verdict(consistent=True, claims=frozenset()))
    assert everything == [one.name for one in forgeries(GOOD, OTHER)]


def test_what_is_shown_as_the_sender_s_claim_may_say_anything() -> None:
    claims = frozenset({"/a/b", "/a/c/0", "/a/c/1", "/d", "/forged-field"})
    left = survivors(GOOD, OTHER, lambda _: Verdict(consistent=True, claims=claims))
    assert not any(name.endswith(tuple(claims)) for name in left)


def test_nothing_is_shown_by_forging_what_was_not_good() -> None:
    with pytest.raises(ValueError, match="not consistent itself"):
        survivors(GOOD, OTHER, lambda _: Verdict(consistent=False, claims=frozenset()))


def test_a_member_that_stands_twice_stands_twice_in_the_octets() -> None:
    (made,) = [one.made for one in forgeries(GOOD, OTHER) if one.name == "twice /a/b"]
    assert (made.receipt.count(b'"b"'), json.loads(made.receipt)["a"]["b"]) == (2, "11")
