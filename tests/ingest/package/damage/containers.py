"""Faults of what carries a package: ZIP, tar, directory, limits."""

import io
import struct
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from anchors.limits import LIMITS
from ingest.package.contents import digest_contents
from ingest.package.read import open_package, read_shard
from tests.ingest.package.damage.fault import Fault, packed, unpacked
from tests.ingest.package.damage.zipbytes import (
    header_of,
    insert_before,
    patch_both,
    patch_central,
    patch_local,
)
from tests.ingest.package.forging import good, read_all, rezip
from verify.findings import Finding

ONE = b"evidence/000/01.txt"
SYMLINK = 0o120777 << 16
_U32 = 0xFFFFFFFF


def _raw(code: str, data: bytes) -> Fault:
    def find(folder: Path) -> Sequence[Finding]:
        (folder / "p").write_bytes(data)
        return read_all(folder / "p")

    return Fault(code, find)


def _rezipped(
    code: str,
    change: Callable[[zipfile.ZipInfo], None],
    then: Callable[[bytes], bytes] = bytes,
) -> Fault:
    def find(folder: Path) -> Sequence[Finding]:
        package = rezip(good().write(folder / "a.zip"), folder / "p.zip", change)
        package.write_bytes(then(package.read_bytes()))
        return read_all(package)

    return Fault(code, find)


