"""What an OpenTimestamps proof comes to in a court that registers these chains and headers."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from anchors.ots import decode_ots
from anchors.profile import ChainProfile
from verify.checks.anchor import AnchorFacts, Depositor
from verify.checks.covered import CoveredObject, CoveredOctets
from verify.checks.opentimestamps import check_ots
from verify.context import VerificationContext
from verify.policy import DEFAULT_POLICY
from verify.trustfile import NO_TRUST

__all__ = ["AT", "NOBODY", "ots_facts"]

AT = datetime(2026, 6, 10, tzinfo=UTC)
NOBODY = Depositor(frozenset(), None, "contract")


def ots_facts(
    octets: bytes,
    content: bytes,
    chains: Mapping[str, ChainProfile],
    headers: Mapping[str, object],
    *,
    depositor: Depositor = NOBODY,
    at: datetime = AT,
) -> AnchorFacts:
    """Return what a proof comes to over `content`."""
    trust = replace(NO_TRUST, chains=chains, headers=headers)
    covered = [CoveredObject(CoveredOctets(content), hashlib.sha256(content).digest())]
    context = VerificationContext(trust, DEFAULT_POLICY, at)
    return check_ots(decode_ots(octets), covered, depositor, context, subject="ots")
