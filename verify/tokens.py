"""Tokens on their way to judgement: proofs of their own, and those inside signatures (CAdES-T)."""

from datetime import datetime
from typing import NamedTuple

from anchors.digest import compute_digest
from verify.asn1.cms import SignedData
from verify.asn1.tst import TimeStampToken
from verify.asn1.unsigned import LongTermValues
from verify.checks.anchor import AnchorFacts
from verify.checks.covered import CoveredObject, CoveredOctets
from verify.checks.timestamp import TimestampFacts, check_timestamp, judge_timestamp
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.existence import TimeClaim, TimeJudgement
from verify.findings import CheckStatus, Finding
from verify.proofs import decode_timestamp

__all__ = ["PendingToken", "anchor_claim", "inner_tokens", "octets_object", "time_claim"]


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
    """Return the signature timestamps that a message's signers carry as unsigned attributes.

    What a message keeps for later verification (CAdES-LT) serves its timestamps as well.
    """
    found = []
    together = sum([len(signer.timestamps) for signer in signed.signers])
    for place, signer in enumerate(signed.signers):
        for number, octets in enumerate(signer.timestamps):
            name = f"{subject}#signer-{place}-timestamp-{number}"
            try:
                token = _one_of(together, decode_timestamp(octets))
                token = _helped(token, signed, signer.values)
            except DecodeError as error:
                fault = finding(error.code, name, observed=error.detail)
                found.append(PendingToken(name, octets, None, fault))
                continue
            covered = [octets_object(signer.signature)]
            facts = check_timestamp(token, covered, context, subject=name)
            found.append(PendingToken(name, octets, facts))
    return found


def _one_of(number: int, token: TimeStampToken) -> TimeStampToken:
    """Return a token that shares what may be spent on paths with others of its message."""
    if number < 2:
        return token
    return token._replace(signed=token.signed._replace(shared_by=number))


def _helped(token: TimeStampToken, signed: SignedData, values: LongTermValues) -> TimeStampToken:
    """Return a token with the certificates and revocation data that stand beside it."""
    crls, ocsps = (*signed.crls, *values.crls), (*signed.ocsps, *values.ocsps)
    if not (crls or ocsps or values.certificates):
        return token
    own = token.signed
    return token._replace(
        signed=own._replace(
            certificates=(*own.certificates, *signed.certificates, *values.certificates),
            crls=(*own.crls, *crls),
            ocsps=(*own.ocsps, *ocsps),
        )
    )


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


def anchor_claim(octets: bytes, facts: AnchorFacts) -> TimeClaim:
    """Return an anchor as a claim: its block's time rests on the pinned header alone."""
    judgement = TimeJudgement(facts.status, facts.findings, facts.proven)
    return TimeClaim(compute_digest("sha256", octets), facts.covers, lambda _: judgement)


def _value_digest(facts: TimestampFacts) -> bytes:
    """Return what a token is known by: its signature value, which is what another can cover."""
    signers = facts.token.signed.signers
    return compute_digest("sha256", signers[0].signature if signers else b"")
