"""What stands in two cases is found, wherever they are, in bounded memory."""

import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from anchors.limits import LIMITS
from ingest import recall as module
from ingest.memory import InMemory
from ingest.package.read import open_package
from ingest.recall import check_package_id, remember, take_recalls
from tests.ingest.package.forging import USCC, Draft, good
from verify.memory import (
    ANOTHER,
    Contradicted,
    Contradiction,
    Filing,
    IndexKey,
    KeyKind,
    Recall,
    Remembered,
    Sighting,
    digest_key,
    document_key,
    proof_key,
    remembering,
)

FILING = Filing("pkg-1", "11" * 32, USCC, USCC)
EARLIER = Filing("pkg-0", "00" * 32, USCC, USCC)


def plain(shards: int = 2, cases: int = 2) -> Draft:
    """Return a package whose cases have borrowers, loans and deposits of their own."""
    draft = good(shards, cases)
    for shard, rows in draft.cases.items():
        for number, row in enumerate(rows):
            name = f"{shard}-{number}"
            row["loan"] = {"contract_no": f"HT{name}", "loan_no": f"JK{name}"}
            row["elements"] = {"d_id_type": "ID", "d_id_no": name, "g_serial_no": f"SF{name}"}
            for evidence in row["evidence"]:
                evidence["deposit"]["deposit_no"] = f"{name}-{evidence['id']}"
    return draft


def recalled(
    path: Path, spool: Path, memory: InMemory | None = None, *shards: str
) -> Mapping[str, Recall]:
    spool.mkdir(exist_ok=True)
    with open_package(path) as package:
        recalls = take_recalls(package, FILING, memory, spool)
        names = shards or [ref.name for ref in package.shards]
        return {key: one for name in names for key, one in recalls.of(name).items()}


def filed(path: Path, memory: InMemory, spool: Path, *wrong: Contradicted) -> None:
    """Have a memory keep a package as one that the court had before."""
    spool.mkdir(exist_ok=True)
    with open_package(path) as package:
        take_recalls(package, EARLIER, memory, spool)
        remember(package, EARLIER, memory, wrong)


def test_nothing_is_known_of_a_package_whose_cases_have_nothing_in_common(tmp_path: Path) -> None:
    assert recalled(plain().write(tmp_path / "p.zip"), tmp_path / "spool") == {}


def shared_number() -> Draft:
    draft = plain()
    draft.case(0, "000001")["elements"]["g_serial_no"] = "SF000000-0"
    return draft


def test_two_cases_of_one_number_find_each_other_across_shards(tmp_path: Path) -> None:
    found = recalled(shared_number().write(tmp_path / "p.zip"), tmp_path / "spool")
    places = {key: [m.sighting.case_key for m in one.matches] for key, one in found.items()}
    expected = {"case-000000-000": ["case-000001-000"], "case-000001-000": ["case-000000-000"]}
    assert places == expected


def test_a_match_does_not_name_another_borrower(tmp_path: Path) -> None:
    found = recalled(shared_number().write(tmp_path / "p.zip"), tmp_path / "spool")
    assert {m.sighting.borrower for one in found.values() for m in one.matches} == {ANOTHER}


def test_a_match_of_one_borrower_says_so(tmp_path: Path) -> None:
    draft = shared_number()
    draft.case(0, "000001")["elements"]["d_id_no"] = "000000-0"
    found = recalled(draft.write(tmp_path / "p.zip"), tmp_path / "spool")
    assert {bool(m.sighting.borrower) for one in found.values() for m in one.matches} == {True}


def test_a_match_with_a_case_that_names_nobody_says_so(tmp_path: Path) -> None:
    draft = shared_number()
    draft.case(0, "000001")["elements"]["d_id_no"] = "4401****0001"
    found = recalled(draft.write(tmp_path / "p.zip"), tmp_path / "spool")
    named = {key: [m.sighting.borrower for m in one.matches] for key, one in found.items()}
    assert named == {"case-000000-000": [""], "case-000001-000": [ANOTHER]}


def test_cases_that_name_nobody_crowd_out_no_borrower(tmp_path: Path) -> None:
    draft = all_alike(12, borrowers=12)
    for row in draft.cases["000000"][2:]:
        row["elements"]["d_id_no"] = ""
    found = recalled(draft.write(tmp_path / "p.zip"), tmp_path / "spool")
    assert found["case-000000-000"].matches[0].sighting.borrower == ANOTHER


