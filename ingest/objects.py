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
from ingest.foreign import judge_foreign
from ingest.foreignresult import foreign_result
from ingest.package.bag import check_bag
from ingest.package.read import open_package, sniff_container
from ingest.package.sniff import sniff_media_type
from ingest.pipeline import run_package
from ingest.runs import CheckSettings, PackageRun
from ingest.signed.single import single_facts
from verify.asn1.attributes import parses_as_attributes
from verify.canonical import rfc3339
from verify.checks.covered import Covered
from verify.checks.signer import status_of
from verify.context import VerificationContext
from verify.findings import CheckStatus, Finding
from verify.items import ItemResult
from verify.objects.document import verify_document
from verify.objects.result import DIGEST_DIFFERS, ObjectResult, digests_differ, unverified
from verify.objects.verify import verify_object

__all__ = [
    "CoveredPath",
    "covered_file",
    "expand",
    "package_result",
    "readable_name",
    "takes_covered",
    "verify_path",
]  # fmt: skip

_SET_TAG = b"\x31"

_PDF = "application/pdf"
_SEAL_CONTAINERS = ("ofd", "asic")
_NOT_COMPUTED = {"signature_intact": None, "digest_intact": None}
_DIFFERENT_IN_REPORT = tuple(f'"code":"{code}"'.encode() for code in sorted(DIGEST_DIFFERS))
"""Codes of a digest that differs in canonical JSON, where quotes in a sender's text are escaped."""
_RESULT = b'"result":"'
"""How an item's result begins in the canonical JSON of a report."""
_TO_SEE = tuple(_RESULT + one.encode() for one in ItemResult if one is not ItemResult.CONSISTENT)


class CoveredPath:
    """A file as something a proof covers; digests are computed by streaming, each once."""

    def __init__(self, path: Path) -> None:
        """Cover the file at `path`."""
        self._path = path
        self.digest = cache(self._digest)

    def _digest(self, algorithm: str, prefix: bytes = b"") -> bytes | None:
        try:
            hasher = new_hasher(algorithm)
        except DigestUnsupportedError:
            return None
        hasher.update(prefix)
        with self._path.open("rb", buffering=0) as file:
            while block := file.read(LIMITS.read_buffer_octets):
                hasher.update(block)
        return hasher.digest()

    @property
    def content(self) -> bytes | None:
        """The file's octets, where they are few."""
        if self._path.stat().st_size > LIMITS.inline_message:
            return None
        return self._path.read_bytes()

    def equals(self, content: bytes) -> bool | None:
        """Whether the file is exactly `content`."""
        if self._path.stat().st_size != len(content):
            return False
        return self._path.read_bytes() == content

    @property
    def is_attributes(self) -> bool | None:
        """Whether the file parses as a SET OF Attribute; None where it begins so and is too large.

        The identifier octet of a SET is read first: a file of any size may be given.
        """
        with self._path.open("rb", buffering=0) as file:
            if file.read(1) != _SET_TAG:
                return False
        if self._path.stat().st_size > LIMITS.proof_octets:
            return None
        return parses_as_attributes(self._path.read_bytes())


def covered_file(path: Path) -> CoveredPath:
    """Return a file as covered data."""
    return CoveredPath(path)


def expand(path: Path) -> Iterator[Path]:
    """Yield a file, a package or bag directory as one, or every file below any other folder.

    A folder with more files than are looked at is itself the last path: `verify_path` says so.
    """
    if not path.is_dir() or sniff_container(path) is not None:
        yield path
        return
    found = 0
    for below in sorted(path.rglob("*")):
        if below.is_file() and not below.is_symlink():
            found += 1
            if found > LIMITS.verify_files:
                yield path
                return
            yield below


def takes_covered(path: Path) -> bool:
    """Whether `--data` can mean anything: a package and a document have their own within."""
    try:
        return sniff_container(path) is None and not _is_pdf(path)
    except OSError:
        return True


