"""What every check of one run shares: trust, policy, the one given time, and the signer cache.

The cache holds, per signer, what does not depend on the message: its certificate, key and path
assessment. Its key is everything these come from (threats 17): the signer's own identification,
the certificates and revocation data it carries, and the purpose; store, policy and validation
time are the context's own. The value's path carries a validity interval, never a cached "valid".
"""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar

from verify.asn1.attributes import EssCertId
from verify.asn1.cms import SignedData, SignerInfo
from verify.asn1.unsigned import LongTermValues
from verify.asn1.x509 import Certificate
from verify.codes.table import CODES
from verify.crypto.algorithms import DEFAULT_FORM, Sm2Form
from verify.crypto.keys import load_key
from verify.errors import UnsupportedError
from verify.findings import CheckStatus, Finding, Level
from verify.ledger import LedgerBook
from verify.path import HelperSet, PathValidator
from verify.path.signed import SignatureBook, Signed, made_with_sm2
from verify.policy import Policy
from verify.signers import (
    NOBODY,
    OPEN,
    ResolvedSigner,
    bound_certificate,
    carried_octets,
    may_help,
    named_by,
    parties_of,
    path_limits,
    readable_certificates,
)
from verify.trust import Purpose, TrustStore

__all__ = ["VerificationContext"]

_CACHE_ENTRIES = 8192
"""Signers remembered at once; one-time certificates come by the thousand in a batch."""

_REMEMBERED_OCTETS = 32_768
"""A message that carries more is resolved anew: one signer's chain and answers have under 20 kB."""

_Value = TypeVar("_Value")


_NEVER = datetime.min.replace(tzinfo=UTC)


