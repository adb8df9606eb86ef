"""One line of a platform's folder, completed to a line of the package (formats, package).

Size, SHA-256, media type and name of a file are filled in where the line leaves them out; what it
states is held against the file, and a difference is told and never corrected. The line is then
read by the package reader's own decoder, so that what is packed is what will be accepted.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from anchors.limits import LIMITS
from ingest.errors import MalformedError
from ingest.package.decode import decode_case, decode_document, decode_shared
from ingest.package.faults import Faults, malformed, quoted
from ingest.package.fields import Object
from ingest.package.references import ShardPaths, check_proofs, check_unique
from ingest.packing.source import FileFacts, SourceFolder
from verify.model import CaseLine, Evidence, Proof, SharedLine

__all__ = ["Draft", "LineReader"]

_Decode = Callable[[str], Callable[[Object], CaseLine | SharedLine]]
_PLACE = "data/000000/proofs.bin"
_NO_DIGEST = "0" * 64
"""Stands for a file that could not be read: that fault is told already."""


class Draft(NamedTuple):
    """A line with what belongs to it, before it has a place in the package."""

    key: str
    """Case key, or id of a shared document."""
    value: Object
    rows: list[tuple[Object, FileFacts | None]]
    """Each evidence row of `value`, and its file where there is one."""
    proofs: list[tuple[Object, bytes]]
    """Each proof row of `value`, and its octets."""
    shared: tuple[str, ...] = ()
    """Ids of the shared documents it refers to."""

    @property
    def octets(self) -> int:
        """Octets of its proofs."""
        return sum([len(data) for _, data in self.proofs])


class LineReader:
    """Completes lines, and tells everything that is wrong with them."""

    def __init__(self, folder: SourceFolder, algorithms: frozenset[str], faults: Faults) -> None:
        """Compute `algorithms` over every file; they are what the manifests list."""
        self._folder = folder
        self._algorithms = algorithms
        self._faults = faults

    def case(self, value: object, subject: str) -> Draft | None:
        """Return the draft of a case line; None where it is no line at all."""
        rows = value.get("evidence") if isinstance(value, dict) else None
        return self._draft(value, rows, subject, decode_case)

    def shared(self, value: object, subject: str) -> Draft | None:
        """Return the draft of a shared line; None where it is no line at all."""
        row = value.get("evidence") if isinstance(value, dict) else None
        return self._draft(value, [row], subject, decode_shared)

    def _draft(
        self,
        value: object,
        rows: object,
        subject: str,
        decode: _Decode,
    ) -> Draft | None:
        listed = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        if len(listed) > LIMITS.case_evidence:
            # Told before a file is read: a line can name one file of gigabytes ten thousand times.
            most = str(LIMITS.case_evidence)
            self._faults.fail("package.limit_exceeded", subject, str(len(listed)), most)
            return None
        files = [(row, self._file(row, f"{subject}/{_name(row)}")) for row in listed]
        proofs = self._proofs(value, subject)
        try:
            line = decode_document(value, decode(""), subject)
        except MalformedError as error:
            self._faults.add(error.finding)
            return None
        if not isinstance(value, dict):
            return None
        evidence = line.evidence if isinstance(line, CaseLine) else (line.evidence,)
        key = line.case_key if isinstance(line, CaseLine) else line.id
        self._check(f"{subject}/{key}", evidence, line.proofs)
        return Draft(key, value, files, proofs, line.shared if isinstance(line, CaseLine) else ())

    def _check(self, key: str, rows: tuple[Evidence, ...], proofs: tuple[Proof, ...]) -> None:
        check_unique(key, [row.id for row in rows], self._faults)
        check_proofs(key, proofs, rows, ShardPaths("000000", {_PLACE: 1}), self._faults)

    def _file(self, row: Object, subject: str) -> FileFacts | None:
        """Complete one evidence row from its file."""
        path = row.get("path")
        if not isinstance(path, str):
            return None
        stated = row.get("digests")
        declared = dict(stated) if isinstance(stated, dict) else {}
        facts = self._facts(path, {"sha256", *self._algorithms, *declared}, subject)
        if facts is not None:
            self._compare(row, declared, facts, subject)
        digest = facts.digests["sha256"] if facts else _NO_DIGEST
        row.setdefault("file_name", path.rpartition("/")[2])
        row.setdefault("media_type", facts.media_type if facts else "application/octet-stream")
        row.setdefault("size", facts.size if facts else 0)
        if stated is None or isinstance(stated, dict):
            row["digests"] = {"sha256": digest} | declared
        return facts

    def _facts(self, path: str, algorithms: set[str], subject: str) -> FileFacts | None:
        try:
            found = self._folder.find(path, subject)
            return self._folder.digest(found, algorithms, subject)
        except MalformedError as error:
            self._faults.add(error.finding)
            return None

    def _compare(
        self, row: Object, declared: dict[str, object], facts: FileFacts, subject: str
    ) -> None:
        for name, value in declared.items():
            actual = facts.digests.get(name)
            if actual is not None and value != actual:
                stated = f"{name}:{quoted(str(value))}"
                self._faults.fail(
                    "integrity.declared_digest_mismatch", subject, f"{name}:{actual}", stated
                )
        size = row.get("size")
        if isinstance(size, int) and size != facts.size:
            self._faults.fail("integrity.size_mismatch", subject, str(facts.size), str(size))

    def _proofs(self, value: object, subject: str) -> list[tuple[Object, bytes]]:
        """Read the octets of every proof; its row takes a place that will be replaced."""
        rows = value.get("proofs") if isinstance(value, dict) else None
        found: list[tuple[Object, bytes]] = []
        octets = 0
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and isinstance(row.get("path"), str):
                # Of proofs that no shard has room for, no more are held: that they do not fit is
                # told when the line is added.
                full = octets > LIMITS.shard_octets
                data = b"" if full else self._octets(row, f"{subject}/{_name(row)}")
                octets += len(data)
                found.append((row, data))
                row |= {"path": _PLACE, "offset": 0, "length": 1}
        return found

    def _octets(self, row: Object, subject: str) -> bytes:
        part = row.get("offset"), row.get("length")
        try:
            found = self._folder.find(str(row["path"]), subject)
            if part != (None, None):
                return self._slice(found, part, subject)
            data = self._folder.read(found, LIMITS.proof_octets, subject)
            if not data:
                raise malformed("package.locator_out_of_range", subject, "0")
        except MalformedError as error:
            self._faults.add(error.finding)
            return b""
        return data

    def _slice(self, path: Path, part: tuple[object, object], subject: str) -> bytes:
        match part:
            case (int(offset), int(length)) if (
                bool not in (type(offset), type(length))
                and offset >= 0
                and 0 < length <= LIMITS.proof_octets
            ):
                data = self._folder.slice(path, offset, length, subject)
                if len(data) == length:
                    return data
        observed = quoted(f"{part[0]}+{part[1]}")
        raise malformed("package.locator_out_of_range", subject, observed)


def _name(row: Object) -> str:
    """Return what to call a row whose id may be anything."""
    return quoted(str(row.get("id", "?")))[:64]
