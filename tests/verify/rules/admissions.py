"""Small values for admission: issues by code, decisions, and a case that is weighed."""

from datetime import UTC, datetime

from ingest.rules import load_rules
from tests.verify.rules.evidence import AT, case, head
from verify.codes.table import finding
from verify.findings import CheckStatus, Finding, Role, Scope
from verify.rules.admission import Admission, admit
from verify.rules.case import CaseView
from verify.rules.decisions import Decision, DecisionBook, DecisionOutcome
from verify.rules.outcome import ArticleOutcome, ArticleResult, Issue
from verify.rules.questions import ScopeKeys
from verify.rules.ruleset import RuleSet

FACTS = "f" * 64
KEYS = ScopeKeys.of(head(), "case-1")
MET_CODE = "art5_2.covered"
MADE = datetime(2025, 6, 12, tzinfo=UTC)

BLOCKING_OF_PRODUCT = "art5_6.reviewed_later"
BLOCKING_OF_CASE = "art5_5.other_proceedings"
ADVISORY = "rule18.before_chain"
CURABLE = "art7_6.absent"
CONTRADICTION = "signature.digest_mismatch"
REUSED = "memory.item_of_other_borrower"
RETRIED = "anchor.header_unpinned"


def rules() -> RuleSet:
    """Return the rules that are shipped, as of the day of the cases."""
    found = load_rules().at("gzinternetcourt", AT)
    assert found is not None
    return found


RULES = rules()


def plain_case(**changed: object) -> CaseView:
    """Return a case with evidence that lacks nothing, before the shipped rules."""
    return case(**changed)._replace(rules=RULES)  # type: ignore[arg-type]


PLAIN = plain_case()


def issue(
    code: str, subject: str = "x", *, status: CheckStatus | None = None,
    items: tuple[str, ...] = (), elements: tuple[str, ...] = (), scope_key: str | None = None,
    observed: str | None = None,
) -> Issue:  # fmt: skip
    """Return an issue of a code."""
    found = finding(code, subject, status=status, observed=observed)
    return Issue(found, elements, items, scope_key)


def article(name: str, *issues: Issue) -> ArticleOutcome:
    """Return an article with its issues; its own result is not asked."""
    return ArticleOutcome(name, ArticleResult.MET, issues or (issue(MET_CODE),))


def decided(
    question: str, scope: Scope, scope_key: str, outcome: str = "met", *, role: Role = Role.JUDGE,
    at: datetime = MADE, expires: datetime | None = None, facts: tuple[str, ...] = (FACTS,),
    **params: str | int,
) -> Decision:  # fmt: skip
    """Return a decision."""
    return Decision(
        question, scope, scope_key, DecisionOutcome(outcome), params, "理由", "虚构法官", role, at,
        facts, expires, "a" * 64,
    )  # fmt: skip


def admitted(
    *outcomes: ArticleOutcome,
    of: CaseView | None = None,
    decisions: tuple[Decision, ...] = (),
    package: tuple[Finding, ...] = (),
    facts: str = FACTS,
) -> Admission:
    """Return the admission of a case with these articles beside one that is met."""
    every = (article("7(1)"), *outcomes)
    return admit(of or PLAIN, every, DecisionBook(decisions), package, facts)
