"""One object judged with some entities trusted and others merely at hand."""

from collections.abc import Iterable
from datetime import datetime

from tests.verify.path.pki import Entity, store, utc
from verify.context import VerificationContext
from verify.findings import CheckStatus
from verify.objects.result import ObjectResult
from verify.objects.verify import verify_object
from verify.path import HelperSet
from verify.policy import Policy

__all__ = ["AT", "codes", "judge", "outcome"]

AT = utc(2026)


def judge(
    octets: bytes,
    *trusted: Entity,
    known: Iterable[Entity] = (),
    crls: Iterable[bytes] = (),
    at: datetime = AT,
) -> ObjectResult:
    helpers = HelperSet.of(certificates=[one.der for one in known], crls=crls)
    context = VerificationContext(store(*trusted), Policy("test", "1"), at, helpers=helpers)
    return verify_object(octets, None, context, subject="object")


def codes(result: ObjectResult) -> list[str]:
    return [one.code for one in result.findings]


def outcome(result: ObjectResult) -> tuple[CheckStatus, list[str], object]:
    """Return status, codes, and what the mathematics gave."""
    return result.status, codes(result), result.facts["signature_intact"]
