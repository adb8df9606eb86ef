"""`evidence decide`: answer an open question of a report, signed with the court's key.

The report says what is asked, so that nobody types a scope key: the question is given by its number
in the report, or by its code. Without one the open questions are listed.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from anchors.errors import EncodingError
from anchors.jsontext import Json, decode_object
from anchors.limits import LIMITS
from api.cli.exits import files_in_reach, refuse
from api.render.visible import visible
from ingest.answers import Answer, Asked, answered, asked_by, is_words, questions_of
from ingest.errors import AnswerError
from verify.codes.table import CODES
from verify.rules.decisions import Decision

__all__ = ["Answer", "run_decide"]


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
        with _refused():
            sys.stdout.writelines(_listed(questions_of(value)))
        return 0
    if key is None or certificate is None or out is None or at is None:
        raise refuse("缺少 --key、--cert 或者 -o --key, --cert and -o are called for")
    if out.exists():
        raise refuse(f"文件已存在，不覆盖 file exists and is kept: {out}")
    if not all(is_words(one) for one in (answer.reason, answer.principal)):
        raise refuse("请写明理由和认定人 say why, and who decides")
    with files_in_reach(), _refused():
        asked = asked_by(value, question, answer)
        octets, decision = _signed(value, asked, answer, key, certificate, at)
        out.write_bytes(octets)
    sys.stdout.write(f"{decision.question} {decision.outcome.value} → {decision.scope.value} ")
    sys.stdout.write(f"{visible(decision.scope_key)}\n{out}\n")
    return 0


@contextmanager
def _refused() -> Iterator[None]:
    """End with exit 2 where nothing is answered; what a report says is shown with its marks."""
    try:
        yield
    except AnswerError as error:
        raise refuse(visible(str(error))) from error


def _read(report: Path) -> Json:
    from ingest.trust import read_bounded  # noqa: PLC0415 - start-up
    from verify.errors import TrustError  # noqa: PLC0415

    with files_in_reach():
        try:
            return decode_object(read_bounded(report, LIMITS.report_octets), LIMITS.report_octets)
        except (EncodingError, TrustError) as error:
            raise refuse(f"不是报告 not a report: {report}: {visible(str(error))}") from error


def _listed(questions: Sequence[Asked]) -> list[str]:
    return [f"{number}. {_line(one)}\n" for number, one in enumerate(questions, 1)]


def _line(asked: Asked) -> str:
    key = visible(asked.scope_key)
    return f"[{asked.state}] {asked.code} {asked.scope.value} {key}\n   {CODES[asked.code].zh}"


def _signed(
    value: Json, asked: Asked, answer: Answer, key: Path, certificate: Path, at: datetime
) -> tuple[bytes, Decision]:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - start-up

    from ingest.cms import read_certificates, read_key  # noqa: PLC0415
    from ingest.decisions import signed_decision  # noqa: PLC0415
    from ingest.errors import SigningError  # noqa: PLC0415
    from ingest.trust import read_bounded  # noqa: PLC0415
    from verify.errors import TrustError  # noqa: PLC0415

    try:
        signer, *path = read_certificates(read_bounded(certificate, LIMITS.object_octets))
        private = read_key(read_bounded(key, LIMITS.object_octets))
        decision = answered(value, asked, answer, signer.fingerprint(SHA256()).hex(), at)
        return signed_decision(decision, private, signer, extra_certs=path), decision
    except (SigningError, TrustError) as error:
        raise refuse(f"不能签名 cannot sign: {visible(str(error))}") from error
