"""Errors of `anchors.clients`.

AnchorError
└── ClientError
    ├── EndpointRefusedError          an endpoint's address is not one that we may contact
    ├── NoAnswerError                 an endpoint gave no answer that counts
    │   ├── UnreachableError          no connection, or it broke
    │   ├── DeadlineError             the answer was not whole at the deadline
    │   ├── RedirectError             it points elsewhere
    │   ├── StatusError               HTTP says that it failed
    │   ├── OversizeError             it is larger than we read
    │   ├── MalformedAnswerError      it is not of the form called for
    │   ├── MismatchedAnswerError     it answers something else than was asked
    │   ├── NodeError                 the node says that it failed
    │   ├── AbsentError               the node knows of no such thing
    │   ├── ForeignChainError         it speaks for another chain
    │   ├── SyncingError              it does not have the whole chain yet
    │   └── NotFinalError             it may still take the block back
    ├── HeaderConflictError           a second hash for a pinned height: an alarm
    └── SubmissionError               our own anchoring did not come about
        ├── NotMinedError             the transaction may still be taken up
        ├── RevertedError             it was taken up and failed
        └── RootTakenError            somebody wrote this root before us, for another batch

`code` is the one word that a ballot or a log gives as the reason.
"""

from typing import ClassVar

from anchors.errors import AnchorError

__all__ = [
    "AbsentError",
    "ClientError",
    "DeadlineError",
    "EndpointRefusedError",
    "ForeignChainError",
    "HeaderConflictError",
    "MalformedAnswerError",
    "MismatchedAnswerError",
    "NoAnswerError",
    "NodeError",
    "NotFinalError",
    "NotMinedError",
    "OversizeError",
    "RedirectError",
    "RevertedError",
    "RootTakenError",
    "StatusError",
    "SubmissionError",
    "SyncingError",
    "UnreachableError",
]


class ClientError(AnchorError):
    """Root of every error `anchors.clients` raises."""

    code: ClassVar[str] = "client"


class EndpointRefusedError(ClientError):
    """The URL of an endpoint, or an address that its name resolves to, is not permitted."""

    code = "refused"


class NoAnswerError(ClientError):
    """An endpoint gave no answer that counts: no vote, and never a contradiction."""

    code = "no_answer"


class UnreachableError(NoAnswerError):
    """The name does not resolve, nothing listens there, or the connection broke."""

    code = "unreachable"


class DeadlineError(NoAnswerError):
    """The answer was not whole when the time was up, however fast it dripped."""

    code = "deadline"


class RedirectError(NoAnswerError):
    """The endpoint points elsewhere; nobody goes there."""

    code = "redirect"


class StatusError(NoAnswerError):
    """The HTTP status is not 200."""

    code = "status"

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP status {status}")
        self.status = status


class OversizeError(NoAnswerError):
    """The answer, or what was asked at once, is larger than one side accepts."""

    code = "oversize"


class MalformedAnswerError(NoAnswerError):
    """The answer is not JSON-RPC 2.0, or a value in it is not of its type."""

    code = "malformed"


class MismatchedAnswerError(NoAnswerError):
    """Ids or keys of the answer are not those that were asked about."""

    code = "mismatched"


class NodeError(NoAnswerError):
    """The node's own error object."""

    code = "node_error"

    def __init__(self, number: int, message: str) -> None:
        super().__init__(f"{number}: {message!r}")
        self.number = number
        self.message = message


class AbsentError(NoAnswerError):
    """The node answers null: it never had the thing, or took it back."""

    code = "absent"


class ForeignChainError(NoAnswerError):
    """The endpoint's chain id is not that of the profile."""

    code = "chain_id"


class SyncingError(NoAnswerError):
    """The node is still fetching the chain; what it has may be behind."""

    code = "syncing"


class NotFinalError(NoAnswerError):
    """The block is not final yet by the chain's rule."""

    code = "not_final"


class HeaderConflictError(ClientError):
    """A second hash for a height that is pinned: one of them is a lie. Nothing is overwritten."""

    code = "header_conflict"

    def __init__(self, height: int, pinned: bytes, seen: bytes) -> None:
        super().__init__(f"height {height}: pinned {pinned.hex()}, seen {seen.hex()}")
        self.height = height
        self.pinned = pinned
        self.seen = seen


class SubmissionError(ClientError):
    """A root was not anchored."""

    code = "submission"


class NotMinedError(SubmissionError):
    """No receipt within the bound; the transaction may still be taken up, so keep its hash."""

    code = "not_mined"

    def __init__(self, transaction: bytes) -> None:
        super().__init__(f"no receipt of {transaction.hex()}")
        self.transaction = transaction


class RevertedError(SubmissionError):
    """The contract refused the transaction."""

    code = "reverted"


class RootTakenError(SubmissionError):
    """The root stands on the chain under another `meta`: the batch needs another root."""

    code = "root_taken"
