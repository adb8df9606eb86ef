"""A clause goes by its characters, however they are written, and stands where it was found."""

import hashlib
from collections.abc import Iterable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.verify.rules.cases import contract, item, rules, signature
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.outcomes import ProofOutcome
from verify.rules.clauses import (
    Place,
    clause_digest,
    clause_text,
    contracts_of,
    locate_clause,
    locate_mark,
    words_stand_in,
)

CLAUSE = "f_service_clause"


@pytest.mark.parametrize(
    "written",
    ["由法院管辖(1)。", " 由法院\n管辖 (1)。", "由法院管辖（１）。", "由法院\u3000管辖(1)。"],
)
def test_width_and_white_space_are_not_wording(written: str) -> None:
    assert clause_text(written) == "由法院管辖(1)。"


def test_the_digest_is_that_of_the_normalised_text() -> None:
    assert clause_digest("由 法院") == hashlib.sha256("由法院".encode()).hexdigest()


MOBILE, NAME = "13800000000", "虚构借款人"


@pytest.mark.parametrize(
    ("clause", "own", "other"),
    [
        ("送至{}。", (MOBILE,), ("13900000000",)),
        ("送至 { }。", (MOBILE,), ("13900000000",)),
        ("{}的手机号码为{}。", (NAME, MOBILE), ("虚构的另一人", "13700000000")),
    ],
)
def test_one_form_has_one_digest_whoever_signed_it(
    clause: str, own: tuple[str, ...], other: tuple[str, ...]
) -> None:
    filled = clause.replace("{ }", "{}")
    assert clause_digest(filled.format(*own), own) == clause_digest(filled.format(*other), other)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((f"送至{MOBILE}。", (MOBILE,)), ("送至13900000000。", (MOBILE,))),
        ((f"送至{MOBILE}。", (MOBILE, None)), (f"送至{MOBILE}。", (None, MOBILE))),
        ((f"送至{MOBILE}。", (MOBILE,)), ("送至\x1f0\x1f。", ())),
        ((f"送至{MOBILE}。", (MOBILE,)), ("送至甲，不同意。", ("甲，不同意",))),
        ((f"送至{MOBILE}。", (MOBILE,)), ("送至甲。", ("甲",))),
    ],
)
def test_another_wording_has_another_digest(
    first: tuple[str, tuple[str | None, ...]], second: tuple[str, tuple[str | None, ...]]
) -> None:
    assert clause_digest(*first) != clause_digest(*second)


def test_what_is_within_another_goes_after_it() -> None:
    own = (("13", "1300", "130"), ("24", "2400", "240"))
    found = {clause_digest("甲{}乙{}丙{}".format(*one), one) for one in own}
    assert len(found) == 1


@given(st.text(alphabet=st.characters(), max_size=40), st.text(min_size=2, max_size=8))
def test_what_does_not_stand_in_a_clause_changes_no_digest(text: str, value: str) -> None:
    other = text.replace(value, "")
    assume(clause_text(value) not in clause_text(other))
    assert clause_digest(other, (value,)) == clause_digest(other)


@given(st.text(alphabet=st.characters(), max_size=40))
def test_white_space_around_any_text_changes_no_digest(text: str) -> None:
    assert clause_digest(f" {text}\n\u3000") == clause_digest(text)


@pytest.mark.parametrize(
    ("items", "place", "where"),
    [
        ([contract()], Place.FOUND, ("contract",)),
        ([contract(lacks=[CLAUSE])], Place.NOT_FOUND, ("contract",)),
        ([contract(state="no_text")], Place.NO_TEXT, ()),
        ([contract(here=False)], Place.NO_TEXT, ()),
        ([contract(result=ItemResult.INCONSISTENT)], Place.NO_TEXT, ()),
        ([contract(result=ItemResult.UNPROVEN)], Place.FOUND, ("contract",)),
        ([item("contract", 6)], Place.NO_TEXT, ()),
        ([], Place.NO_TEXT, ()),
    ],
)
def test_a_clause_stands_in_the_text_of_this_cases_own_contract(
    items: Iterable[ItemOutcome], place: Place, where: tuple[str, ...]
) -> None:
    assert locate_clause(items, CLAUSE) == (place, where)


def test_one_original_that_has_the_clause_is_enough() -> None:
    items = [contract(lacks=[CLAUSE]), contract()]
    assert locate_clause(items, CLAUSE).place is Place.FOUND


SIGNED = signature()._replace(of_borrower=True)


@pytest.mark.parametrize(
    ("proof", "place"),
    [
        (SIGNED, Place.NOT_FOUND),
        (SIGNED._replace(of_borrower=False), Place.FOUND),
        (SIGNED._replace(status=CheckStatus.HUMAN), Place.FOUND),
    ],
)
def test_what_the_borrower_signed_is_the_contract_where_there_is_any(
    proof: ProofOutcome, place: Place
) -> None:
    items = [contract(lacks=[CLAUSE], proofs=[proof]), contract()]
    assert locate_clause(items, CLAUSE).place is place


def test_a_signed_original_that_is_not_verified_is_no_contract() -> None:
    wrong = contract(lacks=[CLAUSE], proofs=[SIGNED], result=ItemResult.UNVERIFIABLE)
    assert locate_clause([wrong, contract()], CLAUSE).place is Place.FOUND


@pytest.mark.parametrize(
    ("events", "names"),
    [(("contract", "other"), ["0"]), (("other", "other"), ["0", "1"]), ((), [])],
)
def test_without_a_signature_the_label_says_which_is_the_contract(
    events: Iterable[str], names: list[str]
) -> None:
    found = contracts_of([item(str(no), 6, event) for no, event in enumerate(events)])
    assert [one.evidence.id for one in found] == names


def test_words_that_bar_the_court_are_sought_in_every_file_sent_as_a_contract() -> None:
    items = [contract(proofs=[SIGNED]), contract(has=["word_arbitration"])]
    assert locate_mark(items, "word_arbitration").place is Place.FOUND


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("service_stages", "适用于诉前、诉中、执行", True),
        ("service_stages", "适用于诉前、诉中", False),
        ("service_documents", "判决书、裁定书、调解书", True),
        ("service_documents", "判决书", False),
        ("service_system", "到达特定 系统 时即视为送达", True),
        ("service_address", "以手机号码、电子邮箱作为送达地址", True),
        ("service_address", "以手机号码作为送达地址", False),
    ],
)
def test_words_stand_in_a_text_where_every_group_has_one(
    name: str, text: str, *, found: bool
) -> None:
    assert words_stand_in(rules().clause(name), text) is found
