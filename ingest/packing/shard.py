"""One shard as it grows: lines, the proofs that tile `proofs.bin`, and where originals will lie.

At most `Limits.shard_cases` cases and `Limits.shard_octets` of lines and proofs (formats, package);
octets that prove several items stand there once.
"""

import re
from collections.abc import Iterator
from hashlib import sha256

from anchors.limits import LIMITS
from ingest.package.write import PackageWriter, canonical_json
from ingest.packing.line import Draft
from ingest.packing.source import FileFacts

__all__ = ["ShardDraft"]

_SUFFIX = re.compile("[a-z0-9]{1,8}")
_SHARED = "shared"
_LOCATOR_OCTETS = 64
"""Octets that a line grows by for each proof, and more than by each evidence row."""
_FILES_KEPT = 16
"""Members of a shard beside its originals, and some to spare."""


class ShardDraft:
    """Lines of one shard, whose paths are given as they come in."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cases = 0
        self.items = 0
        self._lines: list[bytes] = []
        self._octets = 0
        self._proofs = bytearray()
        self._places: dict[bytes, int] = {}
        self._originals: list[tuple[str, FileFacts]] = []

    def __len__(self) -> int:
        return len(self._lines)

    def fits(self, draft: Draft) -> bool:
        """Return whether a line may still be added."""
        more = len(canonical_json(draft.value)) + draft.octets
        more += _LOCATOR_OCTETS * (len(draft.proofs) + len(draft.rows))
        files = len(self._originals) + len(draft.rows) + _FILES_KEPT
        return (
            len(self) < LIMITS.shard_cases
            and self._octets + more <= LIMITS.shard_octets
            and files <= LIMITS.shard_members
        )

    def add(self, draft: Draft) -> int:
        """Add a line and give everything of it a place; return the octets of the line."""
        number = len(self)
        folder = f"data/{self.name}/evidence"
        if self.name != _SHARED:
            folder = f"{folder}/{number:03}"
            self.cases += 1
            self.items += len(draft.rows)
        for place, row, facts in self._numbered(draft, number):
            path = f"{folder}/{place}.{_suffix(str(row['path']))}"
            row["path"] = path
            self._originals.append((path, facts))
        for row, data in draft.proofs:
            row.update(self._locator(data))
        line = canonical_json(draft.value) + b"\n"
        self._lines.append(line)
        self._octets += len(line) + draft.octets
        return len(line) - 1

    def write(self, writer: PackageWriter) -> None:
        """Write the shard, in ascending byte order of its paths."""
        lines = b"".join(self._lines)
        if self.name != _SHARED:
            writer.add(f"data/{self.name}/cases.jsonl", lines)
        for path, facts in self._originals:
            writer.add_chunks(path, facts.size, facts.crc, facts.digests, facts.chunks())
        if self._proofs:
            writer.add(f"data/{self.name}/proofs.bin", bytes(self._proofs))
        if self.name == _SHARED:
            writer.add("data/shared/shared.jsonl", lines)

    def _numbered(
        self, draft: Draft, number: int
    ) -> Iterator[tuple[str, dict[str, object], FileFacts]]:
        """Yield each original with its number, of one width, so that their order is that of text.

        In the shared shard, where each line has one, that is the number of the line.
        """
        if self.name == _SHARED:
            width, first = len(str(LIMITS.shared_lines)), number
        else:
            width, first = max(2, len(str(len(draft.rows)))), 1
        for place, (row, facts) in enumerate(draft.rows, first):
            if facts is not None:
                yield f"{place:0{width}}", row, facts

    def _locator(self, data: bytes) -> dict[str, object]:
        digest = sha256(data).digest()
        offset = self._places.setdefault(digest, len(self._proofs))
        if offset == len(self._proofs):
            self._proofs += data
        return {"path": f"data/{self.name}/proofs.bin", "offset": offset, "length": len(data)}


def _suffix(path: str) -> str:
    """Return the suffix of a native path (formats, package 4) for a file of any name."""
    _, dot, suffix = path.rpartition(".")
    return suffix.lower() if dot and _SUFFIX.fullmatch(suffix.lower()) else "bin"
