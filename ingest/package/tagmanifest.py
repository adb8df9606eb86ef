"""The tag manifest: every tag file but itself and the signatures, once, with its digest.

It is what the signature covers, so what it leaves out nobody vouches for (formats, package 7).
"""

import re

from ingest.errors import MalformedError
from ingest.package.faults import Faults, quoted
from ingest.package.tagfiles import TagFileReader

__all__ = ["SIGNATURES", "TAGMANIFEST", "check_tagmanifest"]

TAGMANIFEST = "tagmanifest-sha256.txt"
SIGNATURES = ("signature.p7s", "signature.tsr")
_LINE = re.compile(r"([0-9a-f]{64})[ \t]+([!-~]+)")


def check_tagmanifest(tags: TagFileReader, tagmanifest: bytes) -> None:
    """Close the tag files over the lines of the tag manifest."""
    listed = _listed(tagmanifest, tags.faults)
    closed = tags.places.keys() - {TAGMANIFEST, *SIGNATURES}
    for name in sorted(closed - listed.keys()):
        tags.faults.fail("package.tag_file_unlisted", quoted(name))
    for name in sorted(listed.keys() - closed):
        tags.faults.fail("package.tag_file_missing", quoted(name))
    for name in sorted(listed.keys() & closed):
        _check_digest(tags, name, listed[name])


def _listed(tagmanifest: bytes, faults: Faults) -> dict[str, str]:
    lines = tagmanifest.decode("ascii", "backslashreplace").split("\n")
    if lines.pop():
        faults.fail("package.manifest_malformed", TAGMANIFEST, "last line without LF")
    listed: dict[str, str] = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            faults.fail("package.manifest_malformed", TAGMANIFEST, quoted(line))
        elif match[2] in listed:
            faults.fail("package.manifest_line_twice", match[2], TAGMANIFEST)
        else:
            listed[match[2]] = match[1]
    return listed


def _check_digest(tags: TagFileReader, name: str, expected: str) -> None:
    try:
        observed = tags.sha256(name)
    except MalformedError as error:
        tags.faults.add(error.finding)
        return
    if observed != expected:
        tags.faults.fail("package.tag_file_differs", quoted(name), observed, expected)
