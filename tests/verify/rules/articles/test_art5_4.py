"""Article 5 (4): the lender's own collection."""

import pytest

from tests.verify.rules import evidence as e
from verify.rules.articles.art5_4 import judge
from verify.rules.registry import CollectionProcedure, LenderRecord, Term

ASKED = "art5_4.procedure_adequacy"


def told(**changed: object) -> list[str]:
    """Return the codes told of an element list."""
    return e.codes(judge(e.case(stated=e.elements(**changed))))


def told_of(lender: LenderRecord | None) -> list[str]:
    """Return the codes told of a lender's procedure."""
    return e.codes(judge(e.case(lender=lender)))


def records(**changed: str) -> list[dict[str, str]]:
    """Return one record of collection, changed."""
    return [e.row("l_records", **changed)]


def test_a_good_case_is_located_and_its_procedure_asked() -> None:
    assert told() == ["art5_4.located", ASKED]


def test_the_procedure_is_asked_once_of_a_product() -> None:
    assert judge(e.case())[-1].scope_key == f"{e.LENDER.uscc}/prod-001"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"l_records": []}, "art5_4.no_record"),
        ({"l_completed": "否"}, "art5_4.not_completed"),
        ({"l_records": records(at="2024-10-08T10:00:00+08:00")}, "art5_4.before_default"),
        ({"l_records": records(at="2025-06-11T10:00:00+08:00")}, "art5_4.after_receipt"),
        ({"l_records": records(evidence="nothing")}, "art5_4.evidence_unknown"),
    ],
)
def test_what_is_wrong_with_the_records_is_told(changed: dict[str, object], code: str) -> None:
    assert told(**changed) == [code, ASKED]


def test_one_record_after_the_default_is_enough() -> None:
    both = [*records(at="2024-10-08T10:00:00+08:00"), *records()]
    assert told(l_records=both) == ["art5_4.located", ASKED]


def test_a_record_may_name_no_evidence() -> None:
    row = {key: value for key, value in records()[0].items() if key != "evidence"}
    assert told(l_records=[row]) == ["art5_4.located", ASKED]


def test_a_procedure_neither_registered_nor_sent_is_missing() -> None:
    assert told_of(None) == ["art5_4.located", "art5_4.procedure_absent"]


def test_a_procedure_out_of_force_when_collecting_is_missing() -> None:
    ended = CollectionProcedure("虚构催收制度", None, Term(None, e.SIGNED))
    lender = e.REGISTERED._replace(collection_procedures=(ended,))
    assert told_of(lender)[-1] == "art5_4.procedure_absent"


@pytest.mark.parametrize(
    ("name", "title"), [("collection-procedure", "制度"), ("other", "企业催收制度")]
)
def test_a_procedure_that_was_sent_is_asked_about(name: str, title: str) -> None:
    sent = e.shared(name, 10, title=title)
    issue = judge(e.case(documents=[sent], lender=None))[-1]
    assert (issue.finding.code, issue.items) == (ASKED, (f"shared:{name}",))


@pytest.mark.parametrize(
    ("day", "told_first"),
    [("2025-06-10", "art5_4.located"), ("2025-06-11", "art5_4.demand_in_future")],
)
def test_the_last_demand_is_not_after_the_receipt(day: str, told_first: str) -> None:
    assert told(l_last_demand=day) == [told_first, ASKED]
