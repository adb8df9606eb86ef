"""How one platform's receipts are read and signed: the `receipt` of its registry record.

It names a form known to all (`verify.receipts.registry`), or declares every pointer of its own
(`signed-json/1`); and where the receipt is signed in itself, which fields are, and where. That a
signature over a whole file makes it a receipt has to be said (`beside`): the key of a platform that
signs what senders hand in would otherwise sign whatever they call one. Any other member, and a
pointer that leads nowhere, refuses the store: it would switch off a check.
"""

import re
from collections.abc import Mapping

from anchors.digest import DIGEST_ALGORITHMS
from verify.errors import TrustError
from verify.model import ProofKind
from verify.receipts.form import (
    ChainPlaces,
    DigestPlace,
    Place,
    ReceiptForm,
    StatePlace,
    TimePlace,
)
from verify.receipts.read import is_digest_at
from verify.receipts.registry import DECLARED, FORMS
from verify.receipts.value import ReceiptState
from verify.records import Json, list_of, mapping_of, only_members, text_in
from verify.trust import ReceiptMapping

__all__ = ["receipt_mapping"]

_OF_ALL = ("form", "signed", "signature", "names", "beside")
_PLACES = ("deposit_no", "platform", "holder", "file_name", "contract_no", "phase")
_OF_DECLARED = (
    *_OF_ALL, *_PLACES, "digest", "deposited_at", "state", "chain", "references", "tokens",
    "calls_for", "phases",
)  # fmt: skip
_EVENTS = frozenset({"identity", "contract", "disbursement", "repayment", "collection", "notice"})
_POINTER = re.compile(r"(/([^~/]|~[01])*)+")
"""RFC 6901 3; the pointer to a whole receipt names no field."""
_UNITS = frozenset({"iso", "s", "ms"})


def receipt_mapping(record: Json, path: str) -> ReceiptMapping:
    """Return how a platform's receipts are read.

    Raises:
        TrustError: the record is of another shape.
    """
    name = text_in(record, "form", path)
    if name in FORMS:
        only_members(record, path, *_OF_ALL)
        form = FORMS[name]
    elif name == DECLARED:
        only_members(record, path, *_OF_DECLARED)
        form = _declared(record, path)
    else:
        raise TrustError(f"{path}: receipt form {name[:80]} is known to nobody")
    signed = tuple([_pointer(one, path) for one in list_of(record.get("signed", []), path)])
    stated = record.get("signature")
    signature = None if stated is None else _pointer(stated, path)
    # A signature over nothing, or over itself, and fields that nothing signs, are slips.
    if (signature is None) != (not signed):
        raise TrustError(f"{path}: a receipt has both signed fields and a signature, or neither")
    if signature in signed:
        raise TrustError(f"{path}: a receipt's signature cannot be among what it signs")
    names = [_text(one, path) for one in list_of(record.get("names", []), path)]
    beside = record.get("beside", False)
    if not isinstance(beside, bool):
        raise TrustError(f"{path}: beside is neither true nor false")
    if signed and not beside and not any(is_digest_at(form, one) for one in signed):
        raise TrustError(f"{path}: a receipt's signature is over none of its digests")
    return ReceiptMapping(form, signed, signature, frozenset(names), beside)


def _declared(record: Json, path: str) -> ReceiptForm:
    """Return the form that a record declares whole."""
    phases = mapping_of(record.get("phases", {}), path)
    called = _named_places(record, "calls_for", path)
    if not _EVENTS.issuperset(map(str, phases.values())) or not set(called) <= set(ProofKind):
        raise TrustError(f"{path}: receipt mapping of another shape")
    digest = _digest(mapping_of(record.get("digest"), path), path)
    deposited_at = record.get("deposited_at")
    state, chain = record.get("state"), record.get("chain")
    places = {name: _place(record, name, path) for name in _PLACES}
    return ReceiptForm(
        DECLARED,
        (digest,),
        marks=tuple([one for one in (places["deposit_no"],) if one and not digest.piece])
        + (() if digest.piece else (digest.at,)),
        answered=None,
        deposited_at=None if deposited_at is None else _time(deposited_at, path),
        state=None if state is None else _state(mapping_of(state, path), path),
        chain=None if chain is None else _chain(mapping_of(chain, path), path),
        references=_named_places(record, "references", path),
        tokens=tuple([(_pointer(o, path),) for o in list_of(record.get("tokens", []), path)]),
        phases={phase: str(event) for phase, event in phases.items()},
        calls_for=called,
        **places,
    )


def _digest(record: Json, path: str) -> DigestPlace:
    only_members(record, path, "pointer", "alg", "label", "labels")
    at, label = _pointer(record.get("pointer"), path), _place(record, "label", path)
    labels = {name: str(alg) for name, alg in mapping_of(record.get("labels", {}), path).items()}
    alg = text_in(record, "alg", path)
    if not {alg, *labels.values()} <= set(DIGEST_ALGORITHMS) or (labels and not label):
        raise TrustError(f"{path}: a receipt's digest of an algorithm that is none")
    return DigestPlace((at,), alg, label, labels, piece="*" in at.split("/"))


def _time(value: object, path: str) -> TimePlace:
    """Return where a time stands: a pointer, or a pointer with the unit of its numbers."""
    if not isinstance(value, dict):
        return TimePlace((_pointer(value, path),))
    record = mapping_of(value, path)
    only_members(record, path, "pointer", "unit")
    unit = text_in(record, "unit", path)
    if unit not in _UNITS:
        raise TrustError(f"{path}: a receipt's time is iso, s or ms")
    return TimePlace((_pointer(record.get("pointer"), path),), unit)


def _state(record: Json, path: str) -> StatePlace:
    only_members(record, path, "pointer", "values")
    values = mapping_of(record.get("values"), path)
    known = set(ReceiptState) - {ReceiptState.UNKNOWN}
    if not values or not set(map(str, values.values())) <= known:
        raise TrustError(f"{path}: a receipt's states are {', '.join(sorted(known))}")
    found = {text: ReceiptState(str(state)) for text, state in values.items()}
    return StatePlace((_pointer(record.get("pointer"), path),), found)


def _chain(record: Json, path: str) -> ChainPlaces:
    only_members(
        record, path, "name", "tx_hash", "block_height", "block_hash", "block_time", "updatable"
    )
    time, updatable = record.get("block_time"), record.get("updatable", False)
    if not isinstance(updatable, bool):
        raise TrustError(f"{path}: updatable is neither true nor false")
    tx_hash = _place(record, "tx_hash", path)
    return ChainPlaces(
        None if record.get("name") is None else text_in(record, "name", path),
        tx_hash,
        _place(record, "block_height", path),
        _place(record, "block_hash", path),
        None if time is None else _time(time, path),
        awaited=bool(tx_hash),
        updatable=updatable,
    )


def _named_places(record: Json, key: str, path: str) -> Mapping[str, Place]:
    found = mapping_of(record.get(key, {}), path)
    return {name: (_pointer(pointer, path),) for name, pointer in found.items()}


def _place(record: Json, key: str, path: str) -> Place:
    value = record.get(key)
    return () if value is None else (_pointer(value, path),)


def _pointer(value: object, path: str) -> str:
    text = _text(value, path)
    if not _POINTER.fullmatch(text):
        raise TrustError(f"{path}: receipt mapping of another shape: {text[:80]} is no pointer")
    return text


def _text(value: object, path: str) -> str:
    if not isinstance(value, str) or not value:
        raise TrustError(f"{path}: receipt mapping of another shape")
    return value
