"""The tag files of a package: declaration, labels, package.json, tag manifest, signature.

The tag manifest lists every tag file but itself and `signature.*`, and no other tag manifest
exists; the labels that are read occur once and agree with `package.json` (formats, package 7).
A tag file that is none of ours is allowed where the tag manifest lists it: the seal covers it.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from anchors.digest import DIGEST_ALGORITHMS, compute_digest, new_hasher
from anchors.limits import Limits
from ingest.errors import MalformedError
from ingest.package.bagtext import Label, read_labels
from ingest.package.decode import decode_document
from ingest.package.faults import Faults, malformed, quoted
from ingest.package.head import PROFILE, decode_head
from ingest.package.jsontext import decode_json
from ingest.package.manifest import ManifestFile
from ingest.package.member import STORED, Container, Member, Place, read_whole
from ingest.package.workspace import Workspace
from verify.model import PackageHead

__all__ = ["TagFiles", "read_tags"]

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_TAGMANIFEST = "tagmanifest-sha256.txt"
_REQUIRED = ("bagit.txt", "bag-info.txt", "package.json", "manifest-sha256.txt", _TAGMANIFEST)
_SIGNATURES = ("signature.p7s", "signature.tsr")
_MANIFEST = re.compile(r"manifest-([a-z0-9-]+)\.txt")
_LINE = re.compile(r"([0-9a-f]{64})[ \t]+([!-~]+)")
_REQUIRED_LABELS = (
    "BagIt-Profile-Identifier", "External-Identifier", "Environment", "Payload-Oxum",
)  # fmt: skip


class TagFiles(NamedTuple):
    """What the tag files say, as far as they could be read."""

    head: PackageHead | None
    labels: Mapping[str, str]
    """The labels that are read, by their casefolded names."""
    tagmanifest: bytes
    signature: bytes | None
    signature_timestamp: bytes | None
    manifests: tuple[ManifestFile, ...]


class _Tags:
    """Tag files by name, each read at most once."""

    def __init__(
        self, container: Container, members: dict[str, Member], faults: Faults, limits: Limits
    ) -> None:
        self.container = container
        self.faults = faults
        self.limits = limits
        self.places: dict[str, Place] = {}
        self.contents: dict[str, bytes] = {}
        for name, member in members.items():
            self.try_reading(name, lambda member=member: container.locate(member))

    def try_reading(self, name: str, read: Callable[[], Place]) -> None:
        """Keep where a tag file lies, or what is wrong with it."""
        try:
            self.places[name] = read()
        except MalformedError as error:
            self.faults.add(error.finding)

    def content(self, name: str) -> bytes | None:
        """Return a tag file's octets, or None where it is absent or cannot be read."""
        if name not in self.contents and name in self.places:
            try:
                longest = self.limits.tag_file_octets
                self.contents[name] = read_whole(self.container, self.places[name], longest)
            except MalformedError as error:
                self.faults.add(error.finding)
                del self.places[name]
        return self.contents.get(name)


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
    if not {"bagit.txt", "package.json", _TAGMANIFEST} & members.keys():
        raise malformed("package.not_a_package", "archive", "neither bagit.txt nor package.json")
    tags = _Tags(container, members, faults, limits)
    _check_names(members, faults)
    manifests = _find_manifests(tags, source, workspace)
    tagmanifest = tags.content(_TAGMANIFEST)
    if tagmanifest is not None:
        _check_tagmanifest(tags, tagmanifest)
    if tags.content("bagit.txt") not in {None, _DECLARATION}:
        faults.fail("package.bagit_malformed", "bagit.txt")
    head = _read_head(tags)
    return TagFiles(
        head,
        _read_labels(tags, head),
        tagmanifest or b"",
        *(tags.content(name) for name in _SIGNATURES),
        manifests,
    )


def _check_names(members: dict[str, Member], faults: Faults) -> None:
    for name in _REQUIRED:
        if name not in members:
            faults.fail("package.tag_file_missing", name)
    for name in members:
        if name == "fetch.txt":
            faults.fail("package.fetch_present", name)
        elif name.startswith("tagmanifest-") and name != _TAGMANIFEST:
            faults.fail("package.tagmanifest_second", quoted(name))


