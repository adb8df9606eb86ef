"""Content timestamps: tokens over the content that a signer had before signing (CAdES).

A content-time-stamp is a signed attribute (EN 319 122-1 5.2.8): where its token passes, the
signature was made after it. It is one of the few lower bounds there are (judgement 3).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from verify.asn1.cms import SignerInfo
from verify.asn1.tst import decode_token
from verify.checks.covered import Covered, CoveredObject
from verify.checks.timestamp import check_timestamp, judge_timestamp
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.findings import CheckStatus, Finding
from verify.path.window import moved

__all__ = ["ContentTimes", "check_content_timestamps"]

_CONTENT = b"content"
"""Key of the content: a lower bound proves no existence, and nothing else asks for it."""


class ContentTimes(NamedTuple):
    """What the content timestamps of one signer came to."""

    findings: tuple[Finding, ...]
    signed_after: datetime | None
    """The latest lower bound that one gives; None where none passed."""


def check_content_timestamps(
    signer: SignerInfo, covered: Covered | None, context: VerificationContext, *, subject: str
) -> ContentTimes:
    """Check every content timestamp in the signed attributes over what the signer signed."""
    tokens = signer.attributes.content_timestamps if signer.attributes is not None else ()
    checked = [_check(octets, len(tokens), covered, context, subject) for octets in tokens]
    times = [after for _, after in checked if after is not None]
    return ContentTimes(
        tuple([one for found, _ in checked for one in found]), max(times, default=None)
    )


def _check(
    octets: bytes,
    together: int,
    covered: Covered | None,
    context: VerificationContext,
    subject: str,
) -> tuple[list[Finding], datetime | None]:
    try:
        token = decode_token(octets)
    except DecodeError as error:
        return _told(subject, [error.code]), None
    token = token._replace(signed=token.signed._replace(shared_by=together))
    candidates = [CoveredObject(covered, _CONTENT)] if covered is not None else None
    facts = check_timestamp(token, candidates, context, subject=subject)
    judged = judge_timestamp(facts, context.at, context, subject=subject)
    if judged.status is CheckStatus.PASSED:
        stated, gen_time = token.info.accuracy, token.info.gen_time
        accuracy = context.policy.tolerances.accuracy if stated is None else stated
        return _told(subject, [gen_time.isoformat()]), moved(gen_time, -accuracy)
    failed = [one for one in judged.findings if one.status is CheckStatus.FAILED]
    return failed or _told(subject, [one.code for one in judged.findings]), None


def _told(subject: str, words: Iterable[str]) -> list[Finding]:
    observed = ", ".join(dict.fromkeys(words))
    return [finding("signature.content_timestamp", subject, observed=observed)]
