"""Errors of `verify`.

VerifyError
├── DecodeError          bytes from outside are not the structure they claim to be
├── PolicyError          a policy file is not one, or loosens below the built-in floor
├── TrustError           a trust directory is refused
└── UnknownCodeError     a caller named a finding code that is not in the table

Bad evidence raises `DecodeError` inside `verify` only; `verify.checks` turns it into a finding.
The others are for callers.
"""

__all__ = ["DecodeError", "PolicyError", "TrustError", "UnknownCodeError", "VerifyError"]


class VerifyError(Exception):
    """Root of every error `verify` raises."""


class DecodeError(VerifyError):
    """Bytes are not the structure they claim to be; `code` is the finding code to report."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class PolicyError(VerifyError):
    """A policy file is malformed, or loosens what may only be tightened."""


class TrustError(VerifyError):
    """A trust directory is malformed, incomplete or holds unlisted files."""


class UnknownCodeError(VerifyError):
    """A finding code that the table of codes does not know."""