def _find_manifests(tags: _Tags, source: Path, workspace: Workspace) -> tuple[ManifestFile, ...]:
    """Return where the lines of every payload manifest lie, inflated where that is needed."""
    found = []
    for name in sorted(tags.places):
        match = _MANIFEST.fullmatch(name)
        if match is None:
            continue
        algorithm, place = match[1], tags.places[name]
        if algorithm not in DIGEST_ALGORITHMS:
            tags.faults.fail("package.manifest_algorithm_unknown", name)
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


def _inflate_to(target: Path, tags: _Tags, place: Place) -> None:
    longest = tags.limits.package_members * tags.limits.manifest_line_octets
    if place.size > longest:
        raise malformed("package.limit_exceeded", target.name, str(place.size), str(longest))
    buffer = memoryview(bytearray(tags.limits.read_buffer_octets))
    with target.open("wb") as file:
        file.writelines(tags.container.read(place, buffer))


def _check_tagmanifest(tags: _Tags, tagmanifest: bytes) -> None:
    """Every tag file but itself and the signatures is listed, once, with its digest."""
    listed: dict[str, str] = {}
    for line in _lines(tagmanifest, tags.faults):
        match = _LINE.fullmatch(line)
        if match is None:
            tags.faults.fail("package.manifest_malformed", _TAGMANIFEST, quoted(line))
        elif match[2] in listed:
            tags.faults.fail("package.manifest_line_twice", match[2], _TAGMANIFEST)
        else:
            listed[match[2]] = match[1]
    closed = tags.places.keys() - {_TAGMANIFEST, *_SIGNATURES}
    for name in sorted(closed - listed.keys()):
        tags.faults.fail("package.tag_file_unlisted", quoted(name))
    for name in sorted(listed.keys() - closed):
        tags.faults.fail("package.tag_file_missing", quoted(name))
    for name in sorted(listed.keys() & closed):
        _check_digest(tags, name, listed[name])


def _lines(text: bytes, faults: Faults) -> list[str]:
    lines = text.decode("ascii", "backslashreplace").split("\n")
    if lines.pop():
        faults.fail("package.manifest_malformed", _TAGMANIFEST, "last line without LF")
    return lines


def _check_digest(tags: _Tags, name: str, expected: str) -> None:
    try:
        observed = _digest(tags, name)
    except MalformedError as error:
        tags.faults.add(error.finding)
        return
    if observed != expected:
        tags.faults.fail("package.tag_file_differs", quoted(name), observed, expected)


def _digest(tags: _Tags, name: str) -> str:
    if name in tags.contents:
        return compute_digest("sha256", tags.contents[name]).hex()
    hasher = new_hasher("sha256")
    buffer = memoryview(bytearray(tags.limits.read_buffer_octets))
    for piece in tags.container.read(tags.places[name], buffer):
        hasher.update(piece)
    return hasher.digest().hex()


def _read_head(tags: _Tags) -> PackageHead | None:
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


def _read_labels(tags: _Tags, head: PackageHead | None) -> Mapping[str, str]:
    """Return the labels that are read; each occurs once and agrees with package.json."""
    raw = tags.content("bag-info.txt")
    if raw is None:
        return {}
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        tags.faults.fail("package.bag_info_malformed", "bag-info.txt", "not UTF-8")
        return {}
    found: dict[str, str] = {}
    wanted = {label.casefold() for label in _REQUIRED_LABELS}
    for element in read_labels(text):
        if not isinstance(element, Label):
            tags.faults.fail("package.bag_info_malformed", "bag-info.txt", quoted(element))
        elif element.name.casefold() in found:
            tags.faults.fail("package.label_twice", quoted(element.name))
        elif element.name.casefold() in wanted:
            found[element.name.casefold()] = element.value
    _compare_labels(found, head, tags.faults)
    return found


def _compare_labels(found: dict[str, str], head: PackageHead | None, faults: Faults) -> None:
    expected: dict[str, str | None] = dict.fromkeys(_REQUIRED_LABELS)
    if head is not None:
        values = (head.profile, head.package_id, head.environment)
        expected |= dict(zip(_REQUIRED_LABELS, values, strict=False))
    for label, value in expected.items():
        stated = found.get(label.casefold())
        if stated is None:
            faults.fail("package.label_missing", label)
        elif value is not None and stated != value:
            faults.fail("package.label_differs", label, quoted(stated), value)
