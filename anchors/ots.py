"""OpenTimestamps proofs: the detached file of version 1, to the messages that were attested.

A file names the digest of a document and a tree of operations on it; each leaf is an attestation
of the message that the operations lead to. The layout is that of the reference implementation
(python-opentimestamps, `core/timestamp.py`, `core/op.py`, `core/notary.py`) with its bounds; read
stricter, numbers have one spelling. The tree is walked without recursion, and bounded in octets,
attestations, operations and depth. Nothing is fetched: what a calendar only promises is pending.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from hashlib import sha1, sha256
from typing import NamedTuple

from Crypto.Hash import RIPEMD160

from anchors.errors import ClaimError, EncodingError, TooLargeError
from anchors.keccak import keccak256
from anchors.limits import LIMITS

__all__ = ["FORM", "MAGIC", "Attestation", "Notary", "OtsProof", "Step", "decode_ots"]

FORM = "ots/1"
"""The form of an OpenTimestamps proof, by the name of our formats."""
MAGIC = b"\0OpenTimestamps\0\0Proof\0\xbf\x89\xe2\xe8\x84\xe8\x92\x94"
"""How every detached file begins."""

_VERSION = 1
_MESSAGE = 4096
"""Octets of a message and of an operand (`Op.MAX_RESULT_LENGTH`)."""
_PAYLOAD = 8192
"""Octets of an attestation (`TimeAttestation.MAX_PAYLOAD_SIZE`)."""
_URI = 1000
"""Octets of a calendar's address (`PendingAttestation.MAX_URI_LENGTH`)."""
_URI_OCTETS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/:")
_TAG = 8
_NUMBER = 5
"""Octets of a number: 35 bits, more than any height or length."""
_ATTESTATION, _FORK = 0x00, 0xFF


class Notary(StrEnum):
    """Who attests a message."""

    BITCOIN = "bitcoin"
    LITECOIN = "litecoin"
    PENDING = "pending"
    """A calendar that promises to have it attested later."""
    UNKNOWN = "unknown"


_NOTARIES: Mapping[bytes, Notary] = {
    bytes.fromhex("0588960d73d71901"): Notary.BITCOIN,
    bytes.fromhex("06869a0d73d71b45"): Notary.LITECOIN,
    bytes.fromhex("83dfe30d2ef90c8e"): Notary.PENDING,
}


class Step(NamedTuple):
    """One operation on the way to an attestation."""

    name: str
    """append, prepend, reverse, hexlify, or the name of a digest."""
    operand: bytes = b""
    """What is appended or prepended; nothing for the others."""


class Attestation(NamedTuple):
    """One leaf of the tree."""

    notary: Notary
    message: bytes
    """What the operations lead to, and what is attested."""
    algorithms: tuple[str, ...]
    """Digests that the message rests on: the file's first, then those of its path, each once."""
    steps: tuple[Step, ...]
    """Operations from the document's digest to the message."""
    height: int | None
    """Of the block; None where the notary is no chain that we know."""
    uri: str | None
    """Of the calendar of a pending one; never asked."""
    tag: bytes
    """The notary's tag as it stands in the file."""
    payload: bytes
    """The attestation's octets as they stand in the file."""


class OtsProof(NamedTuple):
    """A detached file, every path of it evaluated."""

    alg: str
    """Algorithm of the document's digest: sha256, sha1 or ripemd160."""
    digest: bytes
    attestations: tuple[Attestation, ...]
    """In the order of the file; at least one."""


def _ripemd160(data: bytes) -> bytes:
    return RIPEMD160.new(data).digest()


class _Digest(NamedTuple):
    name: str
    size: int
    compute: Callable[[bytes], bytes]


_DIGESTS: Mapping[int, _Digest] = {
    0x02: _Digest("sha1", 20, lambda data: sha1(data, usedforsecurity=False).digest()),
    0x03: _Digest("ripemd160", 20, _ripemd160),
    0x08: _Digest("sha256", 32, lambda data: sha256(data).digest()),
    0x67: _Digest("keccak256", 32, keccak256),
}
_OF_FILES = (0x02, 0x03, 0x08)
"""Operations that a document's digest is made by (`CryptOp`)."""
_JOINS: Mapping[int, tuple[str, Callable[[bytes, bytes], bytes]]] = {
    0xF0: ("append", lambda message, operand: message + operand),
    0xF1: ("prepend", lambda message, operand: operand + message),
}
"""Operations with an operand."""
_TURNS: Mapping[int, tuple[str, Callable[[bytes], bytes]]] = {
    0xF2: ("reverse", lambda message: message[::-1]),
    0xF3: ("hexlify", lambda message: message.hex().encode()),
}
"""Operations that only write a message otherwise."""


class _State(NamedTuple):
    """Where a walk stands: the message there, what it rests on, and the way down to it."""

    message: bytes
    algorithms: tuple[str, ...]
    steps: tuple[Step, ...]


