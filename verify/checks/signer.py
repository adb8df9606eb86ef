"""One signer of a CMS message: what the mathematics gives, whatever the trust.

Used for signatures over items, for tokens and for the seal; they differ in the area of their
codes and in what they cover. Steps of RFC 5652 5.4 and EN 319 102-1 5.2:

1. algorithms known here
2. the content's digest equals the signed message digest, or is what was signed
3. the signer's certificate, bound by signed attributes
4. exactly one raw verify, after all that is cheap
"""

from datetime import datetime
from typing import NamedTuple

from verify.asn1.cms import SignedData, SignerInfo
from verify.checks.covered import Covered
from verify.codes.table import finding
from verify.context import ResolvedSigner, VerificationContext
from verify.crypto.algorithms import SignatureScheme, signature_scheme
from verify.crypto.keys import UnsupportedError
from verify.errors import DecodeError
from verify.findings import CheckStatus, Finding
from verify.trust import Purpose

__all__ = ["SignerFacts", "check_signer", "status_of", "weak_algorithm"]


class SignerFacts(NamedTuple):
    """What one signer's mathematics gave; the path is judged when times are proved."""

    resolved: ResolvedSigner | None
    findings: tuple[Finding, ...]
    intact: bool | None
    """Whether the value verifies under the key; None where it was not computed."""
    digest_intact: bool | None
    """Whether the covered octets have the stated digest; None where they are not known."""
    stated: tuple[str, bytes] | None
    """The digest that the signature states: algorithm and value."""
    signing_time: datetime | None
    """The signer's own word."""
    algorithms: tuple[tuple[str, int], ...]
    """What has to be strong: digest names with 0, key family with its bits."""

    @property
    def value_intact(self) -> bool | None:
        """Whether value and content both agree: what the mathematics of a token comes to."""
        if self.intact is False or self.digest_intact is False:
            return False
        return self.intact


def status_of(findings: tuple[Finding, ...] | list[Finding]) -> CheckStatus:
    """Return the worst status among findings; PASSED where there is none."""
    worst = CheckStatus.PASSED
    for one in findings:
        if one.status is CheckStatus.FAILED:
            return CheckStatus.FAILED
        if one.status is not CheckStatus.PASSED:
            worst = CheckStatus.INDETERMINATE
    return worst


def check_signer(
    signed: SignedData,
    signer: SignerInfo,
    covered: Covered | None,
    context: VerificationContext,
    *,
    area: str,
    purpose: Purpose,
    subject: str,
) -> SignerFacts:
    """Return what the mathematics of one signer gives over `covered`.

    Args:
        signed: the message.
        signer: one of its signers.
        covered: what was signed; None where its octets are not here.
        context: trust, policy, time and caches of the run.
        area: `signature` or `timestamp`: the area of the finding codes.
        purpose: what the signer's certificate must serve.
        subject: id of the proof, for the findings.
    """
    found: list[Finding] = []
    # 1
    digest = signer.digest
    scheme = _scheme(signer)
    if digest is None or scheme is None:
        found.append(finding(f"{area}.algorithm_unsupported", subject))
        return SignerFacts(None, tuple(found), None, None, None, _signing_time(signer), ())
    # 2
    actual = covered.digest(digest) if covered is not None else None
    attributes = signer.attributes
    if attributes is None:
        stated, digest_intact = None, None
        message, prehashed = actual, True
    else:
        stated = (digest, attributes.message_digest or b"")
        digest_intact = None if actual is None else actual == attributes.message_digest
        message, prehashed = attributes.octets, False
        found += _attribute_faults(signed, signer, area, subject)
        if digest_intact is False:
            found.append(_digest_mismatch(area, subject, actual, attributes.message_digest))
    if actual is None:
        found.append(finding("proof.over_unresolved", subject, expected=digest))
    # 3
    resolved = context.resolve(signed, signer, purpose)
    found += [finding(f"{area}.{fault}", subject) for fault in resolved.faults]
    if resolved.key is None:
        return SignerFacts(
            resolved, tuple(found), None, digest_intact, stated, _signing_time(signer), ()
        )
    # 4
    intact: bool | None = None
    if message is not None:
        try:
            intact = resolved.key.verify(scheme, signer.signature, message, prehashed=prehashed)
        except UnsupportedError as error:
            found.append(finding(f"{area}.algorithm_unsupported", subject, observed=str(error)))
        if intact is False:
            found.append(finding(f"{area}.value_wrong", subject))
    algorithms = ((digest, 0), (scheme.digest, 0), (resolved.key.family, resolved.key.bits))
    return SignerFacts(
        resolved,
        tuple(found),
        intact,
        digest_intact,
        stated,
        attributes.signing_time if attributes else None,
        algorithms,
    )


def weak_algorithm(
    facts: SignerFacts, at: datetime, context: VerificationContext
) -> tuple[str, int] | None:
    """Return the first of the signer's algorithms that is not strong at `at`."""
    for name, bits in facts.algorithms:
        if not context.strong(name, bits, at):
            return name, bits
    return None


def _scheme(signer: SignerInfo) -> SignatureScheme | None:
    try:
        return signature_scheme(signer.signature_algorithm, signer.digest)
    except DecodeError:
        return None


def _signing_time(signer: SignerInfo) -> datetime | None:
    return signer.attributes.signing_time if signer.attributes else None


def _attribute_faults(
    signed: SignedData, signer: SignerInfo, area: str, subject: str
) -> list[Finding]:
    attributes = signer.attributes
    if attributes is None:
        return []
    if attributes.content_type is None or attributes.message_digest is None:
        return [finding(f"{area}.attributes_incomplete", subject)]
    if attributes.content_type != signed.content_type:
        return [
            finding(
                f"{area}.content_type_mismatch",
                subject,
                observed=attributes.content_type,
                expected=signed.content_type,
            )
        ]
    return []


def _digest_mismatch(
    area: str, subject: str, actual: bytes | None, stated: bytes | None
) -> Finding:
    return finding(
        f"{area}.digest_mismatch",
        subject,
        observed=actual.hex() if actual else None,
        expected=stated.hex() if stated else None,
    )
