"""What a member of a container is, told by its name alone (ETSI EN 319 162-1 4.3.3.2, 4.4).

What stands in `META-INF` and is of no kind named there has to be covered like any other file: a
judge who opens the container sees it.
"""

import re
from collections.abc import Container as Names
from enum import Enum
from urllib.parse import unquote_to_bytes

__all__ = ["MIMETYPE", "Role", "is_archive", "is_beside", "is_simple", "member_named", "role_of"]

MIMETYPE = "mimetype"
_META = "META-INF/"
_DESCRIPTIONS = frozenset({"META-INF/manifest.xml", "META-INF/container.xml"})
"""Of ODF and OCF (4.4.3.2), in this case alone: they say what is there, and nothing else."""
_MANIFEST = re.compile(r"asic[a-z]*manifest[^/]*\.xml")
_SIMPLE = {"META-INF/signature.p7s", "META-INF/timestamp.tst"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NO_STEPS = frozenset({"", ".", ".."})


class Role(Enum):
    """The kinds of member."""

    DATA = "data"
    MIMETYPE = "mimetype"
    SIGNATURE = "signature"
    """A CMS: `*signature*.p7s`."""
    TIMESTAMP = "timestamp"
    """A time-stamp token: `*timestamp*.tst`."""
    MANIFEST = "manifest"
    """ASiCManifest, ASiCArchiveManifest, ASiCEvidenceRecordManifest."""
    XADES = "xades"
    EVIDENCE_RECORD = "evidence record"
    UNSUPPORTED = "unsupported"
    """A signature of another kind."""
    DESCRIPTION = "description"


def role_of(name: str) -> Role:
    """Return what a member is; `mimetype` is one by name, whatever it says."""
    if name == MIMETYPE:
        return Role.MIMETYPE
    if not name.startswith(_META):
        return Role.DATA
    if name in _DESCRIPTIONS:
        return Role.DESCRIPTION
    below = name.removeprefix(_META).casefold()
    if _MANIFEST.search(below):
        return Role.MANIFEST
    return _signature_role(below)


def _signature_role(below: str) -> Role:
    suffix = below.rpartition(".")[2]
    if suffix == "ers" or (suffix == "xml" and "evidencerecord" in below):
        return Role.EVIDENCE_RECORD
    if suffix == "xml" and "signature" in below:
        return Role.XADES
    by_suffix = {"p7s": Role.SIGNATURE, "tst": Role.TIMESTAMP, "p7m": Role.UNSUPPORTED}
    return by_suffix.get(suffix, Role.DATA)


def is_simple(name: str) -> bool:
    """Whether a signature has the one name that it has in a simple container."""
    return name in _SIMPLE


def is_archive(name: str) -> bool:
    """Whether a manifest is one that an archive token is over, which either form may have."""
    return name.removeprefix(_META).casefold().startswith("asicarchivemanifest")


def is_beside(name: str) -> bool:
    """Whether a file lies among the signatures, where no file that is signed belongs (4.3.3.1)."""
    return name.startswith(_META)


def member_named(uri: str, names: Names[str]) -> str | None:
    """Return the member that a reference names, whether it is there or not.

    References are relative to the root and percent-encoded once (RFC 3986); a name that was put
    there unencoded is taken as it stands, where it can mean only one member.

    Returns:
        None where the reference leads elsewhere, or may name two members.
    """
    decoded = _decoded(uri)
    for_certain = decoded if decoded is not None else uri
    if decoded != uri and uri in names:
        if decoded is not None and decoded in names:
            return None
        for_certain = uri
    elif decoded is None:
        return None
    outside = _SCHEME.match(uri) or "\\" in for_certain or "#" in uri or "?" in uri
    if outside or not _NO_STEPS.isdisjoint(for_certain.split("/")):
        return None
    return for_certain


def _decoded(uri: str) -> str | None:
    """Return a reference with its escapes decoded; None where they are none, or no UTF-8."""
    if _ESCAPE.search(uri):
        return None
    try:
        return unquote_to_bytes(uri).decode()
    except UnicodeDecodeError:
        return None
