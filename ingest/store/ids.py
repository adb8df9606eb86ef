"""Ids of what the service makes: a kind, and 128 random bits that nobody can guess."""

import base64
import secrets

__all__ = ["new_id"]

_OCTETS = 16


def new_id(kind: str) -> str:
    """Return a new id: a kind such as "pkg", a hyphen, and 26 lower-case base32 characters."""
    text = base64.b32encode(secrets.token_bytes(_OCTETS)).decode().rstrip("=").lower()
    return f"{kind}-{text}"
