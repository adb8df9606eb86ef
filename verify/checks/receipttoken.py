"""Time-stamp tokens that stand in a receipt: each is verified over what it can be told to cover.

A platform writes its TSA's token into the answer without saying what it is over. It is over what
its imprint is the digest of: the item itself, or a text of the receipt. One that is over none of
these, or that does not verify, says nothing, and contradicts nothing: it is told.
"""

from collections.abc import Iterable

from verify.asn1.tst import TimeStampToken
from verify.checks.covered import CoveredObject
from verify.checks.timestamp import check_timestamp
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.existence import TimeJudgement
from verify.findings import CheckStatus, Finding
from verify.proofs import decode_timestamp
from verify.receipts.transform import octets_of
from verify.receipts.value import PlatformReceipt
from verify.tokens import PendingToken, octets_object

__all__ = ["imprints_of", "receipt_tokens", "undecided_tokens"]


def imprints_of(value: PlatformReceipt) -> list[str]:
    """Return the algorithms of the imprints of the tokens in a receipt."""
    decoded = [_decoded(told.text) for told in value.tokens]
    return [one.info.digest for one in decoded if one is not None and one.info.digest is not None]


def receipt_tokens(
    value: PlatformReceipt | None,
    item: CoveredObject | None,
    context: VerificationContext,
    *,
    subject: str,
) -> tuple[list[PendingToken], list[Finding]]:
    """Return the tokens in a receipt that cover something of it, and what is told of the others.

    Args:
        value: the receipt; None where it could not be read.
        item: the original that the receipt is over; None where it is not here.
        context: trust, policy, time and caches of the run.
        subject: id of the proof.
    """
    if value is None:
        return [], []
    candidates = [*([item] if item is not None else []), *_texts(value)]
    found: list[PendingToken] = []
    told: list[Finding] = []
    for number, text in enumerate(value.tokens):
        name = f"{subject}#token-{number}"
        token = _decoded(text.text)
        if token is None:
            told.append(finding("receipt.token_undecided", subject, observed="no token"))
            continue
        facts = check_timestamp(token, candidates, context, subject=name)
        if facts.covers is None:
            told.append(finding("receipt.token_undecided", subject, observed="covers nothing here"))
            continue
        found.append(PendingToken(name, octets_of(text.text) or b"", facts))
    return found, told


def undecided_tokens(judged: Iterable[TimeJudgement], *, subject: str) -> list[Finding]:
    """Return what is told of tokens that cover something of a receipt and did not pass."""
    return [
        finding(
            "receipt.token_undecided",
            subject,
            observed=", ".join(dict.fromkeys([one.code for one in judgement.findings])),
        )
        for judgement in judged
        if judgement.status is not CheckStatus.PASSED
    ]


def _decoded(text: str) -> TimeStampToken | None:
    octets = octets_of("".join(text.split()))
    try:
        return None if octets is None else decode_timestamp(octets)
    except DecodeError:
        return None


def _texts(value: PlatformReceipt) -> list[CoveredObject]:
    """Return what of a receipt a token may be over: digests and the transaction's hash."""
    digests = [one.told.text for one in value.digests]
    chain = value.chain
    hashes = [one.text for one in chain.told] if chain is not None else []
    texts = [*digests, *hashes]
    raw = [octets for text in texts if (octets := octets_of(text)) is not None]
    every = dict.fromkeys([*[text.encode() for text in texts], *raw])
    return [octets_object(one) for one in every]
