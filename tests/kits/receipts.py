"""Forges one good receipt of a platform, every field and proof in turn; none may stay consistent.

Give it a good receipt with its original, the receipt of another deposit of the same platform, and
what judges one: `survivors` names every forgery that is still CONSISTENT though what was forged is
not shown as the sender's claim. A field that nothing signs may say anything, as long as it says so
as the sender's.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

__all__ = ["Forgery", "Submitted", "Verdict", "forgeries", "survivors"]

Way = tuple[str | int, ...]
"""From the top of a receipt to a field: names and places."""


class Submitted(NamedTuple):
    """What a sender submits as a platform's receipt."""

    receipt: bytes
    beside: bytes | None = None
    """A signature over the whole receipt."""


class Verdict(NamedTuple):
    """What a judge makes of what was submitted."""

    consistent: bool
    claims: frozenset[str]
    """Pointers of the fields that are shown as the sender's claim."""


class Forgery(NamedTuple):
    """A good receipt with one thing forged."""

    name: str
    pointer: str | None
    """The field that was forged; None where it is a proof, or the whole."""
    made: Submitted


Judge = Callable[[Submitted], Verdict]


def survivors(good: Submitted, other: Submitted, judge: Judge) -> list[str]:
    """Return the names of the forgeries that are believed; empty where none is.

    Args:
        good: what is submitted in good faith.
        other: the same platform's receipt of another deposit.
        judge: what verifies a receipt over the original of `good`.

    Raises:
        ValueError: the good one is not consistent, so that nothing is shown by the others.
    """
    first = judge(good)
    if not first.consistent:
        raise ValueError("the good receipt is not consistent itself")
    believed = []
    for forged in forgeries(good, other):
        verdict = judge(forged.made)
        shown = forged.pointer is not None and forged.pointer in first.claims | verdict.claims
        if verdict.consistent and not shown:
            believed.append(forged.name)
    return believed


def forgeries(good: Submitted, other: Submitted) -> Iterator[Forgery]:
    """Yield a good receipt with every field and proof forged in turn."""
    value, elsewhere = json.loads(good.receipt), json.loads(other.receipt)
    for way, text in _leaves(value):
        pointer = "".join(f"/{_escaped(step)}" for step in way)
        for kind, forged in _forged(value, way, text, _found(elsewhere, way)):
            yield Forgery(f"{kind} {pointer}", pointer, good._replace(receipt=forged))
    yield from _whole(good, value)
    yield from _proofs(good, other)


def _forged(value: Any, way: Way, was: object, elsewhere: object) -> Iterator[tuple[str, bytes]]:
    """Yield a receipt with one field forged in every way."""
    changes: dict[str, object] = {
        "changed": _changed(was), "emptied": "", "null": None, "in a list": [was],
        "in an object": {"value": was},
    }  # fmt: skip
    if elsewhere is not None and elsewhere != was:
        changes["of another deposit"] = elsewhere
    for kind, new in changes.items():
        yield kind, _dumped(_with(value, way, new))
    yield "dropped", _dumped(_without(value, way))
    if isinstance(way[-1], str):
        yield "twice", _twice(value, way, _changed(was))


def _whole(good: Submitted, value: Any) -> Iterator[Forgery]:
    """Yield what can be done to a receipt as a whole."""
    yield Forgery("cut off", None, good._replace(receipt=good.receipt[:-1]))
    yield Forgery("emptied", None, good._replace(receipt=b"{}"))
    yield Forgery("in a list", None, good._replace(receipt=b"[" + good.receipt + b"]"))
    yield Forgery("followed by another", None, good._replace(receipt=good.receipt + good.receipt))
    added = {**value, "forged-field": "x"}
    yield Forgery("one added", "/forged-field", good._replace(receipt=_dumped(added)))


def _proofs(good: Submitted, other: Submitted) -> Iterator[Forgery]:
    """Yield a receipt whose signature beside it is forged, stripped or exchanged."""
    beside = good.beside
    if beside is None:
        return
    yield Forgery("signature stripped", None, good._replace(beside=None))
    yield Forgery("signature of another", None, good._replace(beside=other.beside))
    yield Forgery("other receipt under it", None, good._replace(receipt=other.receipt))
    yield Forgery("other receipt and signature", None, other)
    yield Forgery("signature cut off", None, good._replace(beside=beside[:-1]))
    # The value of the signature stands at the end, the attributes that it is over before it; what
    # stands further in front are certificates, which no signature covers.
    for place in (-1, -20, -60, -120):
        flipped = bytearray(beside)
        flipped[place] ^= 1
        made = good._replace(beside=bytes(flipped))
        yield Forgery(f"signature flipped at {place}", None, made)


def _leaves(value: object, way: Way = ()) -> Iterator[tuple[Way, object]]:
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _leaves(member, (*way, name))
    elif isinstance(value, list):
        for place, member in enumerate(value):
            yield from _leaves(member, (*way, place))
    else:
        yield way, value


def _changed(was: object) -> object:
    """Return another value of the same type, as like the first as can be.

    A text is changed near its end, where the value of a signature stands.
    """
    if isinstance(was, bool):
        return not was
    if isinstance(was, int):
        return was + 1
    text = str(was)
    place = len(text) * 5 // 6
    new = "1" if text[place : place + 1] != "1" else "2"
    return text[:place] + new + text[place + 1 :]


def _found(value: Any, way: Way) -> object:
    for step in way:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _with(value: Any, way: Way, new: object) -> object:
    """Return a copy of a value with something else at one place."""
    if not way:
        return new
    copied = value.copy()
    copied[way[0]] = _with(value[way[0]], way[1:], new)
    return copied


def _without(value: Any, way: Way) -> object:
    copied = value.copy()
    if len(way) == 1:
        del copied[way[0]]
    else:
        copied[way[0]] = _without(value[way[0]], way[1:])
    return copied


def _twice(value: Any, way: Way, new: object) -> bytes:
    """Return the octets of a value in which one member stands twice, the forged one last."""
    outer = _found(value, way[:-1])
    whole = _dumped(outer)
    member = _dumped({way[-1]: new})[1:]
    doubled = whole[:-1] + b"," + member
    mark = "\x00here\x00"
    if len(way) == 1:
        return doubled
    return _dumped(_with(value, way[:-1], mark)).replace(_dumped(mark), doubled)


def _dumped(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _escaped(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")
