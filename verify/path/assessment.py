"""What is known of a certificate's paths, and the judgement of it at one time (judgement 3).

An assessment holds all that does not depend on the time asked: each path to trust, what breaks
it, and what is known of every certificate in it. `judge` reads it at an instant. Most instants lie
in the clean window, in which one path passes without a word: that answer is made once.

Two times are told apart. `at` is an upper bound: the signature existed no later. `not_before` is a
lower bound. "Signed after revocation / expiry" contradicts only if the lower bound says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from verify.asn1.x509 import Certificate
from verify.crypto.algorithms import Sm2Form
from verify.findings import CheckStatus, Finding
from verify.path.fault import fault, instant_text
from verify.path.search import Chain
from verify.path.signed import Strength
from verify.path.statements import RevocationFacts
from verify.path.window import EARLIEST, LATEST, Window, common_window, just_before
from verify.trust import TrustedRoot

__all__ = ["Candidate", "PathAssessment", "PathResult", "Standing"]

_RANK = {CheckStatus.PASSED: 0, CheckStatus.INDETERMINATE: 1, CheckStatus.FAILED: 2}


class Standing(NamedTuple):
    """One certificate of a path below its trusted end."""

    certificate: Certificate
    facts: RevocationFacts
    strength: Strength
    """Of the signature on it."""


@dataclass(frozen=True, slots=True)
class PathResult:
    """One certificate judged at one time, by the best of its paths."""

    status: CheckStatus
    findings: tuple[Finding, ...]
    chain: Chain
    """Leaf first, trusted end last; as far as it led where there is no path."""
    expired: bool = False
    """Whether the certificate's term ended before the time asked."""
    revoked_at: datetime | None = None
    """When the certificate was revoked, be it before or after the time asked."""
    revocation_reason: str | None = None
    """Name of the CRLReason; None where none is given."""
    compromised_at: datetime | None = None
    """The earliest revocation after which the key may be in other hands: its reason is compromise,
    unspecified or not given. An earlier one for another reason (`revoked_at`) does not hide it."""
    assumptions: tuple[str, ...] = ()
    """Registered practices that the result rests on."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One path to trust."""

    chain: Chain
    root: TrustedRoot
    faults: tuple[Finding, ...]
    """Breaches that no date changes."""
    standings: tuple[Standing, ...]
    """Of every certificate below the trusted end, leaf first."""

    def clean_window(self) -> Window | None:
        """Return when the path passes without a finding; None where never."""
        if self.faults:
            return None
        terms = (Window(c.not_before, c.not_after) for c in self.chain)
        clear = (_clear_window(standing) for standing in self.standings)
        return common_window((self.trusted_window(), *terms, *clear))

    def trusted_window(self) -> Window:
        """Return when the court trusts the end of the path."""
        return Window(self.root.valid_from or EARLIEST, self.root.valid_to or LATEST)

    def judge(self, at: datetime, not_before: datetime | None) -> PathResult:
        """Return the judgement of this path at `at`."""
        leaf, anchor = self.chain[0], self.chain[-1]
        findings = [*self.faults, *_root_term(anchor, self.trusted_window(), at)]
        findings += _term(leaf, at, not_before)
        for standing in self.standings:
            if standing.certificate is not leaf:
                # A CA that lapsed contradicts nothing the signer did: never FAILED.
                findings += _term(standing.certificate, at, None)
            findings += _revocation(standing, leaf, at, not_before, self.root)
            if at >= standing.strength.until:
                name = standing.strength.algorithm
                findings.append(fault("certificate.algorithm_weak", standing.certificate, name))
        if anchor is not leaf and not Window(anchor.not_before, anchor.not_after).holds(at):
            findings.append(_root_out_of_term(anchor, anchor.not_before, anchor.not_after))
        return self.result(tuple(findings), at)

    def result(self, findings: tuple[Finding, ...], at: datetime) -> PathResult:
        """Return the result that findings about this path make."""
        facts = self.standings[0].facts if self.standings else None
        revocation = None if facts is None else facts.revocation
        compromise = None if facts is None else facts.compromise
        return PathResult(
            _worst_status(findings),
            findings,
            self.chain,
            expired=self.chain[0].not_after < at,
            revoked_at=None if revocation is None else revocation.at,
            revocation_reason=None if revocation is None else revocation.reason,
            compromised_at=None if compromise is None else compromise.at,
            assumptions=tuple(
                f.observed for f in findings if f.status is CheckStatus.PASSED and f.observed
            ),
        )


