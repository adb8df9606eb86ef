"""One signer of a CMS message: what the mathematics gives, whatever the trust.

Used for signatures over items, for tokens and for the seal; they differ in the area of their
codes and in what they cover. Steps of RFC 5652 5.4 and EN 319 102-1 5.2:

1. algorithms known here
2. the content's digest equals the signed message digest, or is what was signed
3. the signer's certificate, bound by signed attributes
4. one raw verify, after all that is cheap
"""

from datetime import datetime
from typing import NamedTuple

from verify.asn1.attributes import SignedAttributes
from verify.asn1.cms import SignedData, SignerInfo
from verify.checks.covered import Covered
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.crypto.algorithms import DEFAULT_FORM, SignatureScheme, Sm2Form, signature_scheme
from verify.crypto.keys import PublicKey
from verify.errors import DecodeError, UnsupportedError
from verify.findings import CheckStatus, Finding
from verify.model import IDENTITY, DigestSpec
from verify.signers import ResolvedSigner
from verify.trust import Purpose

__all__ = ["SignerFacts", "called_for", "check_signer", "status_of", "weak_algorithm"]


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
    signed_after: datetime | None = None
    """Lower bound that a content timestamp gives to the signature."""

    @property
    def value_intact(self) -> bool | None:
        """Whether value and content both agree: what the mathematics of a token comes to."""
        if self.intact is False or self.digest_intact is False:
            return False
        return self.intact


def status_of(findings: tuple[Finding, ...] | list[Finding]) -> CheckStatus:
    """Return the worst status among findings; PASSED where there is none.

    What a person has to look at is no status of a proof: it moves no integrity result.
    """
    worst = CheckStatus.PASSED
    for one in findings:
        if one.status is CheckStatus.FAILED:
            return CheckStatus.FAILED
        if one.status is CheckStatus.INDETERMINATE:
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
    attributes = signer.attributes
    signing_time = attributes.signing_time if attributes is not None else None
    # 1
    digest, scheme = signer.digest, _scheme(signer)
    # 3, from the cache where it is there
    resolved = context.resolve(signed, signer, purpose)
    if digest is None or scheme is None:
        unsupported = (finding(f"{area}.algorithm_unsupported", subject),)
        return SignerFacts(resolved, unsupported, None, None, None, signing_time, ())
    # 2
    if attributes is None:
        content = _bare_content(scheme, covered, resolved, area, subject)
    else:
        content = _check_content(signed, attributes, digest, covered, area, subject)
    found = [*content.findings, *[finding(f"{area}.{fault}", subject) for fault in resolved.faults]]
    # 4
    intact: bool | None = None
    algorithms: tuple[tuple[str, int], ...] = ()
    if resolved.key is not None:
        algorithms = ((digest, 0), (scheme.digest, 0), (resolved.key.family, resolved.key.bits))
        if content.message is not None:
            intact, code = _check_value(resolved.key, scheme, signer, content, resolved.form, area)
            found += [finding(code, subject)] if code else []
    return SignerFacts(
        resolved, tuple(found), intact, content.intact, content.stated, signing_time, algorithms
    )


def called_for(
    signed: SignedData, signer: SignerInfo, purpose: Purpose, context: VerificationContext
) -> DigestSpec | None:
    """Return the digest of the covered original that `check_signer` will ask for."""
    scheme = _scheme(signer)
    if signer.digest is None or signer.attributes is not None or scheme is None:
        return None if signer.digest is None else DigestSpec(signer.digest)
    if scheme.whole_message:
        return IDENTITY
    if scheme.family != "sm2":
        return DigestSpec(scheme.digest)
    return _bare_digest(scheme, context.resolve(signed, signer, purpose))


def _bare_digest(scheme: SignatureScheme, resolved: ResolvedSigner) -> DigestSpec:
    """Return the digest that a signature without signed attributes runs over."""
    return DigestSpec(scheme.digest, resolved.prefix if scheme.family == "sm2" else b"")


