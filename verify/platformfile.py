"""One registered deposit platform 存证平台 (formats, "Registered platform").

Its signing certificates are entries of the same trust directory, pinned by digest; its mandates,
expected proofs and the declared form of its receipts are dated rows.
"""

import re
from collections.abc import Mapping
from hashlib import sha256

from anchors.digest import DIGEST_ALGORITHMS
from verify.crypto.algorithms import DEFAULT_FORM
from verify.crypto.sm2_octets import LONGEST_ID
from verify.errors import TrustError
from verify.model import ProofKind
from verify.pem import certificates_in
from verify.records import Json, list_of, mapping_of, only_members, term_in, text_in
from verify.trust import (
    ExpectedKinds,
    Mandate,
    PlatformCertificate,
    PlatformRecord,
    ReceiptMapping,
    Sm2Form,
)

__all__ = ["decode_platform", "sm2_form"]

_CATEGORIES = frozenset({"*", *map(str, range(1, 11))})
_RECEIPT_MEMBERS = (
    "form",
    "signed",
    "signature",
    "digest",
    "deposit_no",
    "deposited_at",
    "calls_for",
    "contract_no",
    "phase",
    "phases",
)
_EVENTS = frozenset({"identity", "contract", "disbursement", "repayment", "collection", "notice"})
_POINTER = re.compile(r"(/([^~/]|~[01])*)+")
"""RFC 6901 3; the pointer to a whole receipt names no field."""


def decode_platform(
    record: Json, name: str, listed: Mapping[str, Json], files: Mapping[str, bytes]
) -> PlatformRecord:
    """Return a registered platform; its certificates are entries of the same directory."""
    path = f"platforms/{name}.json"
    if record.get("id") != name:
        raise TrustError(f"{path}: id is not {name}")
    certificates = [
        _pinned(mapping_of(entry, path), name, listed, files)
        for entry in list_of(record.get("signing_certs"), path)
    ]
    sm2, receipt = record.get("sm2"), record.get("receipt")
    return PlatformRecord(
        id=name,
        name=text_in(record, "name", path),
        uscc=text_in(record, "uscc", path),
        certificates=tuple(certificates),
        mandates=tuple(
            _mandate(mapping_of(m, path), path) for m in list_of(record.get("mandates", []), path)
        ),
        expected_proofs={
            category: _expected(category, kinds, path)
            for category, kinds in mapping_of(record.get("expected_proofs", {}), path).items()
        },
        sm2=None if sm2 is None else sm2_form(mapping_of(sm2, path), path),
        hosted_signing=_flag(record, "hosted_signing", path, absent=False),
        record=record,
        receipt=None if receipt is None else _receipt(mapping_of(receipt, path), path),
    )


def _expected(category: str, rows: object, path: str) -> tuple[ExpectedKinds, ...]:
    """Return the kinds of proof expected of a category, as a list for good or in dated rows.

    A misspelt kind would expect nothing, and so refuses.
    """
    found = list_of(rows, path)
    dated = [one for one in found if isinstance(one, dict)]
    if category not in _CATEGORIES or (dated and len(dated) != len(found)):
        raise TrustError(f"{path}: expected_proofs {category} is no category with kinds of proof")
    if not dated:
        return (ExpectedKinds(_kinds(found, category, path)),)
    return tuple([_dated(mapping_of(row, path), category, path) for row in dated])


def _dated(row: Json, category: str, path: str) -> ExpectedKinds:
    only_members(row, path, "kinds", "from", "to")
    kinds = _kinds(list_of(row.get("kinds"), path), category, path)
    return ExpectedKinds(kinds, *term_in(row, path))


def _kinds(found: list[object], category: str, path: str) -> tuple[str, ...]:
    if not set(map(str, found)) <= set(ProofKind):
        raise TrustError(f"{path}: expected_proofs {category} is no category with kinds of proof")
    return tuple(map(str, found))


