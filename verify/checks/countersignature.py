"""Counter-signatures: signatures over the signature value they are added to (RFC 5652 11.4).

They say nothing of the item, and anyone may add one: each is told, with what it came to. One whose
own value or digest is wrong fails its proof, and contradicts no item.
"""

from verify.asn1.cms import SignedData, SignerInfo
from verify.checks.covered import CoveredOctets
from verify.checks.signer import SignerFacts, check_signer, weak_algorithm
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.findings import Finding
from verify.trust import Purpose

__all__ = ["check_counter_signatures"]


def check_counter_signatures(
    signed: SignedData, context: VerificationContext, *, subject: str
) -> list[Finding]:
    """Return one finding for each counter-signature of a message, judged at the receipt."""
    return [
        _check(signed, counter, signer.signature, context, subject)
        for signer in signed.signers
        for counter in signer.counter_signatures
    ]


def _check(
    signed: SignedData,
    counter: SignerInfo,
    value: bytes,
    context: VerificationContext,
    subject: str,
) -> Finding:
    attributes = counter.attributes
    if attributes is not None and attributes.content_type is not None:
        return _told(subject, "states a content type")
    if attributes is not None:
        # What RFC 5652 11.4 leaves out of a counter-signature, every other signer has to state.
        stated = attributes._replace(content_type=signed.content_type)
        counter = counter._replace(attributes=stated)
    facts = check_signer(
        signed,
        counter,
        CoveredOctets(value),
        context,
        area="signature",
        purpose=Purpose.SIGNER,
        subject=subject,
    )
    found = [*facts.findings, *_judged(facts, context, subject)]
    name = facts.resolved.name if facts.resolved is not None else None
    codes = ", ".join(dict.fromkeys(one.code for one in found))
    observed = ": ".join(text for text in (name, codes) if text)
    if facts.value_intact is False:
        return finding("signature.counter_signature_wrong", subject, observed=observed)
    return _told(subject, observed)


def _told(subject: str, observed: str) -> Finding:
    return finding("signature.counter_signature", subject, observed=observed)


def _judged(facts: SignerFacts, context: VerificationContext, subject: str) -> list[Finding]:
    """Judge certificate and algorithms at the receipt: nothing earlier is proved of the value."""
    found = []
    if weak_algorithm(facts, context.at, context) is not None:
        found.append(finding("signature.algorithm_weak", subject))
    resolved = facts.resolved
    if resolved is not None and resolved.assessment is not None:
        found += resolved.assessment.judge(context.at, not_before=None).findings
    return found