def _is_pdf(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return sniff_media_type(file.read(LIMITS.sniffed_octets)) == _PDF


def readable_name(name: str) -> str:
    """Return a file name that can be written as UTF-8: stray octets of it as escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def verify_path(
    path: Path, covered: Covered | None, settings: CheckSettings, context: VerificationContext
) -> ObjectResult:
    """Verify one file or package directory; never raises on its content."""
    subject = readable_name(path.name)
    if not (path.is_file() or path.is_dir()):
        return unverified("unknown", "object.unreadable", subject, "not a regular file")
    try:
        container = sniff_container(path)
        if container is not None:
            return _container(path, container, settings, context)
        if path.is_dir():
            more = f"more than {LIMITS.verify_files} files"
            return unverified("folder", "object.too_large", subject, more)
        size = path.stat().st_size
        if size > LIMITS.object_octets:
            return unverified("unknown", "object.too_large", subject, str(size))
        data = path.read_bytes()
    except OSError as error:
        return unverified("unknown", "object.unreadable", subject, error.strerror)
    if sniff_media_type(data[: LIMITS.sniffed_octets]) == _PDF:
        return verify_document("pdf", single_facts(data, context), context, subject=subject)
    found = verify_object(data, covered, context, subject=subject)
    return found if found.kind != "unknown" else _signed_within(data, context, subject) or found


def _signed_within(data: bytes, context: VerificationContext, subject: str) -> ObjectResult | None:
    """Return what is signed inside of a file of a kind of its own; None where nothing is."""
    facts = single_facts(data, context)
    if not facts.embedded:
        return None
    return verify_document("document", facts, context, subject=subject)


def _container(
    path: Path, kind: str, settings: CheckSettings, context: VerificationContext
) -> ObjectResult:
    """Return what a package, bag, signed document, platform's or other archive comes to."""
    if kind == "package":
        return _package(path, settings)
    if kind in _SEAL_CONTAINERS:
        return _document(path, kind, context)
    if kind == "bag":
        findings = check_bag(path).findings
        return ObjectResult(kind, status_of(findings), findings, _bag_facts(findings))
    foreign = judge_foreign(path, context)
    if foreign is not None:
        return foreign_result(foreign)
    with open_package(path) as package:
        findings = package.facts.findings
    if path.is_file() and path.stat().st_size <= LIMITS.signed_document_octets:
        within = _signed_within(path.read_bytes(), context, readable_name(path.name))
        if within is not None:
            return within
    return ObjectResult(kind, status_of(findings), findings, _NOT_COMPUTED)


def _document(path: Path, kind: str, context: VerificationContext) -> ObjectResult:
    """Return what an OFD or an associated signature container comes to."""
    size, subject = path.stat().st_size, readable_name(path.name)
    if size > LIMITS.signed_document_octets:
        return unverified(kind, "object.too_large", subject, str(size))
    return verify_document(kind, single_facts(path.read_bytes(), context), context, subject=subject)


def _bag_facts(findings: tuple[Finding, ...]) -> dict[str, object]:
    """Whether every digest of a bag agreed; null where its form left any of them uncompared."""
    passed = status_of(findings) is CheckStatus.PASSED
    intact = False if digests_differ(findings) else True if passed else None
    return {"signature_intact": None, "digest_intact": intact}


def _package(path: Path, settings: CheckSettings) -> ObjectResult:
    with tempfile.TemporaryDirectory(prefix="evidence-") as folder:
        run = run_package(path, settings, Path(folder))
        digest_intact, to_see = _digests_agree(run), sum(map(_to_see, run.report_lines()))
    status, decided = package_result(run)
    facts = {
        "signature_intact": run.seal.intact,
        "digest_intact": digest_intact,
        "package_digest": run.package_digest,
        "sealed_by": run.seal.signer,
        "sealed_at": rfc3339(run.seal.sealed_at),
        "refused": run.refused,
        "counts": {**run.counts, "cases_to_see": to_see},
    }
    return ObjectResult("package", status, run.findings, facts, decided)


def _digests_agree(run: PackageRun) -> bool | None:
    """Whether every digest stated of a file agrees; None where the package was refused before."""
    if run.shards_rotten or digests_differ(run.findings):
        return False
    if run.refused:
        return None
    return not any(mark in line for line in run.report_lines() for mark in _DIFFERENT_IN_REPORT)


def _to_see(report: bytes) -> bool:
    """Whether a case has an item that is not consistent, or no item at all."""
    return _RESULT not in report or any(mark in report for mark in _TO_SEE)


def package_result(run: PackageRun) -> tuple[CheckStatus, ItemResult]:
    """Return the status and result of a package: those of its worst item.

    An open question about the package as a whole is one about all of its items, and a package
    without a case says nothing that could be consistent.
    """
    if run.refused:
        return CheckStatus.FAILED, ItemResult.UNVERIFIABLE
    if run.count("inconsistent"):
        return CheckStatus.FAILED, ItemResult.INCONSISTENT
    undecided = status_of(run.findings) is not CheckStatus.PASSED
    if undecided or run.shards_rotten or run.count("unverifiable") or not run.count("cases"):
        return CheckStatus.INDETERMINATE, ItemResult.UNVERIFIABLE
    if run.count("unproven"):
        return CheckStatus.INDETERMINATE, ItemResult.UNPROVEN
    return CheckStatus.PASSED, ItemResult.CONSISTENT
