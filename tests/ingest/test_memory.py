"""All forms of a memory keep the same and answer the same: one kit of tests over each."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from anchors.limits import LIMITS
from ingest.memory import CaseMemory, InMemory, has_room
from ingest.memoryfile import MemoryFile
from ingest.store.database import Database
from ingest.store.memorytable import MemoryTable
from ingest.store.migrate import migrate_tables
from verify.memory import (
    Contradicted,
    Contradiction,
    Filing,
    IndexKey,
    KeyKind,
    Sighting,
    digest_key,
    proof_key,
)

FILING = Filing("pkg-1", "11" * 32, "lender-a", "plat-a")
LATER = Filing("pkg-2", "22" * 32, "lender-a", "plat-a")
KEY, OTHER = digest_key("sha256", "ab" * 32), IndexKey(KeyKind.VOUCHER, "FK1")
SEEN = Sighting(*FILING[:3], "b" * 64, "HT1", "JK1", "case-1", "voucher", 8)
WRONG = Contradiction(
    "pkg-1", "11" * 32, "case-1", "voucher", "timestamp.imprint_mismatch", "voucher-tst",
    "timestamp tst item", proof_key(b"token"),
)  # fmt: skip


@pytest.fixture(params=["in memory", "file", "sqlite", "postgresql"])
def memory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CaseMemory]:
    match request.param:
        case "in memory":
            yield InMemory()
        case "file":
            with closing(MemoryFile(tmp_path / "memory.db")) as made:
                yield made
        case "sqlite":
            yield from _table(f"sqlite:///{tmp_path / 'evidence.db'}")
        case _:
            server = request.getfixturevalue("postgres_server")
            yield from _table(server.new_migrated())


def _table(address: str) -> Iterator[CaseMemory]:
    with closing(Database(address)) as database:
        if database.is_sqlite:
            migrate_tables(database)
        yield MemoryTable(database, "sandbox")


def test_a_memory_in_tables_knows_its_own_environment_alone(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'evidence.db'}")) as database:
        migrate_tables(database)
        production, sandbox = (MemoryTable(database, one) for one in ("production", "sandbox"))
        production.record(FILING, [(KEY, SEEN)], [Contradicted((KEY,), WRONG)])
        other = FILING._replace(package_digest="33" * 32)
        assert (sandbox.sightings([KEY]), sandbox.contradictions([KEY])) == ({}, {})
        assert (sandbox.other_package(other), production.other_package(other)) == (None, "11" * 32)
        assert sandbox.record(FILING, [], [])


def test_an_empty_memory_knows_nothing(memory: CaseMemory) -> None:
    assert (memory.sightings([KEY]), memory.contradictions([KEY])) == ({}, {})


def test_a_key_gives_back_who_stated_it(memory: CaseMemory) -> None:
    memory.record(FILING, [(KEY, SEEN)], [])
    assert memory.sightings([KEY, OTHER]) == {KEY: [SEEN]}


def test_every_key_of_a_contradiction_gives_it_back(memory: CaseMemory) -> None:
    memory.record(FILING, [], [Contradicted((KEY, OTHER), WRONG)])
    assert memory.contradictions([KEY, OTHER]) == {KEY: [WRONG], OTHER: [WRONG]}


def test_a_package_is_remembered_once(memory: CaseMemory) -> None:
    first = memory.record(FILING, [(KEY, SEEN)], [Contradicted((KEY,), WRONG)])
    again = memory.record(FILING, [(OTHER, SEEN)], [])
    assert (first, again, memory.sightings([KEY, OTHER])) == (True, False, {KEY: [SEEN]})


def test_a_case_that_states_a_key_twice_is_one_sighting(memory: CaseMemory) -> None:
    memory.record(FILING, [(KEY, SEEN), (KEY, SEEN)], [Contradicted((KEY, KEY), WRONG)])
    found = memory.sightings([KEY]), memory.contradictions([KEY])
    assert found == ({KEY: [SEEN]}, {KEY: [WRONG]})


def test_sightings_of_several_packages_come_oldest_first(memory: CaseMemory) -> None:
    later = SEEN._replace(package_id="pkg-2", package_digest="22" * 32)
    memory.record(FILING, [(KEY, SEEN)], [])
    memory.record(LATER, [(KEY, later)], [])
    assert memory.sightings([KEY]) == {KEY: [SEEN, later]}


def _fails() -> Iterable[tuple[IndexKey, Sighting]]:
    yield KEY, SEEN
    raise OSError("the package is gone")


def test_a_package_is_remembered_whole_or_not_at_all(memory: CaseMemory) -> None:
    with pytest.raises(OSError, match="the package is gone"):
        memory.record(FILING, _fails(), [])
    assert (memory.sightings([KEY]), memory.record(FILING, [], [])) == ({}, True)


def test_one_borrower_leaves_room_for_others(memory: CaseMemory) -> None:
    own = [(KEY, SEEN._replace(case_key=f"case-{number}")) for number in range(20)]
    stranger = SEEN._replace(borrower="c" * 64, case_key="case-99")
    memory.record(FILING, [*own, (KEY, stranger)], [])
    kept = memory.sightings([KEY])[KEY]
    assert (len(kept), kept[-1]) == (LIMITS.memory_sightings // 4 + 1, stranger)


def test_the_sightings_of_a_key_are_bounded(memory: CaseMemory) -> None:
    many = [(KEY, SEEN._replace(borrower=f"{n:064}", case_key=f"case-{n}")) for n in range(40)]
    memory.record(FILING, many, [])
    assert len(memory.sightings([KEY])[KEY]) == LIMITS.memory_sightings


def test_the_contradictions_of_a_key_are_bounded(memory: CaseMemory) -> None:
    many = [Contradicted((KEY,), WRONG._replace(case_key=f"case-{n}")) for n in range(100)]
    memory.record(FILING, [], many)
    *kept, mark = memory.contradictions([KEY])[KEY]
    assert (len(kept), mark.code) == (LIMITS.memory_contradictions, "")


def test_what_is_kept_already_is_no_reason_for_a_mark(memory: CaseMemory) -> None:
    room = range(LIMITS.memory_contradictions)
    all_of_it = [Contradicted((KEY,), WRONG._replace(case_key=f"case-{n}")) for n in room]
    memory.record(FILING, [], all_of_it)
    memory.record(FILING, [], all_of_it)
    assert len(memory.contradictions([KEY])[KEY]) == LIMITS.memory_contradictions


def test_files_that_differ_leave_room_for_a_wrong_proof(memory: CaseMemory) -> None:
    differs = WRONG._replace(proof="", code="package.payload_damaged")
    many = [Contradicted((KEY,), differs._replace(case_key=f"case-{n}")) for n in range(100)]
    memory.record(FILING, [], many)
    memory.record(LATER, [], [Contradicted((KEY,), WRONG._replace(package_id="pkg-2"))])
    assert [one.proof for one in memory.contradictions([KEY])[KEY] if one.of_proof] == [WRONG.proof]


def test_what_a_later_judgement_contradicts_of_a_known_package_is_remembered(
    memory: CaseMemory,
) -> None:
    memory.record(FILING, [(KEY, SEEN)], [])
    again = memory.record(FILING, [(OTHER, SEEN)], [Contradicted((KEY,), WRONG)])
    found = memory.sightings([OTHER]), memory.contradictions([KEY])
    assert (again, found) == (False, ({}, {KEY: [WRONG]}))


def test_a_package_that_is_found_sealed_later_states_nothing_twice(memory: CaseMemory) -> None:
    memory.record(FILING._replace(sender=""), [(KEY, SEEN)], [])
    memory.record(FILING, [(KEY, SEEN)], [])
    assert memory.sightings([KEY]) == {KEY: [SEEN]}


def test_more_keys_than_one_question_holds_are_answered(memory: CaseMemory) -> None:
    keys = [IndexKey(KeyKind.VOUCHER, str(number)) for number in range(1200)]
    memory.record(FILING, [(key, SEEN) for key in keys], [])
    assert memory.sightings(keys) == {key: [SEEN] for key in keys}


@pytest.mark.parametrize(
    ("filing", "expected"),
    [
        (FILING, None),
        (FILING._replace(package_digest="33" * 32), "11" * 32),
        (FILING._replace(package_digest="33" * 32, lender="lender-b"), None),
        (FILING._replace(package_digest="33" * 32, sender="plat-b"), None),
        (FILING._replace(package_digest="33" * 32, sender=""), None),
        (LATER, None),
    ],
)
def test_a_package_id_belongs_to_the_package_that_its_sender_sent_first(
    memory: CaseMemory, filing: Filing, expected: str | None
) -> None:
    memory.record(FILING, [], [])
    assert memory.other_package(filing) == expected


def test_room_is_for_others_too() -> None:
    full = [str(number) for number in range(LIMITS.memory_sightings)]
    assert (has_room([], "a"), has_room(["a"] * 4, "a"), has_room(full, "a")) == (
        True,
        False,
        False,
    )
