"""A platform's own package, judged for integrity alone: each of its items, with its records.

There is no element list, no loan and no seal: nothing is admitted by it, and a record's deposit is
that of the registered platform whose record names this adapter.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from anchors.limits import LIMITS, Limits
from ingest.adapters.base import Adapter, ForeignBundle, ForeignFiles
from ingest.adapters.registry import adapter_for, named_in
from ingest.collecting import collect_contents
from ingest.errors import MalformedError
from ingest.package.containers import container_kind
from ingest.package.faults import Faults, in_words
from ingest.package.member import Container
from ingest.package.names import decode_name
from ingest.package.package import Package, PackageHandle
from ingest.package.ziparchive import ZipArchive
from verify.calls import NO_CALLS
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.engine import DecodedShard
from verify.findings import Finding
from verify.judging import DecodedLine, ItemOutcome, judge_line
from verify.model import BundleShard, Evidence, PackageFacts
from verify.proofs import decode_proof

__all__ = ["ForeignJudged", "foreign_form", "judge_foreign"]

_SHARD = "000000"


class ForeignJudged(NamedTuple):
    """What a foreign package came to."""

    form: str
    findings: tuple[Finding, ...]
    """About the package as a whole."""
    items: tuple[ItemOutcome, ...]


class _Opened(NamedTuple):
    """A foreign package with what reads it."""

    container: Container
    files: ForeignFiles | MalformedError
    """Its files, or why they are no closed world."""
    adapter: Adapter


def foreign_form(path: Path, limits: Limits = LIMITS) -> str | None:
    """Return the form of a foreign package; None where a path is none that is known.

    Raises:
        OSError: there is no such path, or it may not be read.
    """
    with ExitStack() as resources:
        opened = _open(path, resources, limits)
        return None if opened is None else opened.adapter.form


def judge_foreign(
    path: Path, context: VerificationContext, limits: Limits = LIMITS
) -> ForeignJudged | None:
    """Judge a package of another form; None where a path is none that is known.

    Raises:
        OSError: there is no such path, or it may not be read.
    """
    with ExitStack() as resources:
        opened = _open(path, resources, limits)
        if opened is None:
            return None
        try:
            if isinstance(opened.files, MalformedError):
                raise opened.files
            return _judge(path, opened.container, opened.files, opened.adapter, context, limits)
        except MalformedError as error:
            return ForeignJudged(opened.adapter.form, (_unread(error.finding),), ())


def _open(path: Path, resources: ExitStack, limits: Limits) -> _Opened | None:
    """Open a ZIP that some adapter knows: by its content, or where that is not read by its names.

    Raises:
        OSError: there is no such path, or it may not be read.
    """
    if container_kind(path) != "zip":
        return None
    try:
        container = ZipArchive(path, limits)
    except MalformedError:
        return None
    resources.callback(container.close)
    if container.directory.extent.members > limits.foreign_files:
        return None
    files: ForeignFiles | MalformedError
    try:
        files = ForeignFiles(container, limits)
        adapter = adapter_for(files, limits)
    except MalformedError as error:
        files, adapter = error, named_in(_names(container))
    return None if adapter is None else _Opened(container, files, adapter)


def _names(container: Container) -> Iterator[str]:
    """Yield the names of an archive as far as it can be read; nothing of them is relied on."""
    try:
        for member in container.scan(Faults(0)):
            yield decode_name(member.path)
    except MalformedError:
        return


def _judge(
    path: Path,
    container: Container,
    files: ForeignFiles,
    adapter: Adapter,
    context: VerificationContext,
    limits: Limits,
) -> ForeignJudged:
    bundle = _of_registered(adapter.read(files, limits), context)
    proofs = tuple(decode_proof(one, bundle.octets.get(one.locator)) for one in bundle.proofs)
    line = DecodedLine(bundle.evidence, proofs)
    present = {name: files.size(name) for name in files}
    shard = BundleShard(_SHARD, (), (), bundle.octets, {}, present)
    facts = PackageFacts(container.kind, None, b"", None, None, (), {})
    handle = PackageHandle(path, b"", None, (), None, facts, limits)
    with Package(handle, (), container, None, [], ExitStack()) as package:
        package.keep_places(_SHARD, files.places)
        contents = collect_contents(package, DecodedShard(shard, (line,)), context)
    items = judge_line(line, contents, {}, NO_CALLS, context)
    unread = [_unread(one) for one in contents.findings]
    return ForeignJudged(bundle.form, (*context.levelled(bundle.findings), *unread), items)


def _of_registered(bundle: ForeignBundle, context: VerificationContext) -> ForeignBundle:
    """Return a bundle whose deposits are those of the one platform that has this adapter."""
    registered = [
        one.id
        for one in (context.trust.platforms or {}).values()
        if one.record.get("adapter") == bundle.platform
    ]
    if len(registered) != 1:
        return bundle
    rows = tuple(_with_platform(one, registered[0]) for one in bundle.evidence)
    return bundle._replace(evidence=rows)


def _with_platform(evidence: Evidence, platform: str) -> Evidence:
    deposit = evidence.deposit
    if deposit is None:
        return evidence
    return evidence._replace(deposit=deposit._replace(platform_id=platform))


def _unread(cause: Finding) -> Finding:
    """Return that a package is not read, in the words of the package reader."""
    return finding("foreign.member_unreadable", "package", observed=in_words(cause))
