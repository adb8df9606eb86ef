"""What admission is judged by, the same for every case of a package."""

from collections.abc import Iterable
from typing import NamedTuple

from verify.context import VerificationContext
from verify.findings import Finding
from verify.model import PackageHead
from verify.rules.decisions import Decision, DecisionBook, decisions_digest
from verify.rules.filing import AcceptedFiling
from verify.rules.registry import Registry, decode_lender, decode_product
from verify.rules.ruleset import RuleSet

__all__ = ["AdmissionInputs", "admission_inputs"]


class AdmissionInputs(NamedTuple):
    """Rule set, decisions, registry, and what was found of the package as a whole."""

    rules: RuleSet
    book: DecisionBook
    decisions: tuple[str, ...]
    """Digests of the decisions that were at hand, ascending."""
    decisions_digest: str
    registry: Registry
    findings: tuple[Finding, ...]
    """What step 1 found of the package."""
    filing: AcceptedFiling | None = None
    """The earlier filing that the rule set was chosen for; None where the receipt chose it."""

    def named(self) -> dict[str, object]:
        """Return the rule set as a verdict and its identity name it."""
        return {"id": self.rules.id, "digest": self.rules.digest, "regime": self.rules.regime}


def admission_inputs(
    rules: RuleSet,
    decisions: Iterable[Decision],
    head: PackageHead,
    findings: Iterable[Finding],
    context: VerificationContext,
    filing: AcceptedFiling | None = None,
) -> AdmissionInputs:
    """Return what the cases of a package are judged by."""
    made, trust = tuple(decisions), context.trust
    lender, product = head.lender.uscc, f"{head.lender.uscc}/{head.product_code}"
    registry = Registry(
        decode_lender((trust.lenders or {}).get(lender)),
        decode_product((trust.products or {}).get(product)),
        (trust.platforms or {}).get(head.platform_id or ""),
        (trust.courts or {}).get(head.audience),
    )
    return AdmissionInputs(
        rules,
        DecisionBook(made),
        tuple(sorted({one.digest for one in made})),
        decisions_digest(made),
        registry,
        tuple(findings),
        filing,
    )
