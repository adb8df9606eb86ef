"""A profile is written as it is read, whatever ledger it is of."""

from typing import Any

import pytest

from anchors.chains import KINDS, decode_profile, profile_record
from fixtures.fisco import FiscoLedger
from tests.anchors.ledgers import chain

_TERM = {"from": "2023-01-01T00:00:00.500000Z", "to": "2030-01-01T08:00:00+08:00"}
_COMMON = {"operator": "虚构链", "tolerance_s": 60, "from": _TERM["from"], "to": None}
RECORDS: dict[str, dict[str, Any]] = {
    "evm": chain().profile(),
    "fisco2": FiscoLedger(7, ("depositor",), version=2, national=False).profile(),
    "fisco3": FiscoLedger(7, ("depositor",)).profile(),
    "attested": {"id": "word", "kind": "attested", **_COMMON},
    "bitcoin": {
        "id": "bitcoin", "kind": "bitcoin", "genesis": "00" * 32, **_COMMON,
        "finality": {"rule": "work", "confirmations": 6, "least_work": "01" * 32},
    },
}  # fmt: skip


def test_every_kind_has_a_record_here() -> None:
    assert set(RECORDS) == set(KINDS)


@pytest.mark.parametrize("kind", RECORDS)
def test_a_profile_written_and_read_is_the_same(kind: str) -> None:
    for record in (RECORDS[kind], {**RECORDS[kind], **_TERM}):
        profile = decode_profile(record)
        assert decode_profile(profile_record(profile)) == profile


@pytest.mark.parametrize("kind", ["evm", "fisco2", "fisco3"])
def test_a_chain_that_permits_nobody_by_name_stays_so(kind: str) -> None:
    profile = decode_profile({**RECORDS[kind], "submitters": None})
    assert decode_profile(profile_record(profile)) == profile


def test_a_sealer_that_has_left_stays_so() -> None:
    record = RECORDS["fisco3"]
    first, *others = record["sealers"]
    left = {**first, "to": _TERM["to"]}
    profile = decode_profile({**record, "sealers": [left, *others]})
    assert decode_profile(profile_record(profile)) == profile


@pytest.mark.parametrize("kind", RECORDS)
def test_what_is_written_has_every_field_of_a_record(kind: str) -> None:
    assert set(profile_record(decode_profile(RECORDS[kind]))) == set(RECORDS[kind])
