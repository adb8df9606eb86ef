"""Step 10 of the procedure: one case before the guideline, article by article, to its verdict.

10.1 elements of the case line to values                     elements.decode   Art. 6
10.2 coverage of every event, at proven times                coverage          Art. 5 (2)
10.3 the debt computed again                                 debt              Art. 7 (9)
10.4 every article, each by its own rule                     articles          Art. 2 to 9
10.5 grounds, questions, decisions, verdict                  admission         judgement 6 to 8
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from verify.context import VerificationContext
from verify.identity import JudgementInputs
from verify.judging import ItemOutcome
from verify.model import CaseLine
from verify.rules.admission import Admission, admit
from verify.rules.articles.faults import faults_by_article
from verify.rules.articles.signing import signing_proven, stated_day
from verify.rules.articles.table import RULES, Rule
from verify.rules.case import CaseView, SharedDocument
from verify.rules.court import court_day
from verify.rules.coverage import cover
from verify.rules.debt.recomputation import recompute
from verify.rules.decisions import Decision
from verify.rules.elements.decode import decode_elements
from verify.rules.inputs import AdmissionInputs
from verify.rules.outcome import ArticleOutcome, Issue
from verify.rules.procedure import procedure_of
from verify.rules.rows import Row
from verify.rules.ruleset import Tables
from verify.rules.verdict import finding_result, worst_result

__all__ = ["CaseJudgement", "judge_case"]


class CaseJudgement(NamedTuple):
    """One case as the guideline's rules judged it."""

    case: CaseView
    outcomes: tuple[ArticleOutcome, ...]
    admission: Admission

    def rows_used(self) -> list[Row]:
        """Return the rows of law that decided something in the case."""
        procedure_of(self.case)  # what could follow rests on rows too
        used = self.case.rules.rows_used()
        if signing_proven(self.case.coverage):
            return used
        chosen = _chosen_by_signing(self.case.rules.tables)
        return [_told(row) if row.name in chosen else row for row in used]


def _chosen_by_signing(tables: Tables) -> set[str]:
    """Return the names of the rows that the day of signing chooses among."""
    found = (tables.lpr, tables.rate_caps, tables.loan_amounts, tables.ages)
    return {one.row.name for table in found for one in table}


def _told(row: Row) -> Row:
    """Return a row that a day chose which only the lender states."""
    return row._replace(value=stated_day(row.value))


def judge_case(
    line: CaseLine,
    items: tuple[ItemOutcome, ...],
    shared: Iterable[SharedDocument],
    facts_digest: str,
    judged_by: AdmissionInputs,
    inputs: JudgementInputs,
    context: VerificationContext,
) -> CaseJudgement:
    """Judge one case by the rules that hold when the court received it.

    Args:
        line: the case as its line states it.
        items: its own evidence, judged.
        shared: the shared documents it refers to, judged once for the package.
        facts_digest: of this case's facts, to which a decision about this case is bound.
        judged_by: rule set, decisions and registry.
        inputs: the package and the judgement it is part of.
        context: policy and time.
    """
    head, rules, registry = inputs.head, judged_by.rules.for_case(), judged_by.registry
    # 10.1 elements
    elements = decode_elements(line.elements)
    # 10.2 coverage
    coverage = cover(items, elements, head, registry, context.policy, context.at)
    # 10.3 debt
    kind = registry.kind_of_lender(elements.text("b_type"))
    account = recompute(
        elements, rules=rules, lender_type=kind, signing_proven=signing_proven(coverage),
        received=court_day(context.at),
    )  # fmt: skip
    case = CaseView(
        line.case_key,
        line.loan["contract_no"],
        line.loan["loan_no"],
        elements,
        items,
        tuple(shared),
        head,
        inputs.sealed,
        registry,
        rules,
        context.at,
        context.policy,
        coverage,
        account,
    )
    # 10.4 articles
    faults = faults_by_article(elements)
    outcomes = tuple([_answer(rule, case, faults) for rule in RULES])
    # 10.5 verdict
    admission = admit(case, outcomes, judged_by.book, judged_by.findings, facts_digest)
    if judged_by.filing is not None:
        admission = _named(admission, judged_by.filing.decision)
    return CaseJudgement(case, outcomes, admission)


def _named(admission: Admission, decision: Decision) -> Admission:
    """Return an admission that names the decision by which an earlier filing chose the rules."""
    made = {one.digest: one for one in (*admission.decisions, decision)}
    return admission._replace(decisions=tuple(made.values()))


def _answer(rule: Rule, case: CaseView, faults: Mapping[str, tuple[Issue, ...]]) -> ArticleOutcome:
    issues = (*rule.judge(case), *faults.get(rule.article, ()))
    result = worst_result([finding_result(issue.finding) for issue in issues])
    return ArticleOutcome(rule.article, result, issues)
