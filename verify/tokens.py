"""Tokens on their way to judgement: proofs of their own, and those inside signatures (CAdES-T)."""

from datetime import datetime
from typing import NamedTuple

from anchors.digest import compute_digest
from verify.asn1.cms import SignedData
from verify.checks.covered import CoveredOctets
from verify.checks.timestamp import (
    CoveredObject,
    TimestampFacts,
    check_timestamp,
    judge_timestamp,
)
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.existence import TimeClaim, TimeJudgement
from verify.findings import CheckStatus, Finding
from verify.proofs import decode_timestamp

__all__ = ["PendingToken", "inner_tokens", "octets_object", "time_claim"]


class PendingToken(NamedTuple):
    """One token with its facts, or why it has none."""

    id: str
    octets: bytes
    facts: TimestampFacts | None
    fault: Finding | None = None


def octets_object(octets: bytes) -> CoveredObject:
    """Return octets as something a token can cover."""
    return CoveredObject(CoveredOctets(octets), compute_digest("sha256", octets))


def inner_tokens(
    signed: SignedData, context: VerificationContext, *, subject: str
) -> list[PendingToken]:
    """Return the signature timestamps that a message's signers carry as unsigned attributes."""
    found = []
    for place, signer in enumerate(signed.signers):
        for number, octets in enumerate(signer.timestamps):
            name = f"{subject}#signer-{place}-timestamp-{number}"
            found.append(_inner(name, octets, signer.signature, context))
    return found


def _inner(name: str, octets: bytes, value: bytes, context: VerificationContext) -> PendingToken:
    try:
        token = decode_timestamp(octets)
    except DecodeError as error:
        return PendingToken(name, octets, None, finding(error.code, name, observed=error.detail))
    facts = check_timestamp(token, [octets_object(value)], context, subject=name)
    return PendingToken(name, octets, facts)


def time_claim(token: PendingToken, context: VerificationContext) -> TimeClaim:
    """Return a token as a claim for the fixed point of proven times."""

    def judge(existed: datetime) -> TimeJudgement:
        if token.facts is None:
            fault = (token.fault,) if token.fault is not None else ()
            status = fault[0].status if fault else CheckStatus.INDETERMINATE
            return TimeJudgement(status, fault, None)
        return judge_timestamp(token.facts, existed, context, subject=token.id)

    facts = token.facts
    if facts is None:
        return TimeClaim(compute_digest("sha256", token.octets), None, judge)
    return TimeClaim(_value_digest(facts), facts.covers, judge)


def _value_digest(facts: TimestampFacts) -> bytes:
    """Return what a token is known by: its signature value, which is what another can cover."""
    signers = facts.token.signed.signers
    return compute_digest("sha256", signers[0].signature if signers else b"")
