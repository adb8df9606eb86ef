"""The batch part of a claim (formats, "Anchor claim"): the same under every ledger.

digest → leaf → root of an RFC 9162 tree, which the ledger has to hold beside the tree's `meta`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

from anchors.digest import DIGEST_ALGORITHMS
from anchors.errors import (
    ClaimError,
    DigestUnsupportedError,
    EncodingError,
    ProofError,
    TooLargeError,
)
from anchors.facts import AnchorFault
from anchors.jsontext import Json, hex_field, integer_field, octets_of_hex, text_field
from anchors.limits import LIMITS
from anchors.merkle import TREES, leaf_hash, root_from_path, tree_meta

__all__ = [
    "Batch", "Entry", "batch_faults", "decode_batch", "decode_entry", "hex_list", "part_field",
    "unsupported",
]  # fmt: skip

_HASH = 32
_LARGEST_TREE = 1 << LIMITS.merkle_path
_DIGEST_SIZES: Mapping[object, int] = {row.name: row.size for row in DIGEST_ALGORITHMS.values()}


class Entry(NamedTuple):
    """The digest that is claimed to be anchored."""

    alg: str
    """By the name of our formats."""
    digest: bytes


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

    @property
    def entry(self) -> Entry:
        """The digest that is claimed to be in the batch."""
        return Entry(self.alg, self.digest)


def decode_batch(record: Json) -> Batch:
    """Return the batch of a claim.

    Raises:
        ClaimError: tree or digest algorithm is not one that we know.
        EncodingError: it is malformed, or over a limit.
    """
    entry = decode_entry(record)
    tree = text_field(record, "tree")
    if tree not in TREES:
        raise unsupported(repr(tree))
    return Batch(
        text_field(record, "id"),
        tree,
        integer_field(record, "size", 1, _LARGEST_TREE),
        integer_field(record, "index", 0, _LARGEST_TREE - 1),
        hex_list(record, "path", LIMITS.merkle_path, _HASH),
        entry.alg,
        entry.digest,
    )


def decode_entry(record: Json) -> Entry:
    """Return the entry of a claim or batch; raises as `decode_batch`."""
    entry = part_field(record, "entry")
    alg = text_field(entry, "alg")
    if alg not in _DIGEST_SIZES:
        raise unsupported(repr(alg))
    return Entry(alg, hex_field(entry, "digest", _DIGEST_SIZES[alg]))


def batch_faults(
    batch: Batch, logged_root: bytes | None, logged_meta: bytes | None
) -> tuple[AnchorFault, ...]:
    """Return what does not hold between a batch and what the ledger has of it, where it has it."""
    try:
        leaf = leaf_hash(batch.tree, batch.alg, batch.digest)
        root = root_from_path(batch.tree, leaf, batch.index, batch.size, batch.path)
    except ProofError as error:
        found = [AnchorFault("anchor.batch_proof_invalid", str(error))]
    except DigestUnsupportedError:
        return (AnchorFault("anchor.form_unsupported", batch.tree),)
    else:
        found = _unlike("anchor.batch_proof_invalid", root, logged_root)
    meta = tree_meta(batch.tree, batch.size, batch.id)
    return (*found, *_unlike("anchor.meta_differs", meta, logged_meta))


def _unlike(code: str, computed: bytes, logged: bytes | None) -> list[AnchorFault]:
    if logged is None or computed == logged:
        return []
    return [AnchorFault(code, computed.hex(), logged.hex())]


def unsupported(what: str) -> ClaimError:
    """Return that a claim names what is not read here."""
    return ClaimError("anchor.form_unsupported", what)


def part_field(record: Json, key: str) -> Json:
    """Return an object within an object; raises `EncodingError`."""
    value = record.get(key)
    if type(value) is not dict:
        raise EncodingError(f"{key} is no object")
    return cast("Json", value)


def hex_list(record: Json, key: str, most: int, size: int | None = None) -> tuple[bytes, ...]:
    """Return a list of hex, each of `size` octets where one is given; raises `EncodingError`."""
    listed = record.get(key)
    if type(listed) is not list:
        raise EncodingError(f"{key} is no list")
    if len(listed) > most:
        raise TooLargeError(f"{key} has {len(listed)} nodes, {most} at most")
    return tuple([octets_of_hex(one, key, size) for one in listed])
