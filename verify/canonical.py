"""Canonical JSON (RFC 8785) and the digests that name things (formats; judgement 9).

Keys are ASCII and no float ever stands in our values, so sorted compact `json.dumps` without
ASCII escapes gives RFC 8785's bytes; a test holds it against an independent implementation.
"""

import json
from datetime import UTC, datetime
from hashlib import sha256

__all__ = ["canonical_digest", "canonical_json", "rfc3339"]

_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


def canonical_json(value: object) -> bytes:
    """Return the canonical JSON of a value made of our own dicts, lists, text and integers."""
    return _encode(value).encode()


def canonical_digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON, in lower-case hex."""
    return sha256(canonical_json(value)).hexdigest()


def rfc3339(instant: datetime | None) -> str | None:
    """Return an instant as RFC 3339 in UTC, with a fraction only where there is one."""
    if instant is None:
        return None
    if instant.tzinfo is not UTC:
        instant = instant.astimezone(UTC)
    return instant.isoformat()[: -len("+00:00")] + "Z"
