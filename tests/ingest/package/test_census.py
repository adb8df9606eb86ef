"""The quick pass reads what the strict decoder reads, and passes over what is wrong."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from anchors.limits import LIMITS
from fixtures.forge import forge
from ingest.package import census as module
from ingest.package.census import CensusCase, Stated, census, stated_by_item
from ingest.package.read import open_package, read_shard
from tests.ingest.package.forging import Draft, encode, good
from verify.checks.reuse import case_sighting
from verify.memory import Filing, KeyKind, digest_key, loan_key, numbers_of

FILING = Filing("pkg-1", "11" * 32, "lender-a")


def counted(path: Path, *, every: bool = False) -> list[CensusCase]:
    with open_package(path) as package:
        return [case for cases in census(package, FILING, every=every) for case in cases]


def test_it_reads_every_case_as_the_strict_decoder_does(tmp_path: Path) -> None:
    path = forge("honest_plain", tmp_path).path
    with open_package(path) as package:
        lines = [case for ref in package.shards for case in read_shard(package, ref).cases]
    expected = [
        (
            case_sighting(line, FILING),
            {
                loan_key(FILING.lender, line.loan["contract_no"], line.loan["loan_no"]),
                *[key for _, key in numbers_of(line.elements)],
                *[one.key for row in line.evidence for one in stated_by_item(row)],
            },
        )
        for line in lines
    ]
    found = counted(path, every=True)
    assert [(case.sighting, {one.key for one in case.stated}) for case in found] == expected


def test_without_a_memory_it_gives_the_indexed_keys_alone(tmp_path: Path) -> None:
    path = forge("honest_plain", tmp_path).path
    every = [[one for one in case.stated if one.indexed] for case in counted(path, every=True)]
    assert [list(case.stated) for case in counted(path)] == every


def test_an_item_of_a_common_kind_is_not_indexed() -> None:
    key = digest_key("sha256", "ab")
    assert [Stated(key, "x", n).indexed for n in (0, 2, 5, 6, 10)] == [
        True,
        True,
        False,
        True,
        False,
    ]


def _rows(draft: Draft) -> list[dict[str, Any]]:
    return draft.cases["000000"]


@pytest.mark.parametrize("category", [2, 4])
def test_an_identity_in_data_shared_belongs_to_the_cases_that_name_it(
    category: int, tmp_path: Path
) -> None:
    draft = good()
    draft.shared[0]["evidence"]["category"] = category
    digest = draft.shared[0]["evidence"]["digests"]["sha256"]
    expected = Stated(digest_key("sha256", digest), "licence-file", category)
    found = counted(draft.write(tmp_path / "p.zip"))
    assert [expected in case.stated for case in found] == [True, True]


def test_any_other_file_in_data_shared_belongs_to_no_case(tmp_path: Path) -> None:
    draft = good()
    digest = draft.shared[0]["evidence"]["digests"]["sha256"]
    found = counted(draft.write(tmp_path / "p.zip"), every=True)
    keys = {one.key for case in found for one in case.stated}
    assert digest_key("sha256", digest) not in keys


@pytest.mark.parametrize(
    "line",
    [b"", b"5", b"[]", b"{", b"\xff", b"[" * 100_000, b"1" * 5000, b'"\\ud800"', b"NaN"],
)
def test_a_line_that_is_no_object_is_passed_over(line: bytes, tmp_path: Path) -> None:
    draft = good()
    draft.raw["data/000000/cases.jsonl"] = line + b"\n" + encode(_rows(draft))
    assert len(counted(draft.write(tmp_path / "p.zip"))) == 2


ODD: list[object] = [None, 5, "x", [], {}, [5], [[]], {"a": 5}, True, "\ud800"]


def _lines(rows: list[dict[str, Any]]) -> bytes:
    """Return lines with whatever JSON can say, surrogates as escapes."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


@pytest.mark.parametrize("odd", ODD, ids=ascii)
@pytest.mark.parametrize("field", ["case_key", "loan", "elements", "evidence", "shared"])
def test_a_field_of_another_type_never_raises(field: str, odd: object, tmp_path: Path) -> None:
    draft = good()
    rows = [{**row, field: odd} for row in _rows(draft)]
    draft.raw["data/000000/cases.jsonl"] = _lines(rows)
    assert len(counted(draft.write(tmp_path / "p.zip"), every=True)) == 2


@pytest.mark.parametrize("odd", ODD, ids=ascii)
@pytest.mark.parametrize("field", ["id", "category", "digests", "deposit"])
def test_an_evidence_field_of_another_type_never_raises(
    field: str, odd: object, tmp_path: Path
) -> None:
    draft = good()
    rows = [{**row, "evidence": [{**row["evidence"][0], field: odd}]} for row in _rows(draft)]
    draft.raw["data/000000/cases.jsonl"] = _lines(rows)
    assert len(counted(draft.write(tmp_path / "p.zip"), every=True)) == 2


def test_the_lines_of_a_rotten_shard_are_not_believed(tmp_path: Path) -> None:
    forged = forge("cases_jsonl_rotten", tmp_path)
    assert len(counted(forged.path)) < len(counted(forge("honest_plain", tmp_path).path))


def test_a_number_is_a_key_of_the_case(tmp_path: Path) -> None:
    draft = good()
    _rows(draft)[0]["elements"]["g_serial_no"] = "SF1"
    first, _ = counted(draft.write(tmp_path / "p.zip"))
    numbers = [one for one in first.stated if one.key.kind is KeyKind.IDENTIFICATION]
    assert [(one.key.value, one.item) for one in numbers] == [("sf1", "")]


def test_no_more_is_read_of_a_line_than_the_strict_decoder_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LIMITS", replace(LIMITS, case_evidence=1, case_shared=1))
    draft = good()
    draft.shared[0]["evidence"]["category"] = 2
    _rows(draft)[0]["shared"] = ["other", "licence"]
    first, second = counted(draft.write(tmp_path / "p.zip"), every=True)
    items = {one.item for one in first.stated}, {one.item for one in second.stated}
    assert items == ({"", "contract"}, {"", "contract", "licence-file"})


def test_what_a_line_states_many_times_is_one_key(tmp_path: Path) -> None:
    draft = good()
    draft.shared[0]["evidence"]["category"] = 2
    _rows(draft)[0]["shared"] = ["licence"] * 3
    draft.raw["data/000000/cases.jsonl"] = _lines(_rows(draft))
    first, second = counted(draft.write(tmp_path / "p.zip"))
    assert [one.key for one in first.stated if one.item == "licence-file"] == [
        one.key for one in second.stated if one.item == "licence-file"
    ]


FLOODS: list[dict[str, Any]] = [
    {"shared": ["licence"] * 80_000},
    {"evidence": [{"category": 2, "digests": {f"{n:x}": "" for n in range(80_000)}}]},
    {"evidence": [{"category": 2, "deposit": {}}] * 25_000},
    {"elements": {"h_disbursements": [{"serial_no": str(n)} for n in range(40_000)]}},
]


@pytest.mark.parametrize("flood", FLOODS, ids=["shared", "digests", "rows", "numbers"])
def test_a_flooded_line_states_a_few_thousand_keys_at_most(
    flood: dict[str, Any], tmp_path: Path
) -> None:
    draft = good(1, 1)
    draft.raw["data/000000/cases.jsonl"] = _lines([{**_rows(draft)[0], **flood}])
    (case,) = counted(draft.write(tmp_path / "p.zip"), every=True)
    assert len(case.stated) <= 1000
