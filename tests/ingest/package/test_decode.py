"""The hand-written decoders accept exactly what the published schemas accept."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import ingest.package
from ingest.errors import MalformedError
from ingest.package.decode import decode_case, decode_document, decode_shared
from ingest.package.head import decode_head
from tests.ingest.package.forging import good, package_head
from verify.model import DepositState, Over, OverKind, ProofKind

SCHEMAS = Path(ingest.package.__file__).parent / "schemas"
Decoder = Callable[[Any], object]

DRAFT = good()
DOCUMENTS: dict[str, tuple[dict[str, Any], Decoder]] = {
    "package": ({**package_head(), "counts": {"cases": 1, "items": 2, "bytes": 3}}, decode_head),
    "case-line": (DRAFT.case(), decode_case("00")),
    "shared-line": (DRAFT.shared[0], decode_shared("00")),
}
ANYTHING: list[Any] = [
    None, True, False, 0, 1, -1, 6, 11, 1 << 53, "", "x", "a b", "-x", "A" * 64, "A" * 65,
    "z" * 4096, "z" * 4097, "a\x1b[2Jb", "a\x7fb", "a\x85b", "a\nb", "a\tb", "\u202eb", "虚构",
    "item:a\x00", "item:a\u202e",
    "item:contract", "item:", "nothing:x", "tagmanifest", "tagmanifest:",
    "signature:x", "correction", "manual", "production", "执行", "lender", "scanned", "pending",
    "2024-06-03T10:00:00Z", "2024-06-03T24:00:00Z", "2024-06-03T10:00:00", "2024-06-03",
    "2024-13-03", "2024-06-03T10:00:00.1234567Z", "0" * 64, "0" * 63, "F" * 64, "0" * 18,
    [], [None], [{}], ["licence"], ["licence"] * 65, {}, {"sha256": "0" * 64}, {"sm3": "0" * 64},
    {"sm3": "0"}, {"other": "0f"}, {"other": "g"}, {"package_id": "pkg-0"}, {"statements": None},
    {"statements": {"5(7)": "x"}}, {"statements": {"5(7)": 1}},
]  # fmt: skip
BEYOND_A_SCHEMA: dict[str, str] = {
    "0000-06-03": "a pattern knows no calendar: there is no year 0",
    "2024-02-30": "a pattern knows no calendar: the day is not in its month",
    "2024-02-30T10:00:00Z": "as 2024-02-30",
    "x\n": "`$` of Python's expressions matches before a last newline, that of ECMA-262 does not",
}
"""Values on which a schema and its decoder differ, with the reason."""


def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8")))


VALIDATORS = {name: _validator(name) for name in DOCUMENTS}


def _accepts(name: str, document: object) -> bool:
    try:
        decode_document(document, DOCUMENTS[name][1], "f")
    except MalformedError:
        return False
    return True


def _places(value: object, trail: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every value within a document."""
    pairs = value.items() if isinstance(value, dict) else ()
    pairs = enumerate(value) if isinstance(value, list) else pairs  # type: ignore[assignment]
    for key, item in pairs:
        yield (*trail, key)
        yield from _places(item, (*trail, key))


PLACES = [(name, place) for name, (value, _) in DOCUMENTS.items() for place in _places(value)]
NAMES = [f"{name}/{'/'.join(map(str, place))}" for name, place in PLACES]


def _holder(document: Any, place: tuple[str | int, ...]) -> Any:
    for key in place[:-1]:
        document = document[key]
    return document


def _replaced(name: str, place: tuple[str | int, ...], value: object) -> object:
    document = copy.deepcopy(DOCUMENTS[name][0])
    _holder(document, place)[place[-1]] = value
    return document


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_good_document_is_accepted_by_both(name: str) -> None:
    assert _accepts(name, DOCUMENTS[name][0])
    assert VALIDATORS[name].is_valid(DOCUMENTS[name][0])


@pytest.mark.parametrize(("name", "place"), PLACES, ids=NAMES)
def test_any_value_in_any_place_is_judged_alike(name: str, place: tuple[str | int, ...]) -> None:
    documents = [_replaced(name, place, value) for value in ANYTHING]
    by_schema = [VALIDATORS[name].is_valid(document) for document in documents]
    by_decoder = [_accepts(name, document) for document in documents]
    assert by_schema == by_decoder


