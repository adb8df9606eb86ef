"""An OpenTimestamps proof, beside the reference implementation in this process.

Budget: reading a proof and holding it against its header, 0.75 of what the reference takes.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256

from bitcoin.core import CBlockHeader
from opentimestamps.core.serialize import BytesDeserializationContext
from opentimestamps.core.timestamp import DetachedTimestampFile

from anchors.headerchain import bitcoin_profile, decode_bitcoin_headers
from anchors.ots import decode_ots
from fixtures.ots import BitcoinChain, fork, ots_file, pending
from tests.bench.row import Row, best_of

__all__ = ["ots_rows"]

_AT = datetime(2024, 9, 1, tzinfo=UTC)
_HEADERS = 10_000


def ots_rows() -> Iterator[Row]:
    """Yield what one proof costs, and the headers of a chain."""
    chain = BitcoinChain(1)
    digest = sha256(b"bench").digest()
    placed = chain.anchor(digest, _AT)
    chain.grow()
    octets = ots_file(digest, fork(pending(), placed.tree))
    profile = bitcoin_profile(chain.profile())
    headers = decode_bitcoin_headers(_lines(chain))

    def ours() -> None:
        (_, held) = decode_ots(octets).attestations
        listed = headers[held.height or 0]
        assert listed.standing(profile).counts
        assert listed.header.merkle_root == held.message

    raw = chain.octets[placed.height]

    def reference() -> None:
        found = DetachedTimestampFile.deserialize(BytesDeserializationContext(octets))
        for message, one in found.timestamp.all_attestations():
            if hasattr(one, "height"):
                one.verify_against_blockheader(message, CBlockHeader.deserialize(raw))

    floor = best_of(reference, times=500)
    yield Row(
        "OpenTimestamps proof, against its header", best_of(ours, times=500), "us", floor, 0.75
    )
    chain.grow(_HEADERS)
    lines = _lines(chain)
    each = best_of(lambda: decode_bitcoin_headers(lines), times=1) / len(chain.octets)
    yield Row(f"listed Bitcoin header, of {_HEADERS}", each, "us", None, None)


def _lines(chain: BitcoinChain) -> bytes:
    return b"".join(json.dumps(line).encode() + b"\n" for line in chain.headers())
