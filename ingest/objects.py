"""Single files for `evidence verify`: read within limits, told apart, handed to the right check.

A file is held in memory only when it is small enough to be one object; a package, bag or other
archive is read by the package reader. `covered_file` streams, so the covered data may be of any
size.
"""

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from anchors.digest import new_hasher
from anchors.errors import DigestUnsupportedError
from anchors.limits import LIMITS
from ingest.package.bag import check_bag
from ingest.package.read import sniff_container
from ingest.pipeline import CheckSettings, PackageRun, run_package
from verify.asn1.cms import parses_as_attributes
from verify.canonical import rfc3339
from verify.checks.covered import Covered
from verify.checks.signer import status_of
from verify.codes.table import CODES
from verify.context import VerificationContext
from verify.findings import CheckStatus, Finding
from verify.items import ItemResult
from verify.objects.result import ObjectResult, unverified
from verify.objects.verify import verify_object

__all__ = ["CoveredPath", "covered_file", "expand", "verify_path"]

_ATTRIBUTES_OCTETS = 65_536
"""A SET OF Attribute is a few hundred octets; a larger file is not looked at for being one."""


class CoveredPath:
    """A file as something a proof covers; digests are computed by streaming, each once."""

    def __init__(self, path: Path) -> None:
        """Cover the file at `path`."""
        self._path = path
        self.digest = cache(self._digest)

    def _digest(self, algorithm: str) -> bytes | None:
        try:
            hasher = new_hasher(algorithm)
        except DigestUnsupportedError:
            return None
        with self._path.open("rb", buffering=0) as file:
            while block := file.read(LIMITS.read_buffer_octets):
                hasher.update(block)
        return hasher.digest()

    def equals(self, content: bytes) -> bool | None:
        """Whether the file is exactly `content`."""
        if self._path.stat().st_size != len(content):
            return False
        return self._path.read_bytes() == content

    @property
    def is_attributes(self) -> bool:
        """Whether the file parses as a SET OF Attribute."""
        if self._path.stat().st_size > _ATTRIBUTES_OCTETS:
            return False
        return parses_as_attributes(self._path.read_bytes())


def covered_file(path: Path) -> CoveredPath:
    """Return a file as covered data."""
    return CoveredPath(path)


def expand(path: Path) -> Iterator[Path]:
    """Yield a file, a package or bag directory as one, or every file below any other folder."""
    if not path.is_dir() or sniff_container(path) is not None:
        yield path
        return
    found = 0
    for below in sorted(path.rglob("*")):
        if below.is_file() and not below.is_symlink():
            found += 1
            if found > LIMITS.verify_files:
                return
            yield below


def verify_path(
    path: Path, covered: Covered | None, settings: CheckSettings, context: VerificationContext
) -> ObjectResult:
    """Verify one file or package directory; never raises on its content."""
    subject = path.name
    if not (path.is_file() or path.is_dir()):
        return unverified("unknown", "object.unreadable", subject, "not a regular file")
    try:
        container = sniff_container(path)
        if container is not None:
            return _container(path, container, settings)
        size = path.stat().st_size
        if size > LIMITS.object_octets:
            return unverified("unknown", "object.too_large", subject, str(size))
        data = path.read_bytes()
    except OSError as error:
        return unverified("unknown", "object.unreadable", subject, error.strerror)
    return verify_object(data, covered, context, subject=subject)


def _container(path: Path, kind: str, settings: CheckSettings) -> ObjectResult:
    """Return what a package, bag, seal container or any other archive comes to."""
    if kind == "package":
        return _package(path, settings)
    if kind in ("ofd", "asic"):
        return unverified(kind, "object.kind_unsupported", path.name, kind)
    findings = check_bag(path).findings if kind == "bag" else _archive(path)
    return ObjectResult(kind, status_of(findings), findings, _facts(findings))


def _archive(path: Path) -> tuple[Finding, ...]:
    from ingest.package.read import open_package  # noqa: PLC0415

    with open_package(path) as package:
        return package.facts.findings


def _facts(findings: tuple[Finding, ...]) -> dict[str, object]:
    wrong = any(
        one.status is CheckStatus.FAILED and CODES[one.code].contradiction for one in findings
    )
    status = status_of(findings)
    intact = None if status is CheckStatus.INDETERMINATE else not wrong
    return {"signature_intact": None, "digest_intact": intact}


def _package(path: Path, settings: CheckSettings) -> ObjectResult:
    with tempfile.TemporaryDirectory(prefix="evidence-") as folder:
        run = run_package(path, settings, Path(folder))
    counts = run.counts
    status, decided = _worst(run)
    facts = {
        "signature_intact": None if run.seal.signer is None else not run.refused,
        "digest_intact": not run.refused and not run.count("inconsistent"),
        "package_digest": run.package_digest,
        "sealed_by": run.seal.signer,
        "sealed_at": rfc3339(run.seal.sealed_at),
        "counts": dict(counts),
    }
    return ObjectResult("package", status, run.findings, facts, decided)


def _worst(run: PackageRun) -> tuple[CheckStatus, ItemResult]:
    """Return the status and result of a package: those of its worst item."""
    if run.refused:
        return CheckStatus.FAILED, ItemResult.UNVERIFIABLE
    if run.count("inconsistent"):
        return CheckStatus.FAILED, ItemResult.INCONSISTENT
    if run.count("unverifiable") or run.shards_rotten:
        return CheckStatus.INDETERMINATE, ItemResult.UNVERIFIABLE
    if run.count("unproven"):
        return CheckStatus.INDETERMINATE, ItemResult.UNPROVEN
    return CheckStatus.PASSED, ItemResult.CONSISTENT
