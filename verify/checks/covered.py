"""What a proof covers, as far as its digests go (judgement 2).

The covered octets are recomputed and must match exactly. An original is known by what streaming
it once established; a signature value or the tag manifest by its octets; and one object given on
the command line may be known by a digest alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from anchors.digest import compute_digest
from anchors.errors import DigestUnsupportedError
from anchors.limits import LIMITS
from verify.asn1.attributes import parses_as_attributes
from verify.model import ContentFacts, DigestSpec

__all__ = [
    "ATTRIBUTES",
    "NEVER_ENOUGH",
    "Covered",
    "CoveredDigest",
    "CoveredFile",
    "CoveredObject",
    "CoveredOctets",
    "CoveredParts",
]

NEVER_ENOUGH = frozenset({"md5", "sha1"})
"""Digests that alone never make an item consistent (judgement 3)."""
ATTRIBUTES = "attributes"
"""The embedded kind of a file whose whole content is a SET OF Attribute."""


class Covered(Protocol):
    """The object that a proof declares to cover."""

    def digest(self, algorithm: str, prefix: bytes = b"") -> bytes | None:
        """Return the digest over `prefix` and its octets, or None where it is not known here."""

    @property
    def content(self) -> bytes | None:
        """Its octets; None where they are not at hand, or more than `Limits.inline_message`."""

    def equals(self, content: bytes) -> bool | None:
        """Whether it is exactly `content`; None where that is not known here."""

    @property
    def is_attributes(self) -> bool | None:
        """Whether it parses as a SET OF Attribute; None where that is not known here."""


@dataclass(frozen=True, slots=True)
class CoveredFile:
    """An original, by its content facts."""

    facts: ContentFacts

    def digest(self, algorithm: str, prefix: bytes = b"") -> bytes | None:
        """Return the recomputed digest of the original, where it was planned."""
        return self.facts.digests.get(DigestSpec(algorithm, prefix))

    @property
    def content(self) -> bytes | None:
        """The original itself, where it was planned and is small."""
        return self.facts.content

    def equals(self, content: bytes) -> bool | None:
        """Whether the original is exactly `content`, by size and SHA-256."""
        if self.facts.size != len(content):
            return False
        return self.digest("sha256") == compute_digest("sha256", content)

    @property
    def is_attributes(self) -> bool:
        """Whether the original is a SET OF Attribute, as seen while streaming."""
        return ATTRIBUTES in self.facts.embedded


@dataclass(frozen=True, slots=True)
class CoveredOctets:
    """Octets that are held: a signature value, the tag manifest."""

    octets: bytes

    def digest(self, algorithm: str, prefix: bytes = b"") -> bytes | None:
        """Return the digest of the octets; None where it cannot be computed here."""
        try:
            return compute_digest(algorithm, prefix + self.octets if prefix else self.octets)
        except DigestUnsupportedError:
            return None

    @property
    def content(self) -> bytes | None:
        """The octets, where they are few."""
        return self.octets if len(self.octets) <= LIMITS.inline_message else None

    def equals(self, content: bytes) -> bool | None:
        """Whether the octets are exactly `content`."""
        return self.octets == content

    @property
    def is_attributes(self) -> bool:
        """Whether the octets parse as a SET OF Attribute."""
        return parses_as_attributes(self.octets)


@dataclass(frozen=True, slots=True)
class CoveredDigest:
    """Something known by one digest alone."""

    algorithm: str
    value: bytes

    def digest(self, algorithm: str, prefix: bytes = b"") -> bytes | None:
        """Return the one digest that is known, when asked for its algorithm."""
        return self.value if algorithm == self.algorithm and not prefix else None

    @property
    def content(self) -> None:
        """Not known of a digest."""
        return

    def equals(self, content: bytes) -> bool | None:
        """Whether the digest is that of `content`; a weak one can tell two apart, no more."""
        known = CoveredOctets(content).digest(self.algorithm)
        if known is None:
            return None
        same = known == self.value
        return None if same and self.algorithm in NEVER_ENOUGH else same

    @property
    def is_attributes(self) -> bool | None:
        """Not known of a digest."""
        return None


@dataclass(frozen=True, slots=True)
class CoveredParts:
    """What a signature inside a document covers, by the digests that it calls for."""

    size: int
    digests: Mapping[DigestSpec, bytes]
    is_attributes: bool = False
    """Whether the covered octets parse as a SET OF Attribute."""

    def digest(self, algorithm: str, prefix: bytes = b"") -> bytes | None:
        """Return the recomputed digest of the covered octets, where it was planned."""
        return self.digests.get(DigestSpec(algorithm, prefix))

    @property
    def content(self) -> None:
        """Not kept: what signs a whole message inside a document is not read."""
        return

    def equals(self, content: bytes) -> bool | None:
        """Whether the covered octets are exactly `content`, by size and SHA-256."""
        if self.size != len(content):
            return False
        return self.digest("sha256") == compute_digest("sha256", content)


class CoveredObject(NamedTuple):
    """A candidate for what a proof covers, with the SHA-256 it is known by in existence."""

    covered: Covered
    octets: bytes
