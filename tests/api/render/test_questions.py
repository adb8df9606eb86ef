from api.render.edition import Edition
from api.render.questions import decisions_of, questions_of
from tests.api.render.data.admissions import AWAITING_DECISION
from tests.api.render.data.batches import JUDGED
from tests.api.render.data.codes import CODES

ZH = Edition(CODES)
OWN = questions_of(ZH, AWAITING_DECISION["open_questions"])
BATCH = questions_of(ZH, JUDGED["batch"]["questions"])


def test_what_blocks_comes_first_and_what_is_decided_last() -> None:
    effects = [(one.blocking, one.decided) for one in OWN]
    assert effects == [(True, None)] * 5 + [(False, None), (False, "已认定：符合")]


def test_of_a_batch_what_most_cases_wait_for_comes_first() -> None:
    assert [(one.cases, one.blocking) for one in BATCH] == [
        (320, True),
        (40, True),
        (1998, False),
        (2000, False),
    ]


def test_a_question_says_who_decides_and_how_far_it_reaches() -> None:
    clerk = next(one for one in OWN if one.code == "admission.receipt_other_day")
    assert (clerk.who, clerk.reach, clerk.key) == ("书记员", "本批次", "PKG-2026-0037")


def test_a_digest_is_named_by_its_beginning_and_kept_whole_beside() -> None:
    clause = next(one for one in OWN if one.code == "art5_3.clause_meaning")
    assert (clause.key, clause.whole_key) == ("4f4f4f4f4f4f…", "4f" * 32)


def test_a_question_of_one_case_is_case_by_case_over_a_batch() -> None:
    assert [one.reach for one in (OWN[5], BATCH[2])] == ["仅本案", "逐案"]


def test_a_decision_has_who_when_and_reach() -> None:
    (one,) = decisions_of(ZH, AWAITING_DECISION["verdict"]["decisions"])
    told = (one.outcome, one.principal, one.at, one.reach, one.key)
    assert told == (
        "已认定：符合",
        "judge-01",
        "2026-04-10 10:00:00",
        "经该存证平台的案件",
        "platform-a",
    )


def test_a_decision_on_a_question_that_no_code_asks_keeps_its_name() -> None:
    (given,) = AWAITING_DECISION["verdict"]["decisions"]
    (one,) = decisions_of(ZH, [{**given, "question": "admission.conclusion"}])
    assert one.sentence == "admission.conclusion"


def test_a_digest_inside_a_key_is_named_by_its_beginning() -> None:
    one = {**JUDGED["batch"]["questions"][2], "scope_key": f"lender/product/{'4f' * 32}"}
    (question,) = questions_of(ZH, [one])
    assert question.key == "lender/product/4f4f4f4f4f4f…"
