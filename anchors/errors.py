"""Errors of `anchors`.

AnchorError
└── DigestUnsupportedError   this machine cannot compute the named digest
"""

__all__ = ["AnchorError", "DigestUnsupportedError"]


class AnchorError(Exception):
    """Root of every error `anchors` raises."""


class DigestUnsupportedError(AnchorError):
    """The named digest algorithm is unknown, or libcrypto here lacks it."""
