"""A receipt read by its form into the normal value; total over whatever the fields hold."""

import re
from collections.abc import Mapping
from functools import lru_cache

from anchors.digest import DIGEST_ALGORITHMS
from anchors.limits import LIMITS
from verify.receipt import SignedReceipt
from verify.receipts.form import ChainPlaces, DigestPlace, Place, ReceiptForm, StatePlace, TimePlace
from verify.receipts.transform import algorithm_of, has_zone, instant_of, octets_of, span_of
from verify.receipts.value import (
    PlatformReceipt,
    ReceiptState,
    StatedChain,
    StatedDigest,
    StatedState,
    StatedTime,
    Told,
    cut,
)

__all__ = ["has_marks", "is_digest_at", "read_receipt"]

_HASH = 20
"""Octets of the shortest hash; what is shorter is a number or a name."""
_NUMBERED = re.compile("[1-9]")
_NOTHING = frozenset({"", "false"})
"""What stands in a field that says there is no such thing."""

_Faults = list[tuple[str, str]]


def read_receipt(receipt: SignedReceipt, form: ReceiptForm) -> PlatformReceipt:
    """Return what a receipt says by a form of receipt."""
    faults: _Faults = []

    def at(place: Place) -> Told | None:
        return _told(receipt, place, faults)

    digests = tuple([one for place in form.digests for one in _digests(receipt, place, faults)])
    if len(digests) > LIMITS.receipt_digests:
        # The covered object's may be among those left out: then none of the others speaks of it.
        faults.append(("receipt.too_large", f"{len(digests)} digests"))
        digests = ()
    if not digests and not faults:
        faults.append(("receipt.digest_absent", form.id))
    chain = None if form.chain is None else _chain(receipt, form.chain, faults)
    phase = at(form.phase)
    called = {kind: at(place) for kind, place in form.calls_for.items()}
    references = {name: at(place) for name, place in form.references.items()}
    return PlatformReceipt(
        form.id,
        digests,
        _state(receipt, form, faults),
        at(form.deposit_no),
        _time(receipt, form.deposited_at, faults),
        chain,
        _present(references),
        tuple([one for place in form.tokens if (one := at(place)) is not None and one.text]),
        at(form.platform),
        at(form.holder),
        at(form.file_name),
        at(form.contract_no),
        phase,
        None if phase is None else form.phases.get(phase.text),
        _present(called),
        tuple(faults),
    )


def has_marks(receipt: SignedReceipt, form: ReceiptForm) -> bool:
    """Whether a receipt has what every receipt of a form has."""
    return bool(form.marks) and all(
        any(pointer in receipt.fields for pointer in place) for place in form.marks
    )


def is_digest_at(form: ReceiptForm, pointer: str) -> bool:
    """Whether a form has a digest at a pointer."""
    return any(_pattern(place.at).fullmatch(pointer) for place in form.digests)


def _told(receipt: SignedReceipt, place: Place, faults: _Faults) -> Told | None:
    """Return a field; of several that stand for it and differ, none, for nobody can say which."""
    if not place:
        return None
    found = [(receipt.fields[one], one) for one in place if one in receipt.fields]
    if not found:
        return None
    if len({text for text, _ in found}) > 1:
        faults.append(("receipt.fields_disagree", " ".join(cut(one) for _, one in found)))
        return None
    return Told(found[0][0], tuple([pointer for _, pointer in found]))


def _digests(receipt: SignedReceipt, place: DigestPlace, faults: _Faults) -> list[StatedDigest]:
    alg = _label(receipt, place, faults)
    if place.piece:
        found = [Told(receipt.fields[one], (one,)) for one in _rows(receipt, place.at)]
        return [one for told in found if (one := _digest(told, place, alg)) is not None]
    told = _told(receipt, place.at, faults)
    if told is None:
        return []
    one = _digest(told, place, alg)
    if one is None:
        faults.append(("receipt.malformed", f"no digest at {cut(told.pointers[0])}"))
    return [] if one is None else [one]


def _digest(told: Told, place: DigestPlace, alg: str | None) -> StatedDigest | None:
    """Return a digest; None where the text is none of its algorithm's length."""
    value = octets_of(told.text)
    sizes = {DIGEST_ALGORITHMS[alg].size} if alg else _SIZES
    if value is None or len(value) not in sizes:
        return None
    return StatedDigest(alg, value, told, place.piece)