@dataclass(frozen=True, slots=True, eq=False)
class PathAssessment:
    """Everything about a certificate for one purpose that no time changes."""

    certificate: Certificate | None
    """None where the bytes are no certificate."""
    candidates: tuple[Candidate, ...]
    """Its paths to trust."""
    unreached: PathResult
    """The result where there is no path, whatever the time."""
    clean_from: datetime | None
    """From when `judge` passes without a finding; None where it never does."""
    clean_to: datetime | None
    """Until when, itself included."""
    clean: PathResult
    """The result in between."""

    @property
    def sm2_form(self) -> Sm2Form | None:
        """The form registered for the ends of its paths; None where none is, or not one alone."""
        forms = {path.root.sm2 for path in self.candidates} - {None}
        return forms.pop() if len(forms) == 1 else None

    @classmethod
    def of(
        cls,
        certificate: Certificate | None,
        candidates: Iterable[Candidate],
        unreached: Iterable[Finding],
    ) -> "PathAssessment":
        """Return the assessment of these paths; `unreached` tells why there is none."""
        paths = tuple(candidates)
        findings = tuple(unreached)
        chain = () if certificate is None else (certificate,)
        none = PathResult(_worst_status(findings), findings, chain)
        windows = [(window, path) for path in paths if (window := path.clean_window())]
        if not windows:
            return cls(certificate, paths, none, None, None, none)
        window, path = max(windows, key=lambda pair: pair[0].last - pair[0].first)
        clean = path.result((), window.first)
        return cls(certificate, paths, none, window.first, window.last, clean)

    def judge(
        self, at: datetime, *, not_before: datetime | None = None, subject: str = ""
    ) -> PathResult:
        """Return the judgement of the certificate for a signature that existed at `at`.

        Args:
            at: the proven upper bound of the signature's time.
            not_before: its best lower bound, where there is one.
            subject: what the findings are to be about.
        """
        first, last = self.clean_from, self.clean_to
        if first is not None and last is not None and first <= at <= last:
            return self.clean
        results = [path.judge(at, not_before) for path in self.candidates]
        best = min(results, key=_rank, default=self.unreached)
        return replace(best, findings=tuple(f._replace(subject=subject) for f in best.findings))


def _worst_status(findings: Iterable[Finding]) -> CheckStatus:
    """Return the status that findings about one path give it."""
    return max((f.status for f in findings), key=_RANK.__getitem__, default=CheckStatus.PASSED)


def _rank(result: PathResult) -> tuple[int, int]:
    return _RANK[result.status], len(result.findings)


def _clear_window(standing: Standing) -> Window:
    """Return when a certificate is proved not revoked and its signature is strong."""
    facts = standing.facts
    ends = [just_before(standing.strength.until), facts.proven_to or EARLIEST]
    ends.append(just_before(facts.doubtful_since))
    if facts.revocation is not None:
        ends.append(just_before(facts.revocation.at))
    return Window(EARLIEST, min(ends))


def _root_term(anchor: Certificate, window: Window, at: datetime) -> Iterator[Finding]:
    if not window.holds(at):
        yield _root_out_of_term(anchor, window.first, window.last)


def _root_out_of_term(anchor: Certificate, first: datetime, last: datetime) -> Finding:
    term = f"{instant_text(first)}/{instant_text(last)}"
    return fault("certificate.root_out_of_term", anchor, expected=term)


def _term(certificate: Certificate, at: datetime, not_before: datetime | None) -> Iterator[Finding]:
    """Judge `at` against the term of a certificate."""
    if at < certificate.not_before:
        begins = instant_text(certificate.not_before)
        yield fault("certificate.not_yet_valid", certificate, instant_text(at), begins)
    elif at > certificate.not_after:
        ends = instant_text(certificate.not_after)
        if not_before is not None and not_before > certificate.not_after:
            yield fault(
                "certificate.signed_after_expiry",
                certificate,
                instant_text(not_before),
                ends,
                status=CheckStatus.FAILED,
            )
        else:
            yield fault("certificate.expired_no_poe", certificate, instant_text(at), ends)


def _revocation(
    standing: Standing,
    leaf: Certificate,
    at: datetime,
    not_before: datetime | None,
    root: TrustedRoot,
) -> Iterator[Finding]:
    """Judge `at` against what is known of the revocation of a certificate."""
    certificate, facts = standing.certificate, standing.facts
    revocation = facts.revocation
    if revocation is not None and revocation.at <= at:
        detail = f"{instant_text(revocation.at)} {revocation.reason or 'no reason'}"
        own = certificate is leaf
        if own and not_before is not None and not_before >= revocation.at:
            code, status = "certificate.signed_after_revocation", CheckStatus.FAILED
        else:
            code = "revocation.revoked_no_poe" if own else _CA_REVOKED
            status = CheckStatus.INDETERMINATE
        yield fault(code, certificate, detail, status=status)
        return
    if facts.doubtful_since <= at:
        since = instant_text(facts.doubtful_since)
        yield fault("revocation.invalid_since", certificate, since)
    if facts.proven_to is None or at > facts.proven_to:
        yield from _unproven(standing, at, root)


_CA_REVOKED = "revocation.revoked_ca_no_poe"


def _unproven(standing: Standing, at: datetime, root: TrustedRoot) -> Iterator[Finding]:
    """Say why "not revoked" is not proved, or which registered practice stands in for it."""
    practice = root.none_issued
    if (
        practice is not None
        and not standing.facts.answered
        and Window(practice.valid_from, practice.valid_to or LATEST).holds(at)
    ):
        yield fault(
            "revocation.none_issued",
            standing.certificate,
            practice.reason,
            status=CheckStatus.PASSED,
        )
    else:
        yield from standing.facts.shortfall