def _deflate(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_DEFLATED


def _link(info: zipfile.ZipInfo) -> None:
    info.external_attr = SYMLINK if info.filename.endswith("01.txt") else info.external_attr


def _absolute(info: zipfile.ZipInfo) -> None:
    info.filename = f"/{info.filename}"


def _far_away(info: zipfile.ZipInfo) -> None:
    if info.filename.endswith("evidence/000/01.txt"):
        info.extra = struct.pack("<2HQ", 1, 8, (1 << 64) - 1)


def _long_name_in_no_order(folder: Path) -> Sequence[Finding]:
    package = good().write(folder / "p.zip")
    with zipfile.ZipFile(package, "a") as archive:
        archive.writestr("data/" + "a" * 65_500, b"")
        archive.filelist.reverse()
    return read_all(package)


def _zipped_with(name: str) -> Callable[[Path], Sequence[Finding]]:
    def find(folder: Path) -> Sequence[Finding]:
        package = good().write(folder / "p.zip", base="base")
        with zipfile.ZipFile(package, "a") as archive:
            archive.writestr(name, b"")
        return read_all(package)

    return find


def _tar(code: str, change: Callable[[list[tuple[tarfile.TarInfo, bytes]]], object]) -> Fault:
    def find(folder: Path) -> Sequence[Finding]:
        with tarfile.open(good().write(folder / "a.tar", "tar")) as archive:
            members = [(info, archive.extractfile(info).read()) for info in archive]  # type: ignore[union-attr]
        change(members)
        with tarfile.open(folder / "p.tar", "w", format=tarfile.PAX_FORMAT) as archive:
            for info, data in members:
                archive.addfile(info, io.BytesIO(data))
        return read_all(folder / "p.tar")

    return Fault(code, find)


def _tar_bytes(code: str, change: Callable[[bytes], bytes]) -> Fault:
    def find(folder: Path) -> Sequence[Finding]:
        package = good().write(folder / "p.tar", "tar")
        package.write_bytes(change(package.read_bytes()))
        return read_all(package)

    return Fault(code, find)


def set_tar_field(data: bytes, header: int, at: int, value: bytes) -> bytes:
    """Return the tar with one field of the header at `header` set, its checksum to match."""
    out = bytearray(data)
    out[header + at : header + at + len(value)] = value
    out[header + 148 : header + 156] = b" " * 8
    out[header + 148 : header + 156] = b"%06o\0 " % sum(out[header : header + 512])
    return bytes(out)


def _entry(kind: bytes) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo("data/000000/evidence/000/link")
    info.type, info.linkname = kind, "target"
    return info, b""


def _limited(code: str, **values: int) -> Fault:
    return Fault(
        code,
        lambda folder: read_all(good(2).write(folder / "p.zip"), replace(LIMITS, **values)),
    )


def _vanished(folder: Path) -> Sequence[Finding]:
    """Return what is found where a file goes away between the listing and the reading."""
    path = good().write(folder / "p", "directory")
    with open_package(path) as package:
        shard = read_shard(package, package.shards[0])
        (path / "data/000000/evidence/000/01.txt").unlink()
        return digest_contents(package, shard, {"data/000000/evidence/000/01.txt": ()}).findings


def _two_end_records(data: bytes) -> bytes:
    """Return a ZIP whose comment is itself an end record."""
    end = data.rindex(b"PK\x05\x06")
    return data[: end + 20] + (22).to_bytes(2, "little") + data[end : end + 20] + b"\0\0"


def _with_comment(data: bytes, comment: bytes) -> bytes:
    return data[:-2] + len(comment).to_bytes(2, "little") + comment


def _shared_header(data: bytes) -> bytes:
    """Return a ZIP whose second entry points at the first one's local header."""
    other = header_of(data, ONE).local
    return patch_central(data, b"evidence/000/02.txt", offset=other)


def _local_name_lies(data: bytes) -> bytes:
    at = header_of(data, ONE).local + 30
    return data[:at] + data[at:].replace(ONE, b"evidence/000/09.txt", 1)


def _size(data: bytes) -> int:
    at = header_of(data, ONE).central
    return int.from_bytes(data[at + 24 : at + 28], "little")


FAULTS: dict[str, Fault] = {
    "random_octets": _raw("package.not_a_package", bytes(range(256)) * 20),
    "empty_file": _raw("package.not_a_package", b""),
    "zeros": _raw("package.not_a_package", bytes(10_000)),
    "zip_without_package": _raw("package.not_a_package", b"PK\x05\x06" + bytes(18)),
    "zip_cut_off": packed("package.archive_malformed", lambda data: data[:-40]),
    "zip_two_end_records": packed("package.archive_malformed", _two_end_records),
    "zip_directory_damaged": packed(
        "package.archive_malformed",
        lambda data: data.replace(b"PK\x01\x02", b"PK\x01\x09", 3),
    ),
    "zip_junk_after": packed("package.archive_gap", lambda data: data + b"junk"),
    "zip_junk_between": packed(
        "package.archive_gap", lambda data: insert_before(data, ONE, b"hidden")
    ),
    "zip_junk_before": packed(
        "package.archive_gap",
        lambda data: insert_before(data, b"000000/cases.jsonl", b"PK\x03\x04 hidden"),
    ),
    "zip_member_too_long": packed(
        "package.archive_overlap",
        lambda data: patch_both(data, ONE, size=_size(data) + 1, packed=_size(data) + 1),
    ),
    "zip_two_entries_one_header": packed("package.header_mismatch", _shared_header),
    "zip_flag_13": packed(
        "package.archive_unsupported", lambda data: patch_both(data, ONE, flags=1 << 13)
    ),
    "zip_method_bzip2": packed(
        "package.archive_unsupported", lambda data: patch_both(data, ONE, method=12)
    ),
    "zip_local_crc_lies": packed(
        "package.header_mismatch", lambda data: patch_local(data, ONE, crc=1)
    ),
    "zip_local_method_lies": packed(
        "package.header_mismatch", lambda data: patch_local(data, ONE, method=8)
    ),
    "zip_local_size_lies": packed(
        "package.header_mismatch", lambda data: patch_local(data, ONE, size=1)
    ),
    "zip_central_size_lies": packed(
        "package.header_mismatch", lambda data: patch_central(data, ONE, size=1)
    ),
    "zip_local_flags_lie": packed(
        "package.header_mismatch", lambda data: patch_local(data, ONE, flags=8)
    ),
    "zip_local_name_lies": packed("package.header_mismatch", _local_name_lies),
    "zip_encrypted": packed(
        "package.member_encrypted", lambda data: patch_both(data, ONE, flags=1)
    ),
    "zip_symlink": _rezipped("package.member_not_regular", _link),
    "zip_dos_directory_flag": packed(
        "package.member_not_regular", lambda data: patch_central(data, ONE, attributes=0x10)
    ),
    "zip_deflate_longer_than_declared": _rezipped(
        "package.deflate_malformed",
        _deflate,
        lambda data: patch_both(data, ONE, size=_size(data) - 1),
    ),
    "zip_deflate_shorter_than_declared": _rezipped(
        "package.deflate_malformed",
        _deflate,
        lambda data: patch_both(data, ONE, size=_size(data) + 1),
    ),
    "zip_deflate_ratio_lies": _rezipped(
        "package.deflate_malformed",
        _deflate,
        lambda data: patch_both(data, ONE, size=1 << 30),
    ),
    "zip_name_with_nul": packed(
        "package.path_unsafe", lambda data: data.replace(ONE, b"evidence/000/01\0txt")
    ),
    "zip_name_too_long_in_no_order": Fault("package.path_unsafe", _long_name_in_no_order),
    "zip_base_outside": packed(
        "package.path_unsafe", lambda data: data.replace(b"ab/", b"../"), base="ab"
    ),
    "zip_absolute_paths": _rezipped("package.path_unsafe", _absolute),
    "zip_second_first_level_directory": Fault(
        "package.base_ambiguous", _zipped_with("other/file.txt")
    ),
    "zip_offset_of_64_bits": _rezipped(
        "package.archive_malformed", _far_away, lambda data: patch_central(data, ONE, offset=_U32)
    ),
    "zip_comment": packed("package.archive_comment", lambda d: _with_comment(d, b"made by x")),
    "zip_base_in_gbk": packed(
        "package.name_not_utf8", lambda data: data.replace(b"abc/", b"\xbb\xf9c/"), base="abc"
    ),
    "tar_symlink": _tar("package.member_not_regular", lambda m: m.append(_entry(tarfile.SYMTYPE))),
    "tar_hard_link": _tar(
        "package.member_not_regular", lambda m: m.append(_entry(tarfile.LNKTYPE))
    ),
    "tar_device": _tar("package.member_not_regular", lambda m: m.append(_entry(tarfile.CHRTYPE))),
    "tar_pipe": _tar("package.member_not_regular", lambda m: m.append(_entry(tarfile.FIFOTYPE))),
    "tar_sparse": _tar(
        "package.member_not_regular", lambda m: m.append(_entry(tarfile.GNUTYPE_SPARSE))
    ),
    "tar_member_twice": _tar("package.member_twice", lambda m: m.append(m[1])),
    "tar_cut_off": _tar_bytes("package.archive_malformed", lambda data: data[:-1536]),
    "tar_one_end_block": _tar_bytes("package.archive_malformed", lambda data: data[:-512]),
    "tar_octets_after_end": _tar_bytes(
        "package.archive_gap", lambda data: data + b"hidden".ljust(512, b"\0")
    ),
    "tar_checksum_wrong": _tar_bytes(
        "package.archive_malformed", lambda data: data[:100] + b"1" + data[101:]
    ),
    "tar_absurd_size": _tar_bytes(
        "package.archive_malformed",
        lambda data: set_tar_field(data, 0, 124, b"\x80" + b"\xff" * 11),
    ),
    "tar_without_magic": _tar_bytes(
        "package.not_a_package", lambda data: data.replace(b"ustar", b"xxxxx")
    ),
    "directory_symlink": unpacked(
        "package.member_not_regular",
        lambda package: (package / "data/000000/evidence/000/link").symlink_to("01.txt"),
    ),
    "directory_file_vanishes": Fault("package.member_unreadable", _vanished),
    "too_many_members": _limited("package.limit_exceeded", package_members=3),
    "too_many_cases": _limited("package.limit_exceeded", package_cases=3),
    "too_many_lines_in_a_shard": _limited("package.limit_exceeded", shard_cases=1),
    "too_many_files_in_a_shard": _limited("package.limit_exceeded", shard_members=3),
    "too_many_shards": _limited("package.limit_exceeded", package_shards=1),
    "shard_too_large": _limited("package.limit_exceeded", shard_octets=100),
    "archive_too_large": _limited("package.limit_exceeded", package_octets=100),
    "proof_too_large": _limited("package.proof_too_large", proof_octets=5),
    "more_findings_than_kept": Fault(
        "package.more_findings",
        lambda folder: read_all(
            rezip(good().write(folder / "a.zip"), folder / "p.zip", _link_all),
            replace(LIMITS, package_findings=1),
        ),
    ),
}


def _link_all(info: zipfile.ZipInfo) -> None:
    info.external_attr = SYMLINK
