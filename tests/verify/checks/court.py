"""A court that trusts every hierarchy of one world, and has their revocation data."""

from collections.abc import Iterable

from fixtures.pki import Identity
from fixtures.world import RECEIVED_AT, crl_of, world
from verify.context import VerificationContext
from verify.path import HelperSet
from verify.policy import DEFAULT_POLICY, Policy
from verify.trust import Purpose, TrustedRoot, TrustStore

__all__ = ["WORLD", "court"]

WORLD = world(1)
_PURPOSES = frozenset({Purpose.SIGNER, Purpose.TSA})


def court(
    policy: Policy = DEFAULT_POLICY,
    *,
    uninformed: Iterable[Identity] = (),
    crls: Iterable[bytes] = (),
) -> VerificationContext:
    """Return a new context of it.

    Args:
        policy: the policy in force.
        uninformed: CAs whose usual lists the court has not.
        crls: lists that it has beside the others.
    """
    hierarchies = WORLD.hierarchies
    roots = tuple(TrustedRoot(one.root.certificate, _PURPOSES) for one in hierarchies)
    trust = TrustStore(
        digest="00", sequence=None, environment=None, audience=None, roots=roots
    )  # fmt: skip
    issuers = [ca for one in hierarchies for ca in (one.root, one.ca) if ca not in uninformed]
    helpers = HelperSet.of(
        certificates=[one.ca.certificate for one in hierarchies],
        crls=[*map(crl_of, issuers), *crls],
    )
    return VerificationContext(trust, policy, RECEIVED_AT, helpers=helpers)
