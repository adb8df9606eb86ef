"""Conditions on a path that no date changes (RFC 5280 6.1.3 to 6.1.5).

Signatures were verified while the path was built, dates and revocation are judged at the time
asked; here are issuer rights, path length, critical extensions, name constraints and policies.
Every condition is tested and every breach told; all are INDETERMINATE: a path that does not hold
proves nothing, it contradicts nothing.

The trusted end stands for name and key (6.1.1 d). Its own constraints hold for the path all the
same (RFC 5937 3), and it has to be a CA where it issued a certificate: a pinned end-entity
certificate vouches for itself alone.
"""

from collections.abc import Iterator

from verify.asn1.x509 import Certificate
from verify.findings import Finding
from verify.path.fault import fault
from verify.path.name_constraints import NameConstraintState
from verify.path.policies import PathInputs, PolicyState
from verify.path.search import Chain

__all__ = ["check_chain"]


def check_chain(chain: Chain, inputs: PathInputs) -> tuple[Finding, ...]:
    """Return every breach of a chain, leaf first and trusted end last."""
    return tuple(_Processing(chain, inputs).findings())


class _Processing:
    """The state variables of 6.1.2, carried from the trusted end to the leaf."""

    def __init__(self, chain: Chain, inputs: PathInputs) -> None:
        self._anchor = chain[-1]
        self._below = chain[-2::-1]
        self._names = NameConstraintState()
        self._policies = PolicyState(inputs, len(self._below))
        self._policies_broken = False
        self._length = len(self._below)

    def findings(self) -> Iterator[Finding]:
        if not self._below:
            yield from _unknown_critical(self._anchor)
            return
        if not _may_issue(self._anchor, trusted=True):
            yield fault("certificate.issuer_not_ca", self._anchor)
        self._limit_length(self._anchor)
        self._names.add(self._anchor.name_constraints)
        leaf = self._below[-1]
        for certificate in self._below:
            final = certificate is leaf
            yield from self._enter(certificate, final=final)
            if not final:
                yield from self._prepare(certificate)
        if not self._policies.finish(leaf):
            yield from self._policy_fault(leaf)

    def _enter(self, certificate: Certificate, *, final: bool) -> Iterator[Finding]:
        """Apply 6.1.3 (b) to (f), and 6.1.4 (o) or 6.1.5 (f)."""
        if final or not certificate.self_issued:
            name = self._names.breach(certificate)
            if name is not None:
                yield fault("certificate.name_constraint_violated", certificate, name)
        if not self._policies.enter(certificate, final=final):
            yield from self._policy_fault(certificate)
        yield from _unknown_critical(certificate)

    def _prepare(self, certificate: Certificate) -> Iterator[Finding]:
        """Apply 6.1.4 (a) to (n)."""
        if not self._policies.prepare(certificate):
            yield from self._policy_fault(certificate)
        self._names.add(certificate.name_constraints)
        if not _may_issue(certificate, trusted=False):
            yield fault("certificate.issuer_not_ca", certificate)
        if not certificate.self_issued:
            if self._length <= 0:
                yield fault("certificate.path_length_exceeded", certificate)
            self._length -= 1
        self._limit_length(certificate)

    def _policy_fault(self, certificate: Certificate) -> Iterator[Finding]:
        """Tell the first breach; every certificate below it repeats it."""
        if not self._policies_broken:
            self._policies_broken = True
            yield fault("certificate.policy_unacceptable", certificate)

    def _limit_length(self, certificate: Certificate) -> None:
        constraints = certificate.basic_constraints
        if constraints is not None and constraints.path_length is not None:
            self._length = min(self._length, constraints.path_length)


def _unknown_critical(certificate: Certificate) -> Iterator[Finding]:
    for oid in certificate.unknown_critical:
        yield fault("certificate.critical_extension_unknown", certificate, oid)


def _may_issue(certificate: Certificate, *, trusted: bool) -> bool:
    """Whether it may sign certificates: 6.1.4 (k) and (n).

    A trusted root of the time before basicConstraints is taken for what the court says it is.
    """
    constraints, usage = certificate.basic_constraints, certificate.key_usage
    old_root = trusted and certificate.self_issued
    authority = old_root if constraints is None else constraints.ca
    return authority and (usage is None or "keyCertSign" in usage)
