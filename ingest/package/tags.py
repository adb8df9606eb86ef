"""The tag files of a package: declaration, labels, package.json, tag manifest, signature.

The tag manifest lists every tag file but itself and `signature.*`, and no other tag manifest
exists; the labels that are read occur once and agree with `package.json` (formats, package 7).
A tag file that is none of ours is allowed where the tag manifest lists it: the seal covers it.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from anchors.digest import DIGEST_ALGORITHMS
from anchors.limits import Limits
from ingest.errors import MalformedError
from ingest.package.decode import decode_document
from ingest.package.faults import Faults, malformed, quoted
from ingest.package.head import PROFILE, decode_head
from ingest.package.jsontext import decode_json
from ingest.package.labels import check_labels
from ingest.package.manifest import ManifestFile
from ingest.package.member import STORED, Container, Member, Place
from ingest.package.names import alias_key
from ingest.package.tagfiles import TagFileReader
from ingest.package.tagmanifest import SIGNATURES, TAGMANIFEST, check_tagmanifest
from ingest.package.workspace import Workspace
from verify.model import PackageHead

__all__ = ["TagFiles", "read_tags"]

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_REQUIRED = ("bagit.txt", "bag-info.txt", "package.json", "manifest-sha256.txt", TAGMANIFEST)
_MANIFEST = re.compile(r"manifest-(.*)\.txt", re.IGNORECASE | re.DOTALL)


class TagFiles(NamedTuple):
    """What the tag files say, as far as they could be read."""

    head: PackageHead | None
    labels: Mapping[str, str]
    """The labels that are read, by their casefolded names."""
    tagmanifest: bytes
    signature: bytes | None
    signature_timestamp: bytes | None
    manifests: tuple[ManifestFile, ...]


def read_tags(
    container: Container,
    members: dict[str, Member],
    source: Path,
    workspace: Workspace,
    faults: Faults,
    limits: Limits,
) -> TagFiles:
    """Read and close the tag files.

    Args:
        container: what they lie in.
        members: every file outside `data/`, by its path below the base.
        source: the container's own path.
        workspace: where a deflated manifest is inflated to.
        faults: takes whatever is wrong.
        limits: bounds their sizes.

    Raises:
        MalformedError: none of them is there: this is no package.
    """
    if not {"bagit.txt", "package.json", TAGMANIFEST} & members.keys():
        raise malformed("package.not_a_package", "archive", "neither bagit.txt nor package.json")
    tags = TagFileReader(container, members, faults, limits)
    _check_names(members, faults)
    manifests = _find_manifests(tags, source, workspace)
    tagmanifest = tags.content(TAGMANIFEST)
    if tagmanifest is not None:
        check_tagmanifest(tags, tagmanifest)
    if tags.content("bagit.txt") not in {None, _DECLARATION}:
        faults.fail("package.bagit_malformed", "bagit.txt")
    head = _read_head(tags)
    info = tags.content("bag-info.txt")
    signature, timestamp = (tags.content(name) for name in SIGNATURES)
    labels = check_labels(info, head, faults) if info is not None else {}
    return TagFiles(head, labels, tagmanifest or b"", signature, timestamp, manifests)


def _check_names(members: dict[str, Member], faults: Faults) -> None:
    for name in _REQUIRED:
        if name not in members:
            faults.fail("package.tag_file_missing", name)
    if len({alias_key(name) for name in members}) < len(members):
        faults.fail("package.path_alias", "tag files", quoted(", ".join(sorted(members))))
    for name in members:
        if name == "fetch.txt":
            faults.fail("package.fetch_present", name)
        elif name.startswith("tagmanifest-") and name != TAGMANIFEST:
            faults.fail("package.tagmanifest_second", quoted(name))


def _find_manifests(
    tags: TagFileReader, source: Path, workspace: Workspace
) -> tuple[ManifestFile, ...]:
    """Return where the lines of every payload manifest lie, inflated where that is needed."""
    found = []
    for name in sorted(tags.places):
        match = _MANIFEST.fullmatch(name)
        if match is None:
            continue
        algorithm, place = match[1], tags.places[name]
        if name != f"manifest-{algorithm}.txt" or algorithm not in DIGEST_ALGORITHMS:
            tags.faults.fail("package.manifest_algorithm_unknown", quoted(name))
        elif tags.container.kind == "directory":
            found.append(ManifestFile(algorithm, name, str(source / name), 0, place.size))
        elif place.method == STORED:
            found.append(ManifestFile(algorithm, name, None, place.offset, place.size))
        else:
            target = workspace.path(name)
            try:
                _inflate_to(target, tags, place)
            except MalformedError as error:
                tags.faults.add(error.finding)
                continue
            found.append(ManifestFile(algorithm, name, str(target), 0, place.size))
    return tuple(found)


def _inflate_to(target: Path, tags: TagFileReader, place: Place) -> None:
    longest = tags.limits.package_members * tags.limits.manifest_line_octets
    if place.size > longest:
        raise malformed("package.limit_exceeded", target.name, str(place.size), str(longest))
    buffer = memoryview(bytearray(tags.limits.read_buffer_octets))
    with target.open("wb") as file:
        file.writelines(tags.container.read(place, buffer))


def _read_head(tags: TagFileReader) -> PackageHead | None:
    raw = tags.content("package.json")
    if raw is None:
        return None
    try:
        value = decode_json(raw, "package.json", tags.limits)
        if isinstance(value, dict) and value.get("profile") != PROFILE:
            observed = quoted(str(value.get("profile")))
            raise malformed("package.profile_unsupported", "package.json", observed, PROFILE)
        head = decode_document(value, decode_head, "package.json")
    except MalformedError as error:
        tags.faults.add(error.finding)
        return None
    if head.counts.cases > tags.limits.package_cases:
        observed, limit = str(head.counts.cases), str(tags.limits.package_cases)
        tags.faults.fail("package.limit_exceeded", "cases", observed, limit)
    return head
