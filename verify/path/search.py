"""Finding the paths from a certificate to where trust ends (RFC 4158, RFC 5280 6.1).

Best first, from the certificate upwards; an edge is a name that matches and a signature that
verifies, so that certificates nobody signed cost one verification and lead nowhere. Of all edges
not yet tried, one to a trusted end comes first, then one to a certificate of the court's, then
the one of the shortest chain: a maze above one candidate keeps no other from its turn. Key
identifiers only order the candidates. Loops are cut where a name returns with the same key.
Every step is taken from a budget.
"""

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from anchors.limits import Limits
from verify.asn1.x509 import Certificate
from verify.path.material import Pool
from verify.path.signed import SignatureBook, SignatureVerdict

__all__ = ["Budget", "Chain", "DeadEnd", "PathSearch", "key_identifiers_agree"]

Chain = tuple[Certificate, ...]
"""Certificates, each signed by the next; leaf first, trusted end last."""


class DeadEnd(NamedTuple):
    """Where a search stopped short of trust."""

    chain: Chain
    """As far as it led."""
    issuer: Certificate | None
    """The candidate that could not be joined; None where there was none."""
    verdict: SignatureVerdict | None
    """Why: its signature; None where there was no candidate."""


class _Step(NamedTuple):
    """An edge to be tried; of two, the smaller is the likelier and comes first."""

    order: tuple[bool, bool, int, bool, float, bytes, int]
    """Ends in number: no two are alike, so that nothing after it is compared."""
    chain: Chain
    issuer: Certificate


class Budget:
    """How many steps may still be taken for one certificate, and how deep questions may nest.

    A step may cost one verification of a signature. The signers of one message share its steps in
    equal parts, so that what one is allowed does not depend on who was judged before.
    """

    __slots__ = ("depth", "left")

    def __init__(self, limits: Limits, parties: int = 1) -> None:
        self.depth = limits.revocation_depth
        self.left = max(limits.path_steps // parties, limits.path_length)

    def spend(self) -> bool:
        """Take one step; False where none is left."""
        self.left -= 1
        return self.left >= 0

    @property
    def short(self) -> bool:
        """Whether a step was refused."""
        return self.left < 0


class PathSearch:
    """One search; `paths` and `dead_ends` are what it found, `limited` where a limit cut it."""

    def __init__(
        self,
        pool: Pool,
        book: SignatureBook,
        ends: Callable[[Certificate], bool],
        limits: Limits,
        budget: Budget,
    ) -> None:
        self.paths: list[Chain] = []
        self.dead_ends: list[DeadEnd] = []
        self.limited = False
        self._pool = pool
        self._book = book
        self._ends = ends
        self._limits = limits
        self._budget = budget
        self._steps: list[_Step] = []
        self._pushed = 0

    def run(self, leaf: Certificate) -> "PathSearch":
        """Search from `leaf` for every path, and return the search."""
        for _ in self.walk(leaf):
            pass
        return self

    def walk(self, leaf: Certificate) -> Iterator[Chain]:
        """Yield the paths from `leaf` as they are found: who needs one path pays for no other."""
        yield from self._reach((leaf,))
        while self._steps:
            if len(self.paths) >= self._limits.path_candidates or not self._budget.spend():
                self.limited = True
                return
            _, chain, issuer = heappop(self._steps)
            verdict = self._book.verify(chain[-1], issuer.spki)
            if verdict is SignatureVerdict.GOOD:
                yield from self._reach((*chain, issuer))
            else:
                self.dead_ends.append(DeadEnd(chain, issuer, verdict))

    def _reach(self, chain: Chain) -> Iterator[Chain]:
        """Yield a chain that ends in trust; put what may extend another on the list."""
        if self._ends(chain[-1]):
            self.paths.append(chain)
            yield chain
        elif len(chain) >= self._limits.path_length:
            self.limited = True
        else:
            issuers = self._issuers(chain)
            if not issuers:
                self.dead_ends.append(DeadEnd(chain, None, None))
            for issuer in issuers:
                heappush(self._steps, self._step(chain, issuer))

    def _issuers(self, chain: Chain) -> list[Certificate]:
        """Return the candidates for the issuer of the last certificate."""
        return [
            candidate
            for candidate in self._pool.certificates(chain[-1].issuer_key)
            if not any(_same_entity(candidate, earlier) for earlier in chain)
        ]

    def _step(self, chain: Chain, issuer: Certificate) -> _Step:
        self._pushed += 1
        order = (
            not self._ends(issuer),
            not self._pool.trusted.holds(issuer),
            len(chain),
            not key_identifiers_agree(chain[-1], issuer),
            -issuer.not_before.timestamp(),
            issuer.sha256,
            self._pushed,
        )
        return _Step(order, chain, issuer)


def key_identifiers_agree(certificate: Certificate, issuer: Certificate) -> bool | None:
    """Whether the certificate names this very key of its issuer (RFC 5280 4.2.1.1).

    None where one of the two has no identifier, and nothing can be told.
    """
    named = certificate.authority_key_identifier
    wanted = None if named is None else named.key_identifier
    own = issuer.subject_key_identifier
    return None if wanted is None or own is None else wanted == own


def _same_entity(one: Certificate, other: Certificate) -> bool:
    return one.spki == other.spki and one.subject_key == other.subject_key
