"""Judgements of one package, one after another: each has its number and its cause (judgement 9).

What was issued stays as it is. The first is number 1; one under another policy, trust store, rule
set, or set of decisions, or at another time, takes the next number and names what it was opened by;
the very same inputs are the very same judgement.
"""

import json
from pathlib import Path
from typing import NamedTuple

from anchors.limits import LIMITS
from ingest.trust import read_bounded
from verify.canonical import canonical_json, rfc3339
from verify.context import VerificationContext
from verify.errors import TrustError
from verify.identity import JudgementInputs

__all__ = ["ASIDE", "FILE", "Issued", "issued_of", "numbered", "read_issued", "write_issued"]

FILE = "judgement.json"
ASIDE = "judgements"
"""Folder, beside the current judgement, of those before it by their numbers."""
_CAUSES = ("policy", "trust", "rules", "decision")


class Issued(NamedTuple):
    """What one judgement was made under, small enough to be kept beside its reports."""

    no: int
    cause: str
    package_digest: str
    policy: str
    trust: str
    rules: str
    """Digest of the rule set; empty where admission was not judged."""
    decisions: str
    """Digest of the set of decisions; empty where admission was not judged."""
    at: str

    def opened_by(self, earlier: "Issued") -> str | None:
        """Return what differs from an earlier judgement; None where it is the same."""
        for cause, mine, theirs in zip(_CAUSES, self[3:7], earlier[3:7], strict=True):
            if mine != theirs:
                return cause
        return "facts" if self.at != earlier.at else None


def issued_of(inputs: JudgementInputs, context: VerificationContext) -> Issued:
    """Return a judgement as it is kept."""
    by = inputs.admission
    return Issued(
        inputs.judgement_no,
        inputs.cause,
        inputs.package_digest,
        inputs.policy_digest,
        context.trust.digest,
        by.rules.digest if by is not None else "",
        by.decisions_digest if by is not None else "",
        rfc3339(context.at) or "",
    )


def numbered(
    inputs: JudgementInputs, context: VerificationContext, previous: Issued | None
) -> JudgementInputs:
    """Return inputs with the number and the cause that follow from the judgement before."""
    if previous is None or previous.package_digest != inputs.package_digest:
        return inputs
    cause = issued_of(inputs, context).opened_by(previous)
    if cause is None:
        return inputs._replace(judgement_no=previous.no, cause=previous.cause)
    return inputs._replace(judgement_no=previous.no + 1, cause=cause)


def read_issued(folder: Path) -> Issued | None:
    """Return the judgement whose reports lie in a folder; None where there is none to be read."""
    try:
        value = json.loads(read_bounded(folder / FILE, LIMITS.json_octets))
        kept = Issued(**value)
    except (OSError, TrustError, ValueError, TypeError, RecursionError):
        return None
    texts = all(isinstance(one, str) for one in kept[1:])
    return kept if texts and type(kept.no) is int and kept.no > 0 else None


def write_issued(folder: Path, issued: Issued) -> None:
    """Keep a judgement beside its reports."""
    (folder / FILE).write_bytes(canonical_json(issued._asdict()) + b"\n")
