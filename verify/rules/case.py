"""One case as the rules see it: what was stated, what was established, who is registered."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from verify.judging import ItemOutcome
from verify.model import PackageHead
from verify.policy import Policy

if TYPE_CHECKING:
    from verify.rules.coverage import Coverage
    from verify.rules.debt.account import Account
    from verify.rules.elements.decode import ElementList
    from verify.rules.registry import Registry
    from verify.rules.ruleset import RuleSet

__all__ = ["SHARED", "CaseView", "SharedDocument"]

SHARED = "shared:"
"""What the names of shared documents begin with."""


class SharedDocument(NamedTuple):
    """A shared document that the case refers to, as it was judged once for the package."""

    id: str
    kind: str
    outcome: ItemOutcome

    @property
    def name(self) -> str:
        """What issues call it: a shared document may have the id of a case's own item."""
        return f"{SHARED}{self.id}"


class CaseView(NamedTuple):
    """Everything that a rule may ask."""

    case_key: str
    contract_no: str
    loan_no: str
    elements: "ElementList"
    items: tuple[ItemOutcome, ...]
    """The case's own evidence, judged."""
    shared: tuple[SharedDocument, ...]
    head: PackageHead
    sealed: bool
    """Whether the platform's seal on the package passed."""
    registry: "Registry"
    rules: "RuleSet"
    at: datetime
    """The court's receipt; the rule set knows itself what it was chosen for."""
    policy: Policy
    coverage: "Coverage"
    account: "Account"
