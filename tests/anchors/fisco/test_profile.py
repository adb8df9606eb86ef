"""A FISCO BCOS chain's profile is read whole or refused; its sealers have their own times."""

from datetime import UTC, datetime
from typing import Any

import pytest

from anchors.chains import decode_chain_headers, decode_profile
from anchors.errors import ProfileError
from anchors.fisco.profile import fisco_profile
from anchors.limits import LIMITS
from fixtures.fisco import OPERATORS, FiscoLedger

LEDGER = FiscoLedger(7, ("depositor",))
RECORD = LEDGER.profile()
SEALER = RECORD["sealers"][0]


def test_every_field_of_a_profile_is_read() -> None:
    profile = fisco_profile(RECORD)
    assert (profile.kind, profile.suite.name) == ("fisco3", "sm3-sm2")
    assert (profile.chain_id, profile.group_id) == ("chain0", "group0")
    assert (profile.contract, profile.call.hex()) == (LEDGER.contract, RECORD["call"])
    assert [one.node_id for one in profile.sealers] == [one.point for one in LEDGER.nodes()]
    assert tuple(one.operator for one in profile.sealers) == OPERATORS


@pytest.mark.parametrize("version", [2, 3])
def test_the_kind_that_a_record_names_decides_how_it_is_read(version: int) -> None:
    record = FiscoLedger(7, ("depositor",), version=version).profile()
    assert decode_profile(record).kind == f"fisco{version}"


def sealer(**changes: object) -> dict[str, object]:
    return {"sealers": [{**SEALER, **changes}]}


REFUSED: dict[str, dict[str, Any]] = {
    "other_cryptography": {"crypto": "ed25519"},
    "call_too_long": {"call": "00" * 5},
    "chain_as_a_number": {"chain_id": 1},
    "no_sealers": {"sealers": []},
    "sealers_no_list": {"sealers": None},
    "sealer_no_object": {"sealers": ["00"]},
    "sealers_too_many": {"sealers": [SEALER] * (LIMITS.fisco_sealers + 1)},
    "sealer_twice": {"sealers": [SEALER, SEALER]},
    "node_id_too_short": sealer(node_id="00" * 63),
    "weightless": sealer(weight=0),
    "operator_with_a_comma": sealer(operator="甲,乙"),
    "sealer_from_nowhen": sealer(**{"from": None}),
    "other_layout": {"layout": "root/1"},
}


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED)
def test_a_profile_with_another_field_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ProfileError):
        decode_profile({**RECORD, **changes})


def test_a_sealer_is_of_the_set_from_its_first_moment_to_before_its_last() -> None:
    begin, end = "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"
    profile = fisco_profile({**RECORD, "sealers": [{**SEALER, "from": begin, "to": end}]})
    asked = [datetime(year, 1, 1, tzinfo=UTC) for year in (2023, 2024, 2025)]
    assert [len(profile.sealers_at(at)) for at in asked] == [0, 1, 0]


@pytest.mark.parametrize("kind", ["fisco2", "fisco3"])
def test_such_a_chain_may_have_pinned_headers(kind: str) -> None:
    assert decode_chain_headers(kind, b"") == {}


def test_a_chain_of_words_alone_has_no_pinned_headers() -> None:
    with pytest.raises(ProfileError):
        decode_chain_headers("attested", b"")
