"""Errors of `verify`.

VerifyError
├── DecodeError          bytes from outside are not the structure they claim to be
│   └── NotDerError      they may be BER: a message is read again as that
├── PolicyError          a policy file is not one, or loosens below the built-in floor
├── TrustError           a trust directory is refused
│   └── RuleError        the tables of law, or what a court's record adds to them, are refused
├── UnsupportedError     an algorithm, curve or size that cannot be computed here
└── UnknownCodeError     a caller named a finding code that is not in the table

Bad evidence raises `DecodeError` or `UnsupportedError` inside `verify` only; `verify.checks` turns
them into findings. The others are for callers.
"""

__all__ = [
    "DecodeError", "NotDerError", "PolicyError", "RuleError", "TrustError", "UnknownCodeError",
    "UnsupportedError", "VerifyError",
]  # fmt: skip


class VerifyError(Exception):
    """Root of every error `verify` raises."""


class DecodeError(VerifyError):
    """Bytes are not the structure they claim to be; `code` is the finding code to report."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class NotDerError(DecodeError):
    """Bytes are not DER, and may be BER: lengths indefinite or not minimal, a string in pieces."""

    def __init__(self, detail: str) -> None:
        super().__init__("asn1.malformed", detail)


class PolicyError(VerifyError):
    """A policy file is malformed, or loosens what may only be tightened."""


class TrustError(VerifyError):
    """A trust directory is malformed, incomplete or holds unlisted files."""


class RuleError(TrustError):
    """A table of law or a court's profile is malformed, without source, or contradicts itself."""


class UnsupportedError(VerifyError):
    """The algorithm, curve or key size is not supported here: INDETERMINATE, never FAILED."""


class UnknownCodeError(VerifyError):
    """A finding code that the table of codes does not know."""
