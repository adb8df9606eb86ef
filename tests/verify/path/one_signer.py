"""One signer below one root, judged by whatever revocation data a test brings."""

from datetime import datetime

from tests.verify.path.pki import Entity, entity, store, utc
from verify.path import HelperSet, PathResult, PathValidator
from verify.policy import Policy
from verify.trust import Purpose

SIGNED = utc(2022, 3)
AFTER = utc(2022, 4)
NOW = utc(2026)
ROOT = entity("Root")
SIGNER = entity("Signer", ROOT, term=(utc(2021), utc(2024)))
OTHER = entity("Other signer", ROOT)
STRANGER = entity("Stranger")
POLICY = Policy("test", "1")
UNREVOKED: list[str] = []


def judge(
    *crls: bytes,
    ocsps: tuple[bytes, ...] = (),
    helpers: HelperSet = HelperSet.EMPTY,
    signer: Entity = SIGNER,
    at: datetime = SIGNED,
    now: datetime = NOW,
    policy: Policy = POLICY,
) -> PathResult:
    trust = store(ROOT, crls=crls, ocsps=ocsps)
    validator = PathValidator(trust, policy, validation_time=now)
    return validator.assess(signer.der, Purpose.SIGNER, helpers).judge(at)


def codes(result: PathResult) -> list[str]:
    return [finding.code for finding in result.findings]
