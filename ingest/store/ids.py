"""Ids of what the service makes: a kind, and 130 random bits that nobody can guess."""

import secrets

__all__ = ["new_id"]

_CHARACTERS = 26
_BASE32 = b"abcdefghijklmnopqrstuvwxyz234567" * 8
"""A character for every octet: of each, five bits count."""


def new_id(kind: str) -> str:
    """Return a new id: a kind such as "pkg", a hyphen, and 26 lower-case base32 characters."""
    return f"{kind}-{secrets.token_bytes(_CHARACTERS).translate(_BASE32).decode()}"
