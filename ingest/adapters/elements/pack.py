"""An element list and its attachments, made into a package of path `manual` (Art. 6 ¶2).

1 the sheets are read, and everything wrong with them told by its cell
2 attachments are found and told
3 without an error: every attachment is read once for its digest, then the package is written, shard
  by shard, each attachment read again and held against its digest

Nothing is signed, nothing is deposited: the court's own receipt starts the custody. A case key is a
digest of lender, contract and loan, so that it tells nothing and is the same when filed again.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

from anchors.limits import LIMITS
from ingest.adapters.elements.attachments import Attachment, Attachments
from ingest.adapters.elements.cases import (
    CaseDraft,
    check_cases,
    index_cases,
    read_drafts,
)
from ingest.adapters.elements.evidence import (
    FileFacts,
    evidence_row,
    file_facts,
    shared_kind,
    stored_suffix,
)
from ingest.adapters.elements.faults import FaultList, SheetRefusedError, file_fault
from ingest.adapters.elements.head import PackOptions, package_head
from ingest.adapters.elements.mark import mark_workbook
from ingest.adapters.elements.matching import Matched, match_attachments
from ingest.adapters.elements.source import read_sheets
from ingest.adapters.elements.spool import SpooledSheets
from ingest.adapters.elements.tables import Entered, enter
from ingest.errors import MalformedError
from ingest.package.write import ChangedError, PackageWriter, canonical_json

__all__ = ["PackOptions", "PackOutcome", "case_key", "pack_elements"]

_SHARED = "data/shared"
_STATEMENTS = {"withdrawal-consent": "5(7)", "execution-consent": "5(8)"}
_WIDE = 99
"""Items of a case whose numbers have two digits."""


class PackOutcome(NamedTuple):
    """What came of it."""

    faults: FaultList
    package: Path | None
    """None where there was an error."""
    marked: Path | None = None
    """The workbook with its faults marked; None where none was asked for, or nothing was read."""
    cases: int = 0
    items: int = 0

    @property
    def refused(self) -> bool:
        """Whether a file was not read at all."""
        return any(fault.refuses for fault in self.faults)


class _Packing(NamedTuple):
    """Everything that writing needs."""

    entered: Entered
    drafts: Path
    """Where the cases were put, each once."""
    attachments: Attachments | None
    matched: Matched
    options: PackOptions
    faults: FaultList
    facts: dict[str, FileFacts]


def case_key(uscc: str, contract: str, loan: str) -> str:
    """Return the key of a loan: the same whenever it is filed, and without personal data."""
    named = canonical_json([uscc, contract, loan])
    return f"case-{hashlib.sha256(named).hexdigest()[:24]}"


def pack_elements(
    path: Path,
    attachments: Path | None,
    out: Path,
    options: PackOptions,
    *,
    mark: Path | None = None,
) -> PackOutcome:
    """Read an element list and write the package, where nothing stands against it.

    Args:
        path: a workbook, a folder of CSV, or the CSV of cases.
        attachments: a folder or ZIP.
        out: the package that is written.
        options: what the package says beside its cases.
        mark: where the workbook goes with its faults marked, where it has any.

    Raises:
        OSError: a file cannot be read or written, or the package is there already.
    """
    if out.exists():
        raise FileExistsError(f"{out}: is there already")
    if mark is not None:
        _check_mark(mark, out, [one for one in (path, attachments) if one is not None])
    faults = FaultList()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="evidence-elements-")))
        try:
            spooled = read_sheets(path, folder)
            packing = _prepare(spooled, attachments, options, faults, folder, stack)
        except SheetRefusedError as error:
            faults.add(error.fault)
            return PackOutcome(faults, None)
        if packing is not None and not faults.stop():
            _read_facts(packing)
        marked = _mark(spooled, faults, mark)
        if packing is None or faults.stop():
            return PackOutcome(faults, None, marked)
        partial = out.with_name(f"{out.name}.partial")
        try:
            cases, items = _write(packing, partial)
            partial.rename(out)
        except (ChangedError, MalformedError) as error:
            faults.add(file_fault("sheet.attachments_unreadable", str(error)))
            return PackOutcome(faults, None, marked)
        finally:
            partial.unlink(missing_ok=True)
        return PackOutcome(faults, out, marked, cases, items)


def _check_mark(mark: Path, out: Path, read: list[Path]) -> None:
    """Make sure that the marked list takes the place of nothing that was sent, or is written.

    Raises:
        FileExistsError: it would.
    """
    where = mark.resolve()
    sent = any(
        where == one.resolve() or (mark.exists() and where.is_relative_to(one.resolve()))
        for one in read
    )
    if sent or where == out.resolve():
        raise FileExistsError(f"{mark}: --mark 不能覆盖所提交的文件 would take the place of a file")


def _mark(spooled: SpooledSheets, faults: FaultList, mark: Path | None) -> Path | None:
    if mark is None or not len(faults):
        return None
    partial = mark.with_name(f"{mark.name}.partial")
    try:
        mark_workbook(spooled, faults, partial)
        partial.replace(mark)
    finally:
        partial.unlink(missing_ok=True)
    return mark


def _prepare(
    spooled: SpooledSheets,
    attachments: Path | None,
    options: PackOptions,
    faults: FaultList,
    folder: Path,
    stack: ExitStack,
) -> _Packing | None:
    """Check everything; None where there are too many cases, or attachments cannot be read."""
    entered = enter(spooled, faults)
    index = index_cases(entered, faults)
    if index.cases > LIMITS.package_cases:
        # Nothing more is done: putting a million cases together takes an hour.
        observed, most = f"> {LIMITS.package_cases}", str(LIMITS.package_cases)
        faults.add(file_fault("sheet.limit_exceeded", "案件", observed, most))
        return None
    drafts = folder / "drafts.jsonl"
    check_cases(entered, index, faults, drafts)
    opened = None
    if attachments is not None:
        try:
            opened = stack.enter_context(Attachments.open(attachments, index.loans, faults))
        except SheetRefusedError as error:
            faults.add(error.fault)
            return None
    matched = match_attachments(entered, index, opened, options.required, faults)
    return _Packing(entered, drafts, opened, matched, options, faults, {})


def _read_facts(packing: _Packing) -> None:
    """Read every attachment that is used, once."""
    if packing.attachments is None:
        return
    first: dict[bytes, tuple[str, int]] = {}
    owned = [(0, packing.matched.shared), *packing.matched.cases.items()]
    for owner, files in owned:
        for one in files:
            if one.path in packing.facts:
                continue
            facts = _facts_of(one, packing.attachments, packing.faults)
            if facts is None:
                continue
            packing.facts[one.path] = facts
            other, whose = first.setdefault(facts.sha256, (one.path, owner))
            if whose != owner:
                packing.faults.add(file_fault("sheet.attachment_twice", one.path, other))


def _facts_of(one: Attachment, attachments: Attachments, faults: FaultList) -> FileFacts | None:
    """Return what reading an attachment says; None, and a fault, where it cannot be read."""
    if not one.member.size:
        faults.add(file_fault("sheet.attachment_empty", one.path))
        return None
    if one.member.size > LIMITS.attachment_octets:
        observed, most = str(one.member.size), str(LIMITS.attachment_octets)
        faults.add(file_fault("sheet.attachment_too_large", one.path, observed, most))
        return None
    try:
        return file_facts(attachments.chunks(one))
    except MalformedError as error:
        observed = error.finding.observed or ""
        faults.add(file_fault("sheet.attachments_unreadable", one.path, observed))
        return None


def _write(packing: _Packing, out: Path) -> tuple[int, int]:
    """Write the package; return its cases and items."""
    head = _head(packing)
    shared = _shared_lines(packing)
    ids = [str(line["id"]) for line, _ in shared]
    cases = items = 0
    with PackageWriter(out) as writer:
        for number, shard in enumerate(_shards(packing, str(head["package_id"]), ids)):
            name = f"data/{number:06}"
            writer.add(f"{name}/cases.jsonl", b"".join(line for line, _ in shard))
            for place, (_, files) in enumerate(shard):
                for path, one in _stored(f"{name}/evidence/{place:03}", files):
                    _add(writer, path, one, packing)
                items += len(files)
            cases += len(shard)
        if shared:
            _write_shared(writer, shared, packing)
        writer.finish(_with_statements(head, shared), cases=cases, items=items)
    return cases, items


def _add(writer: PackageWriter, path: str, one: Attachment, packing: _Packing) -> None:
    """Write an original, if it still is what was digested."""
    assert packing.attachments is not None
    facts = packing.facts[one.path]
    digests = {"sha256": facts.sha256.hex()}
    writer.add_chunks(path, facts.size, facts.crc, digests, packing.attachments.chunks(one))


def _stored(folder: str, files: list[Attachment]) -> Iterator[tuple[str, Attachment]]:
    """Yield where each original lies, in ascending order."""
    digits = 2 if len(files) <= _WIDE else 3
    for number, one in enumerate(files, 1):
        yield f"{folder}/{number:0{digits}}.{stored_suffix(one)}", one


def _shards(
    packing: _Packing, package_id: str, shared: list[str]
) -> Iterator[list[tuple[bytes, list[Attachment]]]]:
    """Yield cases in shards: at most so many, and so many octets of lines."""
    shard: list[tuple[bytes, list[Attachment]]] = []
    number, octets = 0, 0
    uscc = packing.entered.batch.values.get("b_uscc", "")
    for draft in read_drafts(packing.drafts):
        files = packing.matched.cases.get(draft.number, [])
        key = case_key(uscc, draft.contract, draft.loan)
        line = _line(draft, key, package_id, files, shared, packing, (number, len(shard)))
        full = len(shard) >= LIMITS.shard_cases or octets + len(line) > LIMITS.shard_octets
        if shard and full:
            yield shard
            shard, octets, number = [], 0, number + 1
            line = _line(draft, key, package_id, files, shared, packing, (number, 0))
        shard.append((line, files))
        octets += len(line)
    if shard:
        yield shard


def _line(
    draft: CaseDraft,
    key: str,
    package_id: str,
    files: list[Attachment],
    shared: list[str],
    packing: _Packing,
    place: tuple[int, int],
) -> bytes:
    """Return a case line, at its place: shard and number in it."""
    folder = f"data/{place[0]:06}/evidence/{place[1]:03}"
    rows, numbers = [], dict.fromkeys(range(1, 11), 0)
    for path, one in _stored(folder, files):
        category = one.category or 10
        numbers[category] += 1
        name = f"{category:02}-{numbers[category]:03}"
        rows.append(evidence_row(one, packing.facts[one.path], name=name, path=path))
    value = {
        "case_key": key,
        "loan": {"contract_no": draft.contract, "loan_no": draft.loan},
        "elements": {**draft.elements, "a_batch_id": package_id},
        "evidence": rows,
        "proofs": [],
        "shared": shared,
    }
    return canonical_json(value) + b"\n"


_SharedLines = list[tuple[dict[str, object], Attachment]]


def _shared_lines(packing: _Packing) -> _SharedLines:
    """Return the lines of what all cases have in common, in the order of their ids."""
    kinds: dict[str, int] = {}
    named = []
    for one in packing.matched.shared:
        kind = shared_kind(one)
        kinds[kind] = kinds.get(kind, 0) + 1
        name = kind if kinds[kind] == 1 else f"{kind}-{kinds[kind]}"
        named.append((name, kind, one))
    lines: _SharedLines = []
    for name, kind, one in sorted(named, key=lambda row: row[0]):
        path = f"{_SHARED}/evidence/{name}.{stored_suffix(one)}"
        row = evidence_row(one, packing.facts[one.path], name=name, path=path)
        lines.append(({"id": name, "kind": kind, "evidence": row, "proofs": []}, one))
    return lines


def _write_shared(writer: PackageWriter, shared: _SharedLines, packing: _Packing) -> None:
    rows = sorted((str(_path_of(line)), one) for line, one in shared)
    for path, one in rows:
        _add(writer, path, one, packing)
    lines = b"".join(canonical_json(line) + b"\n" for line, _ in shared)
    writer.add(f"{_SHARED}/shared.jsonl", lines)


def _path_of(line: dict[str, object]) -> object:
    row = line["evidence"]
    return row["path"] if isinstance(row, dict) else ""


def _head(packing: _Packing) -> dict[str, object]:
    return package_head(
        packing.entered.batch.values, packing.options, partial(_content_digest, packing)
    )


def _content_digest(packing: _Packing, head: dict[str, object]) -> str:
    digest = hashlib.sha256(canonical_json(head))
    for draft in read_drafts(packing.drafts):
        digest.update(canonical_json(draft.elements))
        for one in packing.matched.cases.get(draft.number, ()):
            digest.update(canonical_json([one.path, packing.facts[one.path].sha256.hex()]))
    for one in packing.matched.shared:
        digest.update(canonical_json([one.path, packing.facts[one.path].sha256.hex()]))
    return digest.hexdigest()


def _with_statements(head: dict[str, object], shared: _SharedLines) -> dict[str, object]:
    """Say which shared documents are the lender's statements under Article 5 (7) and (8)."""
    found = {
        _STATEMENTS[str(line["kind"])]: line["id"] for line, _ in reversed(shared)
        if line["kind"] in _STATEMENTS
    }  # fmt: skip
    return {**head, "application": {"statements": found}} if found else head
