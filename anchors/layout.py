"""Layouts of anchor logs: where root, meta and submitter stand. A new layout is one row.

The first topic and the contract are the profile's and are compared before a layout is asked.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from anchors.errors import EncodingError
from anchors.receipt import Log

__all__ = ["LAYOUTS", "AnchorEvent"]

_WORD = 32
_NO_ADDRESS = bytes(12)
"""What an address has before it in a word of 32 octets (Solidity ABI)."""


class AnchorEvent(NamedTuple):
    """What an anchor log says."""

    root: bytes
    meta: bytes
    submitter: bytes
    """Address of the account that called the contract."""


def _root_submitter_meta(log: Log) -> AnchorEvent:
    """`Anchored(bytes32 indexed root, address indexed submitter, bytes32 meta)`."""
    if len(log.topics) != 3 or len(log.data) != _WORD:
        raise EncodingError(f"log of {len(log.topics)} topics and {len(log.data)} octets")
    _, root, submitter = log.topics
    if not submitter.startswith(_NO_ADDRESS):
        raise EncodingError(f"{submitter.hex()} is no address")
    return AnchorEvent(root, log.data, submitter[len(_NO_ADDRESS) :])


LAYOUTS: Mapping[str, Callable[[Log], AnchorEvent]] = {
    "root-submitter-meta/1": _root_submitter_meta,
}
"""Name of a layout in chain profiles, to what reads it; raises `EncodingError` on another log."""
