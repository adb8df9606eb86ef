"""Both databases, and packages that tests share."""

import pytest

from fixtures.forge import Forged, forge, forge_mix
from fixtures.scenarios.batch import batch
from fixtures.scenarios.index import Staged, write_draft
from fixtures.world import RECEIVED_AT
from tests.services.postgres import database, postgres_server

__all__ = ["database", "postgres_server"]


@pytest.fixture(scope="session")
def forged(tmp_path_factory: pytest.TempPathFactory) -> Forged:
    """A good package of a few cases in two shards."""
    return forge_mix({}, tmp_path_factory.mktemp("mix"), cases=3)


@pytest.fixture(scope="session")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Forged:
    """A package in which a case key stands twice: known once every shard is read."""
    return forge("case_key_twice", tmp_path_factory.mktemp("refused"))


@pytest.fixture(scope="session")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Staged:
    """A batch of every verdict, with what the court decided before it came."""
    return write_draft(batch(), "batch", RECEIVED_AT, tmp_path_factory.mktemp("batch"))
