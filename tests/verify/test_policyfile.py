"""A policy file may tighten any number of the floor and loosen none."""

import json
from datetime import UTC, datetime

import pytest

from verify.errors import PolicyError
from verify.findings import Level
from verify.policy import DEFAULT_POLICY
from verify.policyfile import decode_policy


def _file(**parts: object) -> bytes:
    return json.dumps({"id": "court", "version": "2", **parts}).encode()


def test_a_policy_with_nothing_but_its_name_is_the_floor() -> None:
    assert decode_policy(_file()).algorithms == DEFAULT_POLICY.algorithms


def test_a_larger_minimum_key_is_taken() -> None:
    policy = decode_policy(_file(crypto=[{"alg": "rsa", "min_bits": 3072}]))
    assert policy.strong_until("rsa", bits=2048) is False
    assert policy.strong_until("rsa", bits=3072) is True


def test_an_earlier_end_is_taken() -> None:
    policy = decode_policy(_file(crypto=[{"alg": "sha1", "until": "2011-01-01T00:00:00Z"}]))
    assert policy.strong_until("sha1") == datetime(2011, 1, 1, tzinfo=UTC)


def test_a_check_that_is_only_told_can_be_raised() -> None:
    policy = decode_policy(_file(checks={"signature.certificate_unbound": {"level": "FAIL"}}))
    assert policy.levels == {"signature.certificate_unbound": Level.FAIL}


def test_the_shipped_policy_written_as_a_file_is_the_shipped_policy() -> None:
    assert decode_policy(json.dumps(DEFAULT_POLICY.as_json()).encode()) == DEFAULT_POLICY


def test_an_algorithm_can_be_said_never_to_have_been_strong() -> None:
    policy = decode_policy(_file(crypto=[{"alg": "sha1", "until": "never"}]))
    assert policy.strong_until("sha1") is False


def test_a_limit_that_the_judgement_reads_can_be_lowered() -> None:
    assert decode_policy(_file(limits={"path_length": 3})).limits.path_length == 3


@pytest.mark.parametrize(
    "parts",
    [
        {"checks": {"signature.value_wrong": {"level": "WARN"}}},
        {"checks": {"signature.value_wrong": {"level": "IGNORE"}}},
        {"checks": {"signature.no_such_code": {"level": "FAIL"}}},
        {"checks": {"signature.value_wrong": {"level": "FAIL", "mood": 1}}},
        {"checks": {"signature.value_wrong": {"level": "FAIL", "params": {}}}},
        {"crypto": [{"alg": "md5"}]},
        {"crypto": [{"alg": "sha1"}]},
        {"crypto": [{"alg": "rsa", "min_bits": 1024}]},
        {"crypto": [{"alg": "rot13"}]},
        {"crypto": [{"alg": "sha1", "until": "yesterday"}]},
        {"crypto": [{"alg": "sha1", "until": "2011-01-01T00:00:00"}]},
        {"tolerances": {"future_s": 301}},
        {"tolerances": {"accuracy_s": 0}},
        {"tolerances": {"patience_s": 1}},
        {"tolerances": {"clock_s": -1}},
        {"tolerances": {"order_s": 1}},
        {"limits": {"case_proofs": 1_000_000}},
        {"limits": {"path_length": 11}},
        {"limits": {"case_proofs": 1}},
        {"limits": {"no_such_limit": 1}},
        {"lags": {"contract": 25}},
        {"lags": {"contract": 2**53 - 1}},
        {"tolerances": {"accuracy_s": 2**53 - 1}},
        {"lags": {"wedding": 1}},
        {"colour": "red"},
    ],
)
def test_what_loosens_or_is_unknown_is_refused(parts: dict[str, object]) -> None:
    with pytest.raises(PolicyError):
        decode_policy(_file(**parts))


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"checks": {"signature.value_wrong": {"level": "WARN"}}}, "checks.signature.value_wrong"),
        ({"crypto": [{"alg": "rsa", "min_bits": 1024}]}, "crypto.rsa"),
        ({"tolerances": {"future_s": 301}}, "tolerances.future_s: 301 loosens 300"),
        ({"limits": {"path_length": 11}}, "limits.path_length: 11 loosens 10"),
        ({"lags": {"contract": 25}}, "lags.contract: 25 loosens 24"),
    ],
)
def test_the_refusal_names_the_field_that_loosens(parts: dict[str, object], field: str) -> None:
    with pytest.raises(PolicyError, match=field):
        decode_policy(_file(**parts))


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"id":"a","id":"b","version":"1"}', b"\xff"])
def test_what_is_no_policy_is_refused(data: bytes) -> None:
    with pytest.raises(PolicyError):
        decode_policy(data)
