"""A decision as it is signed: canonical JSON to value, strictly (formats, Decision; judgement 8).

The octets have to be the canonical JSON of exactly the value that is read from them: no member too
many, none missing, none of another form. So what was signed is what is applied.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from anchors.errors import EncodingError
from anchors.jsontext import Json, decode_object
from anchors.limits import LIMITS
from verify.canonical import canonical_json
from verify.errors import DecodeError
from verify.findings import Role, Scope
from verify.instants import stated_instant
from verify.rules.decisions import Decision, DecisionOutcome

__all__ = ["decode_decision"]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def decode_decision(octets: bytes) -> Decision:
    """Return the decision that the octets are; raises `DecodeError`."""
    try:
        record = decode_object(octets, LIMITS.decision_octets)
        decision = _decision(record)
    except (EncodingError, ValueError, OverflowError) as error:
        raise DecodeError("decision.malformed", str(error)[:200]) from None
    if record.get("v") != 1 or canonical_json(decision.as_json()) != octets:
        raise DecodeError("decision.malformed", "not the canonical JSON of a decision")
    return decision


def _decision(record: Json) -> Decision:
    expires = record.get("expires")
    return Decision(
        _text(record, "question"),
        Scope(_text(record, "scope")),
        _text(record, "scope_key"),
        DecisionOutcome(_text(record, "outcome")),
        _params(record.get("params")),
        _text(record, "reason"),
        _text(record, "principal"),
        Role(_text(record, "role")),
        _instant(record.get("at")),
        _digests(record.get("looked_at")),
        None if expires is None else _instant(expires),
        _digest(record.get("key_id")),
    )


def _text(record: Json, key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} is no text")
    return value


def _params(value: object) -> Mapping[str, str | int]:
    if not isinstance(value, dict):
        raise ValueError("params is no object")  # noqa: TRY004 - bad evidence, no broken caller
    found: dict[str, str | int] = {}
    for key, one in value.items():
        # Whoever signed a limit under a name that nothing reads meant less than would be applied.
        if key not in _PARAMS or not _PARAMS[key](one):
            raise ValueError(f"params.{key} is unknown, or not of its form")
        found[key] = one
    return found


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_day(value: object) -> bool:
    return (
        isinstance(value, str) and bool(_DAY.fullmatch(value)) and stated_instant(value) is not None
    )


_PARAMS: Mapping[str, Callable[[object], bool]] = {
    "subject": _is_text, "days": _is_count, "day": _is_day,
}  # fmt: skip


def _instant(value: object) -> datetime:
    instant = datetime.fromisoformat(str(value))
    if instant.tzinfo is None:
        raise ValueError(f"{value} has no zone")
    return instant.astimezone(UTC)


def _digests(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("looked_at is no list")  # noqa: TRY004 - as above
    return tuple([_digest(one) for one in value])


def _digest(value: object) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise ValueError("a digest is not SHA-256 in lower-case hex")
    return value
