"""A claim is read strictly: of one shape, within every bound, in one spelling."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.claim import decode_claim
from anchors.errors import ClaimError
from anchors.limits import LIMITS
from tests.anchors.ledgers import BATCH, ENTRIES, PLACE, claim_octets, evm_claims

OCTETS = claim_octets()
FIELDS = json.loads(OCTETS)


def written(**changes: Any) -> bytes:
    return json.dumps({**FIELDS, **changes}).encode()


def batch(**changes: Any) -> bytes:
    return written(batch={**FIELDS["batch"], **changes})


def entry(**changes: Any) -> bytes:
    return batch(entry={**FIELDS["batch"]["entry"], **changes})


def without(key: str) -> bytes:
    return json.dumps({name: FIELDS[name] for name in FIELDS if name != key}).encode()


def test_every_field_is_read() -> None:
    (claim,) = evm_claims([OCTETS])
    assert (claim.form, claim.chain) == ("evm-receipt/1", "evm-court")
    assert claim.header_rlp.hex() == FIELDS["header_rlp"]
    assert (claim.tx_index, claim.log_index) == (FIELDS["tx_index"], FIELDS["log_index"])
    assert [node.hex() for node in claim.receipt_proof] == FIELDS["receipt_proof"]


def test_every_field_of_the_batch_is_read() -> None:
    found = evm_claims([OCTETS])[0].batch
    assert (found.id, found.tree, found.size, found.index) == (BATCH, "rfc9162-sha256", 11, PLACE)
    assert [node.hex() for node in found.path] == FIELDS["batch"]["path"]
    assert (found.alg, found.digest) == ENTRIES[PLACE]


def test_keys_that_are_not_known_change_nothing() -> None:
    assert decode_claim(written(note={"seen": [1, None, "是"]})) == decode_claim(OCTETS)


def test_another_order_of_keys_changes_nothing() -> None:
    assert decode_claim(json.dumps(dict(reversed(FIELDS.items()))).encode()) == decode_claim(OCTETS)


MALFORMED = {
    "no_json": b"claim",
    "no_object": b"[]",
    "duplicate_key": OCTETS.replace(b'"v":1', b'"v":1,"v":1'),
    "version_true": written(v=True),
    "form_absent": without("form"),
    "chain_empty": written(chain=""),
    "chain_number": written(chain=1),
    "header_with_0x": written(header_rlp="0x" + FIELDS["header_rlp"]),
    "header_upper_case": written(header_rlp=FIELDS["header_rlp"].upper()),
    "header_null": written(header_rlp=None),
    "tx_index_negative": written(tx_index=-1),
    "tx_index_float": written(tx_index=1.0),
    "tx_index_text": written(tx_index="1"),
    "log_index_negative": written(log_index=-1),
    "log_index_null": written(log_index=None),
    "proof_text": written(receipt_proof="00"),
    "proof_of_numbers": written(receipt_proof=[1]),
    "proof_with_space": written(receipt_proof=["00 00"]),
    "batch_null": written(batch=None),
    "batch_list": written(batch=[]),
    "batch_id_empty": batch(id=""),
    "size_zero": batch(size=0),
    "size_text": batch(size="11"),
    "index_negative": batch(index=-1),
    "path_null": batch(path=None),
    "path_node_of_31_octets": batch(path=["00" * 31]),
    "entry_text": batch(entry="sha256"),
    "digest_of_31_octets": entry(digest="00" * 31),
    "digest_of_another_algorithm": entry(alg="sha512"),
    "alg_null": entry(alg=None),
    **{f"{key}_absent": without(key) for key in FIELDS},
}


@pytest.mark.parametrize("octets", MALFORMED.values(), ids=MALFORMED)
def test_what_is_not_of_the_shape_is_malformed(octets: bytes) -> None:
    with pytest.raises(ClaimError) as caught:
        decode_claim(octets)
    assert caught.value.code == "anchor.malformed"


AT_THE_LIMIT = {
    "claim_octets": OCTETS.ljust(LIMITS.claim_octets),
    "anchor_name_characters": written(chain="链" * LIMITS.anchor_name_characters),
    "block_header_octets": written(header_rlp="00" * LIMITS.block_header_octets),
    "block_transactions": written(tx_index=LIMITS.block_transactions - 1),
    "receipt_logs": written(log_index=LIMITS.receipt_logs - 1),
    "proof_nodes": written(receipt_proof=["00" * LIMITS.trie_node_octets] * LIMITS.proof_nodes),
    "evm_receipt_octets": written(receipt_proof=["00", "00" * LIMITS.evm_receipt_octets]),
    "merkle_path": batch(path=["00" * 32] * LIMITS.merkle_path),
    "size": batch(size=2**LIMITS.merkle_path),
    "index": batch(index=2**LIMITS.merkle_path - 1),
    "proof_empty": written(receipt_proof=[]),
}
TOO_LARGE = {
    "claim_octets": OCTETS.ljust(LIMITS.claim_octets + 1),
    "anchor_name_characters": written(chain="链" * (LIMITS.anchor_name_characters + 1)),
    "batch_id": batch(id="b" * (LIMITS.anchor_name_characters + 1)),
    "block_header_octets": written(header_rlp="00" * (LIMITS.block_header_octets + 1)),
    "block_transactions": written(tx_index=LIMITS.block_transactions),
    "receipt_logs": written(log_index=LIMITS.receipt_logs),
    "proof_nodes": written(receipt_proof=["00"] * (LIMITS.proof_nodes + 1)),
    "trie_node_octets": written(receipt_proof=["00" * (LIMITS.trie_node_octets + 1), "00"]),
    "evm_receipt_octets": written(receipt_proof=["00" * (LIMITS.evm_receipt_octets + 1)]),
    "merkle_path": batch(path=["00" * 32] * (LIMITS.merkle_path + 1)),
    "size": batch(size=2**LIMITS.merkle_path + 1),
    "index": batch(index=2**LIMITS.merkle_path),
    "json_depth": OCTETS.replace(b'"v":', b'"n":' + b"[" * 16 + b"]" * 16 + b',"v":'),
}


@pytest.mark.parametrize("octets", AT_THE_LIMIT.values(), ids=AT_THE_LIMIT)
def test_what_is_as_large_as_may_be_is_read(octets: bytes) -> None:
    assert decode_claim(octets).form == "evm-receipt/1"


@pytest.mark.parametrize("octets", TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_is_over_a_limit_is_too_large(octets: bytes) -> None:
    with pytest.raises(ClaimError) as caught:
        decode_claim(octets)
    assert caught.value.code == "anchor.too_large"


UNSUPPORTED = {
    "version_2": written(v=2),
    "other_form": written(form="ledger/1"),
    "form_of_another_version": written(form="evm-receipt/2"),
    "other_tree": batch(tree="openzeppelin-standard"),
    "other_algorithm": entry(alg="blake3"),
}


@pytest.mark.parametrize("octets", UNSUPPORTED.values(), ids=UNSUPPORTED)
def test_what_we_do_not_know_is_unsupported(octets: bytes) -> None:
    with pytest.raises(ClaimError) as caught:
        decode_claim(octets)
    assert caught.value.code == "anchor.form_unsupported"


def test_a_form_that_we_do_not_know_need_have_no_field_that_we_know() -> None:
    with pytest.raises(ClaimError) as caught:
        decode_claim(b'{"v":1,"form":"ots/1","proof":"00"}')
    assert caught.value.detail == "version 1 of 'ots/1'"


def test_what_cannot_be_shown_is_escaped_in_what_is_said() -> None:
    with pytest.raises(ClaimError) as caught:
        decode_claim(entry(alg="\x1b[2J"))
    assert caught.value.detail.isprintable()


@given(st.binary(max_size=60) | st.text().map(str.encode))
def test_no_octets_raise_anything_else(octets: bytes) -> None:
    with pytest.raises(ClaimError):
        decode_claim(octets)


@given(st.integers(0, len(OCTETS) - 1), st.integers(0, 255))
def test_a_claim_with_one_other_octet_reads_otherwise_or_not_at_all(at: int, octet: int) -> None:
    changed = OCTETS[:at] + bytes((octet,)) + OCTETS[at + 1 :]
    assert changed == OCTETS or _read(changed) != decode_claim(OCTETS)


def _read(octets: bytes) -> object:
    try:
        return decode_claim(octets)
    except ClaimError:
        return None


def test_a_claim_labelled_with_another_form_is_refused() -> None:
    assert decode_claim(OCTETS, "evm-receipt/1").form == "evm-receipt/1"
    with pytest.raises(ClaimError, match=r"anchor\.malformed"):
        decode_claim(OCTETS, "fisco3/1")
