"""`evidence decide`: answer an open question of a report, signed with the court's key.

The report says what is asked, so that nobody types a scope key: the question is given by its number
in the report, or by its code. Without one the open questions are listed.
"""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from api.cli.exits import files_in_reach, refuse

if TYPE_CHECKING:
    from verify.rules.decisions import Decision

__all__ = ["Answer", "run_decide"]

Json = Mapping[str, object]
_CASE, _BATCH = "case", "batch"


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
        sys.stdout.writelines(_listed(_questions(value)))
        return 0
    if key is None or certificate is None or out is None or at is None:
        raise refuse("缺少 --key、--cert 或者 -o --key, --cert and -o are called for")
    if out.exists():
        raise refuse(f"文件已存在，不覆盖 file exists and is kept: {out}")
    if not (answer.reason.strip() and answer.principal.strip()):
        raise refuse("请写明理由和认定人 say why, and who decides")
    asked = _asked(value, question, answer)
    with files_in_reach():
        octets, decision = _signed(value, asked, answer, key, certificate, at)
        out.write_bytes(octets)
    sys.stdout.write(f"{decision.question} {decision.outcome.value} → {decision.scope.value} ")
    sys.stdout.write(f"{decision.scope_key}\n{out}\n")
    return 0


def _read(report: Path) -> Json:
    from anchors.errors import EncodingError  # noqa: PLC0415 - start-up
    from anchors.jsontext import decode_object  # noqa: PLC0415
    from anchors.limits import LIMITS  # noqa: PLC0415

    with files_in_reach():
        try:
            return decode_object(report.read_bytes(), LIMITS.report_octets)
        except EncodingError as error:
            raise refuse(f"不是报告 not a report: {report}: {error}") from error


def _questions(value: Json) -> list[Json]:
    """Return the questions of a case report, or of the batch of a whole run, as they are shown."""
    batch = value.get("batch")
    found = batch.get("questions") if isinstance(batch, dict) else value.get("open_questions")
    if not isinstance(found, list):
        raise refuse("报告中没有准入审查 the report has no judgement of admission")
    return [cast("Json", one) for one in found if isinstance(one, dict)]


def _listed(questions: Sequence[Json]) -> list[str]:
    return [f"{number}. {_line(one)}\n" for number, one in enumerate(questions, 1)]


def _line(one: Json) -> str:
    words = cast("Json", one["words"])
    state = one["decided"] or one["effect"]
    return f"[{state}] {one['code']} {one['scope']} {one['scope_key'] or ''}\n   {words['zh']}"


def _asked(value: Json, question: str | None, answer: Answer) -> Json:
    """Return the question that is answered, with its scope key."""
    from verify.rules.decisions import CONCLUSION, ENDS  # noqa: PLC0415 - start-up

    if answer.outcome in {one.value for one in ENDS}:
        return {"code": CONCLUSION, "scope": answer.scope, "scope_key": _end_key(value, answer)}
    if question is None:
        raise refuse("未指明问题 no question is named")
    found = _named(_questions(value), question)
    if not found.get("scope_key"):
        raise refuse(
            "该问题仅限本案，请指定该案的报告 give the case's own report for this question"
        )
    _check(found, answer)
    return found


def _check(asked: Json, answer: Answer) -> None:
    """Refuse a decision that would answer nothing."""
    from verify.findings import Role  # noqa: PLC0415 - start-up
    from verify.rules.decisions import BOUNDED, MAY_ANSWER  # noqa: PLC0415

    if (answer.outcome == "released") is not bool(asked.get("hold")):
        raise refuse("转人工审查的以 released 解除，其他问题以 met 或者 not_met 答复 "
                     "what is held is released, anything else is met or not_met")  # fmt: skip
    if asked["code"] in BOUNDED and answer.outcome == "met" and answer.days is None:
        raise refuse(
            "请以 --days 写明最长可接受的天数 say with --days up to how many days it is met"
        )
    if answer.role not in MAY_ANSWER[Role(str(asked["role"]))]:
        raise refuse(f"该问题由 {asked['role']} 认定 this is for a {asked['role']} to decide")


def _named(questions: Sequence[Json], question: str) -> Json:
    if question.isascii() and question.isdigit():
        number = int(question)
        if not 1 <= number <= len(questions):
            raise refuse(f"没有第 {question} 个问题 there is no question {question}")
        return questions[number - 1]
    code, _, key = question.partition("@")
    found = [one for one in questions if one["code"] == code and key in ("", one["scope_key"])]
    if len(found) != 1:
        raise refuse(f"不是恰好一个问题 not exactly one question: {question} ({len(found)})")
    return found[0]


def _end_key(value: Json, answer: Answer) -> str:
    verdict = value.get("verdict")
    conclusion = verdict.get("conclusion") if isinstance(verdict, dict) else None
    key = conclusion.get(answer.scope) if isinstance(conclusion, dict) else None
    if not isinstance(key, str):
        raise refuse("请指定一个案件的报告 give the report of one case")
    return key


def _signed(
    value: Json, asked: Json, answer: Answer, key: Path, certificate: Path, at: datetime
) -> "tuple[bytes, Decision]":
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - start-up

    from anchors.limits import LIMITS  # noqa: PLC0415
    from ingest.cms import read_certificates, read_key  # noqa: PLC0415
    from ingest.decisions import signed_decision  # noqa: PLC0415
    from ingest.errors import SigningError  # noqa: PLC0415
    from ingest.trust import read_bounded  # noqa: PLC0415
    from verify.errors import TrustError  # noqa: PLC0415

    try:
        signer, *path = read_certificates(read_bounded(certificate, LIMITS.object_octets))
        private = read_key(read_bounded(key, LIMITS.object_octets))
        decision = _decision(value, asked, answer, signer.fingerprint(SHA256()).hex(), at)
        return signed_decision(decision, private, signer, extra_certs=path), decision
    except (SigningError, TrustError) as error:
        raise refuse(f"不能签名 cannot sign: {error}") from error


def _decision(value: Json, asked: Json, answer: Answer, key_id: str, at: datetime) -> "Decision":
    from verify.findings import Role, Scope  # noqa: PLC0415 - start-up
    from verify.rules.decisions import Decision, DecisionOutcome  # noqa: PLC0415

    params: dict[str, str | int] = {}
    subject = asked.get("subject")
    if isinstance(subject, str) and subject:
        params["subject"] = subject
    if answer.days is not None:
        params["days"] = answer.days
    return Decision(
        str(asked["code"]),
        Scope(str(asked["scope"])),
        str(asked["scope_key"]),
        DecisionOutcome(answer.outcome),
        params,
        answer.reason,
        answer.principal,
        Role(answer.role),
        at,
        _looked_at(value),
        at if answer.revoke else answer.expires,
        key_id,
    )


def _looked_at(value: Json) -> tuple[str, ...]:
    """Return the digest of the facts that the report was made from; a batch has none of its own."""
    judgement = value.get("judgement")
    digest = judgement.get("facts_digest") if isinstance(judgement, dict) else None
    return (digest,) if isinstance(digest, str) else ()