def _receipt(record: Json, path: str) -> ReceiptMapping:
    """Return how a platform's receipts are read (RFC 6901 pointers)."""
    only_members(record, path, *_RECEIPT_MEMBERS)
    digest = mapping_of(record.get("digest"), path)
    only_members(digest, path, "pointer", "alg")
    alg = text_in(digest, "alg", path)
    signed = tuple(map(str, list_of(record.get("signed"), path)))
    called = mapping_of(record.get("calls_for", {}), path)
    phases = mapping_of(record.get("phases", {}), path)
    mapping = ReceiptMapping(
        text_in(record, "form", path),
        signed,
        text_in(record, "signature", path),
        text_in(digest, "pointer", path),
        alg,
        _pointer(record, "deposit_no", path),
        _pointer(record, "deposited_at", path),
        {kind: str(at) for kind, at in called.items()},
        _pointer(record, "contract_no", path),
        _pointer(record, "phase", path),
        {phase: str(event) for phase, event in phases.items()},
    )
    known = alg in DIGEST_ALGORITHMS and set(called) <= set(ProofKind)
    known = known and _EVENTS.issuperset(mapping.phases.values())
    # One that leads nowhere would switch off the check of what it should lead to.
    if mapping.signature in signed:
        raise TrustError(f"{path}: a receipt's signature cannot be among what it signs")
    if not signed or not known or not all(map(_POINTER.fullmatch, _pointers(mapping))):
        raise TrustError(f"{path}: receipt mapping of another shape")
    return mapping


def _pointers(mapping: ReceiptMapping) -> tuple[str, ...]:
    stated = (mapping.deposit_no, mapping.deposited_at, mapping.contract_no, mapping.phase)
    told = [one for one in stated if one is not None]
    called = mapping.calls_for.values()
    return (*mapping.signed, mapping.signature, mapping.digest, *told, *called)


def _pointer(record: Json, key: str, path: str) -> str | None:
    return None if record.get(key) is None else text_in(record, key, path)


def _flag(record: Json, key: str, path: str, *, absent: bool) -> bool:
    value = record.get(key, absent)
    if not isinstance(value, bool):
        raise TrustError(f"{path}: {key} is neither true nor false")
    return value


def _pinned(
    entry: Json, name: str, listed: Mapping[str, Json], files: Mapping[str, bytes]
) -> PlatformCertificate:
    path = text_in(entry, "file", f"platforms/{name}.json")
    owner = listed.get(path, {})
    if owner.get("purpose") != "platform" or owner.get("platform_id") != name:
        raise TrustError(f"{path}: no entry of purpose platform for {name}")
    blocks = certificates_in(files, path)
    digest = sha256(blocks[0]).hexdigest() if len(blocks) == 1 else None
    if digest is None or digest != entry.get("sha256"):
        raise TrustError(f"{path}: not the one certificate that platform {name} states")
    return PlatformCertificate(digest, blocks[0], *term_in(entry, path))


def _mandate(record: Json, path: str) -> Mandate:
    begin, end = term_in(record, path)
    if begin is None:
        raise TrustError(f"{path}: mandate without a date")
    return Mandate(text_in(record, "lender", path), begin, end)


def sm2_form(record: Json, path: str) -> Sm2Form:
    """Return how a CA or platform signs with SM2."""
    only_members(record, path, "id", "z", "encoding")
    encoding = record.get("encoding", DEFAULT_FORM.encoding)
    name = record.get("id", DEFAULT_FORM.id)
    if encoding not in ("der", "raw") or not isinstance(name, str):
        raise TrustError(f"{path}: sm2 form of another shape")
    if len(name.encode()) > LONGEST_ID:
        raise TrustError(f"{path}: sm2 id has over {LONGEST_ID} octets")
    return Sm2Form(name, _flag(record, "z", path, absent=DEFAULT_FORM.z), str(encoding))
