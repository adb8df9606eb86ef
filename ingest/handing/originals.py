"""Originals and elements out of a stored package, for who may see them: of one case at a time.

The package is opened where it is kept, every octet of it held against its digest; a case line names
what belongs to it, and nothing else of the package can be asked for.
"""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import IO, Any, NamedTuple

from anchors.limits import LIMITS
from ingest.errors import MalformedError
from ingest.package.read import Package, open_package, read_shard, read_shared
from ingest.service import Service
from ingest.store.ondisk import package_on_disk
from ingest.store.reading import PackageView
from verify.model import BundleShard, CaseLine, Evidence
from verify.rules.elements.masks import without_personal

__all__ = ["SHARED_PREFIX", "Original", "open_original", "secret_values"]

SHARED_PREFIX = "shared:"
"""Before the id of a document that the package has once."""


class Original(NamedTuple):
    """An original, whole, in a file of its own that is gone once it is closed."""

    file: IO[bytes]
    size: int
    sha256: str
    file_name: str | None
    media_type: str | None
    declared: str | None
    """The SHA-256 that its sender declared; another one is an inconsistency that was reported."""


def open_original(
    service: Service, package: PackageView, shard: str, case_key: str, item: str
) -> Original | None:
    """Return an original of a case; None where the case has none of this name.

    Raises:
        BlobStoreError: the package is not there, or something else is.
    """
    with _case(service, package, shard, case_key) as found:
        if found is None:
            return None
        opened, bundle, line = found
        row, holder = _row(opened, bundle, line, item)
        if row is None or row.path is None or row.path not in holder.present:
            return None
        return _copied(service, opened, holder.name, row)


def secret_values(
    service: Service, package: PackageView, shard: str, case_key: str
) -> dict[str, Any] | None:
    """Return the elements that a hand-off only refers to, by their paths. Raises as above."""
    with _case(service, package, shard, case_key) as found:
        if found is None:
            return None
        stated = found[2].elements
        _, paths = without_personal(stated)
        return {path: _at(stated, path) for path in paths}


@contextmanager
def _case(
    service: Service, package: PackageView, shard: str, case_key: str
) -> Iterator[tuple[Package, BundleShard, CaseLine] | None]:
    """Open a package and read the shard of a case."""
    kept = package_on_disk(service.blobs, package.form, package.source)
    with kept as path, open_package(path) as opened:
        ref = next((one for one in opened.shards if one.name == shard), None)
        bundle = None if ref is None else read_shard(opened, ref)
        cases = () if bundle is None else bundle.cases
        line = next((one for one in cases if one.case_key == case_key), None)
        yield None if bundle is None or line is None else (opened, bundle, line)


def _row(
    opened: Package, bundle: BundleShard, line: CaseLine, item: str
) -> tuple[Evidence | None, BundleShard]:
    """Return the row of an item, and the shard that holds its file."""
    if not item.startswith(SHARED_PREFIX):
        return next((one for one in line.evidence if one.id == item), None), bundle
    name = item.removeprefix(SHARED_PREFIX)
    shared = read_shared(opened) if name in line.shared else None
    if shared is None:
        return None, bundle
    return next((one.evidence for one in shared.shared if one.id == name), None), shared


def _copied(service: Service, opened: Package, shard: str, row: Evidence) -> Original | None:
    """Return an original copied out of its package."""
    assert row.path is not None
    hasher, size = sha256(), 0
    buffer = memoryview(bytearray(LIMITS.read_buffer_octets))
    file = tempfile.TemporaryFile(dir=service.folder)  # noqa: SIM115 - the answer closes it
    try:
        for piece in opened.container.read(opened.places(shard)[row.path], buffer):
            hasher.update(piece)
            size += len(piece)
            file.write(piece)
        file.flush()
    except MalformedError:
        file.close()
        return None
    except BaseException:
        file.close()
        raise
    return Original(
        file, size, hasher.hexdigest(), row.file_name, row.media_type, row.digests.get("sha256")
    )


def _at(elements: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - an element of any kind
    """Return what stands at a path such as `h_disbursements/1/payee_tail`."""
    found: Any = elements
    for part in path.split("/"):
        found = found[int(part) - 1] if isinstance(found, list) else found[part]
    return found
