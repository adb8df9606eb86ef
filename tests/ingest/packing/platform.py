"""A folder as a platform keeps it, made of a good package: names of its own, proofs one a file."""

import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from cryptography.x509 import Certificate, load_der_x509_certificate

from fixtures.package import write_package
from fixtures.world import SEALED_AT, world
from ingest.cms import PrivateKey
from ingest.packing.folder import PackOutcome, pack_folder

__all__ = ["Row", "Source", "edit_head", "edit_lines", "pack", "sealing_key", "write_source"]

Row = dict[str, Any]


class Source(NamedTuple):
    folder: Path
    out: Path


def sealing_key(platform: int = 0) -> tuple[PrivateKey, tuple[Certificate, ...]]:
    """The key that the platform seals with, and the path of its certificate."""
    seal = world(1).platforms[platform].seal
    key: object = seal.key.private
    assert isinstance(key, PrivateKey)
    return key, tuple(load_der_x509_certificate(one) for one in seal.path)


def pack(source: Source, **options: Any) -> PackOutcome:
    key, path = sealing_key()
    given = {"at": SEALED_AT, "extra_certs": path[1:], **options}
    return pack_folder(source.folder, source.out, key, path[0], **given)


def write_source(base: Path, cases: int = 2) -> Source:
    """Write the folder of a platform with so many cases."""
    folder = base / "文件夹"
    for name, content in _files(cases).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Source(folder, base / "packed.zip")


@cache
def _files(cases: int) -> dict[str, bytes]:
    with TemporaryDirectory() as base:
        folder = _write_folder(Path(base), cases)
        files = [path for path in folder.rglob("*") if path.is_file()]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _write_folder(base: Path, cases: int) -> Path:
    package, folder = base / "package", base / "文件夹"
    write_package(package, cases=cases, item_size=1500, container="directory")
    (folder / "材料").mkdir(parents=True)
    head = json.loads((package / "package.json").read_bytes())
    for name in ("counts", "created_at", "profile"):
        del head[name]
    (folder / "package.json").write_text(json.dumps(head, ensure_ascii=False), "utf-8")
    for target in ("cases.jsonl", "shared.jsonl"):
        lines = [_moved(one, package, folder) for one in _lines(package, target)]
        _write_lines(folder / target, lines)
    return folder


def edit_lines(source: Source, edit: Callable[[Row], object], name: str = "cases.jsonl") -> None:
    """Change every line of a file in place."""
    lines = [json.loads(one) for one in (source.folder / name).read_bytes().splitlines()]
    for line in lines:
        edit(line)
    _write_lines(source.folder / name, lines)


def edit_head(source: Source, edit: Callable[[Row], object]) -> None:
    """Change package.json in place."""
    path = source.folder / "package.json"
    head = json.loads(path.read_bytes())
    edit(head)
    path.write_text(json.dumps(head), "utf-8")


def _lines(package: Path, name: str) -> Iterator[Row]:
    for path in sorted(package.glob(f"data/*/{name}")):
        for line in path.read_bytes().splitlines():
            yield json.loads(line)


def _write_lines(path: Path, lines: list[Row]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, "utf-8")


def _moved(line: Row, package: Path, folder: Path) -> Row:
    """Give the files of a line names that a platform would give them."""
    key = line.get("case_key") or line["id"]
    evidence = line["evidence"]
    for row in evidence if isinstance(evidence, list) else [evidence]:
        name = f"材料/{key} {row['title']}{Path(row['path']).suffix.upper()}"
        shutil.copy(package / row["path"], folder / name)
        row["path"] = name
        for field in ("size", "file_name"):
            del row[field]
        del row["digests"]["sha256"]
    for proof in line["proofs"]:
        whole = (package / proof["path"]).read_bytes()
        name = f"材料/{key}-{proof['id']}.{proof['form']}"
        (folder / name).write_bytes(whole[proof["offset"] :][: proof["length"]])
        proof["path"] = name
        del proof["offset"], proof["length"]
    return line