class _Octets:
    """Octets that are taken from the front; raises `EncodingError` where they end too soon."""

    __slots__ = ("_at", "_data")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def ended(self) -> bool:
        """Whether all were taken."""
        return self._at == len(self._data)

    def take(self, size: int) -> bytes:
        """Return the next octets."""
        begin = self._at
        if size > len(self._data) - begin:
            raise EncodingError(f"cut off at octet {len(self._data)}")
        self._at = begin + size
        return self._data[begin : self._at]

    def octet(self) -> int:
        """Return the next octet."""
        return self.take(1)[0]

    def number(self) -> int:
        """Return an unsigned number, little-endian in groups of seven bits, in its one spelling."""
        value = 0
        for place in range(_NUMBER):
            octet = self.octet()
            value |= (octet & 0x7F) << (7 * place)
            if octet < 0x80:
                if not octet and place:
                    raise EncodingError(f"number before octet {self._at} is not minimal")
                return value
        raise EncodingError(f"number before octet {self._at} has over {_NUMBER} octets")

    def counted(self, most: int) -> bytes:
        """Return octets that stand behind their number."""
        size = self.number()
        if size > most:
            raise TooLargeError(f"{size} octets before octet {self._at}, {most} at most")
        return self.take(size)


def decode_ots(octets: bytes) -> OtsProof:
    """Return the proof that a detached file is.

    Raises:
        ClaimError: it is none (`ots.malformed`), something in it is over a limit
            (`ots.too_large`), or it is of a version, or has an operation, that we do not know
            (`ots.unsupported`).
    """
    try:
        return _proof(octets)
    except TooLargeError as error:
        raise ClaimError("ots.too_large", str(error)) from None
    except EncodingError as error:
        raise ClaimError("ots.malformed", str(error)) from None


def _proof(data: bytes) -> OtsProof:
    if len(data) > LIMITS.ots_octets:
        raise TooLargeError(f"{len(data)} octets, {LIMITS.ots_octets} at most")
    octets = _Octets(data)
    if octets.take(len(MAGIC)) != MAGIC:
        raise EncodingError("does not begin as an OpenTimestamps proof")
    version = octets.octet()
    if version != _VERSION:
        raise ClaimError("ots.unsupported", f"version {version}")
    tag = octets.octet()
    if tag not in _OF_FILES:
        raise ClaimError("ots.unsupported", f"document digest 0x{tag:02x}")
    algorithm = _DIGESTS[tag]
    digest = octets.take(algorithm.size)
    found = _walk(octets, _State(digest, (algorithm.name,), ()))
    if not octets.ended:
        raise EncodingError("octets after the last attestation")
    return OtsProof(algorithm.name, digest, tuple(found))


def _walk(octets: _Octets, state: _State) -> list[Attestation]:
    """Return the attestations below a message; a fork is come back to when its branch ended."""
    found: list[Attestation] = []
    forks: list[_State] = []
    for _ in range(LIMITS.ots_operations + 1):
        tag = octets.octet()
        if tag == _FORK:
            forks.append(state)
            if len(forks) + len(found) >= LIMITS.ots_attestations:
                raise TooLargeError(f"over {LIMITS.ots_attestations} attestations")
            tag = octets.octet()
        if tag != _ATTESTATION:
            state = _operated(octets, tag, state)
            continue
        found.append(_attestation(octets, state))
        if not forks:
            return found
        state = forks.pop()
    raise TooLargeError(f"over {LIMITS.ots_operations} operations")


def _operated(octets: _Octets, tag: int, state: _State) -> _State:
    """Return where an operation leads."""
    if len(state.steps) >= LIMITS.ots_depth:
        raise TooLargeError(f"over {LIMITS.ots_depth} operations in a row")
    message, algorithms = state.message, state.algorithms
    if tag in _DIGESTS:
        name, _, compute = _DIGESTS[tag]
        step, message = Step(name), compute(message)
        algorithms = algorithms if name in algorithms else (*algorithms, name)
    elif tag in _JOINS:
        name, join = _JOINS[tag]
        step = Step(name, octets.counted(_MESSAGE))
        if not step.operand:
            raise EncodingError("an operand of no octets")
        message = join(message, step.operand)
    elif tag in _TURNS:
        name, turn = _TURNS[tag]
        step, message = Step(name), turn(message)
    else:
        raise ClaimError("ots.unsupported", f"operation 0x{tag:02x}")
    if len(message) > _MESSAGE:
        raise TooLargeError(f"a message of {len(message)} octets, {_MESSAGE} at most")
    return _State(message, algorithms, (*state.steps, step))


def _attestation(octets: _Octets, state: _State) -> Attestation:
    tag = octets.take(_TAG)
    payload = octets.counted(_PAYLOAD)
    notary = _NOTARIES.get(tag, Notary.UNKNOWN)
    height, uri = None, None
    if notary is not Notary.UNKNOWN:
        inside = _Octets(payload)
        if notary is Notary.PENDING:
            uri = _uri(inside)
        else:
            height = inside.number()
        if not inside.ended:
            raise EncodingError(f"octets after what a {notary} attestation says")
    return Attestation(notary, *state, height, uri, tag, payload)


def _uri(octets: _Octets) -> str:
    uri = octets.counted(_URI)
    if not _URI_OCTETS.issuperset(uri):
        raise EncodingError("a calendar's address has octets that none may have")
    return uri.decode("ascii")
