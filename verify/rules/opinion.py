"""The admission part of a report, as JSON (formats, Report): verdict, articles, open questions.

Everything here is a rendering of an `Admission`; nothing is decided.
"""

from collections.abc import Iterable

from verify.codes.table import CODES
from verify.rules.admission import Admission, AnsweredArticle
from verify.rules.case import CaseView
from verify.rules.defects import defects_of
from verify.rules.filing import chosen_for
from verify.rules.grounds import Weighed
from verify.rules.notice import notice_of
from verify.rules.procedure import procedure_of
from verify.rules.rows import Row
from verify.rules.verdictwords import RESULT_WORDS

__all__ = ["article_json", "questions_json", "verdict_json"]


def verdict_json(
    case: CaseView, admission: Admission, rows_used: Iterable[Row]
) -> dict[str, object]:
    """Return `verdict` of a report."""
    rules, defects, procedure = case.rules, defects_of(admission), procedure_of(case)
    notice = notice_of(case, admission, defects)
    return {
        "route": admission.route.value,
        "words": {"zh": admission.row.zh, "en": admission.row.en},
        "rules": {
            "id": rules.id,
            "digest": rules.digest,
            "regime": rules.regime,
            "court": rules.court.id,
            "chosen_for": chosen_for(case),
            "rows_used": [row.as_json() for row in rows_used],
        },
        "decided_by": list(admission.decided_by),
        "defects": [one.as_json() for one in defects],
        "would_wait_for": list(admission.waits_for),
        "small_claims": procedure.small_claims.as_json(),
        "payment_order": procedure.payment_order.as_json(),
        "notice": None if notice is None else {"zh": notice},
        "decisions": [one.summary() for one in admission.decisions],
        "conclusion": {"case": admission.keys.case, "batch": admission.keys.batch},
        "ended": None if admission.ended is None else admission.ended.value,
    }


def questions_json(admission: Admission) -> list[dict[str, object]]:
    """Return `open_questions` of a report: every question once, the decided ones too."""
    again = {one.key for one in admission.reopened}
    return [
        {**one.as_json(), "decided_on_other_facts": one.key in again} for one in admission.questions
    ]


def article_json(answered: AnsweredArticle) -> dict[str, object]:
    """Return one row of `articles`, without the title and basis that its rule has."""
    zh, en = RESULT_WORDS[answered.result]
    return {
        "article": answered.article,
        "result": answered.result.value,
        "words": {"zh": zh, "en": en},
        "issues": [_issue_json(one) for one in answered.weighed],
    }


def _issue_json(one: Weighed) -> dict[str, object]:
    found, asked = one.issue.finding, one.question
    return {
        "code": found.code,
        "status": found.status.value,
        "subject": found.subject,
        "rule": CODES[found.code].rule,
        "observed": found.observed,
        "expected": found.expected,
        "elements": list(one.issue.elements),
        "items": list(one.issue.items),
        "question": None
        if asked is None
        else {
            "scope": asked.scope.value,
            "scope_key": asked.scope_key,
            "effect": "blocking" if asked.blocking else "advisory",
            "role": asked.role.value,
            "decided": asked.decided,
        },
    }
