"""The path validator: one for each trust store, policy and validation time.

    1 find every path to a trusted end of the purpose                        RFC 4158; 5280 6.1.1
    2 test what no date changes: rights, constraints, names, policies        RFC 5280 6.1.3-6.1.5
    3 test what the end entity may be used for                               RFC 5280 4.2.1.12
    4 ask CRLs and OCSP answers about every certificate below the end        RFC 5280 6.3, 6960
    5 judge at the time asked                                                judgement 3

Steps 1 to 4 are an assessment; it is kept, good or bad, under all that it depends on beside the
store, the policy and the validation time: certificate, purpose and helpers (threats 17).
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise

from verify.asn1.x509 import Certificate, decode_certificate
from verify.errors import DecodeError
from verify.findings import CheckStatus, Finding
from verify.path.assessment import Candidate, PathAssessment, Standing
from verify.path.fault import fault
from verify.path.material import HelperSet, Material, Pool
from verify.path.policies import PathInputs
from verify.path.processing import check_chain
from verify.path.revocation import Question, RevocationInquiry
from verify.path.search import Budget, Chain, DeadEnd, PathSearch, key_identifiers_agree
from verify.path.signed import SignatureBook, SignatureVerdict
from verify.path.statements import Horizon
from verify.path.usage import check_usage
from verify.policy import Policy
from verify.trust import Purpose, TrustedRoot, TrustStore

__all__ = ["PathValidator"]

_KEPT = 1024
"""Assessments kept: more signers than a shard has."""
_NO_ONE: frozenset[bytes] = frozenset()


class PathValidator:
    """Assesses certificates against one trust store under one policy."""

    def __init__(
        self,
        trust: TrustStore,
        policy: Policy,
        *,
        validation_time: datetime,
        inputs: PathInputs | None = None,
    ) -> None:
        self.policy = policy
        self.inputs = inputs or PathInputs()
        self.horizon = Horizon(validation_time, policy.tolerances.freshness)
        self.book = SignatureBook(policy)
        self.roots = _by_certificate(trust.roots)
        certificates = dict.fromkeys((*(root.der for root in trust.roots), *trust.intermediates))
        self.material = Material(certificates, trust.crls, trust.ocsps)
        self._standings: dict[Question, Standing] = {}
        self._assessments: dict[tuple[bytes, Purpose | None, bytes], PathAssessment] = {}

    def kept_standings(self) -> dict[Question, Standing]:
        """Return the standings that every examination without helpers shares: one pool, one answer.

        An issuing CA is asked about once, not once for each of its signers.
        """
        if len(self._standings) >= _KEPT:
            self._standings.clear()
        return self._standings

    def assess(
        self,
        certificate: bytes | Certificate,
        purpose: Purpose | None,
        helpers: HelperSet = HelperSet.EMPTY,
    ) -> PathAssessment:
        """Return what is known of a certificate for a purpose.

        Args:
            certificate: the certificate, or its bytes, which may be anything.
            purpose: what the trusted end has to be trusted for and the certificate be good for;
                None = any end, and no particular use.
            helpers: untrusted material that came with it.
        """
        if isinstance(certificate, bytes):
            try:
                certificate = decode_certificate(certificate)
            except DecodeError as error:
                broken = Finding(error.code, CheckStatus.FAILED, "", error.detail)
                return PathAssessment.of(None, (), (broken,))
        key = (certificate.sha256, purpose, helpers.key)
        assessment = self._assessments.get(key)
        if assessment is None:
            assessment = _Examination(self, helpers).assess(certificate, purpose)
            if len(self._assessments) >= _KEPT:
                self._assessments.pop(next(iter(self._assessments)))
            self._assessments[key] = assessment
        return assessment


def _by_certificate(roots: tuple[TrustedRoot, ...]) -> dict[Certificate, list[TrustedRoot]]:
    """Return the entries of each certificate; one that cannot be read is trusted for nothing."""
    found: dict[Certificate, list[TrustedRoot]] = {}
    for root in roots:
        try:
            found.setdefault(decode_certificate(root.der), []).append(root)
        except DecodeError:
            continue
    return found


class _Examination:
    """Steps 1 to 4 for one certificate, and for the signers of revocation data it leads to."""

    def __init__(self, validator: PathValidator, helpers: HelperSet) -> None:
        self._validator = validator
        self._budget = Budget(validator.policy.limits)
        self._inquiry_budget = Budget(validator.policy.limits)
        brought = Material(helpers.certificates, helpers.crls, helpers.ocsps)
        self._pool = Pool(validator.material, brought)
        alone = helpers.key == HelperSet.EMPTY.key
        self._standings = validator.kept_standings() if alone else {}
        self._inquiry = RevocationInquiry(
            self._pool, validator.book, validator.horizon, self._inquiry_budget, self._established
        )

    def assess(self, leaf: Certificate, purpose: Purpose | None) -> PathAssessment:
        def entries(certificate: Certificate) -> list[TrustedRoot]:
            found = self._validator.roots.get(certificate, [])
            return [root for root in found if purpose is None or purpose in root.purposes]

        search = self._search(lambda certificate: bool(entries(certificate)), self._budget).run(
            leaf
        )
        if not search.paths:
            return PathAssessment.of(leaf, (), self._unreached(search))
        usage = check_usage(leaf, purpose)
        candidates = [
            self._candidate(chain, root, usage, _NO_ONE)
            for chain in search.paths
            for root in entries(chain[-1])
        ]
        if self._inquiry_budget.short:
            # What this examination left unheard another may hear.
            self._standings.clear()
        return PathAssessment.of(leaf, candidates, ())

    def _search(self, ends: Callable[[Certificate], bool], budget: Budget) -> PathSearch:
        validator = self._validator
        return PathSearch(self._pool, validator.book, ends, validator.policy.limits, budget)

    def _candidate(
        self,
        chain: Chain,
        root: TrustedRoot,
        usage: tuple[Finding, ...],
        asking: frozenset[bytes],
    ) -> Candidate:
        """Take steps 2 and 4 for one path; `usage` is what step 3 found."""
        breaches = check_chain(chain, self._validator.inputs)
        standings = tuple(
            self._standing(Question(certificate, issuer, chain[-1], asking))
            for certificate, issuer in pairwise(chain)
        )
        return Candidate(chain, root, breaches + usage, standings)

    def _standing(self, question: Question) -> Standing:
        standing = self._standings.get(question)
        if standing is None:
            certificate = question.certificate
            strength = self._validator.book.strength(certificate, question.issuer.spki)
            standing = Standing(certificate, self._inquiry.ask(question), strength)
            self._standings[question] = standing
        return standing

    def _established(self, signer: Certificate, question: Question, at: datetime) -> bool:
        """Whether a CRL issuer has a path of its own to the same root: RFC 5280 6.3.3 (f)."""
        asking = question.asking_of(signer, self._inquiry_budget.depth)
        if asking is None:
            return False
        root = TrustedRoot(question.root.der, frozenset())
        search = self._search(question.root.__eq__, self._inquiry_budget)
        return any(
            self._candidate(chain, root, (), asking).judge(at, None).status is CheckStatus.PASSED
            for chain in search.walk(signer)
        )

    def _unreached(self, search: PathSearch) -> tuple[Finding, ...]:
        """Say why no path was found: each reason once, however many ways were tried."""
        found = [f for end in search.dead_ends for f in self._dead_end(end)]
        found += [
            Finding(error.code, CheckStatus.INDETERMINATE, "", error.detail)
            for error in self._pool.faults()
            if error.code == "certificate.malformed"
        ]
        if search.limited:
            found.append(Finding("certificate.search_limited", CheckStatus.INDETERMINATE, ""))
        first = {(f.code, f.status): f for f in reversed(found)}
        return tuple(reversed(first.values()))

    def _dead_end(self, end: DeadEnd) -> Iterator[Finding]:
        last = end.chain[-1]
        other = [c for c in end.chain if c in self._validator.roots]
        if other:
            yield fault("certificate.root_other_purpose", other[0])
        elif end.verdict is SignatureVerdict.UNSUPPORTED:
            yield fault("certificate.algorithm_unsupported", last)
        elif end.issuer is not None and self._reaches_trust(last, end.issuer):
            certain = key_identifiers_agree(last, end.issuer)
            status = CheckStatus.FAILED if certain else CheckStatus.INDETERMINATE
            yield fault("certificate.signature_wrong", last, status=status)
        else:
            yield fault("certificate.root_unknown", last, last.issuer_text)

    def _reaches_trust(self, certificate: Certificate, issuer: Certificate) -> bool:
        """Whether a key that did not sign the certificate should have, on the court's own word."""
        if key_identifiers_agree(certificate, issuer) is False:
            return False
        search = self._search(self._validator.roots.__contains__, self._budget)
        return any(search.walk(issuer))
