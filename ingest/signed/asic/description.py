"""What lies in a container unsigned because the standard has it there: types, and a list of them.

`mimetype` (ETSI EN 319 162-1 A.1), `META-INF/manifest.xml` (OpenDocument 1.2 part 3, 4) and
`META-INF/container.xml` (OCF 3.5.1) may be left out by every signature (4.4.3.2). So one counts as
such only if it says nothing but that: the elements and attributes of its own standard, paths that
lead to what is there, media types. Whatever else lies under the name is a file like any other.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ingest.errors import XmlError
from ingest.signed.asic.mimetype import is_media_type
from ingest.signed.asic.names import Role
from ingest.signed.container import Members
from ingest.signed.xml import Element, has_comment, is_without_text, parse_xml

__all__ = ["is_what_it_is_named"]

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_VERSIONS = frozenset({"", "1.0", "1.1", "1.2", "1.3"})


class _Form(NamedTuple):
    """The elements and attributes of one description."""

    levels: tuple[str, ...]
    """The root and what lies below it, each a list of the next; the last one names a file."""
    path: str
    media_type: str
    versions: frozenset[str]


_FORMS = (
    _Form(
        (f"{_ODF}manifest", f"{_ODF}file-entry"),
        f"{_ODF}full-path", f"{_ODF}media-type", frozenset({f"{_ODF}version"}),
    ),
    _Form(
        (f"{_OCF}container", f"{_OCF}rootfiles", f"{_OCF}rootfile"),
        "full-path", "media-type", frozenset({"version"}),
    ),
)  # fmt: skip


def is_what_it_is_named(role: Role, octets: bytes, members: Members) -> bool:
    """Whether a file that no signature has to cover holds no more than its name says."""
    if role is Role.MIMETYPE:
        return is_media_type(octets)
    if role is not Role.DESCRIPTION:
        return True
    try:
        root = parse_xml(octets)
    except XmlError:
        return False
    if has_comment(octets) or not is_without_text(root):
        return False
    return any(_is_of(root, form, members) for form in _FORMS)


def _is_of(root: Element, form: _Form, members: Members) -> bool:
    paths = _paths_of(members)
    for level, element in _below(root):
        if level >= len(form.levels) or element.tag != form.levels[level]:
            return False
        if not _says_only(element.attributes, form, paths, last=level + 1 == len(form.levels)):
            return False
    return True


def _says_only(
    attributes: Mapping[str, str], form: _Form, paths: frozenset[str], *, last: bool
) -> bool:
    for name, value in attributes.items():
        if name in form.versions:
            known = value in _VERSIONS
        elif not last:
            known = False
        elif name == form.path:
            known = value in paths
        else:
            known = name == form.media_type and (not value or is_media_type(value.encode()))
        if not known:
            return False
    return True


def _paths_of(members: Members) -> frozenset[str]:
    """Return every path that there is, the folders and the whole among them."""
    folders = {"/"}
    for name in members:
        at = name.find("/")
        while at >= 0:
            folders.add(name[: at + 1])
            at = name.find("/", at + 1)
    return frozenset(members) | folders


def _below(root: Element) -> Iterator[tuple[int, Element]]:
    """Yield every element with its level; the depth is bounded by the reader of XML."""
    open_ones = [(0, root)]
    while open_ones:
        level, one = open_ones.pop()
        yield level, one
        open_ones.extend((level + 1, child) for child in one.children)
