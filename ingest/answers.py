"""What a person of the court answers: the questions of a report, and the decision it comes to.

One set of checks for the command line and the service (judgement 8). A report on disk may be
anybody's: it is read strictly, and its words are not taken, since what a code means is in the code
table. A question of another form, or of a code that is not known here, refuses the whole report,
because its numbers would no longer be those that somebody read.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, NoReturn, TypeVar

from ingest.errors import AnswerError
from verify.canonical import canonical_json
from verify.codes.table import CODES
from verify.errors import DecodeError
from verify.findings import Effect, Role, Scope
from verify.rules.decisionfile import decode_decision
from verify.rules.decisions import (
    BOUNDED,
    CONCLUSION,
    ENDS,
    MAY_ANSWER,
    Decision,
    DecisionOutcome,
)

__all__ = ["Answer", "Asked", "Json", "answered", "asked_by", "is_words", "questions_of"]

Json = Mapping[str, object]
_Kind = TypeVar("_Kind", bound=StrEnum)
_DIGEST = re.compile("[0-9a-f]{64}")
_DIGITS = 9
"""Of the number of a question; there are never so many."""
_SHOWN = 80
_LOOKED_AT = (
    ("judgement", "facts_digest"), ("judgement", "package_digest"), ("package", "package_digest"),
)  # fmt: skip
"""Where reports of a case and of a package name what they were made from."""


class Answer(NamedTuple):
    """What a person of the court decides."""

    outcome: str
    reason: str
    principal: str
    role: str = "judge"
    scope: str = "case"
    """Of an end: this case, or its batch."""
    days: int | None = None
    """Latest bound that is accepted, in days."""
    expires: datetime | None = None
    revoke: bool = False
    """Whether it takes back what was decided before."""


class Asked(NamedTuple):
    """One question of a report, to be answered."""

    code: str
    scope: Scope
    scope_key: str
    """Empty for a question of a case in the report of a package."""
    role: Role = Role.JUDGE
    hold: bool = False
    subject: str = ""
    day: str = ""
    """The day that is asked about, where it is one."""
    state: str = ""
    """Outcome of the decision that answers it; of an open one, what it does to the verdict."""


def questions_of(report: Json) -> Sequence[Asked]:
    """Return the questions of a case report, or of the batch of a whole run, as they are listed.

    Raises:
        AnswerError: there are none, or one is of a form that is not known here.
    """
    batch = report.get("batch")
    found = batch.get("questions") if isinstance(batch, dict) else report.get("open_questions")
    if not isinstance(found, list):
        raise AnswerError("报告中没有准入审查 the report has no judgement of admission")
    return [_question(one) for one in found]


def asked_by(report: Json, question: str | None, answer: Answer) -> Asked:
    """Return the question that is answered, with its scope key.

    Args:
        report: of a case, or of a package.
        question: number in the report from 1, code, or code@key; of an end nothing is asked.
        answer: the decision.

    Raises:
        AnswerError: it is not asked, or this answers nothing.
    """
    if answer.outcome in {one.value for one in ENDS}:
        noted = answer.outcome == DecisionOutcome.WITHDRAWN
        if answer.role not in MAY_ANSWER[Role.OPERATOR if noted else Role.JUDGE]:
            raise AnswerError(
                "案件的结论由法官作出 what becomes of a case is for a judge to decide"
            )
        return Asked(CONCLUSION, Scope(answer.scope), _end_key(report, answer.scope))
    if question is None:
        raise AnswerError("未指明问题 no question is named")
    found = _named(questions_of(report), question)
    if not found.scope_key:
        raise AnswerError(
            "该问题仅限本案，请指定该案的报告 give the case's own report for this question"
        )
    _check(found, answer)
    return found


def answered(report: Json, asked: Asked, answer: Answer, key_id: str, at: datetime) -> Decision:
    """Return the decision, as it can be signed: nothing is signed that none can read.

    Raises:
        AnswerError: a part of it is not of its form.
    """
    named = {"subject": asked.subject, "day": asked.day}
    params: dict[str, str | int] = {key: text for key, text in named.items() if text}
    if answer.days is not None:
        params["days"] = answer.days
    decision = Decision(
        asked.code,
        asked.scope,
        asked.scope_key,
        DecisionOutcome(answer.outcome),
        params,
        answer.reason,
        answer.principal,
        Role(answer.role),
        at,
        _digests_of(report),
        at if answer.revoke else answer.expires,
        key_id,
    )
    try:
        decode_decision(canonical_json(decision.as_json()))
    except DecodeError as error:
        raise AnswerError(f"不能签名 cannot sign: {error}") from error
    return decision


def is_words(text: str) -> bool:
    """Whether a text says something, and can be written."""
    return bool(text.strip()) and not any(unicodedata.category(one) == "Cs" for one in text)


def _check(asked: Asked, answer: Answer) -> None:
    """Refuse a decision that would answer nothing."""
    if _has_control(asked.scope_key + asked.subject):
        raise AnswerError(f"不是本系统的标识 no key of ours: {asked.scope_key}")
    if (answer.outcome == "released") is not asked.hold:
        raise AnswerError("转人工审查的以 released 解除，其他问题以 met 或者 not_met 答复 "
                          "what is held is released, anything else is met or not_met")  # fmt: skip
    if asked.code in BOUNDED and answer.outcome == "met" and answer.days is None:
        raise AnswerError(
            "请以 days 写明最长可接受的天数 say with days up to how many days it is met"
        )
    if answer.role not in MAY_ANSWER[asked.role]:
        role = asked.role.value
        raise AnswerError(f"该问题由 {role} 认定 this is for a {role} to decide")


def _named(questions: Sequence[Asked], question: str) -> Asked:
    if question.isascii() and question.isdigit():
        number = int(question[:_DIGITS])
        if not 1 <= number <= len(questions):
            raise AnswerError(f"没有第 {number} 个问题 there is no question {number}")
        return questions[number - 1]
    code, _, key = question.partition("@")
    found = [one for one in questions if one.code == code and key in ("", one.scope_key)]
    if len(found) != 1:
        raise AnswerError(f"不是恰好一个问题 not exactly one question: {question} ({len(found)})")
    return found[0]


def _question(value: object) -> Asked:
    if not isinstance(value, dict):
        _unknown("question", value)
    code, hold, decided = value.get("code"), value.get("hold", False), value.get("decided")
    if not isinstance(code, str) or code not in CODES:
        _unknown("code", code)
    if not isinstance(hold, bool):
        _unknown("hold", hold)
    effect = _choice(value, "effect", Effect)
    state = effect if decided is None else _choice(value, "decided", DecisionOutcome)
    subject, day = ("" if value.get(k) is None else _text(value, k) for k in ("subject", "day"))
    return Asked(
        code,
        _choice(value, "scope", Scope),
        _text(value, "scope_key"),
        _choice(value, "role", Role),
        hold,
        subject,
        day,
        state.value,
    )


def _choice(value: Json, key: str, kind: type[_Kind]) -> _Kind:
    text = value.get(key)
    if not isinstance(text, str) or text not in {one.value for one in kind}:
        _unknown(key, text)
    return kind(text)


def _text(value: Json, key: str) -> str:
    text = value.get(key)
    if not isinstance(text, str):
        _unknown(key, text)
    return text


def _unknown(key: str, value: object) -> NoReturn:
    shown = str(value)[:_SHOWN]
    raise AnswerError(f"不是本软件可以识别的问题 no question that is known here: {key} {shown}")


def _end_key(report: Json, scope: str) -> str:
    """Return the key by which a report says that its case, or its batch, can be ended."""
    verdict = report.get("verdict")
    conclusion = verdict.get("conclusion") if isinstance(verdict, dict) else None
    key = conclusion.get(scope) if isinstance(conclusion, dict) else None
    if not isinstance(key, str) or not key or _has_control(key):
        raise AnswerError("请指定一个案件的报告 give the report of one case")
    return key


def _has_control(text: str) -> bool:
    """Whether a text has what no key of ours has: controls, or halves of a character."""
    return any(unicodedata.category(one) in ("Cc", "Cs") for one in text)


def _digests_of(report: Json) -> tuple[str, ...]:
    """Return the digests of what a report was made from: facts of a case, and its package."""
    found = []
    for part, key in _LOOKED_AT:
        holder = report.get(part)
        digest = holder.get(key) if isinstance(holder, dict) else None
        if isinstance(digest, str) and _DIGEST.fullmatch(digest):
            found.append(digest)
    return tuple(found)
