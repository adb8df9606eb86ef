"""What one policy tightens of another is told field by field."""

import json

from verify.policy import DEFAULT_POLICY, Policy
from verify.policydiff import PolicyChange, compare_policies
from verify.policyfile import decode_policy


def _policy(**parts: object) -> Policy:
    return decode_policy(json.dumps({"id": "court", "version": "2", **parts}).encode())


def test_a_policy_differs_in_nothing_from_itself() -> None:
    assert compare_policies(DEFAULT_POLICY, DEFAULT_POLICY) == ()


def test_rows_that_say_the_same_are_no_difference() -> None:
    rows = [{"alg": "sha256"}, {"alg": "sha256", "min_bits": 0, "source": "court"}]
    assert compare_policies(DEFAULT_POLICY, _policy(crypto=rows)) == ()


def test_a_smaller_tolerance_tightens_by_the_difference() -> None:
    changes = compare_policies(DEFAULT_POLICY, _policy(tolerances={"future_s": 60}))
    assert changes == (PolicyChange("tolerances.future_s", "300", "60", True, "240 s"),)


def test_a_larger_accuracy_tightens() -> None:
    changes = compare_policies(DEFAULT_POLICY, _policy(tolerances={"accuracy_s": 3}))
    assert [(one.field, one.tightens) for one in changes] == [("tolerances.accuracy_s", True)]


def test_a_smaller_lag_and_limit_tighten() -> None:
    policy = _policy(lags={"contract": 1}, limits={"path_length": 4})
    changes = compare_policies(DEFAULT_POLICY, policy)
    assert [(one.field, one.by) for one in changes] == [
        ("lags.contract", "23 h"),
        ("limits.path_length", "6"),
    ]


def test_a_raised_level_tightens() -> None:
    policy = _policy(checks={"signature.certificate_unbound": {"level": "FAIL"}})
    (change,) = compare_policies(DEFAULT_POLICY, policy)
    assert change[:4] == ("checks.signature.certificate_unbound", "WARN", "FAIL", True)


def test_an_earlier_end_tightens_by_days() -> None:
    rows = [{"alg": "sha1", "until": "2016-12-31T00:00:00Z"}]
    (change,) = compare_policies(DEFAULT_POLICY, _policy(crypto=rows))
    assert (change.field, change.tightens, change.by) == ("crypto.sha1", True, "1 d")


def test_a_larger_minimum_key_names_the_smallest_size_it_is_about() -> None:
    rows = [{"alg": "rsa", "min_bits": 3072}]
    changes = compare_policies(DEFAULT_POLICY, _policy(crypto=rows))
    assert [(one.bits, one.after) for one in changes] == [(2048, "never"), (2049, "never")]


def test_the_other_way_round_nothing_tightens() -> None:
    policy = _policy(tolerances={"clock_s": 1}, crypto=[{"alg": "sm3", "until": "never"}])
    assert [one.tightens for one in compare_policies(policy, DEFAULT_POLICY)] == [False, False]
