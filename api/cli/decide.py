"""`evidence decide`: answer an open question of a report, signed with the court's key.

The report says what is asked, so that nobody types a scope key: the question is given by its number
in the report, or by its code. Without one the open questions are listed.
"""

import sys
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from anchors.errors import EncodingError
from anchors.jsontext import Json, decode_object
from anchors.limits import LIMITS
from api.cli.asked import Asked, digests_of, end_key, has_control, questions_of
from api.cli.exits import files_in_reach, refuse
from api.render.visible import visible
from verify.findings import Role, Scope
from verify.rules.decisions import (
    BOUNDED,
    CONCLUSION,
    ENDS,
    MAY_ANSWER,
    Decision,
    DecisionOutcome,
)

__all__ = ["Answer", "run_decide"]

_CASE = "case"
_DIGITS = 9
"""Of the number of a question; there are never so many."""


class Answer(NamedTuple):
    """What a person of the court decides, as the command line gives it."""

    outcome: str
    reason: str
    principal: str
    role: str = "judge"
    scope: str = _CASE
    """Of an end: this case, or its batch."""
    days: int | None = None
    """Latest bound that is accepted, in days."""
    expires: datetime | None = None
    revoke: bool = False
    """Whether it takes back what was decided before."""


def run_decide(
    report: Path,
    question: str | None,
    answer: Answer | None,
    *,
    key: Path | None = None,
    certificate: Path | None = None,
    out: Path | None = None,
    at: datetime | None = None,
) -> int:
    """Sign a decision and write it; list the questions where none is answered.

    Args:
        report: `cases/<case>.json` or `report.json` of `evidence check -o`.
        question: number in the report from 1, or code; of an end nothing is asked.
        answer: the decision; None lists the questions.
        key: the court's private key, PEM or DER.
        certificate: its certificate, and the rest of its path.
        out: the file that is written; it must not be there yet.
        at: when it is decided.
    """
    value = _read(report)
    if answer is None:
        sys.stdout.writelines(_listed(questions_of(value)))
        return 0
    if key is None or certificate is None or out is None or at is None:
        raise refuse("缺少 --key、--cert 或者 -o --key, --cert and -o are called for")
    if out.exists():
        raise refuse(f"文件已存在，不覆盖 file exists and is kept: {out}")
    if not all(_is_words(one) for one in (answer.reason, answer.principal)):
        raise refuse("请写明理由和认定人 say why, and who decides")
    asked = _asked(value, question, answer)
    with files_in_reach():
        octets, decision = _signed(value, asked, answer, key, certificate, at)
        out.write_bytes(octets)
    sys.stdout.write(f"{decision.question} {decision.outcome.value} → {decision.scope.value} ")
    sys.stdout.write(f"{visible(decision.scope_key)}\n{out}\n")
    return 0


def _is_words(text: str) -> bool:
    """Whether a text says something, and can be written."""
    return bool(text.strip()) and not any(unicodedata.category(one) == "Cs" for one in text)


def _read(report: Path) -> Json:
    from ingest.trust import read_bounded  # noqa: PLC0415 - start-up
    from verify.errors import TrustError  # noqa: PLC0415

    with files_in_reach():
        try:
            return decode_object(read_bounded(report, LIMITS.report_octets), LIMITS.report_octets)
        except (EncodingError, TrustError) as error:
            raise refuse(f"不是报告 not a report: {report}: {visible(str(error))}") from error


def _listed(questions: Sequence[Asked]) -> list[str]:
    return [f"{number}. {one.line()}\n" for number, one in enumerate(questions, 1)]


def _asked(value: Json, question: str | None, answer: Answer) -> Asked:
    """Return the question that is answered, with its scope key."""
    if answer.outcome in {one.value for one in ENDS}:
        return Asked(CONCLUSION, Scope(answer.scope), end_key(value, answer.scope))
    if question is None:
        raise refuse("未指明问题 no question is named")
    found = _named(questions_of(value), question)
    if not found.scope_key:
        raise refuse(
            "该问题仅限本案，请指定该案的报告 give the case's own report for this question"
        )
    _check(found, answer)
    return found


def _check(asked: Asked, answer: Answer) -> None:
    """Refuse a decision that would answer nothing."""
    if has_control(asked.scope_key + asked.subject):
        raise refuse(f"不是本系统的标识 no key of ours: {visible(asked.scope_key)}")
    if (answer.outcome == "released") is not asked.hold:
        raise refuse("转人工审查的以 released 解除，其他问题以 met 或者 not_met 答复 "
                     "what is held is released, anything else is met or not_met")  # fmt: skip
    if asked.code in BOUNDED and answer.outcome == "met" and answer.days is None:
        raise refuse(
            "请以 --days 写明最长可接受的天数 say with --days up to how many days it is met"
        )
    if answer.role not in MAY_ANSWER[asked.role]:
        role = asked.role.value
        raise refuse(f"该问题由 {role} 认定 this is for a {role} to decide")


def _named(questions: Sequence[Asked], question: str) -> Asked:
    if question.isascii() and question.isdigit():
        number = int(question[:_DIGITS])
        if not 1 <= number <= len(questions):
            raise refuse(f"没有第 {number} 个问题 there is no question {number}")
        return questions[number - 1]
    code, _, key = question.partition("@")
    found = [one for one in questions if one.code == code and key in ("", one.scope_key)]
    if len(found) != 1:
        shown = visible(question)
        raise refuse(f"不是恰好一个问题 not exactly one question: {shown} ({len(found)})")
    return found[0]


def _signed(
    value: Json, asked: Asked, answer: Answer, key: Path, certificate: Path, at: datetime
) -> tuple[bytes, Decision]:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - start-up

    from ingest.cms import read_certificates, read_key  # noqa: PLC0415
    from ingest.decisions import signed_decision  # noqa: PLC0415
    from ingest.errors import SigningError  # noqa: PLC0415
    from ingest.trust import read_bounded  # noqa: PLC0415
    from verify.canonical import canonical_json  # noqa: PLC0415
    from verify.errors import DecodeError, TrustError  # noqa: PLC0415
    from verify.rules.decisionfile import decode_decision  # noqa: PLC0415

    try:
        signer, *path = read_certificates(read_bounded(certificate, LIMITS.object_octets))
        private = read_key(read_bounded(key, LIMITS.object_octets))
        decision = _decision(value, asked, answer, signer.fingerprint(SHA256()).hex(), at)
        decode_decision(canonical_json(decision.as_json()))  # nothing is signed that none can read
        return signed_decision(decision, private, signer, extra_certs=path), decision
    except (SigningError, TrustError, DecodeError) as error:
        raise refuse(f"不能签名 cannot sign: {visible(str(error))}") from error


def _decision(value: Json, asked: Asked, answer: Answer, key_id: str, at: datetime) -> Decision:
    named = {"subject": asked.subject, "day": asked.day}
    params: dict[str, str | int] = {key: text for key, text in named.items() if text}
    if answer.days is not None:
        params["days"] = answer.days
    return Decision(
        asked.code,
        asked.scope,
        asked.scope_key,
        DecisionOutcome(answer.outcome),
        params,
        answer.reason,
        answer.principal,
        Role(answer.role),
        at,
        digests_of(value),
        at if answer.revoke else answer.expires,
        key_id,
    )