@pytest.mark.parametrize(("name", "place"), PLACES, ids=NAMES)
def test_a_field_left_out_is_judged_alike(name: str, place: tuple[str | int, ...]) -> None:
    document = copy.deepcopy(DOCUMENTS[name][0])
    del _holder(document, place)[place[-1]]
    assert VALIDATORS[name].is_valid(document) is _accepts(name, document)


@pytest.mark.parametrize("value", [None, 1, "x", [], True])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_is_no_object_is_refused_by_both(name: str, value: object) -> None:
    assert not _accepts(name, value)
    assert not VALIDATORS[name].is_valid(value)


@settings(max_examples=60)
@given(
    st.sampled_from(PLACES),
    st.sampled_from(ANYTHING),
    st.sampled_from(PLACES),
    st.sampled_from(ANYTHING),
)
def test_two_values_changed_at_once_are_judged_alike(
    first: tuple[str, tuple[str | int, ...]],
    one: object,
    second: tuple[str, tuple[str | int, ...]],
    other: object,
) -> None:
    document = _replaced(first[0], first[1], one)
    try:
        _holder(document, second[1])[second[1][-1]] = other
    except (KeyError, TypeError, IndexError):
        return
    assert VALIDATORS[first[0]].is_valid(document) is _accepts(first[0], document)


@pytest.mark.parametrize("value", BEYOND_A_SCHEMA)
def test_the_decoder_is_the_stricter_one_where_they_differ(value: str) -> None:
    key = "filing_date" if len(value) == 10 else "created_at" if "T" in value else "package_id"
    document = _replaced("package", (key,), value)
    assert VALIDATORS["package"].is_valid(document)
    assert not _accepts("package", document)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_unknown_fields_are_ignored_everywhere(name: str) -> None:
    objects = [place for n, place in PLACES if n == name and place[-1] in {"loan", "counts"}]
    document = copy.deepcopy(DOCUMENTS[name][0])
    document["unknown"] = {"a": [1]}
    for place in objects:
        _holder(document, place)[place[-1]]["unknown"] = None
    assert _accepts(name, document)
    assert VALIDATORS[name].is_valid(document)


@pytest.mark.parametrize("text", ["\x00", "a\x1b[2J", "a\n", "\x7f", "\x9b2J", "\ud800"])
def test_a_text_has_no_control_and_no_half_of_a_character(text: str) -> None:
    assert not _accepts("package", _replaced("package", ("product_code",), text))


def test_marks_of_direction_are_kept_as_they_are() -> None:
    assert _accepts("package", _replaced("package", ("product_code",), "a\u202eb\u200f"))


def test_a_case_line_is_decoded_into_its_parts() -> None:
    case = decode_document(DRAFT.case(), decode_case("ab"), "f")
    assert (case.case_key, case.line_sha256, case.shared) == ("case-000000-000", "ab", ("licence",))
    assert case.loan == {"contract_no": "HT0", "loan_no": "JK0"}
    assert case.elements["f_amount"] == "1000.00"
    evidence, proof = case.evidence[0], case.proofs[0]
    assert (evidence.category, evidence.path) == (6, "data/000000/evidence/000/01.txt")
    assert evidence.deposit is not None
    assert evidence.deposit.state is DepositState.DEPOSITED
    assert (proof.kind, proof.over) == (ProofKind.SIGNATURE, Over(OverKind.ITEM, "contract"))
    assert proof.locator == ("data/000000/proofs.bin", 0, 10)


def test_a_fault_names_its_field_by_the_whole_path() -> None:
    document = _replaced("case-line", ("evidence", 1, "deposit", "state"), "lost")
    with pytest.raises(MalformedError) as caught:
        decode_document(document, decode_case("00"), "data/000000/cases.jsonl:7")
    subject = "data/000000/cases.jsonl:7/evidence/1/deposit/state"
    assert caught.value.finding[:4] == ("json.field_value", "FAILED", subject, "lost")
