"""Anchor claims (formats, "Anchor claim"): strict JSON to a value.

What a claim says is believed of nobody: chain, contract, topic and layout come from the registry's
profile, `meta` and root are recomputed. Keys that are not known here change nothing.

A batch has tens of thousands of claims that differ in their `batch` alone. Equal octets make equal
parts, so (chain, header_rlp, tx_index, receipt_proof, log_index) is the key under which a caller
keeps what `prove_receipt` gave.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

from anchors.digest import DIGEST_ALGORITHMS
from anchors.errors import ClaimError, EncodingError, TooLargeError
from anchors.jsontext import (
    Json,
    decode_object,
    hex_field,
    integer_field,
    octets_of_hex,
    text_field,
)
from anchors.limits import LIMITS
from anchors.merkle import TREES

__all__ = ["FORM", "AnchorClaim", "Batch", "decode_claim"]

FORM = "evm-receipt/1"
"""The one form of claim that is read."""

_VERSION = 1
_HASH = 32
_LARGEST_TREE = 1 << LIMITS.merkle_path
_DIGEST_SIZES: Mapping[object, int] = {row.name: row.size for row in DIGEST_ALGORITHMS.values()}


@dataclass(frozen=True, slots=True)
class Batch:
    """One entry of a batch, and its path to the root that was anchored."""

    id: str
    tree: str
    """A name in `merkle.TREES`."""
    size: int
    index: int
    path: tuple[bytes, ...]
    alg: str
    """Algorithm of the entry's digest, by the name of our formats."""
    digest: bytes


class AnchorClaim(NamedTuple):
    """That a digest is in a batch whose root a contract logged in a block of a chain."""

    form: str
    chain: str
    """Id of a chain in the court's registry."""
    header_rlp: bytes
    tx_index: int
    receipt_proof: tuple[bytes, ...]
    log_index: int
    """Place of the log among those of its own receipt."""
    batch: Batch


def decode_claim(octets: bytes) -> AnchorClaim:
    """Return the claim that the octets are.

    Raises:
        ClaimError: they are none (`anchor.malformed`), something in them is over a limit
            (`anchor.too_large`), or version, form, tree or digest algorithm is not one that we
            know (`anchor.form_unsupported`).
    """
    try:
        return _claim(decode_object(octets, LIMITS.claim_octets))
    except TooLargeError as error:
        raise ClaimError("anchor.too_large", str(error)) from None
    except EncodingError as error:
        raise ClaimError("anchor.malformed", str(error)) from None


def _claim(record: Json) -> AnchorClaim:
    version = integer_field(record, "v", 0, _LARGEST_TREE)
    form = text_field(record, "form")
    if version != _VERSION or form != FORM:
        raise _unsupported(f"version {version} of {form!r}")
    header = hex_field(record, "header_rlp")
    if len(header) > LIMITS.block_header_octets:
        raise TooLargeError(f"header_rlp has {len(header)} octets")
    return AnchorClaim(
        form,
        text_field(record, "chain"),
        header,
        integer_field(record, "tx_index", 0, LIMITS.block_transactions - 1),
        _receipt_proof(record),
        integer_field(record, "log_index", 0, LIMITS.receipt_logs - 1),
        _batch(_part(record, "batch")),
    )


def _receipt_proof(record: Json) -> tuple[bytes, ...]:
    nodes = _hex_list(record, "receipt_proof", LIMITS.proof_nodes)
    *above, last = nodes or (b"",)
    if any(len(node) > LIMITS.trie_node_octets for node in above):
        raise TooLargeError(f"a node before the last has over {LIMITS.trie_node_octets} octets")
    if len(last) > LIMITS.evm_receipt_octets:
        raise TooLargeError(f"the last node has {len(last)} octets")
    return nodes


def _batch(record: Json) -> Batch:
    entry = _part(record, "entry")
    tree, alg = text_field(record, "tree"), text_field(entry, "alg")
    if tree not in TREES or alg not in _DIGEST_SIZES:
        raise _unsupported(f"{alg!r} in {tree!r}")
    return Batch(
        text_field(record, "id"),
        tree,
        integer_field(record, "size", 1, _LARGEST_TREE),
        integer_field(record, "index", 0, _LARGEST_TREE - 1),
        _hex_list(record, "path", LIMITS.merkle_path, _HASH),
        alg,
        hex_field(entry, "digest", _DIGEST_SIZES[alg]),
    )


def _unsupported(what: str) -> ClaimError:
    return ClaimError("anchor.form_unsupported", what)


def _part(record: Json, key: str) -> Json:
    value = record.get(key)
    if type(value) is not dict:
        raise EncodingError(f"{key} is no object")
    return cast("Json", value)


def _hex_list(record: Json, key: str, most: int, size: int | None = None) -> tuple[bytes, ...]:
    listed = record.get(key)
    if type(listed) is not list:
        raise EncodingError(f"{key} is no list")
    if len(listed) > most:
        raise TooLargeError(f"{key} has {len(listed)} nodes, {most} at most")
    return tuple([octets_of_hex(one, key, size) for one in listed])