class VerificationContext:
    """Trust, policy and time of one run, with the caches that belong to exactly these."""

    def __init__(
        self,
        trust: TrustStore,
        policy: Policy,
        at: datetime,
        *,
        helpers: HelperSet = HelperSet.EMPTY,
    ) -> None:
        """Hold one run's inputs; `helpers` are untrusted material for all of its paths."""
        self.trust = trust
        self.policy = policy
        self.at = at
        self.helpers = helpers
        self.ledgers = LedgerBook(trust.chains, trust.headers)
        records = (trust.platforms or {}).values()
        self.platform_names = frozenset[str]().union(*[one.names for one in records])
        """Of every registered platform: a chain that one of them runs is a platform's word."""
        self.validator = PathValidator(trust, policy, validation_time=at)
        self._signers: OrderedDict[object, ResolvedSigner] = OrderedDict()
        self._strong: dict[tuple[str, int], datetime] = {}
        self._together: dict[tuple[tuple[str, int], ...], datetime] = {}
        self._platform_forms = _platform_forms(trust)
        self._held = frozenset([*(root.der for root in trust.roots), *trust.intermediates])
        self.known = readable_certificates([*_trusted(trust), *helpers.certificates])

    def strong(self, name: str, bits: int, at: datetime) -> bool:
        """Whether an algorithm is strong at `at` by the policy's dated table."""
        until = self._strong.get((name, bits))
        if until is None:
            until = self._strong[name, bits] = _as_instant(
                self.policy.strong_until(name, bits=bits)
            )
        return at < until

    def all_strong(self, algorithms: tuple[tuple[str, int], ...], at: datetime) -> bool:
        """Whether every one of (name, bits) is strong at `at`: one comparison when seen before."""
        until = self._together.get(algorithms)
        if until is None:
            for name, bits in algorithms:
                self.strong(name, bits, at)
            until = min([self._strong[one] for one in algorithms], default=OPEN)
            self._together[algorithms] = until
        return at < until

    def levelled(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return findings as the policy's raised levels make them: told-only may become open."""
        if not self.policy.levels:
            return tuple(findings)
        return tuple([self._raised(one) for one in findings])

    def _raised(self, one: Finding) -> Finding:
        raised = self.policy.levels.get(one.code) is Level.FAIL
        if raised and CODES[one.code].warns_only and one.status is CheckStatus.PASSED:
            return one._replace(status=CheckStatus.INDETERMINATE)
        return one

    def resolve(self, signed: SignedData, signer: SignerInfo, purpose: Purpose) -> ResolvedSigner:
        """Return the signer's certificate, key and path, from the cache where it is there."""
        bound = signer.attributes.signing_certificates if signer.attributes else None
        key = (
            purpose,
            signer.issuer_and_serial,
            signer.key_identifier,
            bound,
            signed.certificates,
            signed.crls,
            signed.ocsps,
            signer.values,
            parties_of(signed),
        )
        found = self._signers.get(key)
        if found is None:
            found = self._resolve(signed, signer, bound, purpose)
            if carried_octets(signed) <= _REMEMBERED_OCTETS:
                _remember(self._signers, key, found)
        return found

    def book_for(self, signed: Signed, signer: Certificate) -> SignatureBook:
        """Return the book in the SM2 form that is registered for a signer; else the default one."""
        form = self.registered_form(signer) if made_with_sm2(signed) else None
        return self.validator.book if form is None else self.validator.book.under(form)

    def registered_form(self, signer: Certificate) -> Sm2Form | None:
        """Return the form registered for what a certificate's key signs; None where none is."""
        assessment = self.validator.assess(signer, None, self.helpers)
        return self._platform_forms.get(signer.sha256.hex(), assessment.sm2_form)

    def _unbound(
        self,
        named: list[Certificate],
        candidates: list[Certificate],
        purpose: Purpose,
        parties: int,
    ) -> tuple[Certificate, tuple[str, ...]]:
        """Return the certificate of a signer that binds none (judgement 4).

        Of several with that name the one with a path to trust is meant; where that leaves two
        keys, or two certificates of one key, nobody can say.
        """
        if len({one.spki for one in named}) > 1:
            parties *= len(named)
            named = [one for one in named if self._has_path(one, purpose, parties)] or named
        certificate = named[0]
        same_name = len({one.spki for one in named}) > 1
        same_key = len({one.der for one in candidates if one.spki == certificate.spki}) > 1
        ambiguous = ("certificate_ambiguous",) if same_name or same_key else ()
        return certificate, ("certificate_unbound", *ambiguous)

    def _has_path(self, certificate: Certificate, purpose: Purpose, parties: int) -> bool:
        found = self.validator.assess(certificate, purpose, self.helpers, parties=parties)
        return bool(found.candidates)

    def _carried(
        self, signed: SignedData, values: LongTermValues, signer: Certificate
    ) -> HelperSet:
        """Return what a message brings that the run has not: mostly nothing, so paths share."""
        certificates = [
            one.der
            for one in readable_certificates((*signed.certificates, *values.certificates))
            if one.der != signer.der and one.der not in self._held and may_help(one)
        ]
        crls, ocsps = (*signed.crls, *values.crls), (*signed.ocsps, *values.ocsps)
        if not (certificates or crls or ocsps):
            return HelperSet.EMPTY
        return HelperSet.of(certificates=certificates, crls=crls, ocsps=ocsps)

    def _resolve(
        self,
        signed: SignedData,
        signer: SignerInfo,
        bound: tuple[EssCertId, ...] | None,
        purpose: Purpose,
    ) -> ResolvedSigner:
        brought = (*signed.certificates, *signer.values.certificates)
        candidates = [*readable_certificates(brought), *self.known]
        named = named_by(candidates, signer)
        if not named:
            return NOBODY
        if bound is not None:
            certificate, faults = bound_certificate(named, candidates, bound)
        else:
            certificate, faults = self._unbound(named, candidates, purpose, parties_of(signed))
        helpers = self.helpers.union(self._carried(signed, signer.values, certificate))
        name = certificate.subject_text
        assessment = self.validator.assess(
            certificate, purpose, helpers, parties=parties_of(signed)
        )
        form = self._platform_forms.get(certificate.sha256.hex(), assessment.sm2_form)
        try:
            key = load_key(certificate.spki)
            prefix = key.prefix(form or DEFAULT_FORM)
        except UnsupportedError:
            return ResolvedSigner(certificate, None, None, (*faults, "algorithm_unsupported"), name)
        path = tuple([one.subject_text for one in assessment.clean.chain])
        return ResolvedSigner(
            certificate,
            key,
            assessment,
            faults,
            name,
            path,
            path_limits(assessment, assessment.clean.chain),
            form,
            prefix,
        )


def _as_instant(until: datetime | bool) -> datetime:  # noqa: FBT001 - the policy's own answer
    """Return the first instant of weakness; the end of time for an open, its begin for never."""
    if isinstance(until, datetime):
        return until
    return OPEN if until else _NEVER


def _remember(cache: OrderedDict[object, _Value], key: object, value: _Value) -> None:
    """Keep a value, in place of the oldest; a plain dict would look for that past all gone ones."""
    if len(cache) >= _CACHE_ENTRIES:
        cache.popitem(last=False)
    cache[key] = value


def _trusted(trust: TrustStore) -> list[bytes]:
    platforms = (trust.platforms or {}).values()
    pinned = [certificate.der for record in platforms for certificate in record.certificates]
    return [*(root.der for root in trust.roots), *trust.intermediates, *pinned]


def _platform_forms(trust: TrustStore) -> dict[str, Sm2Form]:
    """Return the forms that platforms are registered with, by their certificates' SHA-256."""
    return {
        certificate.sha256: record.sm2
        for record in (trust.platforms or {}).values()
        for certificate in record.certificates
        if record.sm2 is not None
    }
