"""The list of parts of a package, written as its manifest is read: nothing of it is held.

What it looks like is said by `ingest.store.ondisk`, which reads it.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing

from anchors.limits import LIMITS
from ingest.intake.caselines import CaseFile, is_case_file
from ingest.intake.plan import MANIFEST, UploadPlan
from ingest.intake.planning import stage_pieces
from ingest.package.manifest import ManifestFile, OpenManifest
from ingest.service import Service
from verify.canonical import canonical_json

__all__ = ["case_files", "stage_list"]

_TOGETHER = 1 << 16


def stage_list(service: Service, plan: UploadPlan, sizes: Mapping[str, int]) -> str:
    """Stage the list of everything that an upload brought; return its digest.

    Args:
        service: has the stage.
        plan: of the upload, of which nothing is missing.
        sizes: digest to octets of what is staged.

    Raises:
        BlobStoreError: the store does not answer.
    """
    return stage_pieces(service, plan.upload, _together(_pieces(service, plan, sizes))).digest


def case_files(service: Service, plan: UploadPlan) -> Iterator[CaseFile]:
    """Yield the files of case lines that an upload brought; raises `BlobStoreError`."""
    for path, digest in _manifest_lines(service, plan):
        if is_case_file(path.encode()):
            yield CaseFile(path.encode(), _content(service, plan.upload, digest))


def _content(service: Service, upload: str, digest: str) -> Iterator[bytes]:
    with service.blobs.staged_file(upload, digest) as path, path.open("rb") as file:
        while piece := file.read(LIMITS.read_buffer_octets):
            yield piece


def _manifest_lines(service: Service, plan: UploadPlan) -> Iterator[tuple[str, str]]:
    """Yield path and digest of every line of the manifest that was staged."""
    if MANIFEST not in plan.tags:
        return
    with service.blobs.staged_file(plan.upload, plan.tags[MANIFEST]) as path:
        manifest = ManifestFile("sha256", MANIFEST, str(path), 0, path.stat().st_size)
        with closing(OpenManifest(manifest, path)) as opened:
            for line in opened.lines():
                yield line.path.decode("ascii"), line.digest.decode("ascii")


def _pieces(service: Service, plan: UploadPlan, sizes: Mapping[str, int]) -> Iterator[bytes]:
    yield b'{"base":"","files":{'
    for path, digest in _manifest_lines(service, plan):
        yield _part(path, digest, sizes) + b","
    # Whatever the manifest says of a tag file, it is the one that the tag manifest covers.
    yield b",".join(_part(path, digest, sizes) for path, digest in sorted(plan.tags.items()))
    yield b"}}"


def _part(path: str, digest: str, sizes: Mapping[str, int]) -> bytes:
    value = canonical_json({"sha256": digest, "size": sizes[digest]})
    return canonical_json(path) + b":" + value


def _together(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the same octets in fewer pieces."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        if len(waiting) >= _TOGETHER:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)
