"""Packages to be sent: a good one, whole and in parts, and the same with another head."""

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fixtures.package import write_package

_TAGMANIFEST = "tagmanifest-sha256.txt"
_HEAD = "package.json"


@cache
def good_package() -> bytes:
    """Return a package of one case, as the world's platform makes it for the first lender."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "package.zip"
        write_package(path, cases=1, item_size=900)
        return path.read_bytes()


def members_of(package: bytes) -> dict[str, bytes]:
    """Return every file of an archive."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(members: Mapping[str, bytes]) -> bytes:
    """Return an archive of some files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, octets in sorted(members.items()):
            archive.writestr(zipfile.ZipInfo(name), octets)
    return whole.getvalue()


def tags_of(package: bytes) -> bytes:
    """Return an archive of the tag files alone."""
    members = members_of(package)
    return archive_of({name: one for name, one in members.items() if not name.startswith("data/")})


def files_of(package: bytes) -> dict[str, bytes]:
    """Return digest to octets of the payload."""
    members = members_of(package)
    return {
        hashlib.sha256(one).hexdigest(): one
        for name, one in members.items()
        if name.startswith("data/")
    }


def digest_of(package: bytes) -> str:
    """Return the package digest."""
    return hashlib.sha256(members_of(package)[_TAGMANIFEST]).hexdigest()


def with_head(package: bytes, **changes: Any) -> bytes:
    """Return a package whose head says something else, its tag manifest in step."""
    members = members_of(package)
    head = {**json.loads(members[_HEAD]), **changes}
    return with_member(package, _HEAD, json.dumps(head, ensure_ascii=False).encode())


def with_member(package: bytes, name: str, octets: bytes) -> bytes:
    """Return a package with another tag file, its tag manifest in step."""
    members = members_of(package)
    before = hashlib.sha256(members[name]).hexdigest()
    after = hashlib.sha256(octets).hexdigest()
    manifest = members[_TAGMANIFEST].replace(before.encode(), after.encode())
    return archive_of({**members, name: octets, _TAGMANIFEST: manifest})
