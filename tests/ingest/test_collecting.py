"""The text of a case's own contract is read where admission asks for it, and only there."""

from pathlib import Path

import pytest

from fixtures.package import write_package, write_trust
from fixtures.world import RECEIVED_AT
from ingest.collecting import collect_contents
from ingest.facts import ShardFacts, read_facts, write_facts
from ingest.package.contents import Contents
from ingest.package.read import open_package, read_shard
from ingest.trust import load_trust
from verify.context import VerificationContext
from verify.engine import decode_shard
from verify.model import BundleShard, DocumentFacts
from verify.policy import DEFAULT_POLICY


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("collecting")
    write_package(base / "p.zip", cases=2)
    write_trust(base / "trust")
    return base / "p.zip"


def _collected(path: Path, *, read_text: bool) -> tuple[BundleShard, Contents]:
    trust = load_trust([path.parent / "trust"])
    context = VerificationContext(trust, DEFAULT_POLICY, RECEIVED_AT)
    with open_package(path) as package:
        shard = read_shard(package, package.shards[0])
        decoded = decode_shard(shard)
        return shard, collect_contents(package, decoded, context, marks={} if read_text else None)


def _documents(path: Path) -> list[DocumentFacts]:
    _, contents = _collected(path, read_text=True)
    return [one.document for one in contents.values() if one.document is not None]


def test_every_contract_is_read(package: Path) -> None:
    assert [one.state for one in _documents(package)] == ["text", "text"]


def test_what_its_list_states_stands_in_the_contract(package: Path) -> None:
    missing = [name for name, found in _documents(package)[0].found.items() if not found]
    assert missing == []


def test_nothing_else_is_read(package: Path) -> None:
    shard, contents = _collected(package, read_text=True)
    contracts = {row.path for case in shard.cases for row in case.evidence if row.category == 6}
    read = {path for path, one in contents.items() if one.document is not None}
    assert read == contracts


def test_without_it_no_text_is_read(package: Path) -> None:
    _, contents = _collected(package, read_text=False)
    assert [one.document for one in contents.values() if one.document is not None] == []


def test_what_was_read_is_kept_with_the_facts(package: Path, tmp_path: Path) -> None:
    facts = ShardFacts(*_collected(package, read_text=True))
    write_facts(tmp_path / "facts", facts)
    assert read_facts(tmp_path / "facts", ShardFacts).contents == facts.contents
