"""The operator's file of sources is read strictly; without one, nothing is asked."""

from pathlib import Path

import pytest

from ingest.errors import SourcesError
from ingest.sources.registry import NO_SOURCES, load_sources

GOOD = """
networks = ["10.20.0.0/16"]

[[chain]]
id = "evm-court"
quorum = 2
endpoints = [
  { url = "https://node-a.example/v3/key", operator = "甲" },
  { url = "https://node-b.example/", operator = "乙" },
]

[[crl]]
issuer = "CN=Example CA,C=CN"
url = "http://crl.example/ca.crl"
refresh_s = 3600
"""
CHAIN = """[[chain]]
id = "evm-court"
endpoints = [{ url = "https://node-a.example/", operator = "甲" }]
"""
LIST = '[[crl]]\nissuer = "CN=a"\nurl = "http://a.example/"\n'

BAD = {
    "no_toml": "[[chain",
    "unknown_key": "servers = 1",
    "unknown_field_of_a_chain": CHAIN + "final = true",
    "no_endpoint": '[[chain]]\nid = "evm-court"\nendpoints = []',
    "id_with_a_colon": CHAIN.replace("evm-court", "evm:court"),
    "chain_twice": CHAIN * 2,
    "list_twice": LIST * 2,
    "quorum_of_nobody": CHAIN + "quorum = 0",
    "quorum_of_more_than_there_are": CHAIN + "quorum = 2",
    "plain_http_to_a_node": CHAIN.replace("https", "http"),
    "another_scheme": CHAIN.replace("https", "file"),
    "word_in_the_address": CHAIN.replace("https://", "https://user:word@"),
    "operator_that_counts_for_two": CHAIN.replace("甲", "甲,乙"),
    "no_network": 'networks = ["10.20.0.1/16"]',
    "list_fetched_without_end": f"{LIST}refresh_s = 1",
}


def _file(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(text, "utf-8")
    return path


def test_sources_are_read(tmp_path: Path) -> None:
    found = load_sources(_file(tmp_path, GOOD), loopback_allowed=False)
    chain, (listed,) = found.chains["chain:evm-court"], found.lists.values()
    assert [one.operator for one in chain.endpoints] == ["甲", "乙"]
    assert (chain.quorum, listed.refresh, listed.issuer) == (2, 3600, "CN=Example CA,C=CN")
    assert chain.endpoints[0].networks == found.networks
    assert (listed.endpoint.signs, chain.endpoints[0].signs) == (True, False)
    assert found.find(listed.id) is listed
    assert found.find("chain:other") is None


def test_no_file_is_no_source() -> None:
    assert load_sources(None, loopback_allowed=True) is NO_SOURCES


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_means_nothing_clear_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourcesError):
        load_sources(_file(tmp_path, BAD[name]), loopback_allowed=False)


def test_a_node_on_this_machine_is_for_a_sandbox(tmp_path: Path) -> None:
    path = _file(tmp_path, CHAIN.replace("https://node-a.example", "http://127.0.0.1:8545"))
    assert load_sources(path, loopback_allowed=True).chains
    with pytest.raises(SourcesError):
        load_sources(path, loopback_allowed=False)


def test_a_refusal_tells_no_key_of_an_address(tmp_path: Path) -> None:
    path = _file(tmp_path, CHAIN.replace("https://node-a.example/", "ftp://node/secret-key"))
    with pytest.raises(SourcesError) as refused:
        load_sources(path, loopback_allowed=False)
    assert "secret-key" not in str(refused.value)
