"""Notes on the procedure: small claims and payment order; they move no advice."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from api.render.edition import Edition

__all__ = ["Note", "procedure_of"]


class Note(NamedTuple):
    """One note."""

    heading: str
    state: str
    reasons: tuple[str, ...]


def _reasons(edition: Edition, one: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(edition.pick(reason) for reason in one["reasons"])


def _small_claims(edition: Edition, one: Mapping[str, Any]) -> Note:
    state = edition.say(one["value"])
    return Note(edition.say("small_claims"), state, _reasons(edition, one))


def _payment_order(edition: Edition, one: Mapping[str, Any]) -> Note:
    state = edition.say("eligible" if one["eligible"] else "not_eligible")
    court = one["debtor_court"]
    name = edition.pick(court) if isinstance(court, Mapping) else court
    told = (edition.say("debtor_court", court=name),) if name else ()
    return Note(edition.say("payment_order"), state, (*_reasons(edition, one), *told))


def procedure_of(edition: Edition, verdict: Mapping[str, Any]) -> tuple[Note, ...]:
    """The notes of a verdict, those that it has."""
    rows = (("small_claims", _small_claims), ("payment_order", _payment_order))
    return tuple(make(edition, verdict[key]) for key, make in rows if verdict.get(key))
