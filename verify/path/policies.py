"""Certificate policies of a path (RFC 5280 6.1, as RFC 9618 bounds it).

RFC 5280 draws the policies as a tree, which grows beyond all bounds with hostile mappings. RFC
9618 keeps one node a policy and a depth. Since nothing here asks for the tree itself, one depth is
enough: a node is what the next certificate may assert, and whether some authority above granted a
policy that the caller accepts.
"""

from dataclasses import dataclass
from typing import NamedTuple

from verify.asn1.extensions import ANY_POLICY
from verify.asn1.x509 import Certificate

__all__ = ["PathInputs", "PolicyState"]


@dataclass(frozen=True, slots=True)
class PathInputs:
    """What the caller calls for (RFC 5280 6.1.1 c, e, f, g); by default nothing."""

    user_initial_policy_set: frozenset[str] = frozenset((ANY_POLICY,))
    initial_policy_mapping_inhibit: bool = False
    initial_explicit_policy: bool = False
    initial_any_policy_inhibit: bool = False


class _Node(NamedTuple):
    expected: frozenset[str]
    """expected_policy_set."""
    accepted: bool
    """Whether the domain policy it descends from is in the user's set."""


class PolicyState:
    """The state variables of 6.1.2 (a), (d), (e), (f), carried from certificate to certificate."""

    __slots__ = ("_any_policy", "_depth", "_explicit", "_inputs", "_mapping", "_nodes")

    def __init__(self, inputs: PathInputs, certificates: int) -> None:
        self._inputs = inputs
        self._explicit = 0 if inputs.initial_explicit_policy else certificates + 1
        self._any_policy = 0 if inputs.initial_any_policy_inhibit else certificates + 1
        self._mapping = 0 if inputs.initial_policy_mapping_inhibit else certificates + 1
        self._nodes = {ANY_POLICY: _Node(frozenset((ANY_POLICY,)), accepted=True)}
        self._depth: dict[str, _Node] = self._nodes

    def enter(self, certificate: Certificate, *, final: bool) -> bool:
        """Take in the policies of the next certificate: 6.1.3 (d), (e) and (f)."""
        asserted = certificate.certificate_policies
        self._depth = self._nodes
        if asserted is None:
            self._nodes = {}
        elif self._nodes:
            self._nodes = self._asserted(asserted)
            if ANY_POLICY in asserted and (
                self._any_policy > 0 or (not final and certificate.self_issued)
            ):
                self._add_expected()
        return self._explicit > 0 or bool(self._nodes)

    def prepare(self, certificate: Certificate) -> bool:
        """Make ready for the next certificate: 6.1.4 (a), (b), (h), (i) and (j)."""
        mappings = certificate.policy_mappings
        if any(ANY_POLICY in mapping for mapping in mappings):
            return False
        self._map(mappings)
        if not certificate.self_issued:
            self._count_down()
        constraints = certificate.policy_constraints
        if constraints is not None:
            self._explicit = _least(self._explicit, constraints.require_explicit_policy)
            self._mapping = _least(self._mapping, constraints.inhibit_policy_mapping)
        self._any_policy = _least(self._any_policy, certificate.inhibit_any_policy)
        return True

    def finish(self, leaf: Certificate) -> bool:
        """Whether the path satisfies the caller: 6.1.5 (a), (b) and (g)."""
        if self._explicit > 0:
            self._explicit -= 1
        constraints = leaf.policy_constraints
        if constraints is not None and constraints.require_explicit_policy == 0:
            self._explicit = 0
        return self._explicit > 0 or any(node.accepted for node in self._nodes.values())

    def _asserted(self, policies: tuple[str, ...]) -> dict[str, _Node]:
        """Apply (d) (1): each asserted policy that a node above expects, or anyPolicy allows."""
        parents = self._parents()
        allowed = [ANY_POLICY] if ANY_POLICY in self._depth else []
        return {
            policy: self._node(policy, parents.get(policy, allowed))
            for policy in policies
            if policy != ANY_POLICY and (allowed or policy in parents)
        }

    def _add_expected(self) -> None:
        """Apply (d) (2): anyPolicy asserts whatever was expected and not asserted by name."""
        for policy, parents in self._parents().items():
            if policy not in self._nodes:
                self._nodes[policy] = self._node(policy, parents)

    def _parents(self) -> dict[str, list[str]]:
        """Return each policy the nodes above expect, with the policies of those nodes."""
        parents: dict[str, list[str]] = {}
        for policy, node in self._depth.items():
            for expected in node.expected:
                parents.setdefault(expected, []).append(policy)
        return parents

    def _node(self, policy: str, parents: list[str]) -> _Node:
        return _Node(frozenset((policy,)), self._accepted(policy, parents))

    def _accepted(self, policy: str, parents: list[str]) -> bool:
        wanted = self._inputs.user_initial_policy_set
        if policy == ANY_POLICY or ANY_POLICY in wanted:
            return True
        granted = ANY_POLICY in parents and policy in wanted
        return granted or any(self._depth[at].accepted for at in parents if at != ANY_POLICY)

    def _map(self, mappings: tuple[tuple[str, str], ...]) -> None:
        """Apply 6.1.4 (b) to the nodes of this depth."""
        mapped: dict[str, set[str]] = {}
        for issuer_policy, subject_policy in mappings:
            mapped.setdefault(issuer_policy, set()).add(subject_policy)
        for policy, expected in mapped.items():
            if self._mapping <= 0:
                self._nodes.pop(policy, None)
            elif policy in self._nodes:
                node = self._nodes[policy]
                self._nodes[policy] = _Node(frozenset(expected), node.accepted)
            elif ANY_POLICY in self._nodes:
                accepted = self._accepted(policy, [ANY_POLICY])
                self._nodes[policy] = _Node(frozenset(expected), accepted)

    def _count_down(self) -> None:
        self._explicit = max(self._explicit - 1, 0)
        self._mapping = max(self._mapping - 1, 0)
        self._any_policy = max(self._any_policy - 1, 0)


def _least(count: int, other: int | None) -> int:
    return count if other is None else min(count, other)
