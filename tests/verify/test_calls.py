"""What the sealing platform's record calls for, by the date of the deposit."""

from datetime import UTC, datetime

import pytest

from fixtures.trust import trust_directory
from fixtures.world import world
from verify.calls import PlatformCalls, deposit_time
from verify.errors import TrustError
from verify.model import Deposit, DepositState, Evidence
from verify.trust import ExpectedKinds
from verify.trustfile import decode_trust

AT = datetime(2025, 6, 10, tzinfo=UTC)
SINCE = datetime(2025, 1, 1, tzinfo=UTC)
DATED = (
    ExpectedKinds(("signature",), None, SINCE),
    ExpectedKinds(("signature", "anchor"), SINCE, None),
)
CALLS = PlatformCalls("plat-a", {8: DATED})


def evidence(deposited_at: str | None, platform_id: str = "plat-a") -> Evidence:
    deposit = Deposit(platform_id, "1", deposited_at, None, DepositState.DEPOSITED)
    return Evidence(
        "v", 8, "disbursement", "t", "p", None, None, None, None, {}, None, None, deposit
    )


def test_the_deposit_s_time_chooses_the_row() -> None:
    early, late = evidence("2024-06-01T00:00:00Z"), evidence("2025-02-01T00:00:00Z")
    assert CALLS.kinds(early, {}, AT) == ("signature",)
    assert CALLS.kinds(late, {}, AT) == ("signature", "anchor")


def test_without_a_time_of_its_own_the_row_of_today_holds() -> None:
    assert CALLS.kinds(evidence(None), {}, AT) == ("signature", "anchor")


def test_another_platform_s_time_chooses_nothing() -> None:
    other = evidence("2024-06-01T00:00:00Z", "plat-b")
    assert CALLS.kinds(other, {}, AT) == ("signature", "anchor")


@pytest.mark.parametrize("text", ["yesterday", "2024-06-01T00:00:00", "2024-13-01T00:00:00Z"])
def test_a_time_that_is_none_is_no_time(text: str) -> None:
    assert deposit_time(evidence(text), "plat-a") is None


def test_a_time_before_every_row_dodges_nothing() -> None:
    late = PlatformCalls("plat-a", {8: (ExpectedKinds(("anchor",), SINCE, None),)})
    assert late.kinds(evidence("1999-01-01T00:00:00Z"), {}, AT) == ("anchor",)


def test_a_category_without_rows_calls_for_nothing() -> None:
    assert CALLS.kinds(evidence(None)._replace(category=2), {}, AT) == ()


def test_dated_rows_of_a_record_are_read() -> None:
    rows = [{"kinds": ["signature"], "from": None, "to": "2025-01-01T00:00:00Z"}]
    draft = trust_directory(world(1))
    path = "platforms/plat-anzheng.json"
    draft.add_record(path, {**draft.record(path), "expected_proofs": {"8": rows}})
    platforms = decode_trust(draft.files()).platforms or {}
    assert platforms["plat-anzheng"].expected_proofs == {
        "8": (ExpectedKinds(("signature",), None, SINCE),)
    }


@pytest.mark.parametrize(
    "rows",
    [
        [{"kinds": ["signatur"]}],
        [{"kinds": ["signature"]}, "timestamp"],
        [{"kinds": "signature"}],
        [{"kinds": ["signature"], "from": "2025"}],
    ],
)
def test_rows_of_another_shape_refuse_the_store(rows: list[object]) -> None:
    draft = trust_directory(world(1))
    path = "platforms/plat-anzheng.json"
    draft.add_record(path, {**draft.record(path), "expected_proofs": {"8": rows}})
    with pytest.raises(TrustError, match="plat-anzheng"):
        decode_trust(draft.files())


def test_the_deposit_s_own_platform_calls_too_whoever_sealed() -> None:
    platforms = decode_trust(trust_directory(world(1)).files()).platforms or {}
    claimed = evidence(None, "plat-intl")
    assert PlatformCalls(None, {}).kinds(claimed, platforms, AT) == ("signature", "timestamp")


def test_an_unpassed_seal_chooses_no_earlier_row() -> None:
    unsealed = CALLS._replace(sealed=False)
    early = evidence("2024-06-01T00:00:00Z")
    assert unsealed.kinds(early, {}, AT) == ("signature", "anchor")