def test_a_key_that_one_case_states_twice_is_no_match(tmp_path: Path) -> None:
    draft = plain()
    first, second = draft.row("evidence", 0), draft.row("evidence", 1)
    second["deposit"] = first["deposit"]
    assert recalled(draft.write(tmp_path / "p.zip"), tmp_path / "spool") == {}


def test_an_item_is_found_in_an_earlier_package(tmp_path: Path) -> None:
    memory, path = InMemory(), plain(1, 1).write(tmp_path / "p.zip")
    filed(path, memory, tmp_path / "earlier")
    (found,) = recalled(path, tmp_path / "spool", memory).values()
    kinds = {(match.item, match.key.kind) for match in found.matches}
    expected = {
        ("", KeyKind.LOAN),
        ("", KeyKind.IDENTIFICATION),
        *[(item, kind) for item in ("contract", "voucher") for kind in ("digest", "deposit")],
    }
    assert kinds == expected


def test_a_package_is_not_held_against_itself(tmp_path: Path) -> None:
    memory, path = InMemory(), plain(1, 1).write(tmp_path / "p.zip")
    spool = tmp_path / "spool"
    spool.mkdir()
    with open_package(path) as package:
        take_recalls(package, FILING, memory, spool)
        remember(package, FILING, memory, ())
    assert recalled(path, spool, memory) == {}


def wrong(draft: Draft) -> tuple[Contradicted, Contradiction]:
    digest = digest_key("sha256", draft.row("evidence")["digests"]["sha256"])
    was = Contradiction(
        "pkg-0", "00" * 32, "case-x", "contract", "signature.value_wrong", "s",
        "signature cms item", proof_key(b"bad"),
    )  # fmt: skip
    return Contradicted((remembering(digest, EARLIER),), was), was


def test_a_contradiction_is_recalled_by_the_item_that_states_its_digest(tmp_path: Path) -> None:
    memory, draft = InMemory(), plain(1, 1)
    contradicted, was = wrong(draft)
    memory.record(EARLIER, [], [contradicted])
    found = recalled(draft.write(tmp_path / "p.zip"), tmp_path / "spool", memory)
    assert found == {"case-000000-000": Recall(contradictions=(Remembered("contract", was),))}


def of_file(draft: Draft) -> IndexKey:
    return digest_key("sha256", draft.shared[0]["evidence"]["digests"]["sha256"])


def of_name(draft: Draft) -> IndexKey:
    return document_key(draft.shared[0]["kind"], "licence")


@pytest.mark.parametrize("shared_key", [of_file, of_name])
def test_a_shared_document_recalls_its_contradiction(
    shared_key: Callable[[Draft], IndexKey], tmp_path: Path
) -> None:
    memory, draft = InMemory(), plain(1, 1)
    _, was = wrong(draft)
    key = remembering(shared_key(draft), EARLIER)
    memory.record(EARLIER, [], [Contradicted((key,), was)])
    found = recalled(draft.write(tmp_path / "p.zip"), tmp_path / "spool", memory, "shared")
    assert found == {"licence": Recall(contradictions=(Remembered("licence-file", was),))}


def test_the_contradictions_told_of_one_case_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LIMITS", replace(LIMITS, recall_contradictions=1))
    memory, draft = InMemory(), plain(1, 1)
    (keys, was), _ = wrong(draft)
    other = Contradicted(keys, was._replace(code="timestamp.imprint_mismatch"))
    memory.record(EARLIER, [], [Contradicted(keys, was), other])
    found = recalled(draft.write(tmp_path / "p.zip"), tmp_path / "spool", memory)
    kept, mark = [one.contradiction for one in found["case-000000-000"].contradictions]
    assert (kept, mark.code) == (was, "")


def test_wrong_proofs_are_told_before_files_that_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LIMITS", replace(LIMITS, recall_contradictions=1))
    memory, draft = InMemory(), plain(1, 1)
    (keys, was), _ = wrong(draft)
    damaged = [Contradicted(keys, was._replace(proof="", item=str(n))) for n in range(3)]
    memory.record(EARLIER, [], [*damaged, Contradicted(keys, was)])
    found = recalled(draft.write(tmp_path / "p.zip"), tmp_path / "spool", memory)
    assert found["case-000000-000"].contradictions[0].contradiction == was


