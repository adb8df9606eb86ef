"""One member of a package as its container lists it, and the containers' common face.

ZIP, tar and directory differ in how members are listed, located and opened; everything above
them sees `Member`, `Place` and `Container`.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Literal, NamedTuple, Protocol

from anchors.limits import LIMITS, Limits
from ingest.package.faults import Faults, malformed

__all__ = [
    "DEFLATED", "STORED", "Container", "ContainerKind", "Member", "MemberIndex", "Place",
    "is_listable", "read_whole",
]  # fmt: skip

ContainerKind = Literal["zip", "tar", "directory"]
"""The forms a package is carried in."""

STORED = 0
_PIECE = LIMITS.read_buffer_octets
DEFLATED = 8


class Member(NamedTuple):
    """One member as listed: nothing of it is trusted before `Container.locate`."""

    path: bytes
    """The name as it stands in the container, base included; a directory's ends in `/`."""
    size: int
    """Octets of its content."""
    packed: int
    """Octets it takes in the container."""
    method: int
    """ZIP compression method; `STORED` elsewhere."""
    flags: int
    """ZIP general purpose flags; 0 elsewhere."""
    crc: int
    """The CRC-32 a ZIP states; 0 elsewhere."""
    offset: int
    """Of the local header in a ZIP, of the first content octet in a tar; 0 in a directory."""
    limit: int
    """Where the next member of a ZIP, or its central directory, begins; 0 elsewhere."""
    position: int
    """Where its index describes it."""


class Place(NamedTuple):
    """Where the content of a member lies, once its headers have been found to agree."""

    path: bytes
    offset: int
    size: int
    packed: int
    method: int


class MemberIndex(Protocol):
    """Members in ascending byte order of their paths, readable from any position."""

    def members(self, position: int, count: int) -> Iterator[Member]:
        """Yield `count` members from `position` on."""


class Container(Protocol):
    """A ZIP, tar or directory, open for reading at any place by its own descriptor."""

    kind: ContainerKind

    def scan(self, faults: Faults) -> Iterator[Member]:
        """Yield every member in the container's own order, judging the form of each.

        Raises:
            MalformedError: the container cannot be read on.
        """

    def locate(self, member: Member) -> Place:
        """Return where the content lies.

        Raises:
            MalformedError: what stands there does not agree with the listing.
        """

    def read(self, place: Place, buffer: memoryview) -> Iterator[memoryview]:
        """Yield the content in pieces, each a view of `buffer` valid until the next.

        Raises:
            MalformedError: a deflated stream is not what its headers declare.
        """

    def close(self) -> None:
        """Close the descriptor."""


def is_listable(path: bytes, limits: Limits) -> bool:
    """Whether a name can be listed: it is there, holds no NUL, and no system's path is longer."""
    return bool(path) and b"\0" not in path and len(path) <= limits.foreign_path_octets


def read_whole(container: Container, place: Place, limit: int) -> bytes:
    """Return the whole content of a member of at most `limit` octets.

    Raises:
        MalformedError: it is larger, or cannot be read.
    """
    if place.size > limit:
        subject = place.path.decode("utf-8", "backslashreplace")
        raise malformed("package.limit_exceeded", subject, str(place.size), str(limit))
    buffer = memoryview(bytearray(min(max(place.size, 1), _PIECE)))
    whole = BytesIO()
    for piece in container.read(place, buffer):
        whole.write(piece)
    return whole.getvalue()
