"""Read `--trust` and `--certs` from disk: the only I/O around the trust store.

A folder with trust.json is a trust directory; any other folder, and any file, is loose material.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from anchors.limits import LIMITS
from verify.errors import TrustError
from verify.path import HelperSet
from verify.trust import TrustStore
from verify.trustfile import NO_TRUST, TRUST_JSON, decode_bare, decode_trust

__all__ = ["load_helpers", "load_trust", "read_bounded", "read_trust_directory"]


def load_trust(paths: Iterable[Path]) -> TrustStore:
    """Return the store of the given paths: one trust directory, or any loose files and folders.

    Raises:
        TrustError: the store is refused.
        OSError: a path is absent or cannot be read.
    """
    places = list(paths)
    if not places:
        return NO_TRUST
    directories = [place for place in places if (place / TRUST_JSON).is_file()]
    if not directories:
        return decode_bare(_read_all(places))
    if len(places) > 1:
        raise TrustError("a trust directory stands alone: give it without other --trust paths")
    return decode_trust(read_trust_directory(directories[0]))


def load_helpers(paths: Iterable[Path]) -> HelperSet:
    """Return untrusted helpers: certificates, CRLs and OCSP answers; raises as `load_trust`."""
    store = decode_bare(_read_all(paths))
    return HelperSet.of(
        certificates=[root.der for root in store.roots], crls=store.crls, ocsps=store.ocsps
    )


def _read_all(places: Iterable[Path]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for place in places:
        if place.is_dir():
            found.update(
                {f"{place}/{name}": data for name, data in read_trust_directory(place).items()}
            )
        else:
            found[str(place)] = read_bounded(place, LIMITS.object_octets)
    return found


def read_trust_directory(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path below it, bounded in number and size.

    Raises:
        TrustError: a link, or more than is read.
        OSError: it is absent or cannot be read.
    """
    found: dict[str, bytes] = {}
    for path in _walk(folder):
        if len(found) >= LIMITS.trust_files:
            raise TrustError(f"{folder}: over {LIMITS.trust_files} files")
        found[path.relative_to(folder).as_posix()] = read_bounded(path, LIMITS.object_octets)
    return found


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            raise TrustError(f"{path}: a link has no place in a trust store")
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def read_bounded(path: Path, octets: int) -> bytes:
    """Return a regular file of at most `octets`; a pipe or device is not waited for.

    Raises:
        TrustError: it is no regular file, or larger.
        OSError: it cannot be read.
    """
    if path.exists() and not path.is_file():
        raise TrustError(f"{path}: not a regular file")
    with path.open("rb") as file:
        data = file.read(octets + 1)
    if len(data) > octets:
        raise TrustError(f"{path}: over {octets} octets")
    return data
