"""A signed container in memory: one list of members for every reader, or none."""

import dataclasses
import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from fixtures.archive import ZipEntry, deflated, stored, zip_archive
from ingest.errors import MalformedError
from ingest.signed.container import Members, open_members

_GOOD = [stored("mimetype", b"application/ofd"), deflated("a/b.xml", b"<b/>" * 99)]


def _cause(octets: bytes) -> str:
    with pytest.raises(MalformedError) as caught:
        open_members(octets)
    finding, cause = caught.value.finding, str(caught.value.__cause__).partition(":")[0]
    limited = cause == "package.limit_exceeded"
    code = "embedded.over_limit" if limited else "embedded.unreadable"
    assert (finding.code, finding.subject) == (code, "")
    return cause


def _renamed(name: bytes) -> ZipEntry:
    return ZipEntry(name, b"x", 1, 0x8CDC1683)


def _extra(*entries: ZipEntry) -> bytes:
    return zip_archive([*_GOOD, *entries])


def _shared_local() -> bytes:
    ghost = stored("ghost.xml", b"x")
    ghost.headless = True
    ghost.central = {"offset": 0}
    return zip_archive([*_GOOD, ghost])


def _other_name() -> bytes:
    entry = stored("shown.xml", b"x")
    entry.local = {"name": b"other.xml"}
    return _extra(entry)


def _encrypted() -> bytes:
    entry = stored("secret.xml", b"x")
    entry.flags = 1
    return _extra(entry)


def _short() -> bytes:
    entry = deflated("short.xml", b"x" * 1000)
    return _extra(dataclasses.replace(entry, size=999))


def _bomb() -> bytes:
    entry = deflated("bomb.xml", b"\0" * 1000)
    return _extra(dataclasses.replace(entry, size=LIMITS.container_octets))


def _many() -> bytes:
    return zip_archive([_renamed(b"%d" % n) for n in range(LIMITS.container_members + 1)])


_OPEN_WORLDS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "archive_malformed"),
    "no end": (lambda: b"PK\x03\x04 and no end", "archive_malformed"),
    "cut off": (lambda: zip_archive(_GOOD)[:-1], "archive_malformed"),
    "more after the end": (lambda: zip_archive(_GOOD, after=b"more"), "archive_gap"),
    "more before the start": (lambda: zip_archive(_GOOD, before=b"%PDF-1.7"), "archive_gap"),
    "two archives": (lambda: zip_archive(_GOOD, after=zip_archive(_GOOD)), "archive_gap"),
    "local header of another": (_shared_local, "archive_overlap"),
    "another name inside": (_other_name, "header_mismatch"),
    "encrypted": (_encrypted, "member_encrypted"),
    "deflate goes on": (_short, "deflate_malformed"),
    "bomb": (_bomb, "deflate_malformed"),
    "flood": (_many, "limit_exceeded"),
    "twice": (lambda: _extra(_renamed(b"mimetype")), "path_alias"),
    "case": (lambda: _extra(_renamed(b"MimeType")), "path_alias"),
    "backslash": (lambda: _extra(_renamed(b"a\\b.xml")), "path_alias"),
    "normal form": (
        lambda: _extra(_renamed("é".encode()), _renamed("e\u0301".encode())), "path_alias",
    ),
    "file named as a folder": (lambda: _extra(_renamed(b"a")), "path_alias"),
    "folder named as a file": (lambda: _extra(_renamed(b"mimetype/x")), "path_alias"),
    "up": (lambda: _extra(_renamed(b"../x")), "path_unsafe"),
    "down and up": (lambda: _extra(_renamed(b"a/../x")), "path_unsafe"),
    "up by backslash": (lambda: _extra(_renamed(b"a/..\\x")), "path_unsafe"),
    "here": (lambda: _extra(_renamed(b"./x")), "path_unsafe"),
    "empty step": (lambda: _extra(_renamed(b"a//x")), "path_unsafe"),
    "absolute": (lambda: _extra(_renamed(b"/x")), "path_unsafe"),
    "drive": (lambda: _extra(_renamed(b"C:x")), "path_unsafe"),
    "NUL": (lambda: _extra(_renamed(b"x\0y")), "path_unsafe"),
    "says UTF-8": (
        lambda: _extra(dataclasses.replace(_renamed("合".encode("gbk")), flags=1 << 11)),
        "header_mismatch",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "code"), _OPEN_WORLDS.values(), ids=_OPEN_WORLDS)
def test_what_two_readers_may_list_differently_is_not_read(
    make: Callable[[], bytes], code: str
) -> None:
    assert _cause(make()) == f"package.{code}"


def test_members_come_as_they_lie_stored_and_inflated() -> None:
    members = open_members(zip_archive(_GOOD, comment=b"note"))
    assert dict(members) == {"mimetype": b"application/ofd", "a/b.xml": b"<b/>" * 99}
    assert list(members) == ["mimetype", "a/b.xml"]
    assert members.stored == {"mimetype"}
    assert members.comment == b"note"
    assert [one.code for one in members.findings] == ["package.archive_comment"]


def test_members_that_are_too_large_together_are_not_inflated() -> None:
    few = dataclasses.replace(LIMITS, container_octets=400)
    with pytest.raises(MalformedError, match=r"embedded\.over_limit"):
        open_members(zip_archive(_GOOD), few)


def test_a_folder_is_no_member() -> None:
    folder = ZipEntry(b"a/", b"", 0, 0)
    assert list(open_members(zip_archive([*_GOOD, folder]))) == ["mimetype", "a/b.xml"]


def test_a_name_in_gbk_is_read_and_told() -> None:
    members = open_members(_extra(_renamed("合同.xml".encode("gbk"))))
    assert members["合同.xml"] == b"x"
    assert [one.code for one in members.findings] == ["package.name_not_utf8"]


def test_a_directory_in_another_order_gives_members_as_they_lie() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("b", "1")
        archive.writestr("a", "2")
        archive.filelist.reverse()
    assert list(open_members(out.getvalue())) == ["b", "a"]


def test_an_empty_archive_has_no_member() -> None:
    assert len(open_members(zip_archive([]))) == 0


@given(st.data())
def test_any_changed_octet_changes_what_is_read_or_is_refused_or_is_no_content(
    data: st.DataObject,
) -> None:
    octets = bytearray(zip_archive(_GOOD))
    at = data.draw(st.integers(0, len(octets) - 1))
    octets[at] ^= data.draw(st.integers(1, 255))
    try:
        members = open_members(bytes(octets))
    except MalformedError:
        return
    assert isinstance(members, Members)
