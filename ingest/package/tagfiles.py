"""Tag files by name: where each lies, and its octets, read at most once."""

from anchors.digest import compute_digest, new_hasher
from anchors.limits import Limits
from ingest.errors import MalformedError
from ingest.package.faults import Faults
from ingest.package.member import Container, Member, Place, read_whole

__all__ = ["TagFileReader"]


class TagFileReader:
    """The tag files of one package; what cannot be read is noted once and then absent."""

    def __init__(
        self, container: Container, members: dict[str, Member], faults: Faults, limits: Limits
    ) -> None:
        self.container = container
        self.faults = faults
        self.limits = limits
        self.places: dict[str, Place] = {}
        self._contents: dict[str, bytes] = {}
        for name, member in members.items():
            try:
                self.places[name] = container.locate(member)
            except MalformedError as error:
                faults.add(error.finding)

    def content(self, name: str) -> bytes | None:
        """Return a tag file's octets, or None where it is absent or cannot be read."""
        if name not in self._contents and name in self.places:
            try:
                longest = self.limits.tag_file_octets
                self._contents[name] = read_whole(self.container, self.places[name], longest)
            except MalformedError as error:
                self.faults.add(error.finding)
                del self.places[name]
        return self._contents.get(name)

    def sha256(self, name: str) -> str:
        """Return a tag file's SHA-256 in hex, streamed where it may be large.

        Raises:
            MalformedError: it cannot be read.
        """
        if name in self._contents:
            return compute_digest("sha256", self._contents[name]).hex()
        hasher = new_hasher("sha256")
        buffer = memoryview(bytearray(self.limits.read_buffer_octets))
        for piece in self.container.read(self.places[name], buffer):
            hasher.update(piece)
        return hasher.digest().hex()