OTHER_LENDER = EARLIER._replace(lender="91440101F00000099X")


def test_what_another_lender_sent_holds_nobody(tmp_path: Path) -> None:
    memory, draft = InMemory(), plain(1, 1)
    digest = digest_key("sha256", draft.row("evidence")["digests"]["sha256"])
    _, was = wrong(draft)
    memory.record(OTHER_LENDER, [], [Contradicted((remembering(digest, OTHER_LENDER),), was)])
    assert recalled(draft.write(tmp_path / "p.zip"), tmp_path / "spool", memory) == {}


def test_a_match_says_nothing_of_another_lender(tmp_path: Path) -> None:
    memory, path, spool = InMemory(), plain(1, 1).write(tmp_path / "p.zip"), tmp_path / "earlier"
    spool.mkdir()
    with open_package(path) as package:
        take_recalls(package, OTHER_LENDER, memory, spool)
        remember(package, OTHER_LENDER, memory, ())
    (found,) = recalled(path, tmp_path / "spool", memory).values()
    blank = {match.sighting._replace(borrower="", category=0) for match in found.matches}
    assert blank == {Sighting("", "", "", "", "", "", "")}


def test_what_nobody_sealed_states_no_loan(tmp_path: Path) -> None:
    memory, path, spool = InMemory(), plain(1, 1).write(tmp_path / "p.zip"), tmp_path / "earlier"
    spool.mkdir()
    unsealed = EARLIER._replace(sender="")
    with open_package(path) as package:
        take_recalls(package, unsealed, memory, spool)
        remember(package, unsealed, memory, ())
    (found,) = recalled(path, tmp_path / "spool", memory).values()
    assert KeyKind.LOAN not in {match.key.kind for match in found.matches}


def all_alike(cases: int, *, borrowers: int) -> Draft:
    draft = plain(1, cases)
    for number, row in enumerate(draft.cases["000000"]):
        row["elements"] |= {"g_serial_no": "SF", "d_id_no": str(number % borrowers)}
    return draft


def test_the_places_told_of_one_key_are_few_and_other_borrowers_first(tmp_path: Path) -> None:
    found = recalled(all_alike(12, borrowers=2).write(tmp_path / "p.zip"), tmp_path / "spool")
    places = [m.sighting.borrower for m in found["case-000000-000"].matches]
    assert places == [ANOTHER] * LIMITS.recall_sightings


def test_cases_that_state_one_key_are_held_a_group_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LIMITS", replace(LIMITS, recall_group=3))
    found = recalled(all_alike(12, borrowers=12).write(tmp_path / "p.zip"), tmp_path / "spool")
    assert len(found) == 12


def test_the_matches_of_one_case_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LIMITS", replace(LIMITS, recall_matches=2))
    found = recalled(all_alike(12, borrowers=12).write(tmp_path / "p.zip"), tmp_path / "spool")
    assert {len(one.matches) for one in found.values()} == {2}


def test_an_id_of_another_package_is_found(tmp_path: Path) -> None:
    found = [_reused(sender, tmp_path) for sender in ("", "plat-other")]
    assert found == [["memory.package_id_reused"], []]


def _reused(sender: str, folder: Path) -> list[str]:
    """Return what is found of an unsigned package whose id `sender` had used."""
    memory = InMemory()
    memory.record(FILING._replace(sender=sender), [], [])
    with open_package(plain(1, 1).write(folder / "p.zip")) as package:
        facts = check_package_id(replace(package.facts, signature=None), memory)
    return [one.code for one in facts.findings]


def _peak(path: Path, spool: Path) -> int:
    spool.mkdir()
    with open_package(path) as package:
        tracemalloc.start()
        try:
            take_recalls(package, FILING, None, spool)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_a_larger_package_takes_no_more_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.package.spill._RUN_OCTETS", 64 << 10)
    monkeypatch.setattr(module, "LIMITS", replace(LIMITS, recall_group=64))
    paths = [all_alike_everywhere(n).write(tmp_path / f"{n}.zip") for n in (4, 20)]
    small, large = (_peak(path, tmp_path / path.stem) for path in paths)
    assert large - small < 1 << 19


def all_alike_everywhere(shards: int) -> Draft:
    draft = plain(shards, 40)
    for rows in draft.cases.values():
        for row in rows:
            row["elements"]["g_serial_no"] = "SF"
    return draft
