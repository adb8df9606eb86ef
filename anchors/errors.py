"""Errors of `anchors`.

AnchorError
├── ClaimError               a claim is not one, or is of a form that we do not know
├── ClientError              of `anchors.clients`, which draws the tree below it
├── DigestUnsupportedError   this machine cannot compute the named digest
├── EncodingError            octets are not strict JSON or canonical RLP of the shape called for
│   └── TooLargeError        they are over a limit
├── ProfileError             a chain profile or a list of pinned headers is refused
└── ProofError               nodes do not lead from the root to what is claimed

`EncodingError` stays inside: claims turn it into `ClaimError`, profiles into `ProfileError`, proofs
into `ProofError` or a fault.
"""

__all__ = [
    "AnchorError",
    "ClaimError",
    "DigestUnsupportedError",
    "EncodingError",
    "ProfileError",
    "ProofError",
    "TooLargeError",
]


class AnchorError(Exception):
    """Root of every error `anchors` raises."""


class ClaimError(AnchorError):
    """Octets are no anchor claim of ours; `code` is the finding code to report."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class DigestUnsupportedError(AnchorError):
    """The named digest algorithm is unknown, or libcrypto here lacks it."""


class EncodingError(AnchorError):
    """Octets are not strict JSON or canonical RLP, or not of the shape called for."""


class TooLargeError(EncodingError):
    """Octets, or something in them, are over a limit."""


class ProfileError(AnchorError):
    """A chain profile or a list of pinned headers is malformed or contradicts itself."""


class ProofError(AnchorError):
    """Nodes of a proof do not lead from the root to what is claimed."""
