"""One registered deposit platform 存证平台 (formats, "Registered platform").

Its signing certificates are entries of the same trust directory, pinned by digest; its mandates,
expected proofs and the declared form of its receipts are dated rows.
"""

from collections.abc import Mapping
from hashlib import sha256

from verify.crypto.algorithms import DEFAULT_FORM
from verify.crypto.sm2_octets import LONGEST_ID
from verify.errors import TrustError
from verify.model import ProofKind
from verify.pem import certificates_in
from verify.receiptfile import receipt_mapping
from verify.records import Json, list_of, mapping_of, only_members, term_in, text_in
from verify.trust import (
    ExpectedKinds,
    Mandate,
    PlatformCertificate,
    PlatformRecord,
    Sm2Form,
)

__all__ = ["decode_platform", "sm2_form"]

_CATEGORIES = frozenset({"*", *map(str, range(1, 11))})


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
        receipt=None if receipt is None else receipt_mapping(mapping_of(receipt, path), path),
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
