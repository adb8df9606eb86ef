"""Faults of plain bags."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from ingest.package.bag import check_bag
from tests.ingest.package.damage.fault import Fault
from verify.findings import Finding

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def manifest(files: dict[str, bytes], algorithm: str = "sha256", form: str = "{}  {}\n") -> bytes:
    """Return the manifest of payload files."""
    lines = [
        form.format(hashlib.new(algorithm, data).hexdigest(), path) for path, data in files.items()
    ]
    return "".join(lines).encode()


def bag(**changes: bytes | None) -> dict[str, bytes]:
    """Return the files of a good bag, with some changed or left out by name."""
    payload = {"data/a.txt": b"a", "data/借据.pdf": b"b"}
    files: dict[str, bytes | None] = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": b"Payload-Oxum: 2.2\n",
        "manifest-sha256.txt": manifest(payload),
        **payload,
        **changes,
    }
    return {path: data for path, data in files.items() if data is not None}


def write_bag(folder: Path, files: dict[str, bytes]) -> Path:
    """Write a bag as a directory."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def _bag(code: str, files: dict[str, bytes]) -> Fault:
    def find(folder: Path) -> Sequence[Finding]:
        return check_bag(write_bag(folder / "bag", files)).findings

    return Fault(code, find)


_LISTED = {"data/a.txt": b"a", "data/借据.pdf": b"b"}

FAULTS: dict[str, Fault] = {
    "bag_payload_differs": _bag("package.digest_differs", bag(**{"data/a.txt": b"x"})),
    "bag_file_to_be_fetched": _bag(
        "package.fetch_incomplete",
        bag(**{"data/a.txt": None, "fetch.txt": b"http://localhost/a - data/a.txt\n"}),
    ),
    "bag_fetch_outside": _bag(
        "package.path_unsafe", bag(**{"fetch.txt": b"http://localhost/a - ../a.txt\n"})
    ),
    "bag_name_differs_in_case": _bag(
        "package.path_alias", bag(**{"data/a.txt": None, "data/A.txt": b"a"})
    ),
    "bag_of_aliases": _bag(
        "package.path_alias",
        bag(
            **{
                "data/A.txt": b"a",
                "manifest-sha256.txt": manifest({**_LISTED, "data/A.txt": b"a"}),
            }
        ),
    ),
    "bag_system_file_gone": _bag(
        "package.system_file_missing",
        bag(**{"manifest-sha256.txt": manifest({**_LISTED, "data/.DS_Store": b""})}),
    ),
    "bag_of_md5": _bag(
        "package.bag_weak_digest",
        bag(**{"manifest-sha256.txt": None, "manifest-md5.txt": manifest(_LISTED, "md5")}),
    ),
    "bag_made_with_md5sum": _bag(
        "package.bag_line_unusual",
        bag(**{"manifest-sha256.txt": manifest(_LISTED, form="{} *{}\n")}),
    ),
    "bag_of_unknown_algorithm": _bag(
        "package.digest_unsupported", bag(**{"manifest-whirlpool.txt": b""})
    ),
    "bag_of_unknown_encoding": _bag(
        "package.archive_unsupported",
        bag(**{"bagit.txt": DECLARATION.replace(b"UTF-8", b"rot13")}),
    ),
    "bag_file_unlisted": _bag("package.member_unlisted", bag(**{"data/c.txt": b"c"})),
    "bag_file_missing": _bag("package.member_missing", bag(**{"data/a.txt": None})),
    "bag_without_manifest": _bag("package.tag_file_missing", bag(**{"manifest-sha256.txt": None})),
}