class _Content(NamedTuple):
    """What was signed, and whether it is what was covered."""

    message: bytes | None
    """Octets under the signature, or their digest; None where they are not known."""
    prehashed: bool
    """Whether `message` is a digest."""
    stated: tuple[str, bytes] | None
    intact: bool | None
    findings: list[Finding]


def _bare_content(
    scheme: SignatureScheme,
    covered: Covered | None,
    resolved: ResolvedSigner,
    area: str,
    subject: str,
) -> _Content:
    """Return what a signature without signed attributes runs over: the content itself (5.4)."""
    if covered is not None and scheme.whole_message:
        message = covered.content
        missing = finding(f"{area}.algorithm_unsupported", subject)
    else:
        spec = _bare_digest(scheme, resolved)
        message = covered.digest(*spec) if covered is not None else None
        missing = finding("proof.over_unresolved", subject, expected=scheme.digest)
    found = [missing] if message is None else []
    return _Content(message, not scheme.whole_message, None, None, found)


def _check_content(
    signed: SignedData,
    attributes: SignedAttributes,
    digest: str,
    covered: Covered | None,
    area: str,
    subject: str,
) -> _Content:
    """Hold the covered octets against the signed message digest (RFC 5652 5.4, 11.2)."""
    actual = covered.digest(digest) if covered is not None else None
    found: list[Finding] = []
    if actual is None:
        found.append(finding("proof.over_unresolved", subject, expected=digest))
    found += _attribute_faults(signed, attributes, area, subject)
    stated = attributes.message_digest
    if stated is None:
        return _Content(attributes.octets, False, None, None, found)
    intact = None if actual is None else actual == stated
    if intact is False:
        found.append(_digest_mismatch(area, subject, digest, actual or b"", stated))
    return _Content(attributes.octets, False, (digest, stated), intact, found)


def _check_value(
    key: PublicKey,
    scheme: SignatureScheme,
    signer: SignerInfo,
    content: _Content,
    form: Sm2Form | None,
    area: str,
) -> tuple[bool | None, str]:
    """Return what the raw verify gives, None where that cannot be told, and the code to say so.

    SM2 that is wrong in the default form may be right in the one that nobody registered. Attributes
    that were received in another order than DER's are the same set: who signed either signed it.
    """
    received = signer.attributes.received if signer.attributes is not None else b""
    messages = [content.message or b"", received] if received else [content.message or b""]
    try:
        intact = any(
            key.verify(
                scheme,
                signer.signature,
                message,
                prehashed=content.prehashed,
                form=form or DEFAULT_FORM,
            )
            for message in messages
        )
    except UnsupportedError:
        return None, f"{area}.algorithm_unsupported"
    if intact:
        return True, ""
    if form is None and scheme.family == key.family == "sm2":
        return None, "signature.sm2_form_unregistered"
    return False, f"{area}.value_wrong"


def weak_algorithm(
    facts: SignerFacts, at: datetime, context: VerificationContext
) -> tuple[str, int] | None:
    """Return the first of the signer's algorithms that is not strong at `at`."""
    if context.all_strong(facts.algorithms, at):
        return None
    return next(one for one in facts.algorithms if not context.strong(*one, at))


def _scheme(signer: SignerInfo) -> SignatureScheme | None:
    try:
        return signature_scheme(signer.signature_algorithm, signer.digest)
    except DecodeError:
        return None


def _attribute_faults(
    signed: SignedData, attributes: SignedAttributes, area: str, subject: str
) -> list[Finding]:
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


def _digest_mismatch(area: str, subject: str, digest: str, actual: bytes, stated: bytes) -> Finding:
    return finding(
        f"{area}.digest_mismatch",
        subject,
        observed=f"{digest}:{actual.hex()}",
        expected=f"{digest}:{stated.hex()}",
    )
