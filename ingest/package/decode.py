"""Hand-written decoders of case lines and shared lines: JSON value to domain value.

They are the validators (a JSON Schema library costs milliseconds a line); a test holds them equal
to `schemas/case-line.schema.json` and `schemas/shared-line.schema.json`.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

from anchors.limits import LIMITS
from ingest.package.faults import malformed, quoted
from ingest.package.fields import (
    FieldFaultError,
    Object,
    read_choice,
    read_digests,
    read_each,
    read_id,
    read_ids,
    read_integer,
    read_object,
    read_optional,
    read_part,
    read_text,
    read_time,
)
from verify.model import (
    CaseLine,
    Deposit,
    DepositState,
    Evidence,
    Locator,
    Over,
    OverKind,
    Proof,
    ProofKind,
    SharedLine,
)

__all__ = ["decode_case", "decode_document", "decode_shared"]

_Line = TypeVar("_Line")

_CATEGORIES = 10
_EVENTS = {
    name: name
    for name in (
        "identity", "contract", "disbursement", "repayment", "collection", "notice", "other",
    )
}  # fmt: skip
_ORIGINS = {name: name for name in ("native", "scanned")}
_ROLES = {name: name for name in ("borrower", "lender", "platform")}
_KINDS = {kind.value: kind for kind in ProofKind}
_STATES = {state.value: state for state in DepositState}
_OVER = {kind.value: kind for kind in OverKind if kind is not OverKind.TAGMANIFEST}
_TAGMANIFEST = Over(OverKind.TAGMANIFEST, "")


def decode_document(value: object, decode: Callable[[Object], _Line], subject: str) -> _Line:
    """Return what `decode` makes of a JSON document that has to be an object.

    Raises:
        MalformedError: it is none, or a field is wrong; the finding names its path.
    """
    if type(value) is not dict:
        raise malformed("json.field_type", subject, type(value).__name__, "object")
    try:
        return decode(value)
    except FieldFaultError as fault:
        raise malformed(fault.code, subject + fault.path, fault.observed, fault.expected) from None


def decode_case(line_sha256: str) -> Callable[[Object], CaseLine]:
    """Return the decoder of the case line with this digest."""

    def decode(row: Object) -> CaseLine:
        return CaseLine(
            read_id(row, "case_key"),
            line_sha256,
            read_part(row, "loan", _loan),
            read_object(row, "elements"),
            read_each(row, "evidence", _evidence, LIMITS.case_evidence),
            read_each(row, "proofs", _proof, LIMITS.case_proofs),
            read_ids(row, "shared", LIMITS.case_shared),
        )

    return decode


def decode_shared(line_sha256: str) -> Callable[[Object], SharedLine]:
    """Return the decoder of the shared line with this digest."""

    def decode(row: Object) -> SharedLine:
        return SharedLine(
            read_id(row, "id"),
            line_sha256,
            read_text(row, "kind"),
            read_part(row, "evidence", _evidence),
            read_each(row, "proofs", _proof, LIMITS.case_proofs),
        )

    return decode


def _loan(row: Object) -> Mapping[str, str]:
    return {key: read_text(row, key) for key in ("contract_no", "loan_no")}


def _evidence(row: Object) -> Evidence:
    path = None if row.get("path", "") is None else read_text(row, "path")
    digests = read_digests(row, "digests")
    if path is not None and "sha256" not in digests:
        raise FieldFaultError("json.field_missing", "sha256", None, "SHA-256").within("digests")
    # What is here has a name, a type and a size; what was not sent may have none of them.
    here = path is not None
    return Evidence(
        read_id(row, "id"),
        read_integer(row, "category", 1, _CATEGORIES),
        read_choice(row, "event", _EVENTS),
        read_text(row, "title"),
        read_text(row, "purpose", 0),
        path,
        read_text(row, "file_name") if here else read_optional(row, "file_name", read_text),
        read_text(row, "media_type") if here else read_optional(row, "media_type", read_text),
        read_integer(row, "size") if here else read_optional(row, "size", read_integer),
        digests,
        None if row.get("origin") is None else read_choice(row, "origin", _ORIGINS),
        None if row.get("generated_at") is None else read_time(row, "generated_at"),
        None if row.get("deposit") is None else read_part(row, "deposit", _deposit),
    )


def _deposit(row: Object) -> Deposit:
    return Deposit(
        read_id(row, "platform_id"),
        read_text(row, "deposit_no"),
        read_optional(row, "deposited_at", read_time),
        read_optional(row, "certificate_no", read_text),
        read_choice(row, "state", _STATES),
    )


def _proof(row: Object) -> Proof:
    return Proof(
        read_id(row, "id"),
        read_choice(row, "kind", _KINDS),
        read_text(row, "form"),
        _over(read_text(row, "over")),
        _locator(row),
        None if row.get("signer_role") is None else read_choice(row, "signer_role", _ROLES),
    )


@lru_cache(4096)
def _over(text: str) -> Over:
    """Return what a proof covers: `item:<id>`, `signature:<id>`, `receipt:<id>`, `tagmanifest`."""
    if text == "tagmanifest":
        return _TAGMANIFEST
    name, _, target = text.partition(":")
    kind = _OVER.get(name)
    if kind is None or not target:
        expected = "item:<id> | signature:<id> | receipt:<id> | tagmanifest"
        raise FieldFaultError("json.field_value", "over", quoted(text), expected)
    return Over(kind, target)


def _locator(row: Object) -> Locator:
    path = read_text(row, "path")
    if row.get("offset") is None and row.get("length") is None:
        return Locator(path)
    return Locator(path, read_integer(row, "offset"), read_integer(row, "length", 1))
