"""The path validator: one for each trust store, policy and validation time.

    1 find every path to a trusted end of the purpose                        RFC 4158; 5280 6.1.1
    2 test what no date changes: rights, constraints, names, policies        RFC 5280 6.1.3-6.1.5
    3 test what the end entity may be used for                               RFC 5280 4.2.1.12
    4 ask CRLs and OCSP answers about every certificate below the end        RFC 5280 6.3, 6960
    5 judge at the time asked                                                judgement 3

Steps 1 to 4 are taken once for each SM2 form that the store's trusted ends have: a path counts if
every signature on it is good in the form of its own end, so no form is tried in place of another.

Steps 1 to 4 are an assessment; it is kept, good or bad, under all that it depends on beside the
store, the policy and the validation time: certificate, purpose and helpers (threats 17).
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import pairwise

from verify.asn1.x509 import Certificate, decode_certificate
from verify.crypto.algorithms import DEFAULT_FORM, Sm2Form
from verify.errors import DecodeError
from verify.findings import CheckStatus, Finding
from verify.path.assessment import Candidate, PathAssessment, Standing
from verify.path.fault import fault
from verify.path.material import HelperSet, Material, Pool
from verify.path.policies import PathInputs
from verify.path.processing import check_chain
from verify.path.revocation import Question, RevocationInquiry
from verify.path.search import Budget, Chain, DeadEnd, PathSearch, key_identifiers_agree
from verify.path.signed import SignatureBook, SignatureVerdict, made_with_sm2
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
        forms = dict.fromkeys(_form(root) for root in trust.roots) or (DEFAULT_FORM,)
        self.books = tuple(self.book.under(form) for form in forms)
        certificates = dict.fromkeys((*(root.der for root in trust.roots), *trust.intermediates))
        self.material = Material(certificates, trust.crls, trust.ocsps)
        self._standings: dict[Sm2Form, dict[Question, Standing]] = {}
        self._assessments: OrderedDict[tuple[bytes, Purpose | None, bytes, int], PathAssessment] = (
            OrderedDict()
        )

    def kept_standings(self, form: Sm2Form) -> dict[Question, Standing]:
        """Return the standings that every examination without helpers shares: one pool, one answer.

        An issuing CA is asked about once, not once for each of its signers.
        """
        standings = self._standings.setdefault(form, {})
        if len(standings) >= _KEPT:
            standings.clear()
        return standings

    def assess(
        self,
        certificate: bytes | Certificate,
        purpose: Purpose | None,
        helpers: HelperSet = HelperSet.EMPTY,
        *,
        parties: int = 1,
    ) -> PathAssessment:
        """Return what is known of a certificate for a purpose.

        Args:
            certificate: the certificate, or its bytes, which may be anything.
            purpose: what the trusted end has to be trusted for and the certificate be good for;
                None = any end, and no particular use.
            helpers: untrusted material that came with it.
            parties: how many signers of one message share its budget.
        """
        if isinstance(certificate, bytes):
            try:
                certificate = decode_certificate(certificate)
            except DecodeError as error:
                broken = Finding(error.code, CheckStatus.FAILED, "", error.detail)
                return PathAssessment.of(None, (), (broken,))
        key = (certificate.sha256, purpose, helpers.key, parties)
        assessment = self._assessments.get(key)
        if assessment is None:
            assessment = self._examine(certificate, purpose, helpers, parties)
            if len(self._assessments) >= _KEPT:
                self._assessments.popitem(last=False)
            self._assessments[key] = assessment
        return assessment

    def _examine(
        self, leaf: Certificate, purpose: Purpose | None, helpers: HelperSet, parties: int
    ) -> PathAssessment:
        """Take steps 1 to 4 in every form, and join what came out of them."""
        candidates: list[Candidate] = []
        unreached = []
        for book in self.books:
            found, faults = _Examination(self, helpers, book, parties).examine(leaf, purpose)
            candidates += found
            unreached.append(faults)
        return PathAssessment.of(leaf, candidates, () if candidates else _said(unreached))


def _form(root: TrustedRoot) -> Sm2Form:
    return root.sm2 or DEFAULT_FORM


def _said(forms: list[tuple[Finding, ...]]) -> Iterable[Finding]:
    """Return why there is no path: each reason once, however many ways and forms were tried.

    In a form that is none of its issuer's a certificate leads nowhere; that is said only where
    nothing better is.
    """
    telling = [found for found in forms if {one.code for one in found} != {_ROOT_UNKNOWN}]
    first = {(f.code, f.status): f for found in reversed(telling or forms) for f in reversed(found)}
    return tuple(reversed(first.values()))


_ROOT_UNKNOWN = "certificate.root_unknown"
_FORM_UNREGISTERED = "signature.sm2_form_unregistered"


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
    """Steps 1 to 4 for one certificate, and for the signers of revocation data it leads to.

    In one form of SM2: only the trusted ends that have it are reached.
    """

    def __init__(
        self, validator: PathValidator, helpers: HelperSet, book: SignatureBook, parties: int
    ) -> None:
        self._validator = validator
        self._book = book
        self._budget = Budget(validator.policy.limits, parties)
        self._inquiry_budget = Budget(validator.policy.limits, parties)
        brought = Material(helpers.certificates, helpers.crls, helpers.ocsps)
        self._pool = Pool(validator.material, brought)
        alone = helpers.key == HelperSet.EMPTY.key
        self._standings = validator.kept_standings(book.form) if alone else {}
        self._inquiry = RevocationInquiry(
            self._pool, book, validator.horizon, self._inquiry_budget, self._established
        )

    def examine(
        self, leaf: Certificate, purpose: Purpose | None
    ) -> tuple[list[Candidate], tuple[Finding, ...]]:
        """Return the paths to trust, or why there is none."""
        search = self._search(lambda end: bool(self._entries(end, purpose)), self._budget).run(leaf)
        if not search.paths:
            return [], tuple(self._unreached(search))
        usage = check_usage(leaf, purpose)
        candidates = [
            self._candidate(chain, root, usage, _NO_ONE)
            for chain in search.paths
            for root in self._entries(chain[-1], purpose)
        ]
        if self._inquiry_budget.short:
            # What this examination left unheard another may hear.
            self._standings.clear()
        return candidates, ()

    def _entries(self, end: Certificate, purpose: Purpose | None) -> list[TrustedRoot]:
        """Return what the court trusts a certificate for, of this purpose and in this form."""
        return [
            root
            for root in self._validator.roots.get(end, [])
            if (purpose is None or purpose in root.purposes) and _form(root) == self._book.form
        ]

    def _search(self, ends: Callable[[Certificate], bool], budget: Budget) -> PathSearch:
        return PathSearch(self._pool, self._book, ends, self._validator.policy.limits, budget)

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
            strength = self._book.strength(certificate, question.issuer.spki)
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

    def _unreached(self, search: PathSearch) -> Iterator[Finding]:
        """Say why no path was found."""
        for end in search.dead_ends:
            yield from self._dead_end(end)
        for error in self._pool.faults():
            if error.code == "certificate.malformed":
                yield Finding(error.code, CheckStatus.INDETERMINATE, "", error.detail)
        if search.limited:
            yield Finding("certificate.search_limited", CheckStatus.INDETERMINATE, "")

    def _dead_end(self, end: DeadEnd) -> Iterator[Finding]:
        last = end.chain[-1]
        other = [c for c in end.chain if self._entries(c, None)]
        if other:
            yield fault("certificate.root_other_purpose", other[0])
        elif end.verdict is SignatureVerdict.UNSUPPORTED:
            yield fault("certificate.algorithm_unsupported", last)
        elif end.issuer is not None and (roots := self._roots_above(last, end.issuer)):
            yield _wrong(last, end.issuer, roots)
        elif end.issuer is not None and made_with_sm2(last) and self._leads_to_unregistered(last):
            yield fault(_FORM_UNREGISTERED, last)
        else:
            yield fault(_ROOT_UNKNOWN, last, last.issuer_text)

    def _roots_above(self, certificate: Certificate, issuer: Certificate) -> list[TrustedRoot]:
        """Return where a key leads that should have signed the certificate, and did not."""
        if key_identifiers_agree(certificate, issuer) is False:
            return []
        search = self._search(lambda end: bool(self._entries(end, None)), self._budget)
        chain = next(search.walk(issuer), ())
        return self._entries(chain[-1], None) if chain else []

    def _leads_to_unregistered(self, certificate: Certificate) -> bool:
        """Whether names, no signatures, lead to an end for which no form of SM2 is registered.

        A CA that signs in another form than the default signs all of its chain so.
        """
        above, seen = [certificate], {certificate}
        for _ in range(self._validator.policy.limits.path_length):
            named = dict.fromkeys(
                issuer for one in above for issuer in self._pool.certificates(one.issuer_key)
            )
            above = [one for one in named if one not in seen]
            seen.update(above)
            if any(root.sm2 is None for one in above for root in self._entries(one, None)):
                return True
        return False


def _wrong(certificate: Certificate, issuer: Certificate, roots: list[TrustedRoot]) -> Finding:
    """Say that an issuer's key does not verify a certificate, as far as that can be told."""
    if made_with_sm2(certificate) and not any(root.sm2 for root in roots):
        return fault(_FORM_UNREGISTERED, certificate)
    certain = key_identifiers_agree(certificate, issuer)
    status = CheckStatus.FAILED if certain else CheckStatus.INDETERMINATE
    return fault("certificate.signature_wrong", certificate, status=status)