_DONE = frozenset({ReceiptState.DEPOSITED, ReceiptState.DIGEST_ONLY})
_SIZES = {row.size for row in DIGEST_ALGORITHMS.values()}


def _label(receipt: SignedReceipt, place: DigestPlace, faults: _Faults) -> str | None:
    """Return the algorithm of a digest: by the platform's own label where one stands there."""
    told = _told(receipt, place.label, faults)
    if told is None:
        return place.alg
    alg = algorithm_of(told.text, place.labels)
    if alg is None:
        faults.append(("receipt.digest_label_unknown", cut(told.text)))
    return alg


def _rows(receipt: SignedReceipt, place: Place) -> list[str]:
    """Return every pointer of a place whose `*` are numbers, in the order of the receipt."""
    matches = _pattern(place).fullmatch
    return [one for one in receipt.fields if matches(one)]


@lru_cache(maxsize=256)
def _pattern(place: Place) -> re.Pattern[str]:
    ways = [
        "/".join(["[0-9]{1,4}" if step == "*" else re.escape(step) for step in one.split("/")])
        for one in place
    ]
    return re.compile("|".join(ways))


def _time(receipt: SignedReceipt, place: TimePlace | None, faults: _Faults) -> StatedTime | None:
    told = None if place is None else _told(receipt, place.at, faults)
    if told is None or place is None or not told.text:
        return None
    instant = instant_of(told.text, place.unit)
    if instant is None:
        faults.append(("receipt.time_implausible", cut(told.text)))
    if instant is None:
        return StatedTime(None, told)
    return StatedTime(instant, told, not has_zone(told.text), instant + span_of(told.text))


def _state(receipt: SignedReceipt, form: ReceiptForm, faults: _Faults) -> StatedState | None:
    """Return how far a deposit has come: by its own field, and by a transaction that is awaited.

    That it has come about rests on every one of them: any could have said that it has not.
    """
    # The envelope of an answer can say that it is none; that it is one is for its fields to say.
    answered = None if form.answered is None else _stated(receipt, form.answered, faults)
    if answered is not None and answered.state not in _DONE:
        return answered
    stated = None if form.state is None else _stated(receipt, form.state, faults)
    if stated is not None and stated.state not in _DONE:
        return stated
    if form.chain is None or not form.chain.awaited:
        return stated
    # A height of 0 is that of no deposit: the first block of a chain holds none.
    # A form without a height tells by the block that there is one.
    block = form.chain.height or form.chain.block_hash
    awaited = [place for place in (form.chain.tx_hash, block) if place]
    on_chain = tuple([_told(receipt, place, []) for place in awaited])
    for told in on_chain:
        if told is None or _is_nothing(told.text):
            return StatedState(ReceiptState.PENDING, (told,))
    if stated is None:
        return StatedState(ReceiptState.DEPOSITED, on_chain)
    return StatedState(stated.state, (*stated.told, *on_chain))


def _is_nothing(text: str) -> bool:
    """Whether a hash or height is none: zero in any writing, or a word without a number in it."""
    octets = octets_of(text)
    if octets is not None and len(octets) >= _HASH:
        return not any(octets)
    return text.startswith("-") or _NUMBERED.search(text) is None


def _stated(receipt: SignedReceipt, place: StatePlace, faults: _Faults) -> StatedState:
    told = _told(receipt, place.at, faults)
    if told is None:
        return StatedState(place.absent, (None,))
    return StatedState(place.values.get(told.text, ReceiptState.UNKNOWN), (told,))


def _chain(receipt: SignedReceipt, places: ChainPlaces, faults: _Faults) -> StatedChain:
    return StatedChain(
        places.name,
        _told(receipt, places.tx_hash, faults),
        _told(receipt, places.height, faults),
        _told(receipt, places.block_hash, faults),
        _time(receipt, places.block_time, faults),
        places.updatable,
    )


def _present(found: Mapping[str, Told | None]) -> Mapping[str, Told]:
    return {name: one for name, one in found.items() if one and one.text not in _NOTHING}
