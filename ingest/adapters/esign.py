"""e签宝 chain of evidence 证据链: a ZIP with a report, the originals, and records of the chain.

The call-back of 出证 brings the report and the original files; records are answers to the query of
a file on the chain (`esign-chain/1`), each about the one file whose SHA-256 it states. A record
about no file here is a deposit without its original: an item of digest only. None of its fields is
signed, so that all of it is the sender's word. Ids are kept as text.

e签宝's own pages name no layout of the ZIP, so files are told by their content, and by their names.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from anchors.limits import Limits
from ingest.adapters.base import ForeignBundle, ForeignFiles
from ingest.adapters.labels import OTHER, REPORT, Label, label_of
from ingest.package.faults import quoted
from verify.canonical import rfc3339
from verify.codes.table import finding
from verify.errors import DecodeError
from verify.findings import Finding
from verify.model import (
    Deposit,
    DepositState,
    Evidence,
    Locator,
    Over,
    OverKind,
    Proof,
    ProofKind,
)
from verify.receipt import decode_receipt
from verify.receipts.esign import FORM
from verify.receipts.read import has_marks, read_receipt
from verify.receipts.value import PlatformReceipt, ReceiptState

__all__ = ["EsignChain"]

_PDF = b"%PDF-"
_PDF_HEAD = 1024
_STATES = {
    ReceiptState.DEPOSITED: DepositState.DEPOSITED,
    ReceiptState.DIGEST_ONLY: DepositState.DIGEST_ONLY,
}
"""How far a deposit has come; every other word for it claims no more than that it is awaited."""


class _Record(NamedTuple):
    """One record with what it says."""

    name: str
    octets: bytes
    value: PlatformReceipt


class EsignChain:
    """Reads e签宝's chain of evidence."""

    form = "esign-evidence-chain/1"
    names = re.compile(r"e签宝|esign|tsign", re.IGNORECASE)

    def sniff(self, files: ForeignFiles, limits: Limits) -> int:
        """Return 2 for a package with a record of e签宝, 1 for one that names it in a report."""
        if any(True for _ in _records(files, limits)):
            return 2
        return int(any(self.names.search(name) and label_of(name) == REPORT for name in files))

    def read(self, files: ForeignFiles, limits: Limits) -> ForeignBundle:
        """Return every file as an item or as a record about one."""
        records = list(_records(files, limits))
        told = {one.name for one in records}
        names = [name for name in files if name not in told]
        about = _matched(records, names, files)
        labels = {name: _label(name, files) for name in names}
        rows: list[Evidence] = []
        proofs: list[Proof] = []
        for number, name in enumerate(names, 1):
            found = [one for one in records if about.get(one.name) == name]
            rows.append(_original(f"item-{number:04}", name, labels[name], found))
            proofs += [_proof(one, rows[-1].id, len(proofs) + n) for n, one in enumerate(found, 1)]
        for one in records:
            if one.name not in about:
                rows.append(_absent(f"item-{len(rows) + 1:04}", one))
                proofs.append(_proof(one, rows[-1].id, len(proofs) + 1))
        octets = {Locator(one.name): one.octets for one in records}
        return ForeignBundle(
            self.form,
            "esign",
            tuple(rows),
            tuple(proofs),
            octets,
            tuple(_told(files, labels, limits)),
        )


def _records(files: ForeignFiles, limits: Limits) -> Iterable[_Record]:
    """Yield the records of the chain, by what stands in them."""
    for name in islice(_candidates(files), limits.foreign_records):
        octets = files.content(name, limits.receipt_octets)
        if octets is None:
            continue
        try:
            receipt = decode_receipt(octets)
        except DecodeError:
            continue
        if has_marks(receipt, FORM):
            yield _Record(name, octets, read_receipt(receipt, FORM))


def _candidates(files: ForeignFiles) -> Iterable[str]:
    """Yield the names of what may be a record."""
    return (name for name in files if name.lower().endswith(".json"))


def _matched(
    records: Iterable[_Record], names: Iterable[str], files: ForeignFiles
) -> Mapping[str, str]:
    """Return the file that each record is about: by its digest, or else by the name it states.

    One that states a file's name and another digest is about that file all the same: it says that
    the file is not what was deposited, and that has to be seen.
    """
    by_digest: dict[bytes, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    listed = list(records)
    for name in names if listed else ():
        by_digest.setdefault(files.digest(name), []).append(name)
        by_name.setdefault(name.rpartition("/")[2], []).append(name)
    about = {}
    for one in listed:
        stated = one.value.file_name.text if one.value.file_name is not None else ""
        namesakes = by_name.get(stated, [])
        same = [name for digest in one.value.digests for name in by_digest.get(digest.value, [])]
        chosen = [name for name in same if name in namesakes] or same or namesakes
        if len(chosen) == 1 or same:
            about[one.name] = chosen[0]
    return about


def _label(name: str, files: ForeignFiles) -> Label:
    """Return what a file is about; only a PDF is a report."""
    label = label_of(name)
    if label == REPORT and _PDF not in files.head(name, _PDF_HEAD):
        return OTHER
    return label


def _original(ident: str, name: str, label: Label, records: Iterable[_Record]) -> Evidence:
    """Return the row of a file; its deposit is the first that a record tells of."""
    first = next(iter(records), None)
    deposit = None if first is None else _deposit(first.value)
    own = name.rpartition("/")[2]
    return Evidence(
        ident, label.category, label.event, quoted(own), "", name, quoted(name), None, None, {},
        None, None, deposit,
    )  # fmt: skip


def _absent(ident: str, record: _Record) -> Evidence:
    """Return the row of a deposit whose original is not here."""
    stated = record.value.file_name.text if record.value.file_name is not None else record.name
    label = label_of(stated)
    digests = {one.alg: one.value.hex() for one in record.value.digests if one.alg is not None}
    deposit = _deposit(record.value)
    if deposit.state is DepositState.DEPOSITED:
        deposit = deposit._replace(state=DepositState.DIGEST_ONLY)
    return Evidence(
        ident, label.category, label.event, quoted(stated), "", None, quoted(stated), None, None,
        digests, None, None, deposit,
    )  # fmt: skip


def _deposit(value: PlatformReceipt) -> Deposit:
    """Return what a record claims of a deposit."""
    state = value.state.state if value.state is not None else ReceiptState.UNKNOWN
    number = value.deposit_no.text if value.deposit_no is not None else ""
    at = value.deposited_at.at if value.deposited_at is not None else None
    return Deposit("esign", number, rfc3339(at), None, _STATES.get(state, DepositState.PENDING))


def _proof(record: _Record, item: str, number: int) -> Proof:
    over = Over(OverKind.ITEM, item)
    locator = Locator(record.name)
    return Proof(f"record-{number:04}", ProofKind.RECEIPT, FORM.id, over, locator, None)


def _told(files: ForeignFiles, labels: Mapping[str, Label], limits: Limits) -> Iterable[Finding]:
    """Yield what is told of the package: whose word the categories are, what is not known."""
    yield from files.told
    count, most = sum(1 for _ in _candidates(files)), limits.foreign_records
    if count > most:
        yield finding("foreign.records_unread", "package", observed=f"{count} > {most}")
    if REPORT not in labels.values():
        yield finding("foreign.report_missing", "package")
    known = [name for name, label in labels.items() if label != OTHER]
    if known:
        yield finding("foreign.category_by_name", "package", observed=str(len(known)))
    for name, label in labels.items():
        if label == OTHER:
            yield finding("foreign.file_unknown", quoted(name))
