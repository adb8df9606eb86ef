"""The closure over the whole package, from what each shard adds."""

from dataclasses import replace
from pathlib import Path

from ingest.package.read import open_package, read_shard, read_shared
from ingest.package.tally import ShardTally, finish_closure, tally_shard
from tests.ingest.package.forging import good
from verify.model import PackageFacts


def _tallied(folder: Path) -> tuple[PackageFacts, list[ShardTally]]:
    with open_package(good(2).write(folder / "p.zip")) as package:
        shards = [read_shard(package, ref) for ref in package.shards]
        shared = read_shared(package)
        assert shared is not None
        return package.facts, [tally_shard(shard) for shard in (*shards, shared)]


def _codes(facts: PackageFacts, tallies: list[ShardTally]) -> list[str]:
    return [finding.code for finding in finish_closure(facts, tallies)]


def test_a_tally_counts_its_shard(tmp_path: Path) -> None:
    _, (first, _, shared) = _tallied(tmp_path)
    assert first[:5] == ("000000", True, 2, 4, 4663)
    assert first.keys == "case-000000-000\ncase-000000-001"
    assert (shared.cases, shared.shared_ids) == (0, frozenset({"licence", "licence-file"}))


def test_the_order_of_shards_does_not_matter(tmp_path: Path) -> None:
    facts, tallies = _tallied(tmp_path)
    assert _codes(facts, tallies[::-1]) == _codes(facts, tallies) == []


def test_the_same_shard_twice_is_noticed(tmp_path: Path) -> None:
    facts, tallies = _tallied(tmp_path)
    assert _codes(facts, [*tallies, tallies[0]]) == [
        "package.case_key_twice", "package.case_key_twice", "package.counts_differ",
        "package.counts_differ",
    ]  # fmt: skip


def test_nothing_is_counted_where_a_shard_is_rotten(tmp_path: Path) -> None:
    facts, (first, second, shared) = _tallied(tmp_path)
    rotten = first._replace(whole=False, cases=0, items=0, keys="")
    assert _codes(facts, [rotten, second, shared]) == []


def test_statements_are_not_looked_up_where_the_shared_shard_is_rotten(tmp_path: Path) -> None:
    facts, (first, second, shared) = _tallied(tmp_path)
    rotten = shared._replace(whole=False, shared_ids=frozenset())
    assert _codes(facts, [first, second, rotten]) == []


def test_a_package_without_a_head_is_counted_by_nothing(tmp_path: Path) -> None:
    facts, tallies = _tallied(tmp_path)
    assert _codes(replace(facts, head=None), tallies[:1]) == []
