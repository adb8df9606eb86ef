"""Finding the paths from a certificate to where trust ends (RFC 4158, RFC 5280 6.1).

Depth first, from the certificate upwards; an edge is a name that matches and a signature that
verifies, so that certificates nobody signed cost one verification and lead nowhere. Key
identifiers only order the candidates. Loops are cut where a name returns with the same key.
Every step is taken from one budget, which nested searches share.
"""

from collections.abc import Callable
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


class Budget:
    """How many steps may still be taken for one certificate, and how deep questions may nest."""

    __slots__ = ("depth", "left")

    def __init__(self, limits: Limits) -> None:
        self.depth = limits.revocation_depth
        self.left = limits.path_candidates * limits.path_length

    def spend(self) -> bool:
        """Take one step; False where none is left."""
        self.left -= 1
        return self.left >= 0


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

    def run(self, leaf: Certificate) -> "PathSearch":
        """Search from `leaf`, and return the search."""
        self._extend((leaf,))
        return self

    def _extend(self, chain: Chain) -> None:
        if self._ends(chain[-1]):
            self.paths.append(chain)
            return
        if len(chain) >= self._limits.path_length:
            self.limited = True
            return
        issuers = self._issuers(chain)
        if not issuers:
            self.dead_ends.append(DeadEnd(chain, None, None))
        for issuer in issuers:
            if len(self.paths) >= self._limits.path_candidates or not self._budget.spend():
                self.limited = True
                return
            verdict = self._book.verify(chain[-1], issuer.spki)
            if verdict is SignatureVerdict.GOOD:
                self._extend((*chain, issuer))
            else:
                self.dead_ends.append(DeadEnd(chain, issuer, verdict))

    def _issuers(self, chain: Chain) -> list[Certificate]:
        """Return the candidates for the issuer of the last certificate, likeliest first."""
        last = chain[-1]
        found = [
            candidate
            for candidate in self._pool.certificates(last.issuer_key)
            if not any(_same_entity(candidate, earlier) for earlier in chain)
        ]
        if len(found) > 1:
            found.sort(key=lambda issuer: (-issuer.not_before.timestamp(), issuer.sha256))
            found.sort(
                key=lambda issuer: (not self._ends(issuer), not key_identifiers_agree(last, issuer))
            )
        return found


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
