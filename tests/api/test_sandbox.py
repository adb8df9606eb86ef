import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from asn1crypto import tsp

from api.permissions import Role
from api.sandbox import keep_secrets, sandbox_world
from api.settings import Settings
from ingest.decisions import read_decision
from verify.trustfile import decode_trust

NAMES = ["sandbox-platform", "sandbox-judge"]
pytestmark = pytest.mark.enable_socket


def test_secrets_are_drawn_once_and_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "sandbox.json"
    drawn = keep_secrets(path, NAMES)
    assert keep_secrets(path, NAMES) == drawn
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len({drawn.token, drawn.column_key, *drawn.clients.values()}) == 4
    assert all(len(secret) == 43 for secret in drawn.clients.values())
    assert [one.name for one in path.parent.iterdir()] == ["sandbox.json"]


def test_of_many_that_start_at_once_all_have_the_same_secrets(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.json"
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: keep_secrets(path, NAMES), range(8)))
    assert all(one == found[0] for one in found)


def test_secrets_of_another_version_are_not_made_up_for(tmp_path: Path) -> None:
    keep_secrets(tmp_path / "sandbox.json", NAMES[:1])
    with pytest.raises(ValueError, match="sandbox-judge"):
        keep_secrets(tmp_path / "sandbox.json", NAMES)


def test_a_sandbox_has_everybody(tmp_path: Path) -> None:
    with sandbox_world(Settings(data_dir=tmp_path)) as world:
        assert {client.role for client in world.clients} == {role.value for role in Role}
        assert set(world.secrets.clients) == {client.id for client in world.clients}
        assert world.clients[0].keys["keys"][0]["kid"] == "sandbox-platform"
        assert "d" not in world.clients[0].keys["keys"][0]
        store = decode_trust(world.trust)
        court = json.loads(world.trust["courts/gzinternetcourt.json"])
    assert store.environment == "sandbox"
    assert "虚构" in court["designations"][0]["source"]


def test_what_the_court_decided_beforehand_is_signed_and_said_once(tmp_path: Path) -> None:
    with sandbox_world(Settings(data_dir=tmp_path)) as world:
        decided = [read_decision(octets) for octets in world.decisions]
    keys = {(one.question, one.scope_key) for one in decided}
    assert len(keys) == len(decided) == 7


def test_the_authority_answers_over_http_with_todays_time(tmp_path: Path) -> None:
    asked = tsp.TimeStampReq({
        "version": 1, "cert_req": True,
        "message_imprint": {
            "hash_algorithm": {"algorithm": "sha256"}, "hashed_message": b"\x01" * 32,
        },
    }).dump()  # fmt: skip
    with sandbox_world(Settings(data_dir=tmp_path)) as world:
        request = Request(world.tsa_url, asked, {"Content-Type": "application/timestamp-query"})
        with urlopen(request) as answer:
            granted = tsp.TimeStampResp.load(answer.read())
    token = granted["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    assert granted["status"]["status"].native == "granted"
    assert abs((token["gen_time"].native - datetime.now(UTC)).total_seconds()) < 60


def test_an_authority_that_is_set_is_asked_in_its_place(tmp_path: Path) -> None:
    with sandbox_world(Settings(data_dir=tmp_path, tsa_url="http://tsa.test/")) as world:
        assert world.tsa_url == "http://tsa.test/"
