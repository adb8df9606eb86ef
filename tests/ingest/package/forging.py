"""Small packages for the reader's tests: a good one, and the means to damage it."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anchors.limits import LIMITS, Limits
from ingest.package.contents import digest_contents
from ingest.package.read import Package, ShardRef, open_package, read_shard
from ingest.package.tally import finish_closure, tally_shard
from ingest.package.write import Container, PackageWriter, canonical_json
from verify.findings import Finding
from verify.model import BundleShard, DigestSpec

SHA256 = DigestSpec("sha256")
Row = dict[str, Any]
"""A JSON object as tests change it."""
USCC = "91440101MA5CXXXX0X"


def package_head() -> Row:
    """Return package.json without its counts."""
    party = {"uscc": USCC, "name": "某某小额贷款有限公司"}
    return {
        "profile": "evidence-package/1",
        "package_id": "pkg-1",
        "kind": "application",
        "path": "deposited",
        "audience": "gzinternetcourt",
        "environment": "sandbox",
        "platform_id": "platform-1",
        "lender": party,
        "applicant": {**party, "role": "lender"},
        "product_code": "P-1",
        "batch_ref": "B-1",
        "stage": "诉前",
        "filing_date": "2025-06-10",
        "created_at": "2025-06-10T09:00:00+08:00",
        "application": {"requests": [], "statements": {"5(7)": "licence"}},
    }


def evidence_row(name: str, path: str, content: bytes) -> Row:
    """Return one row of evidence."""
    return {
        "id": name,
        "category": 6,
        "event": "contract",
        "title": "借款合同",
        "purpose": "证明借款合同成立",
        "path": path,
        "file_name": "合同.txt",
        "media_type": "text/plain",
        "size": len(content),
        "digests": {"sha256": hashlib.sha256(content).hexdigest()},
        "origin": "native",
        "generated_at": "2024-06-03T10:00:00+08:00",
        "deposit": {
            "platform_id": "platform-1",
            "deposit_no": "840175805404000001",
            "deposited_at": "2024-06-03T02:01:00Z",
            "certificate_no": None,
            "state": "deposited",
        },
    }


def proof_row(name: str, over: str, path: str, offset: int, length: int) -> Row:
    """Return one proof."""
    return {
        "id": name,
        "kind": "signature",
        "form": "cms",
        "over": over,
        "path": path,
        "offset": offset,
        "length": length,
        "signer_role": "lender",
    }


def case_line(number: int, shard: str, contents: list[bytes]) -> Row:
    """Return one case with two originals, each with a signature of 10 octets in `proofs.bin`."""
    folder = f"data/{shard}/evidence/{number:03}"
    names = ("contract", "voucher")
    rows = [
        evidence_row(name, f"{folder}/{place:02}.txt", content)
        for place, (name, content) in enumerate(zip(names, contents, strict=True), 1)
    ]
    proofs = [
        proof_row(
            f"{name}-sig", f"item:{name}", f"data/{shard}/proofs.bin", 20 * number + 10 * place, 10
        )
        for place, name in enumerate(names)
    ]
    return {
        "case_key": f"case-{shard}-{number:03}",
        "loan": {"contract_no": f"HT{number}", "loan_no": f"JK{number}"},
        "elements": {"d_name": "张三", "f_amount": "1000.00"},
        "evidence": rows,
        "proofs": proofs,
        "shared": ["licence"],
    }


@dataclass
class Draft:
    """A package before it is written; whatever is changed here is signed and listed as it is."""

    head: Row = field(default_factory=package_head)
    cases: dict[str, list[Row]] = field(default_factory=dict)
    shared: list[Row] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """Payload but for the lines."""
    raw: dict[str, bytes] = field(default_factory=dict)
    """Lines files as they are to stand, instead of those encoded from `cases` and `shared`."""
    counts: dict[str, int] = field(default_factory=dict)

    def payload(self) -> dict[str, bytes]:
        """Return every payload file in byte order."""
        lines = {f"data/{name}/cases.jsonl": encode(rows) for name, rows in self.cases.items()}
        lines["data/shared/shared.jsonl"] = encode(self.shared)
        whole = {**lines, **self.files, **self.raw}
        return {path: whole[path] for path in sorted(whole, key=str.encode)}

    def case(self, number: int = 0, shard: str = "000000") -> Row:
        """Return one case line."""
        return self.cases[shard][number]

    def row(self, key: str, place: int = 0, number: int = 0) -> Row:
        """Return one evidence row or proof of a case in the first shard."""
        row: Row = self.case(number)[key][place]
        return row

    def write(
        self,
        out: Path,
        container: Container = "zip",
        *,
        base: str = "",
        manifests: tuple[str, ...] = ("sha256",),
    ) -> Path:
        """Write the package and return where it is."""
        cases = [row for rows in self.cases.values() for row in rows]
        counts = {"cases": len(cases), "items": sum(len(row["evidence"]) for row in cases)}
        counts |= self.counts
        with PackageWriter(out, container=container, base=base, manifests=manifests) as writer:
            for path, data in self.payload().items():
                writer.add(path, data)
            writer.finish(
                self.head,
                cases=counts["cases"],
                items=counts["items"],
                sign=lambda data: b"CMS " + data[:8],
            )
        return out


def encode(rows: Iterable[object]) -> bytes:
    """Return lines as they stand in a lines file."""
    return b"".join(canonical_json(row) + b"\n" for row in rows)


def original(number: int, place: int, shard: str = "000000") -> bytes:
    """Return the content of one original."""
    return f"original {shard} {number} {place}\n".encode() * 20


def good(shards: int = 1, cases: int = 2) -> Draft:
    """Return a good package."""
    draft = Draft()
    for number in range(shards):
        shard = f"{number:06}"
        draft.cases[shard] = []
        for case in range(cases):
            contents = [original(case, place, shard) for place in (1, 2)]
            draft.cases[shard].append(case_line(case, shard, contents))
            for place, content in enumerate(contents, 1):
                draft.files[f"data/{shard}/evidence/{case:03}/{place:02}.txt"] = content
        draft.files[f"data/{shard}/proofs.bin"] = bytes(range(10)) * 2 * cases
    licence = b"licence"
    row = evidence_row("licence-file", "data/shared/evidence/licence.txt", licence)
    proof = proof_row("licence-sig", "item:licence-file", "data/shared/proofs/one.p7s", 0, 1)
    del proof["offset"], proof["length"]
    draft.shared.append({"id": "licence", "kind": "licence", "evidence": row, "proofs": [proof]})
    draft.files["data/shared/evidence/licence.txt"] = licence
    draft.files["data/shared/proofs/one.p7s"] = b"CMS"
    return draft


def reseal(folder: Path) -> None:
    """Write the tag manifest of a package in a directory anew."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith(("tagmanifest", "signature"))
    ]
    (folder / "tagmanifest-sha256.txt").write_text("".join(lines))


def rezip(source: Path, out: Path, change: Callable[[zipfile.ZipInfo], None] | None = None) -> Path:
    """Write a ZIP's members again with `zipfile`, each after `change` has seen it."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out, "w") as after:
        for info in before.infolist():
            data = before.read(info)
            if change is not None:
                change(info)
            after.writestr(info, data)
    return out


def read_all(path: Path, limits: Limits = LIMITS) -> list[Finding]:
    """Read a package to its end and return every finding, originals against their lines too."""
    with open_package(path, limits=limits) as package:
        findings = list(package.facts.findings)
        shards = []
        for ref in (*package.shards, *filter(None, [package.shared])):
            shard, found = read_one(package, ref)
            shards.append(shard)
            findings += found
        tallies = [tally_shard(shard) for shard in shards]
        return [*findings, *finish_closure(package.facts, tallies, limits=limits)]


def read_one(package: Package, ref: ShardRef) -> tuple[BundleShard, list[Finding]]:
    """Read one shard with its originals."""
    shard = read_shard(package, ref)
    plans = {
        path: tuple(DigestSpec(name) for name in shard.manifest.get(path, {}))
        for path in shard.present
    }
    contents = digest_contents(package, shard, plans)
    return shard, [*shard.findings, *contents.findings]
