"""A platform's own folder, made into a package that the platform signs (`evidence pack --from`).

The folder holds:

    package.json    the head (formats, package.json) without `counts`; `profile` and `created_at`
                    may be left out
    cases.jsonl     one case line each: evidence `path` and proof `path` are paths in this folder,
                    of any name; a proof may be a slice (`offset`, `length`) of a file. `size`,
                    `digests.sha256`, `media_type` and `file_name` of what is here may be left out
    shared.jsonl    shared lines in the same way; may be absent
    …               the files

1 the head and the shared lines are read, then case line by case line; every file is read once for
  its digests, and what a line states is held against it
2 shards are written as they fill up, each file read again and held against what it was
3 the tag files are written, and the tag manifest is signed

All faults are told at once, and with one of them no package is left. Memory is that of one shard.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

from cryptography.x509 import Certificate

from anchors.limits import LIMITS
from ingest.cms import PrivateKey, sign_detached
from ingest.errors import MalformedError, SigningError
from ingest.package.decode import decode_document
from ingest.package.faults import Faults, malformed
from ingest.package.head import PROFILE, decode_head
from ingest.package.jsontext import decode_json
from ingest.package.write import ChangedError, Container, PackageWriter
from ingest.packing.line import Draft, LineReader
from ingest.packing.shard import ShardDraft
from ingest.packing.source import SourceFolder
from verify.canonical import rfc3339
from verify.findings import Finding

__all__ = ["PackOutcome", "pack_folder"]

_HEAD, _CASES, _SHARED = "package.json", "cases.jsonl", "shared.jsonl"
_UNUSED_TOLD = 100
_NO_COUNTS = {"cases": 0, "items": 0, "bytes": 0}

Progress = Callable[[int], None]
"""Called with the number of cases packed."""


class PackOutcome(NamedTuple):
    """What came of packing."""

    package: Path | None
    """None where there was a fault."""
    findings: tuple[Finding, ...]
    """Everything that is wrong, by file, line and row."""
    package_id: str = ""
    cases: int = 0
    items: int = 0
    unused: tuple[str, ...] = ()
    """Files that no line names, the first hundred: they are not in the package."""
    unused_more: int = 0


def pack_folder(
    folder: Path,
    out: Path,
    key: PrivateKey,
    certificate: Certificate,
    *,
    at: datetime,
    extra_certs: tuple[Certificate, ...] = (),
    container: Container = "zip",
    manifests: tuple[str, ...] = ("sha256",),
    timestamp: Callable[[bytes], bytes] | None = None,
    progress: Progress | None = None,
) -> PackOutcome:
    """Pack a folder and sign the package; where anything is wrong, tell it and leave no package.

    Args:
        folder: as the module says.
        out: the package; it is there only when it is whole.
        key: the platform's, for the seal; its certificate is registered with the court.
        certificate: names the platform.
        at: when it is sealed, aware.
        extra_certs: the path of the certificate, sent along.
        container: zip, tar or directory.
        manifests: digest algorithms of the payload manifests.
        timestamp: gives a token over the seal (`signature.tsr`).
        progress: is told how many cases were packed.

    Raises:
        SigningError: the key is not the certificate's, or of a kind not signed with here, or the
            certificate is not in force.
        OSError: the folder cannot be read, the package not written, or it is there already.
        ValueError: the package would lie in the folder.
    """
    seal = partial(sign_detached, key=key, certificate=certificate, at=at, extra_certs=extra_certs)
    # A key that cannot sign is told before an hour of packing, not after.
    seal(b"")
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        until = certificate.not_valid_after_utc
        raise SigningError(f"the certificate is not in force at {at}: it is until {until}")
    if out.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{out}: lies in the folder that is packed")
    if out.exists():
        raise FileExistsError(f"{out}: is there already")
    unfinished = out.with_name(f"{out.name}.partial")
    packing = _Packing(folder, manifests, at, progress)
    try:
        with PackageWriter(unfinished, container=container, manifests=manifests) as writer:
            packing.run(writer)
            if not packing.failed:
                counts = {"cases": packing.cases, "items": packing.items}
                writer.finish(packing.head, **counts, sign=seal, timestamp=timestamp)
        if packing.failed:
            return packing.outcome(None)
        unfinished.rename(out)
        return packing.outcome(out)
    finally:
        _remove(unfinished)


class _Packing:
    """What packing one folder has come to so far."""

    def __init__(
        self, folder: Path, manifests: tuple[str, ...], at: datetime, progress: Progress | None
    ) -> None:
        self.faults = Faults(LIMITS.package_findings)
        self.head: dict[str, object] = {}
        self.cases = self.items = 0
        self._folder = SourceFolder(folder)
        self._reader = LineReader(self._folder, frozenset(manifests), self.faults)
        self._at, self._progress = at, progress
        self._keys: set[str] = set()
        self._shared_ids: set[str] = set()
        self._shards = 0

    @property
    def failed(self) -> bool:
        """Whether anything is wrong so far: every fault that packing tells is one."""
        return bool(self.faults.found())

    def outcome(self, package: Path | None) -> PackOutcome:
        """Return what came of it."""
        unused, more = self._folder.unused(_UNUSED_TOLD)
        name = str(self.head.get("package_id", ""))
        counts = (self.cases, self.items)
        return PackOutcome(package, self.faults.found(), name, *counts, tuple(unused), more)

    def run(self, writer: PackageWriter) -> None:
        """Read everything, and write what is in order as long as everything is."""
        self._read_head()
        shared = self._read_shared()
        draft = ShardDraft("000000")
        for line in self._read_cases():
            if len(draft) and not draft.fits(line):
                self._write(draft, writer)
                draft = ShardDraft(f"{self._shards:06}")
            self._add(draft, line)
        if len(draft):
            self._write(draft, writer)
        if not self._keys and self.head.get("kind") == "application" and not self.failed:
            self.faults.fail("package.lines_missing", _CASES)
        if len(shared):
            self._write(shared, writer)

    def _read_head(self) -> None:
        try:
            path = self._folder.find(_HEAD, _HEAD)
            octets = self._folder.read(path, LIMITS.json_octets, _HEAD)
            value = decode_json(octets, _HEAD, LIMITS)
            if isinstance(value, dict):
                value = {"profile": PROFILE, "created_at": rfc3339(self._at), **value}
                value["counts"] = _NO_COUNTS
            decode_document(value, decode_head, _HEAD)
        except MalformedError as error:
            self.faults.add(error.finding)
            return
        if isinstance(value, dict):
            self.head = {name: part for name, part in value.items() if name != "counts"}

    def _read_shared(self) -> ShardDraft:
        draft = ShardDraft("shared")
        for number, octets in self._lines(_SHARED, LIMITS.shared_lines, needed=False):
            subject = f"{_SHARED}:{number}"
            line = self._draft(self._reader.shared, octets, subject)
            if line is None:
                continue
            if line.key in self._shared_ids:
                self.faults.fail("package.id_twice", f"{subject}/{line.key}")
            self._shared_ids.add(line.key)
            if not self.failed:
                draft.add(line)
        for name in sorted(self._statements() - self._shared_ids):
            self.faults.fail("package.shared_unresolved", f"{_HEAD}/application/statements", name)
        return draft

    def _statements(self) -> set[str]:
        application = self.head.get("application")
        named = application.get("statements") if isinstance(application, dict) else None
        return {str(one) for one in named.values()} if isinstance(named, dict) else set()

    def _read_cases(self) -> Iterator[Draft]:
        """Yield the lines that are in order."""
        for number, octets in self._lines(_CASES, LIMITS.package_cases, needed=True):
            subject = f"{_CASES}:{number}"
            line = self._draft(self._reader.case, octets, subject)
            if line is None:
                continue
            if line.key.casefold() in self._keys:
                self.faults.fail("package.case_key_twice", subject, line.key)
            self._keys.add(line.key.casefold())
            for name in sorted(set(line.shared) - self._shared_ids):
                self.faults.fail("package.shared_unresolved", f"{subject}/{line.key}", name)
            yield line

    def _draft(
        self, read: Callable[[object, str], Draft | None], octets: bytes, subject: str
    ) -> Draft | None:
        try:
            value = decode_json(octets, subject, LIMITS, longest=LIMITS.line_octets)
        except MalformedError as error:
            self.faults.add(error.finding)
            return None
        return read(value, subject)

    def _add(self, draft: ShardDraft, line: Draft) -> None:
        if self.failed:
            return
        if not draft.fits(line):
            self.faults.fail("package.limit_exceeded", line.key, None, str(LIMITS.shard_octets))
        elif draft.add(line) > LIMITS.line_octets:
            self.faults.fail("json.too_large", line.key, None, str(LIMITS.line_octets))

    def _write(self, draft: ShardDraft, writer: PackageWriter) -> None:
        self._shards += 1
        if self.failed:
            return
        try:
            draft.write(writer)
        except ChangedError as error:
            self.faults.fail("package.digest_differs", str(error))
        self.cases += draft.cases
        self.items += draft.items
        if self._progress is not None:
            self._progress(self.cases)

    def _lines(self, name: str, most: int, *, needed: bool) -> Iterator[tuple[int, bytes]]:
        """Yield the lines of a file with their numbers, without their line ends."""
        try:
            path = self._folder.find(name, name)
        except MalformedError as error:
            absent = error.finding.code == "package.file_absent"
            if absent and needed:
                self.faults.fail("package.lines_missing", name)
            elif not absent:
                self.faults.add(error.finding)
            return
        with path.open("rb") as file:
            number = 0
            # One octet more than a line may have shows that it has more.
            while line := file.readline(LIMITS.line_octets + 2):
                number += 1
                if number > most:
                    self.faults.fail("package.limit_exceeded", name, f"> {most}", str(most))
                    return
                if not line.endswith(b"\n") and len(line) > LIMITS.line_octets:
                    long = malformed("json.too_large", f"{name}:{number}")
                    self.faults.add(long.finding)
                    return
                yield number, line.rstrip(b"\r\n")


def _remove(unfinished: Path) -> None:
    """Remove what was written of a package that did not come to be."""
    with suppress(FileNotFoundError):
        if unfinished.is_dir():
            rmtree(unfinished)
        else:
            unfinished.unlink()
