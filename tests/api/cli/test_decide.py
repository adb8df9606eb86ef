"""`evidence decide`: what a clerk answers by its number is what the next run applies."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from api.cli.decide import Answer, run_decide
from api.cli.main import app
from fixtures.package import write_package, write_trust
from ingest.decisions import read_decision
from tests.ingest.courtkey import court_files
from verify.canonical import canonical_json
from verify.codes.table import CODES

AT = "2025-06-10T03:00:00Z"
NOW = datetime(2025, 6, 12, tzinfo=UTC)
YES = Answer("met", "经审查认定", "虚构法官")
FACTS = "f" * 64
QUESTIONS: list[dict[str, Any]] = [
    {"code": "art5_6.reviewed_later", "scope": "product", "scope_key": "l/p", "role": "judge",
     "effect": "blocking", "decided": None, "hold": False, "subject": None,
     "words": {"zh": "产品审查", "en": "product"}},
    {"code": "memory.item_of_other_borrower", "scope": "case", "scope_key": "l/k/c",
     "role": "judge", "effect": "blocking", "decided": None, "hold": True, "subject": "voucher",
     "words": {"zh": "同一材料", "en": "reuse"}},
    {"code": "art5_2.late", "scope": "product", "scope_key": "l/p/contract", "role": "judge",
     "effect": "blocking", "decided": None, "hold": False, "subject": None,
     "words": {"zh": "事后存证", "en": "late"}},
    {"code": "package.filing_date_differs", "scope": "batch", "scope_key": "l/k",
     "role": "clerk", "effect": "blocking", "decided": None, "hold": False, "subject": None,
     "words": {"zh": "申请日期", "en": "filing date"}},
]  # fmt: skip
REPORT = {
    "open_questions": QUESTIONS,
    "judgement": {"facts_digest": FACTS},
    "verdict": {"conclusion": {"case": "l/k/c", "batch": "l/k"}},
}
BATCH = {"batch": {"questions": [{**QUESTIONS[1], "scope_key": ""}, QUESTIONS[0]]}}

Decide = Callable[..., Any]


@pytest.fixture(name="decide")
def _decide(tmp_path: Path) -> Decide:
    """Answer a question of a report, and return the decision that was written."""
    key, certificate = court_files(tmp_path)
    out = tmp_path / "decision.p7m"

    def run(
        question: str | None, answer: Answer = YES, report: dict[str, Any] | bytes = REPORT
    ) -> Any:
        path = tmp_path / "report.json"
        path.write_bytes(report if isinstance(report, bytes) else canonical_json(report))
        run_decide(path, question, answer, key=key, certificate=certificate, out=out, at=NOW)
        return read_decision(out.read_bytes())

    return run


def test_a_question_is_answered_by_its_number(decide: Decide) -> None:
    made = decide("1")
    assert (made.question, made.scope_key, made.outcome) == ("art5_6.reviewed_later", "l/p", "met")


def test_a_question_is_answered_by_its_code(decide: Decide) -> None:
    assert decide("art5_6.reviewed_later").scope_key == "l/p"


def test_a_question_is_answered_by_its_code_and_key(decide: Decide) -> None:
    assert decide("art5_6.reviewed_later@l/p").scope_key == "l/p"


def test_a_question_of_a_batch_is_answered_for_all_its_cases(decide: Decide) -> None:
    assert decide("2", report=BATCH).looked_at == ()


def test_a_decision_says_what_was_looked_at(decide: Decide) -> None:
    assert decide("1").looked_at == (FACTS,)


def test_a_release_names_the_very_finding(decide: Decide) -> None:
    assert decide("2", YES._replace(outcome="released")).params == {"subject": "voucher"}


def test_a_late_proof_is_met_up_to_a_number_of_days(decide: Decide) -> None:
    assert decide("3", YES._replace(days=7)).params == {"days": 7}


def test_a_clerk_answers_what_a_clerk_may(decide: Decide) -> None:
    assert decide("4", YES._replace(role="clerk")).role == "clerk"


def test_a_decision_about_a_day_names_it(decide: Decide) -> None:
    assert decide("1", report=asking(day="2025-06-02")).params == {"day": "2025-06-02"}


@pytest.mark.parametrize("day", [5, "once", "2025-06-02\x1b"])
def test_a_day_that_is_none_is_not_signed(day: object, decide: Decide) -> None:
    with pytest.raises(typer.Exit):
        decide("1", report=asking(day=day))


def test_a_revocation_expires_when_it_is_made(decide: Decide) -> None:
    assert decide("1", YES._replace(revoke=True)).expires == NOW


@pytest.mark.parametrize(("scope", "key"), [("case", "l/k/c"), ("batch", "l/k")])
def test_an_end_needs_no_question(decide: Decide, scope: str, key: str) -> None:
    made = decide(None, YES._replace(outcome="admit", scope=scope))
    assert (made.question, made.scope, made.scope_key) == ("admission.conclusion", scope, key)


REFUSED: dict[str, tuple[str | None, Answer, dict[str, Any] | bytes]] = {
    "no question": (None, YES, REPORT),
    "number 0": ("0", YES, REPORT),
    "number 9": ("9", YES, REPORT),
    "unknown code": ("art5_6.nothing", YES, REPORT),
    "held, but met": ("2", YES, REPORT),
    "released, but not held": ("1", YES._replace(outcome="released"), REPORT),
    "late, without days": ("3", YES, REPORT),
    "a clerk for a judge": ("1", YES._replace(role="clerk"), REPORT),
    "a case's own question from the batch": ("1", YES._replace(outcome="released"), BATCH),
    "an end from the batch": (None, YES._replace(outcome="admit"), BATCH),
    "no judgement": ("1", YES, {"open_questions": None}),
    "no report": ("1", YES, b"no report"),
    "no reason": ("1", YES._replace(reason=" "), REPORT),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_answer_nothing_is_refused(name: str, decide: Decide, tmp_path: Path) -> None:
    question, answer, report = REFUSED[name]
    with pytest.raises(typer.Exit):
        decide(question, answer, report)
    assert not (tmp_path / "decision.p7m").exists()


def test_a_file_that_is_there_is_kept(decide: Decide, tmp_path: Path) -> None:
    (tmp_path / "decision.p7m").write_bytes(b"kept")
    with pytest.raises(typer.Exit):
        decide("1")
    assert (tmp_path / "decision.p7m").read_bytes() == b"kept"


def test_a_key_that_is_not_the_certificates_signs_nothing(decide: Decide, tmp_path: Path) -> None:
    (tmp_path / "court-key.pem").write_bytes((tmp_path / "court.pem").read_bytes())
    with pytest.raises(typer.Exit):
        decide("1")


def test_without_an_answer_the_questions_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(canonical_json(REPORT))
    run_decide(path, None, None)
    words = CODES["art5_6.reviewed_later"].zh
    assert capsys.readouterr().out.startswith(
        f"1. [blocking] art5_6.reviewed_later product l/p\n   {words}\n2. "
    )


def asking(**changed: Any) -> dict[str, Any]:
    return {**REPORT, "open_questions": [{**QUESTIONS[0], **changed}]}


def test_a_question_needs_no_words_in_the_report(decide: Decide) -> None:
    assert decide("1", report=asking(words=None)).outcome == "met"


@pytest.mark.parametrize("text", ["l/\x1b[2Jp", "l/\u202ep", "l/\x9bp"])
def test_what_comes_from_a_report_reaches_the_terminal_as_code_points(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(canonical_json(asking(scope_key=text)))
    run_decide(path, None, None)
    shown = capsys.readouterr().out
    assert (text in shown, "[U+" in shown) == (False, True)


def test_a_signed_decision_is_told_without_commands_to_the_terminal(
    decide: Decide, capsys: pytest.CaptureFixture[str]
) -> None:
    decide("1", report=asking(scope_key="l/\u202ep"))
    assert "l/[U+202E]p" in capsys.readouterr().out


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "art5_6.nothing"},
        {"code": 5},
        {"code": "\x1b[2J"},
        {"scope": "world"},
        {"scope": None},
        {"scope_key": 5},
        {"scope_key": None},
        {"effect": ["blocking"]},
        {"role": "lender"},
        {"hold": "yes"},
        {"subject": 5},
        {"decided": "perhaps"},
    ],
    ids=str,
)
@pytest.mark.parametrize("question", [None, "1"])
def test_a_question_of_another_form_is_refused_and_never_shown(
    changed: dict[str, Any], question: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(canonical_json(asking(**changed)))
    with pytest.raises(typer.Exit) as ended:
        run_decide(path, question, None if question is None else YES)
    assert ended.value.exit_code == 2


@pytest.mark.parametrize("questions", [[5], ["x"], [None], {}, "x", [[]]], ids=str)
def test_questions_that_are_none_are_refused(questions: object, decide: Decide) -> None:
    with pytest.raises(typer.Exit):
        decide("1", report={"open_questions": questions})


@pytest.mark.parametrize("conclusion", [None, [], {"case": 5}, {"case": ""}, {"case": "a\x1b"}])
def test_an_end_of_no_case_is_refused(conclusion: object, decide: Decide) -> None:
    report = {**REPORT, "verdict": {"conclusion": conclusion}}
    with pytest.raises(typer.Exit):
        decide(None, YES._replace(outcome="admit"), report)


@pytest.mark.parametrize("digest", ["x", "F" * 64, 5, None])
def test_what_is_no_digest_was_not_looked_at(digest: object, decide: Decide) -> None:
    assert decide("1", report={**REPORT, "judgement": {"facts_digest": digest}}).looked_at == ()


@pytest.mark.parametrize("place", ["judgement", "package"])
def test_a_decision_names_the_package_that_was_looked_at(place: str, decide: Decide) -> None:
    report = {"open_questions": QUESTIONS, place: {"package_digest": "a" * 64}}
    assert decide("1", report=report).looked_at == ("a" * 64,)


NO_TEXT = [YES._replace(reason="\udcff"), YES._replace(principal="a\udcff")]


@pytest.mark.parametrize("answer", [*NO_TEXT, YES._replace(days=1 << 60)], ids=str)
def test_what_cannot_be_written_is_not_signed(answer: Answer, decide: Decide) -> None:
    with pytest.raises(typer.Exit):
        decide("3", answer)


def test_a_certificate_file_without_certificates_is_refused(decide: Decide, tmp_path: Path) -> None:
    (tmp_path / "court.pem").write_bytes(b"")
    with pytest.raises(typer.Exit):
        decide("1")


def _check(package: Path, trust: Path, out: Path, decisions: Path) -> dict[str, Any]:
    options = ["--trust", trust, "--at", AT, "--jobs", 1, "-o", out, "--decisions", decisions]
    CliRunner().invoke(app, ["check", *(str(one) for one in (package, *options))])
    found: dict[str, Any] = json.loads((out / "report.json").read_bytes())
    return found


def test_every_blocking_question_of_a_batch_answered_admits_it(tmp_path: Path) -> None:
    package, trust, decisions = (tmp_path / one for one in ("package.zip", "trust", "decisions"))
    decisions.mkdir()
    write_package(package, cases=2, item_size=2048)
    write_trust(trust)
    key, certificate = court_files(tmp_path)
    first = _check(package, trust, tmp_path / "first", decisions)
    report = tmp_path / "first" / "report.json"
    asked = [one for one in first["batch"]["questions"] if one["effect"] == "blocking"]
    for number in range(len(asked)):
        out = decisions / f"{number}.p7m"
        run_decide(
            report, str(number + 1), YES, key=key, certificate=certificate, out=out, at=NOW
        )  # fmt: skip
    second = _check(package, trust, tmp_path / "second", decisions)
    assert first["batch"]["routes"] == {"AWAITING_DECISION": 2}
    assert second["batch"]["routes"] == {"BATCH_ODR": 2}
