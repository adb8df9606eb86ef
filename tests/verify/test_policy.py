"""The shipped policy says what is strong until when, each number with its source."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.digest import DIGEST_ALGORITHMS
from verify.crypto.algorithms import SIGNATURE_OIDS
from verify.findings import Level
from verify.policy import DEFAULT_POLICY, AlgorithmRule, Policy, Tolerances

NOW = datetime(2025, 6, 10, tzinfo=UTC)
SHA1_END = datetime(2017, 1, 1, tzinfo=UTC)
RSA_2048_END = datetime(2031, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("name", ["sha256", "sha384", "sha512", "sha3-256", "sha3-512", "sm3"])
def test_an_open_digest_is_strong_for_ever(name: str) -> None:
    assert DEFAULT_POLICY.strong_until(name) is True


def test_md5_was_never_strong() -> None:
    assert not DEFAULT_POLICY.strong("md5", datetime(1995, 1, 1, tzinfo=UTC))


def test_sha1_is_strong_up_to_its_last_instant() -> None:
    assert DEFAULT_POLICY.strong("sha1", SHA1_END - SECOND)


def test_sha1_is_weak_from_its_end_on() -> None:
    assert not DEFAULT_POLICY.strong("sha1", SHA1_END)


@pytest.mark.parametrize(
    ("bits", "until"),
    [
        (1024, False),
        (2047, False),
        (2048, RSA_2048_END),
        (2049, True),
        (3072, True),
        (8192, True),
    ],
)
def test_an_rsa_key_is_strong_by_its_size(bits: int, until: object) -> None:
    assert DEFAULT_POLICY.strong_until("rsa", bits=bits) == until


def test_rsa_of_2048_bits_is_strong_until_the_end_of_2030() -> None:
    assert DEFAULT_POLICY.strong("rsa", RSA_2048_END - SECOND, bits=2048)
    assert not DEFAULT_POLICY.strong("rsa", RSA_2048_END, bits=2048)


@pytest.mark.parametrize(
    ("name", "bits"),
    [("ecdsa", 256), ("ecdsa", 384), ("ecdsa", 521), ("ed25519", 255), ("sm2", 256)],
)
def test_a_key_on_a_curve_of_the_table_is_strong(name: str, bits: int) -> None:
    assert DEFAULT_POLICY.strong_until(name, bits=bits) is True


@pytest.mark.parametrize(("name", "bits"), [("ecdsa", 255), ("ecdsa", 0), ("sm2", 192)])
def test_a_key_smaller_than_every_row_is_never_strong(name: str, bits: int) -> None:
    assert DEFAULT_POLICY.strong_until(name, bits=bits) is False


@pytest.mark.parametrize("name", ["", "SHA256", "whirlpool", "dsa"])
def test_an_unknown_algorithm_is_never_strong(name: str) -> None:
    assert not DEFAULT_POLICY.strong(name, NOW, bits=10_000)


@pytest.mark.parametrize(
    "name", sorted({*DIGEST_ALGORITHMS, *(row[0] for row in SIGNATURE_OIDS.values())})
)
def test_every_algorithm_that_is_computed_has_a_rule(name: str) -> None:
    assert name in {rule.name for rule in DEFAULT_POLICY.algorithms}


@pytest.mark.parametrize(
    "rule", DEFAULT_POLICY.algorithms, ids=lambda rule: f"{rule.name}_{rule.min_bits}"
)
def test_every_rule_says_where_it_comes_from(rule: AlgorithmRule) -> None:
    assert rule.source


def test_the_rule_of_the_largest_size_below_the_key_decides() -> None:
    rules = (
        AlgorithmRule("rsa", None, "s", min_bits=4096),
        AlgorithmRule("rsa", None, "s", min_bits=0, never=True),
        AlgorithmRule("rsa", NOW, "s", min_bits=3072),
    )
    policy = replace(DEFAULT_POLICY, algorithms=rules)
    found = [policy.strong_until("rsa", bits=bits) for bits in (3071, 3072, 4095, 4096)]
    assert found == [False, NOW, NOW, True]


def test_the_default_tolerances_are_those_of_the_judgement() -> None:
    assert Tolerances() == Tolerances(
        clock=timedelta(hours=12),
        future=timedelta(minutes=5),
        accuracy=timedelta(seconds=1),
        freshness=timedelta(0),
        filing=timedelta(days=1),
    )


def test_the_default_policy_raises_no_level() -> None:
    assert DEFAULT_POLICY.levels == {}


def test_proofs_of_the_events_of_a_loan_have_a_day() -> None:
    events = ("identity", "contract", "disbursement", "repayment")
    assert DEFAULT_POLICY.lags == dict.fromkeys(events, timedelta(hours=24))


def test_two_policies_share_no_lags() -> None:
    assert Policy("a", "1").lags is not Policy("b", "1").lags


@pytest.mark.parametrize(
    ("rule", "until"),
    [
        (AlgorithmRule("md5", None, "s", never=True), "never"),
        (AlgorithmRule("sm3", None, "s"), None),
        (AlgorithmRule("sha1", SHA1_END, "s"), "2017-01-01T00:00:00+00:00"),
    ],
    ids=["never", "open", "dated"],
)
def test_the_end_of_a_rule_is_told_as_a_file_has_it(rule: AlgorithmRule, until: str | None) -> None:
    assert rule.as_json()["until"] == until


def test_a_policy_is_told_with_every_number_filled_in() -> None:
    told = DEFAULT_POLICY.as_json()
    assert (told["id"], told["version"], told["checks"]) == ("evidence-default", "1", {})
    assert told["tolerances"] == {
        "clock_s": 43_200, "future_s": 300, "accuracy_s": 1, "freshness_s": 0,
        "filing_s": 86_400,
    }  # fmt: skip
    assert told["lags"] == {"identity": 24, "contract": 24, "disbursement": 24, "repayment": 24}


def test_a_raised_level_is_told() -> None:
    policy = replace(DEFAULT_POLICY, levels={"integrity.near_miss": Level.FAIL})
    assert policy.as_json()["checks"] == {"integrity.near_miss": {"level": "FAIL"}}


def test_what_is_told_of_a_policy_is_json() -> None:
    told = DEFAULT_POLICY.as_json()
    assert json.loads(json.dumps(told)) == told


_INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC)
)
_NAMES = st.sampled_from([rule.name for rule in DEFAULT_POLICY.algorithms])


@given(_NAMES, st.integers(0, 10_000), _INSTANTS, _INSTANTS)
def test_what_is_strong_was_strong_before(
    name: str, bits: int, one: datetime, other: datetime
) -> None:
    earlier, later = sorted((one, other))
    before = DEFAULT_POLICY.strong(name, earlier, bits=bits)
    assert before >= DEFAULT_POLICY.strong(name, later, bits=bits)


@given(_NAMES, st.integers(0, 10_000), st.integers(0, 10_000), _INSTANTS)
def test_a_larger_key_is_never_weaker(name: str, one: int, other: int, at: datetime) -> None:
    smaller, larger = sorted((one, other))
    assert DEFAULT_POLICY.strong(name, at, bits=larger) >= DEFAULT_POLICY.strong(
        name, at, bits=smaller
    )
