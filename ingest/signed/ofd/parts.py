"""The parts of an OFD by the paths that its files write (GB/T 33190 7.6, ST_Loc).

A path is absolute, from the root of the container, or relative to the file that names it. Some
makers write a path from the root without the slash, or in other case: such a path leads to the part
that it can only mean, for no two parts of a container differ by case alone. None leads outside.
"""

from collections.abc import Mapping

from anchors.digest import compute_digest
from ingest.errors import IngestError
from ingest.package.names import alias_key

__all__ = ["OutsideError", "Parts"]


class OutsideError(IngestError):
    """A path leads out of the document; the message is the path."""


class Parts:
    """Every part by its name, and digests of those that were asked for."""

    def __init__(self, members: Mapping[str, bytes]) -> None:
        """Hold the members of a container whose names are no aliases of each other."""
        self.members = members
        self._aliases = {alias_key(name): name for name in members}
        self._digests: dict[tuple[str, str], bytes] = {}

    def locate(self, written: str, base: str) -> str | None:
        """Return the name of the part that a path means; None where there is no such part.

        Args:
            written: the path as it stands in a file.
            base: name of that file.

        Raises:
            OutsideError: it leads outside.
        """
        path = written.strip().replace("\\", "/")
        meant = _walked(base, path)
        if meant is None:
            raise OutsideError(written)
        if meant in self.members:
            return meant
        return self._alias(meant) or self._alias(_walked("", path))

    def _alias(self, meant: str | None) -> str | None:
        return self._aliases.get(alias_key(meant)) if meant else None

    def digest(self, name: str, algorithm: str) -> bytes:
        """Return the digest of a part, computed once.

        Raises:
            DigestUnsupportedError: it cannot be computed here.
        """
        key = name, algorithm
        found = self._digests.get(key)
        if found is None:
            found = self._digests[key] = compute_digest(algorithm, self.members[name])
        return found


def _walked(base: str, path: str) -> str | None:
    """Return where a path leads from a file; None where that is outside."""
    steps = [] if path.startswith("/") else base.split("/")[:-1]
    for step in path.split("/"):
        if step == "..":
            if not steps:
                return None
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
