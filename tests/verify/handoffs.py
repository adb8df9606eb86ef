"""The published examples of the hand-off object, one for each verdict.

`python -m tests.verify.handoffs` writes them anew below `verify/schemas/examples/`.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import verify
from tests.verify.rules.admissions import admitted, article, issue, plain_case
from tests.verify.rules.evidence import ELEMENTS, elements, head
from verify.canonical import canonical_json
from verify.handoff import handoff_of
from verify.identity import CaseIdentity, JudgementInputs
from verify.rules.case import CaseView
from verify.rules.outcome import ArticleOutcome
from verify.rules.procedure import procedure_of
from verify.rules.verdict import Route

EXAMPLES = Path(verify.__file__).parent / "schemas" / "examples"

STATED: Mapping[str, object] = {
    **ELEMENTS,
    "d_domicile": "广东省广州市天河区虚构路1号",
    "d_mobile": "13800000000",
    "d_email": "borrower@example.com",
    "f_service_clause": "双方确认以约定的手机号码、电子邮箱作为电子送达地址。",
    "f_service_address": "是",
    "f_service_stages": "是",
    "f_service_documents": "是",
    "f_service_system": "是",
    "f_deposit_clause": "双方同意电子数据由第三方存证平台存证。",
    "j_principal": "9000.00",
    "j_total": "9859.00",
    "k_total": "9859.00",
    "m_small_claims": "同意",
    "m_preservation": "无",
    "m_withdrawal_consent": "是",
    "m_execution_consent": "是",
}
IDENTITY = CaseIdentity("c" * 64, "f" * 64, "v1-" + "a" * 64)
INPUTS = JudgementInputs(head(), "b" * 64, "d" * 64)

OUTCOMES: Mapping[Route, ArticleOutcome] = {
    Route.HOLD: article(
        "5(2)", issue("signature.digest_mismatch", "sig", items=("contract",), observed="sha256:00")
    ),
    Route.OUT_OF_JURISDICTION: article("4(1)", issue("art4_1.signed_offline")),
    Route.AWAITING_DECISION: article("5(6)", issue("art5_6.reviewed_later")),
    Route.NON_LITIGATION_CANDIDATE: article("5(6)", issue("art5_6.review_lapsed")),
    Route.CORRECTION: article(
        "7(9)", issue("element.missing", "j_interest", elements=("j_interest", "j_total"))
    ),
    Route.BATCH_ODR: article("规则18", issue("rule18.before_chain")),
}
"""What leads to each verdict, beside an article that is met."""


def case_of(**changed: object) -> CaseView:
    """Return a case with everything that a hand-off tells of."""
    stated = {**STATED, **changed}
    case = plain_case(stated=elements(**stated))
    return case._replace(rules=replace(case.rules.for_case(), digest="9" * 64))


def handoff(
    route: Route, of: CaseView | None = None, stated: Mapping[str, object] = STATED
) -> dict[str, object]:
    """Return the hand-off of a case with a verdict."""
    case = of or case_of()
    procedure_of(case)
    rows = case.rules.rows_used()
    admission = admitted(article("5(3)"), OUTCOMES[route], of=case)
    return handoff_of(
        case, admission, stated, IDENTITY, INPUTS, report_digest="e" * 64, rows_used=rows
    )


def path_of(route: Route) -> Path:
    """Return where the example of a verdict stands."""
    return EXAMPLES / f"handoff-{route.value.lower().replace('_', '-')}.json"


def main() -> None:
    """Write every example."""
    EXAMPLES.mkdir(exist_ok=True)
    for route in Route:
        path_of(route).write_bytes(canonical_json(handoff(route)) + b"\n")


if __name__ == "__main__":
    main()
