"""Votes of independent operators on what a chain says: k of n, by operator.

An endpoint that fails, lies about its ids, speaks for another chain, is behind or knows nothing has
no vote: it never contradicts. Endpoints of one operator have one vote together. Two answers that
differ are a disagreement, whatever the count: nothing is settled then, and somebody has to look.
"""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from anchors.clients.encoding import as_data, as_object, as_quantity, written
from anchors.clients.errors import (
    AbsentError,
    ClientError,
    ForeignChainError,
    MismatchedAnswerError,
    NodeError,
    NotFinalError,
    SyncingError,
)
from anchors.clients.headers import RawHeader, fetch_header, final_height
from anchors.clients.jsonrpc import Call, Node
from anchors.clients.receipts import encode_receipt
from anchors.keccak import keccak256

__all__ = [
    "Ballot",
    "Observation",
    "Outcome",
    "QuorumResult",
    "Subject",
    "Voter",
    "hold_quorum",
    "observe",
    "tally",
]

_log = logging.getLogger(__name__)


class Voter(NamedTuple):
    """One node, and who runs it."""

    operator: str
    node: Node


class Subject(NamedTuple):
    """What is asked about."""

    chain_id: int
    height: int
    transaction: bytes | None = None
    """Hash of a transaction whose receipt is voted on too."""
    confirmations: int | None = None
    """As of `final_height`."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one node says; votes are equal where chain, header and receipt are."""

    chain_id: int
    header: RawHeader
    receipt_hash: bytes | None
    by_tag: bool = field(compare=False)
    """Whether the node calls the block finalized, rather than we by counting."""


class Ballot(NamedTuple):
    """One endpoint's vote, or why it has none."""

    operator: str
    vote: Observation | None
    reason: str | None = None
    """Code of the error in place of a vote."""


class Outcome(StrEnum):
    """What the votes come to; all but AGREED leave the question undetermined."""

    AGREED = "agreed"
    SHORT = "short"
    """Too few operators voted."""
    DISAGREED = "disagreed"
    """Two votes differ: an alarm."""


class QuorumResult(NamedTuple):
    """What was found, and by whom."""

    outcome: Outcome
    observation: Observation | None
    """What was agreed; None unless AGREED."""
    voters: tuple[str, ...]
    """Operators that voted, each once, in order of name."""
    ballots: tuple[Ballot, ...]
    """Every endpoint's, as they were asked."""


def hold_quorum(voters: Sequence[Voter], subject: Subject, needed: int = 2) -> QuorumResult:
    """Ask every endpoint, all at the same time, and count.

    Args:
        voters: endpoints from the operator's configuration.
        subject: what is asked about.
        needed: operators that have to agree.
    """
    with ThreadPoolExecutor(max_workers=max(1, len(voters))) as pool:
        ballots = tuple(pool.map(lambda voter: _ballot(voter, subject), voters))
    result = tally(ballots, needed)
    if result.outcome is Outcome.DISAGREED:
        _log.error("rpc disagreement at height %d among %s", subject.height, result.voters)
    return result


def _ballot(voter: Voter, subject: Subject) -> Ballot:
    try:
        return Ballot(voter.operator, observe(voter.node, subject))
    except ClientError as error:
        return Ballot(voter.operator, None, error.code)


def tally(ballots: Sequence[Ballot], needed: int) -> QuorumResult:
    """Count ballots: one operator, one vote; `needed` is at least one."""
    votes = [ballot for ballot in ballots if ballot.vote is not None]
    operators = tuple(sorted({ballot.operator for ballot in votes}))
    if len({ballot.vote for ballot in votes}) > 1:
        return QuorumResult(Outcome.DISAGREED, None, operators, tuple(ballots))
    if len(operators) < max(1, needed):
        return QuorumResult(Outcome.SHORT, None, operators, tuple(ballots))
    return QuorumResult(Outcome.AGREED, votes[0].vote, operators, tuple(ballots))


def observe(node: Node, subject: Subject) -> Observation:
    """Return what a node says of a final block, and of a transaction in it.

    Raises:
        NoAnswerError: it has no vote.
    """
    _check_place(node, subject.chain_id)
    final = final_height(node, subject.confirmations)
    if final.height < subject.height:
        raise NotFinalError(f"final up to {final.height}, not {subject.height}")
    header = fetch_header(node, subject.height)
    receipt = None
    if subject.transaction is not None:
        receipt = _receipt_hash(node, subject.transaction, header.header.hash)
    return Observation(subject.chain_id, header, receipt, final.by_tag)


def _check_place(node: Node, chain_id: int) -> None:
    """Refuse a node of another chain, and one that is still catching up."""
    stated, syncing = node.batch([Call("eth_chainId"), Call("eth_syncing")])
    for row in (stated, syncing):
        if isinstance(row, NodeError):
            raise row
    if as_quantity(stated) != chain_id:
        raise ForeignChainError(f"chain {as_quantity(stated)}, not {chain_id}")
    if syncing is not False:
        raise SyncingError("the node is syncing")


def _receipt_hash(node: Node, transaction: bytes, block_hash: bytes) -> bytes:
    """Return the digest of a receipt, which has to be of the block that the node has there."""
    answer = node.call("eth_getTransactionReceipt", written(transaction))
    if answer is None:
        raise AbsentError("no such transaction")
    receipt = as_object(answer)
    stated = as_data(receipt.get("transactionHash")), as_data(receipt.get("blockHash"))
    if stated != (transaction, block_hash):
        raise MismatchedAnswerError("a receipt of another transaction or block")
    return keccak256(encode_receipt(receipt))
