"""A plain BagIt bag, checked for integrity alone (RFC 8493, and 0.93 to 0.97 before it).

Bags of other profiles come with any name and with the old algorithms; what our own form refuses
for its own reasons is read here and told. `fetch.txt` is never fetched: a file that only it could
bring is INDETERMINATE. The steps:

    1  container and names          formats, package 4 and 6
    2  bagit.txt                    RFC 8493 2.1.1
    3  manifests and fetch.txt      2.1.3, 2.2.1, 2.2.3
    4  completeness                 3
    5  digests and Payload-Oxum     3, 2.2.2
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from anchors.limits import LIMITS, Limits
from ingest.errors import MalformedError
from ingest.package.bagfiles import BAG_ALGORITHMS, BagFiles
from ingest.package.bagtext import (
    BagVersion,
    Label,
    ManifestEntry,
    read_declaration,
    read_entries,
    read_labels,
    read_targets,
)
from ingest.package.containers import open_container
from ingest.package.faults import Faults, malformed, quoted, undecided
from ingest.package.names import alias_key, is_inside, is_system_file
from verify.findings import CheckStatus, Finding

__all__ = ["BagReport", "check_bag"]

_MANIFEST = re.compile(r"(tag)?manifest-([A-Za-z0-9-]+)\.txt")
_WEAK = frozenset({"md5", "sha1"})
_STRICT: BagVersion = (1, 0)
_PAYLOAD = "data/"
_ENCODINGS = frozenset({
    "utf-8", "us-ascii", "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "windows-1252",
    "gb18030", "gbk", "gb2312", "big5",
})  # fmt: skip
"""Text encodings that are read; others Python knows are no character sets, or slow to decode."""


class BagReport(NamedTuple):
    """What checking a bag came to."""

    findings: tuple[Finding, ...]
    """A FAILED one makes the bag invalid; an INDETERMINATE one leaves it open."""
    version: str | None
    algorithms: tuple[str, ...]
    """Of its payload manifests, in the names of RFC 8493 2.4."""
    files: int
    """Payload files that are here."""
    octets: int
    """Their octets together."""


class _Manifest(NamedTuple):
    """The lines of one manifest: path to digest."""

    name: str
    algorithm: str
    of_tags: bool
    digests: Mapping[str, str]


def check_bag(path: Path, *, limits: Limits = LIMITS) -> BagReport:
    """Check a bag in a directory, a ZIP or a tar; nothing wrong with it raises.

    Raises:
        OSError: there is no such path, or it may not be read.
    """
    checking = _Checking(limits)
    try:
        container = open_container(path, limits)
        try:
            checking.run(BagFiles(container, checking.faults, limits))
        finally:
            container.close()
    except MalformedError as error:
        checking.faults.add(error.finding)
    return checking.report()


class _Checking:
    """What checking one bag has come to so far."""

    def __init__(self, limits: Limits) -> None:
        self.faults = Faults(limits.package_findings)
        self._version: BagVersion = _STRICT
        self._encoding = ""
        self._manifests: list[_Manifest] = []
        self._payload: dict[str, int] = {}
        self._aliases: set[str] = set()
        self._incomplete = False

    def run(self, files: BagFiles) -> None:
        """Take the steps 2 to 5.

        Raises:
            MalformedError: a step cannot be taken.
        """
        self._payload = {
            path: place.size for path, place in files.places.items() if path.startswith(_PAYLOAD)
        }
        self._declare(files)
        for name in sorted(files.places):
            match = _MANIFEST.fullmatch(name)
            if match is not None:
                self._read_manifest(files, name, match[2], of_tags=bool(match[1]))
        self._check_algorithms()
        fetched = self._read_fetch(files)
        self._check_complete(files, fetched)
        self._check_digests(files)
        self._check_labels(files)

    def _declare(self, files: BagFiles) -> None:
        raw = files.content("bagit.txt")
        if raw is None:
            raise malformed("package.tag_file_missing", "bagit.txt")
        declared = read_declaration(raw)
        if declared is None:
            raise malformed("package.bagit_malformed", "bagit.txt", quoted(raw))
        if declared.encoding.lower() not in _ENCODINGS:
            observed = quoted(declared.encoding)
            raise malformed("package.archive_unsupported", "bagit.txt", observed)
        self._version, self._encoding = declared

    def _text(self, files: BagFiles, name: str) -> str | None:
        """Return a tag file as text in the encoding that the bag declares."""
        raw = files.content(name)
        if raw is None:
            return None
        try:
            return raw.decode(self._encoding)
        except UnicodeError:
            raise malformed("package.bagit_malformed", name, f"not {self._encoding}") from None

    def _read_manifest(self, files: BagFiles, name: str, algorithm: str, *, of_tags: bool) -> None:
        short = algorithm.lower().replace("-", "")
        if short not in BAG_ALGORITHMS:
            self.faults.add(undecided("package.digest_unsupported", name, quoted(algorithm)))
            return
        digests: dict[str, str] = {}
        for entry in read_entries(self._text(files, name) or "", self._version):
            if self._judge(entry, name, of_tags=of_tags, before=digests):
                digests[entry.path] = entry.digest
        self._manifests.append(_Manifest(name, short, of_tags, digests))

    def _judge(
        self, entry: ManifestEntry, name: str, *, of_tags: bool, before: Mapping[str, str]
    ) -> bool:
        """Judge one manifest line; whether it says something of a file."""
        if not entry.path:
            self.faults.fail("package.manifest_malformed", name, quoted(entry.line))
            return False
        if not is_inside(entry.path) or entry.path.startswith(_PAYLOAD) == of_tags:
            self.faults.fail("package.path_unsafe", quoted(entry.path), name)
            return False
        if entry.path in before:
            same = before[entry.path] == entry.digest and self._version < _STRICT
            self._told("package.manifest_line_twice", entry.path, name, only_told=same)
            return same
        if entry.unusual:
            self._told("package.bag_line_unusual", entry.path, name, only_told=True)
        return True

    def _told(self, code: str, path: str, observed: str, *, only_told: bool) -> None:
        status = CheckStatus.PASSED if only_told else CheckStatus.FAILED
        self.faults.add(Finding(code, status, quoted(path), observed))

    def _check_algorithms(self) -> None:
        names = {manifest.algorithm for manifest in self._manifests if not manifest.of_tags}
        if not names:
            self.faults.fail("package.tag_file_missing", "manifest-<algorithm>.txt")
        elif names <= _WEAK:
            observed = ", ".join(sorted(names))
            self._told("package.bag_weak_digest", "bag", observed, only_told=True)

    def _read_fetch(self, files: BagFiles) -> frozenset[str]:
        """Return the paths that `fetch.txt` would bring; nothing is fetched."""
        targets = set()
        for target in read_targets(self._text(files, "fetch.txt") or "", self._version):
            if is_inside(target) and target.startswith(_PAYLOAD):
                targets.add(target)
            else:
                self.faults.fail("package.path_unsafe", quoted(target), "fetch.txt")
        return frozenset(targets)

    def _check_complete(self, files: BagFiles, fetched: frozenset[str]) -> None:
        """Every file listed is here, and every payload file is listed (RFC 8493 3)."""
        self._aliases = {alias_key(path) for path in self._payload}
        if len(self._aliases) < len(self._payload):
            self.faults.add(undecided("package.path_alias", "bag"))
        listed = [set(m.digests) for m in self._manifests if not m.of_tags]
        for path in sorted(
            set().union(*(m.digests for m in self._manifests)) - files.places.keys()
        ):
            self._absent(path, fetched)
        # Before 1.0 one manifest is enough, since then all have to list every file.
        strict = self._version >= _STRICT
        union = set[str]().union(*listed)
        everywhere = union.intersection(*listed) if strict else union
        for path in sorted((self._payload.keys() | fetched) - everywhere):
            self.faults.fail("package.member_unlisted", quoted(path))
        if strict:
            self._check_tag_manifests()

    def _absent(self, path: str, fetched: frozenset[str]) -> None:
        """Judge a file that is listed and not here: what may have taken it away decides."""
        if path in fetched:
            code = "package.fetch_incomplete"
        elif alias_key(path) in self._aliases:
            code = "package.path_alias"
        elif is_system_file(path):
            code = "package.system_file_missing"
        else:
            self.faults.fail("package.member_missing", quoted(path))
            return
        self._incomplete = True
        self.faults.add(undecided(code, quoted(path)))

    def _check_tag_manifests(self) -> None:
        """Every tag manifest lists every payload manifest (RFC 8493 2.2.1)."""
        wanted = {manifest.name for manifest in self._manifests if not manifest.of_tags}
        for manifest in self._manifests:
            if manifest.of_tags:
                for name in sorted(wanted - manifest.digests.keys()):
                    self.faults.fail("package.tag_file_unlisted", name, manifest.name)

    def _check_digests(self, files: BagFiles) -> None:
        """Digest every file once through every algorithm that a line states of it."""
        stated: dict[str, dict[str, str]] = {}
        for manifest in self._manifests:
            for path, digest in manifest.digests.items():
                if path in files.places:
                    stated.setdefault(path, {})[manifest.algorithm] = digest
        for path, wanted in stated.items():
            try:
                self._compare(path, wanted, files.digests(path, wanted))
            except MalformedError as error:
                self.faults.add(error.finding)

    def _compare(self, path: str, wanted: Mapping[str, str], digests: Mapping[str, str]) -> None:
        for algorithm, expected in wanted.items():
            observed = digests.get(algorithm)
            if observed is None:
                self.faults.add(undecided("package.digest_unsupported", quoted(path), algorithm))
            elif observed != expected:
                self.faults.fail("package.digest_differs", quoted(path), observed, quoted(expected))

    def _check_labels(self, files: BagFiles) -> None:
        """Payload-Oxum, where it stands, counts what is here (RFC 8493 2.2.2)."""
        oxum = f"{sum(self._payload.values())}.{len(self._payload)}"
        for element in read_labels(self._text(files, "bag-info.txt") or ""):
            if not isinstance(element, Label):
                self.faults.fail("package.bag_info_malformed", "bag-info.txt", quoted(element))
            elif self._incomplete or element.name.casefold() != "payload-oxum":
                continue
            elif element.value != oxum:
                observed = quoted(element.value)
                self.faults.fail("package.label_differs", "Payload-Oxum", observed, oxum)

    def report(self) -> BagReport:
        """Return what the check came to."""
        algorithms = sorted({m.algorithm for m in self._manifests if not m.of_tags})
        return BagReport(
            self.faults.found(),
            "{}.{}".format(*self._version) if self._encoding else None,
            tuple(algorithms),
            len(self._payload),
            sum(self._payload.values()),
        )
